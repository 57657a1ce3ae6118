import type { PermissionCode } from '../../refusals';

/** What the decider of a redetermination may refuse with. */
export type RedeterminationCode =
  | PermissionCode
  | 'case_not_waiting'
  | 'decision_unknown'
  | 'redetermination_changed'
  | 'redetermination_settled'
  | 'redetermination_unknown';
