import { TABLES } from '../county-views';
import type { Column } from './table';

const natureOf = ({ key, nature, because }: Column): string =>
  nature === 'volatile' ? `${key ? 'key, ' : ''}volatile: ${because ?? 'no reason'}` : key ? 'key' : 'business';

describe('every column of the views', () => {
  it('is declared a key, business, or volatile with the reason', () => {
    const declared = TABLES.map(
      ({ name, columns }) =>
        `${name}: ${Object.entries(columns)
          .map(([column, declaration]) => `${column} (${natureOf(declaration)})`)
          .join(', ')}`,
    );
    expect(declared).toMatchInlineSnapshot(`
     [
       "county: code (key), name (business), demo (business), regions (business), clock (volatile: recorded time)",
       "area: code (key), name (business), level (business)",
       "actor: actor (key), title (business), role (business), area (business), kind (business), dismissed (business), credential (business), unconfirmed (business), awaited (volatile: random id), person_id (volatile: random id)",
       "actor_change: actor (key), seq (key), what (business), by_actor (business), detail (business), unconfirmed (business), at (volatile: recorded time)",
       "programme_version: programme (key), content_hash (key), state (business), document_no (business), document_date (business), effective_from (business), effective_to (business), proposed_by (business), adopted_by (business), withdrawal_by (business), withdrawal_document_no (business), withdrawn_by (business), paid_then (business), proposed_at (volatile: recorded time), adopted_at (volatile: recorded time)",
       "roster_import: programme (key), year (key), number (key), rows (business), good_rows (business), accepted (business), left_out (business), refused (business), actor (business), import_id (volatile: random id), file_hash (volatile: covers compressed bytes), started_at (volatile: recorded time)",
       "comparison: source (key), number (key), rows (business), said (business), agreed (business), differs (business), unknown (business), stranger (business), leads (business), found (business), enrolled (business), outcomes (business), actor (business), file_hash (volatile: covers compressed bytes), compared_at (volatile: recorded time)",
       "enrolment: case_number (key), programme (business), village (business), township (business), left_year (business), left_reason (business), death_year (business), enrolment_id (volatile: random id), person_id (volatile: random id), payee_id (volatile: random id), second_person_id (volatile: random id), account_version (volatile: random id)",
       "enrolment_year: case_number (key), year (key), programme (business), village (business), stage (business), stage_before (business), amount_fen (business), determination (business), notice (business), closes_on (business), objections_open (business)",
       "timeline: case_number (key), seq (key), type (business), year (business), effective_on (business), actor (business), role (business), detail (business), at (volatile: recorded time)",
       "notice: notice (key), level (business), area (business), programme (business), year (business), count (business), list_hash (business), posted_on (business), closes_on (business), actor (business), at (volatile: recorded time)",
       "objection: case_number (key), seq (key), year (business), level (business), kind (business), channel (business), state (business), reason (business), objection_id (volatile: random id), raised_at (volatile: recorded time), resolved_at (volatile: recorded time)",
       "entitlement: case_number (key), year (key), programme (business), village (business), amount_fen (business), eligible (business), paid (business)",
       "balance: programme (key), year (key), area (key), appropriated_fen (business), adjusted_fen (business), due_fen (business), due_count (business), instructed_fen (business), settled_fen (business), settled_count (business), returned_fen (business), reissued_fen (business), recovered_fen (business)",
       "appropriation: programme (key), year (key), area (key), layer (key), document_no (key), amount_fen (business), arrived_on (business), actor (business)",
       "batch: batch (key), programme (business), year (business), area (business), round (business), state (business), count (business), sum_fen (business), chunks (business), chunks_done (business), paused (business), instructed_count (business), sent_count (business), lock (volatile: counts retries), hash (volatile: covers random ids), opened_at (volatile: recorded time), closed_at (volatile: recorded time)",
       "batch_step: batch (key), seq (key), step (business), actor (business), role (business), count (business), sum_fen (business), detail (business), hash (volatile: covers random ids), at (volatile: recorded time)",
       "batch_total: batch (key), step (key), count (business), sum_fen (business), hash (volatile: covers random ids)",
       "bank_file: batch (key), file_name (key), profile (business), count (business), sum_fen (business), sha256 (volatile: covers random ids)",
       "payment: batch (key), line_no (key), case_number (business), village (business), entitlement (business), attempt (business), amount_fen (business), central_fen (business), province_fen (business), city_fen (business), county_fen (business), state (business), reason (business), lock (volatile: counts retries), enrolment_id (volatile: random id), account_version (volatile: random id)",
       "posting: programme (key), year (key), area (key), kind (key), cause (key), nth (key), layer (key), debit (business), credit (business), amount_fen (business), position (volatile: position in the log), at (volatile: recorded time)",
       "roster_chunk: batch (key), chunk (key), first_line (business), last_line (business)",
       "paid_chunk: batch (key), sha256 (key), chunk (key), central_fen (business), province_fen (business), city_fen (business), county_fen (business)",
       "closed_year: programme (key), year (key), area (key), document_no (business), closed_on (business)",
       "payee: case_number (key), seq (key), account_version (volatile: random id), sealed_account (volatile: ciphertext)",
       "identity: person_id (key, volatile: random id), sealed_identity (volatile: ciphertext)",
       "recovery: case_number (key), seq (key), year (business), entitlement (business), amount_fen (business), received_fen (business), reason (business), recovery_id (volatile: random id)",
       "excess: case_number (key), year (key), left_fen (business), undecided_fen (business), reason (business)",
       "redetermination: programme (key), run (volatile: counts retries), state (business), rules_revision (business), looked (business), unchanged (business), raised (business), raised_fen (business), for_person (business), failed (business), listed (business), proposer (business), approver (business), computed_at (volatile: recorded time)",
       "changed_case: programme (key), village (key), case_number (key), year (key), was_fen (business), becomes_fen (business), cause (business), proposed (business), proposed_by (business), decision (business), document_no (business), reason (business), enrolment_id (volatile: random id)",
       "lead: case_number (key), number (key), programme (business), source (business), about (business), fact (business), title (business), state (business), reason (business), ended_by (business), lead_id (volatile: random id), statement_id (volatile: random id), opened_at (volatile: recorded time)",
       "open_request: request_id (key, volatile: random id)",
     ]
    `);
  });

  it('begins with the business key of its table', () => {
    for (const { keyNames, columnNames } of TABLES) {
      expect(keyNames.length).toBeGreaterThan(0);
      expect(columnNames.slice(0, keyNames.length)).toEqual(keyNames);
    }
  });

  it('names a random id, a recorded time or a hash over them wherever the name says so', () => {
    const suspicious = TABLES.flatMap(({ name, columns }) =>
      Object.entries(columns)
        .filter(([column, { nature }]) => /(_id|_at|^at|^hash|account_version)$/.test(column) && nature === 'business')
        .map(([column]) => `${name}.${column}`),
    );
    expect(suspicious).toEqual([]);
  });
});
