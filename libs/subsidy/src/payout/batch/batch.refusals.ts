import type { PermissionCode } from '../../refusals';

/** What the decider of a batch may refuse with. */
export type BatchCode =
  | PermissionCode
  | 'batch_exists'
  | 'batch_not_found'
  | 'batch_state'
  | 'control_total_mismatch'
  | 'duplicate_file'
  | 'payee_in_batch'
  | 'results_incomplete'
  | 'return_answered_line'
  | 'returns_waiting'
  | 'roster_changed'
  | 'roster_empty'
  | 'total_mismatch'
  | 'year_not_begun';
