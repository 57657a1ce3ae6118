import { business, key, table, volatile } from '../engine/table';

/**
 * What the rules, once they had changed, made of the determined cases of a programme: its last run. `state`: computed, signed (by the first
 * person), approved (by the second), applied. `listed`: the hash over its lists. `looked`, `unchanged`, `raised`, `for_person`: cases and years.
 */
export const REDETERMINATION = table('redetermination', {
  programme: key.text,
  run: volatile('counts retries').integer,
  state: business.text,
  rules_revision: business.integer,
  looked: business.integer,
  unchanged: business.integer,
  raised: business.integer,
  raised_fen: business.fen,
  for_person: business.integer,
  failed: business.integer,
  listed: business.text,
  proposer: business.textOrNull,
  approver: business.textOrNull,
  computed_at: volatile('recorded time').text,
});

/** A case and year that the last run would change. `cause`: why a person decides; `proposed`: what one person has proposed; `decision`: what another has decided. */
export const CHANGED_CASE = table(
  'changed_case',
  {
    programme: key.text,
    village: key.text,
    case_number: key.text,
    year: key.integer,
    was_fen: business.fen,
    becomes_fen: business.fen,
    cause: business.textOrNull,
    proposed: business.textOrNull,
    proposed_by: business.textOrNull,
    decision: business.textOrNull,
    document_no: business.textOrNull,
    reason: business.textOrNull,
    enrolment_id: volatile('random id').text,
  },
  [{ on: ['case_number', 'year'] }],
);
