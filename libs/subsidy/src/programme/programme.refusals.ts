import type { PermissionCode } from '../refusals';

/** What the decider of the versions of a programme may refuse with. */
export type ProgrammeCode =
  | PermissionCode
  | 'document_in_future'
  | 'period_empty'
  | 'proposal_own'
  | 'version_overlaps'
  | 'version_superseded'
  | 'version_unknown'
  | 'version_withdrawn'
  | 'withdrawal_differs'
  | 'withdrawal_too_early'
  | 'withdrawal_unknown';
