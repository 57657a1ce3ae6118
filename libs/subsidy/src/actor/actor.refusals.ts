import type { PermissionCode } from '../refusals';

/** What the decider of an actor may refuse with. */
export type ActorCode =
  | PermissionCode
  | 'actor_dismissed'
  | 'actor_exists'
  | 'actor_name_reserved'
  | 'authority_ended'
  | 'change_unknown'
  | 'confirm_by_machine'
  | 'confirm_own'
  | 'county_not_open'
  | 'credential_kind'
  | 'last_confirmer'
  | 'office_area_level'
  | 'office_area_unknown'
  | 'office_of_persons'
  | 'office_vacated'
  | 'password_not_own';
