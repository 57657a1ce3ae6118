import type { RecordedEvent } from '@fenming/event-log';
import { parseFenText } from '@fenming/money';
import { parseFunding, type PostingKind } from '@fenming/subsidy';
import { insert, some, type Change, type Projection } from '../engine/change';
import { CLOSED_YEAR, ENTRIES, POSTING } from './ledger.table';

const SHARES = ['central', 'province', 'city', 'county'].map((layer) => `'${layer}', coalesce(sum(${layer}_fen), 0)`).join(', ');
/** A bound number reaches SQLite as a float, with which it would not divide in whole fen. */
const AMOUNT = 'CAST(@amount AS INTEGER)';
const SAME_KIND = 'programme = @programme AND year = @year AND area = @area AND kind = @kind AND cause = @cause';

/** Posts what a JSON object says per layer. Layers without money have no posting. */
const post = (funding: string): string => `
  INSERT INTO posting (${POSTING.columnNames.join(', ')})
  SELECT @programme, @year, @area, @kind, @cause, coalesce(@nth, (SELECT max(nth) FROM posting WHERE ${SAME_KIND}) + 1, 1),
    share.key, @debit, @credit, share.value, @position, @at
  FROM json_each(${funding}) AS share WHERE share.value > 0`;

const SAID = post('@funding');
/** A batch that is locked anew gives back what its former reservation took. */
const FORMER = post(`(SELECT json_group_object(layer, held) FROM (
  SELECT layer, sum(iif(kind = 'reserved', amount_fen, -amount_fen)) AS held FROM posting
  WHERE programme = @programme AND year = @year AND area = @area AND kind IN ('reserved', 'unreserved') AND cause = @cause
  GROUP BY layer))`);
/** No look-up per payment: a whole chunk without its exceptions, by the shares that its lines were locked with. */
const CHUNK = post(`(SELECT json_object(${SHARES}) FROM roster_chunk CROSS JOIN payment USING (batch)
  WHERE batch = @cause AND chunk = @nth AND line_no BETWEEN first_line AND last_line
  AND line_no NOT IN (SELECT value FROM json_each(@exceptions)))`);
const PAID = post(`(SELECT json_object(${SHARES}) FROM paid_chunk WHERE batch = @cause AND sha256 = @sha256)`);
/**
 * A receipt is split as the payment was, the fen that do not divide going to the layer that paid most. Where no payment
 * is known it stands in the county's layer, for the county receives the money (domain notes 5.5).
 */
const RECOVERED = post(`(
  WITH paid AS (
    SELECT central_fen, province_fen, city_fen, county_fen, central_fen + province_fen + city_fen + county_fen AS total
    FROM recovery JOIN payment USING (case_number, entitlement)
    WHERE recovery_id = @recoveryId AND case_number = @caseNumber AND state <> 'exception' ORDER BY attempt DESC LIMIT 1),
  part AS (
    SELECT share.key AS layer, share.value AS paid, share.value * ${AMOUNT} / total AS amount FROM paid, json_each(
      json_object('central', central_fen, 'province', province_fen, 'city', city_fen, 'county', county_fen)) AS share),
  most AS (SELECT layer, ${AMOUNT} - (SELECT sum(amount) FROM part) AS rest FROM part ORDER BY paid DESC LIMIT 1)
  SELECT iif(count(*) = 0, json_object('county', ${AMOUNT}), json_group_object(layer, amount + coalesce(rest, 0)))
  FROM part LEFT JOIN most USING (layer))`);

const LOCK_CHUNK = `INSERT OR REPLACE INTO roster_chunk (batch, chunk, first_line, last_line) VALUES (@batch, @chunk, @first, @last)`;
const DROP_CHUNKS = 'DELETE FROM roster_chunk WHERE batch = @batch AND chunk > @after';
const DROP_CHUNK = 'DELETE FROM roster_chunk WHERE batch = @batch AND chunk = @chunk';
const RECORD_PAID = `INSERT OR REPLACE INTO paid_chunk (batch, sha256, chunk, central_fen, province_fen, city_fen, county_fen)
  SELECT @batch, @sha256, @chunk, coalesce(sum(central_fen), 0), coalesce(sum(province_fen), 0), coalesce(sum(city_fen), 0),
    coalesce(sum(county_fen), 0)
  FROM payment WHERE batch = @batch AND line_no IN (SELECT value FROM json_each(@lines))`;
const DROP_PAID = 'DELETE FROM paid_chunk WHERE batch = @batch AND sha256 = @sha256';

type Purpose = { readonly programme: string; readonly year: number; readonly area: string };
type Post = { readonly kind: PostingKind; readonly cause: string; readonly nth?: number; readonly sql: string };

