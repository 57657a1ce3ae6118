import type { PermissionCode } from '../../refusals';

/** What the decider of the books of an appropriation may refuse with. */
export type AppropriationCode =
  | PermissionCode
  | 'amount_not_positive'
  | 'amount_too_large'
  | 'amount_zero'
  | 'appropriation_closed'
  | 'available_exceeded'
  | 'budget_exceeded'
  | 'carried_too_long'
  | 'control_total_mismatch'
  | 'day_not_reached'
  | 'day_too_early'
  | 'day_unknown'
  | 'duplicate_document'
  | 'money_left'
  | 'money_under_way'
  | 'year_not_begun'
  | 'year_out_of_reach';
