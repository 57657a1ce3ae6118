import { business, key, table, volatile } from '../engine/table';

/** The lines of a batch, in the order of its locked roster. `central_fen` to `county_fen`: the shares of the locked amount. `lock`: how many locks it took; a crash in the middle may take one more. `reason`: why it came back, or why it was left out. */
export const PAYMENT = table(
  'payment',
  {
    batch: key.text,
    line_no: key.integer,
    case_number: business.text,
    village: business.text,
    entitlement: business.text,
    attempt: business.integer,
    amount_fen: business.fen,
    central_fen: business.fen,
    province_fen: business.fen,
    city_fen: business.fen,
    county_fen: business.fen,
    state: business.text,
    reason: business.textOrNull,
    lock: volatile('counts retries').integer,
    enrolment_id: volatile('random id').text,
    account_version: volatile('random id').text,
  },
  [{ on: ['case_number'] }],
);