/** The shares of the layers are found by the statement, or given as `funding`. */
const posting = (
  { programme, year, area }: Purpose,
  { position, meta }: RecordedEvent,
  { kind, cause, nth, sql }: Post,
  values: Readonly<Record<string, string | number>> = {},
): Change => {
  const [debit, credit] = ENTRIES[kind];
  return some(sql, { programme, year, area, kind, cause, nth: nth ?? null, debit, credit, position, at: meta.at, ...values });
};

type Funding = Parameters<typeof parseFunding>[0];
const said = (funding: Funding) => ({ funding: JSON.stringify(parseFunding(funding)) });
const ofLayer = (layer: string, amount: number) => ({ funding: JSON.stringify({ [layer]: amount }) });

/** The payment lines' shares are read as their roster was locked; nothing here depends on what else an event does to them. */
export const ledger = {
  AppropriationReceived: (event, recorded) => {
    const { layer, amountFen, documentNo: cause } = event;
    return [posting(event, recorded, { kind: 'received', cause, sql: SAID }, ofLayer(layer, parseFenText(amountFen)))];
  },
  AppropriationAdjusted: (event, recorded) => {
    const { layer, documentNo: cause } = event;
    const amount = parseFenText(event.amountFen);
    const kind = amount > 0 ? 'adjusted_up' : 'adjusted_down';
    return [posting(event, recorded, { kind, cause, sql: SAID }, ofLayer(layer, Math.abs(amount)))];
  },
  AppropriationCarriedOut: (event, recorded) => [
    posting(event, recorded, { kind: 'carried_out', cause: event.documentNo, sql: SAID }, said(event.funding)),
  ],
  AppropriationCarriedIn: (event, recorded) => [
    posting(event, recorded, { kind: 'carried_in', cause: event.documentNo, sql: SAID }, said(event.funding)),
  ],
  AppropriationLapsed: (event, recorded) => [
    posting(event, recorded, { kind: 'lapsed', cause: event.documentNo, sql: SAID }, said(event.funding)),
  ],
  AppropriationClosed: ({ programme, year, area, documentNo, closedOn }) => [
    insert(CLOSED_YEAR, { programme, year, area, document_no: documentNo, closed_on: closedOn }),
  ],
  FundsReserved: (event, recorded) => [
    posting(event, recorded, { kind: 'unreserved', cause: event.batch, sql: FORMER }),
    posting(event, recorded, { kind: 'reserved', cause: event.batch, sql: SAID }, said(event.funding)),
  ],
  FundsFreed: (event, recorded) => {
    const kind = event.reason === 'returned' ? 'returned' : 'held_back';
    return [posting(event, recorded, { kind, cause: event.batch, sql: SAID }, said(event.funding))];
  },
  RosterChunkLocked: ({ batch, chunk, lines }) => [
    some(LOCK_CHUNK, { batch, chunk, first: lines[0]?.lineNo ?? 0, last: lines.at(-1)?.lineNo ?? 0 }),
  ],
  RosterLocked: ({ batch, chunks }) => [some(DROP_CHUNKS, { batch, after: chunks })],
  BatchSentBack: ({ batch }) => [some(DROP_CHUNKS, { batch, after: 0 })],
  LinesTakenOff: ({ batch }) => [some(DROP_CHUNKS, { batch, after: 0 })],
  ChunkInstructed: (event, recorded) => {
    const { batch, chunk } = event;
    const exceptions = JSON.stringify(event.exceptions.map(({ lineNo }) => lineNo));
    return [
      posting(event, recorded, { kind: 'instructed', cause: batch, nth: chunk, sql: CHUNK }, { exceptions }),
      some(DROP_CHUNK, { batch, chunk }),
    ];
  },
  BankResultChunkRecorded: ({ batch, sha256, chunk, lines }) => {
    const paid = lines.filter(({ outcome }) => outcome === 'settled').map(({ lineNo }) => lineNo);
    return [some(RECORD_PAID, { batch, sha256, chunk, lines: JSON.stringify(paid) })];
  },
  BankResultApplied: (event, recorded) => {
    const { batch, sha256 } = event;
    return [
      posting(event, recorded, { kind: 'settled', cause: batch, sql: PAID }, { sha256 }),
      some(DROP_PAID, { batch, sha256 }),
    ];
  },
  RecoveryReceived: (event, recorded) => {
    const { programme, year, village, documentNo: cause, recoveryId, caseNumber } = event;
    const purpose = { programme, year, area: village.slice(0, 6) };
    const amount = parseFenText(event.amountFen);
    return [posting(purpose, recorded, { kind: 'recovered', cause, sql: RECOVERED }, { recoveryId, caseNumber, amount })];
  },
} satisfies Projection;
