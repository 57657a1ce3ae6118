import { business, key, table } from '../engine/table';

/**
 * The money of a programme and year, one row each for the county, its townships and its villages, in fen. Appropriations stand on
 * the county row alone; `adjusted_fen` is what adjustments, carry-overs and lapses have added to them or taken. `settled_*` is gross of later recovery; `due_count` and `settled_count` count entitlements, not attempts.
 */
export const BALANCE = table('balance', {
  programme: key.text,
  year: key.integer,
  area: key.text,
  appropriated_fen: business.fen,
  adjusted_fen: business.fen,
  due_fen: business.fen,
  due_count: business.integer,
  instructed_fen: business.fen,
  settled_fen: business.fen,
  settled_count: business.integer,
  returned_fen: business.fen,
  reissued_fen: business.fen,
  recovered_fen: business.fen,
});

/**
 * What a year of each case was determined to be. `eligible`: 1 while nothing has taken the eligibility away, -1 once the case was left or its beneficiary died, -2 once both, 0 otherwise. `paid`: how many payments are open
 * or settled. It is due while it is either: what was paid stays due until it is determined otherwise, what was not paid falls with eligibility.
 */
export const ENTITLEMENT = table('entitlement', {
  case_number: key.text,
  year: key.integer,
  programme: business.text,
  village: business.text,
  amount_fen: business.fen,
  eligible: business.integer,
  paid: business.integer,
});
