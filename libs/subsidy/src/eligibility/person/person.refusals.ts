import type { PermissionCode } from '../../refusals';

/** What the decider of a person may refuse with. */
export type PersonCode =
  | PermissionCode
  | 'already_awarded'
  | 'day_before_birth'
  | 'day_not_reached'
  | 'death_document_differs'
  | 'death_recorded'
  | 'death_unknown'
  | 'death_waiting'
  | 'identity_unknown'
  | 'identity_waiting'
  | 'incompatible_programme'
  | 'lead_ended'
  | 'lead_unknown'
  | 'proposal_own'
  | 'statement_unknown'
  | 'statement_waiting';
