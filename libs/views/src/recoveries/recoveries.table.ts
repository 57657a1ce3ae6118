import { business, key, table, volatile } from '../engine/table';

/** Overpaid money to be returned. `seq`: the revision at which it was opened. `received_fen`: what has come back so far. */
export const RECOVERY = table(
  'recovery',
  {
    case_number: key.text,
    seq: key.integer,
    year: business.integer,
    entitlement: business.text,
    amount_fen: business.fen,
    received_fen: business.fen,
    reason: business.text,
    recovery_id: volatile('random id').text,
  },
  [{ on: ['recovery_id'] }],
);

/** What arrived too much of a year and is not claimed back: left by the rules, or undecided where they say nothing. */
export const EXCESS = table('excess', {
  case_number: key.text,
  year: key.integer,
  left_fen: business.fen,
  undecided_fen: business.fen,
  reason: business.text,
});
