import type { PermissionCode } from '../../refusals';

/** What the decider of a person may refuse with. */
export type PersonCode =
  | PermissionCode
  | 'already_awarded'
  | 'death_unknown'
  | 'death_withdrawal_unknown'
  | 'identity_unknown'
  | 'identity_waiting'
  | 'incompatible_programme'
  | 'lead_ended'
  | 'lead_unknown'
  | 'proposal_own'
  | 'statement_unknown'
  | 'statement_waiting';
