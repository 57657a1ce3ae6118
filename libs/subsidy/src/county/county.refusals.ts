import type { PermissionCode } from '../refusals';

/** What the decider of a county may refuse with. */
export type CountyDeciderCode =
  | PermissionCode
  | 'area_conflict'
  | 'area_name_taken'
  | 'clock_backwards'
  | 'control_total_mismatch'
  | 'correction_empty'
  | 'correction_own'
  | 'correction_unknown'
  | 'county_already_open'
  | 'county_not_open'
  | 'not_demo'
  | 'not_restored'
  | 'programmes_adopted'
  | 'received_none_unsaid'
  | 'received_twice'
  | 'region_missing'
  | 'region_unknown'
  | 'regions_apart'
  | 'township_missing'
  | 'without_personal_data';
