/** Every reason the engine may give for not doing something, as stable codes. Their words stand in the room `words`, their HTTP statuses at the door. */
export type RefusalCode =
  PermissionCode | AccountCode | CountyCode | RulebookCode | EligibilityCode | PayoutCode | BackupCode | RequestCode;

/** An account, an appointment or a password. */
export type AccountCode =
  | 'actor_exists'
  | 'actor_name_reserved'
  | 'office_area_level'
  | 'office_area_unknown'
  | 'actor_dismissed'
  | 'authority_ended'
  | 'change_unknown'
  | 'confirm_own'
  | 'confirm_by_machine'
  | 'office_of_persons'
  | 'last_confirmer'
  | 'confirmer_missing'
  | 'password_not_own'
  | 'office_vacated'
  | 'credential_kind'
  | 'password_too_short'
  | 'password_guessable'
  | 'password_wrong'
  | 'password_unchanged'
  | 'person_has_account';

/** The county, its areas and its clock. */
export type CountyCode =
  | 'county_already_open'
  | 'county_not_open'
  | 'region_missing'
  | 'region_unknown'
  | 'regions_apart'
  | 'programmes_adopted'
  | 'correction_empty'
  | 'correction_unknown'
  | 'correction_own'
  | 'not_demo'
  | 'clock_backwards'
  | 'area_conflict'
  | 'township_missing'
  | 'area_unknown'
  | 'area_name_taken';

/** Programmes, their versions and the holiday calendar. */
export type RulebookCode =
  | 'proposal_own'
  | 'programme_not_adopted'
  | 'programme_not_in_force'
  | 'programme_not_offered'
  | 'definition_malformed'
  | 'examples_failed'
  | 'definition_conflict'
  | 'version_overlaps'
  | 'version_changes_past'
  | 'version_superseded'
  | 'document_in_future'
  | 'period_empty'
  | 'withdrawal_too_early'
  | 'withdrawal_unknown'
  | 'withdrawal_differs'
  | 'version_unknown'
  | 'version_withdrawn'
  | 'holiday_table_missing'
  | 'holiday_table_malformed';

/** Rosters, cases, confirmations, notices and objections. */
export type EligibilityCode =
  | 'already_awarded'
  | 'death_document_differs'
  | 'death_recorded'
  | 'death_unknown'
  | 'death_waiting'
  | 'redetermination_due'
  | 'redetermination_unknown'
  | 'redetermination_settled'
  | 'case_not_waiting'
  | 'decision_unknown'
  | 'redetermination_changed'
  | 'basis_outdated'
  | 'duplicate_file'
  | 'import_refused'
  | 'file_damaged_ids'
  | 'file_beyond_reading'
  | 'file_unreadable'
  | 'already_enrolled'
  | 'applicant_differs'
  | 'case_elsewhere'
  | 'village_differs'
  | 'transferred_out'
  | 'transfer_awaited'
  | 'elsewhere_unchanged'
  | 'elsewhere_unknown'
  | 'elsewhere_waiting'
  | 'transfer_unknown'
  | 'transfer_unneeded'
  | 'transfer_waiting'
  | 'not_applied'
  | 'rejection_unknown'
  | 'rejection_withdrawal_unknown'
  | 'enrolment_exited'
  | 'conditions_not_met'
  | 'facts_missing'
  | 'decided_above'
  | 'level_order'
  | 'already_confirmed'
  | 'not_confirmed'
  | 'already_noticed'
  | 'rejected'
  | 'notice_open'
  | 'objection_needs_remedy'
  | 'notice_empty'
  | 'objection_open'
  | 'objection_unknown'
  | 'objection_handler'
  | 'incompatible_programme'
  | 'account_unchanged'
  | 'recovery_unknown'
  | 'recovery_exceeds'
  | 'statement_unknown'
  | 'statement_waiting'
  | 'statement_changes_nothing'
  | 'fact_unknown'
  | 'fact_unreadable'
  | 'fact_stated_otherwise'
  | 'id_corrected'
  | 'source_unknown'
  | 'comparison_refused'
  | 'file_compared'
  | 'lead_unknown'
  | 'lead_ended'
  | 'lead_not_stated'
  | 'day_before_birth'
  | 'exit_unknown'
  | 'exit_waiting'
  | 'identity_unchanged'
  | 'identity_taken'
  | 'identity_waiting'
  | 'identity_unknown'
  | 'identity_of_nobody'
  | 'identity_being_paid';

/** Money: appropriations, batches, bank files and returns. */
export type PayoutCode =
  | 'payee_in_batch'
  | 'objected_since_lock'
  | 'entitlement_missing'
  | 'amount_changed'
  | 'payee_changed'
  | 'payee_awaited'
  | 'fact_awaited'
  | 'death_awaited'
  | 'guardian_awaited'
  | 'held_by_hand'
  | 'hold_would_overpay'
  | 'hold_unknown'
  | 'exit_awaited'
  | 'nothing_due'
  | 'already_instructed'
  | 'attempt_order'
  | 'payment_unknown'
  | 'duplicate_document'
  | 'amount_not_positive'
  | 'amount_too_large'
  | 'amount_zero'
  | 'available_exceeded'
  | 'day_not_reached'
  | 'day_unknown'
  | 'day_too_early'
  | 'carried_too_long'
  | 'money_under_way'
  | 'money_left'
  | 'appropriation_closed'
  | 'budget_exceeded'
  | 'batch_exists'
  | 'year_not_begun'
  | 'year_out_of_reach'
  | 'batch_not_found'
  | 'batch_state'
  | 'bank_unknown'
  | 'bank_file_unwritable'
  | 'bank_differs'
  | 'roster_empty'
  | 'roster_changed'
  | 'total_mismatch'
  | 'control_total_mismatch'
  | 'controls_failed'
  | 'bank_file_refused'
  | 'return_unknown_line'
  | 'return_answered_line'
  | 'return_wrong_payee'
  | 'return_duplicate_line'
  | 'return_wrong_amount'
  | 'results_incomplete'
  | 'returns_waiting'
  | 'already_sent'
  | 'bank_unnamed';

/** Restores and backups. */
export type BackupCode =
  | 'restored_unreconciled'
  | 'received_none_unsaid'
  | 'received_twice'
  | 'received_not_ours'
  | 'not_restored'
  | 'without_personal_data'
  | 'backup_refused'
  | 'backup_failed';

/** A request as such: who asks, how, and whether the engine can answer now. */
export type RequestCode =
  | 'year_unknown'
  | 'foreign_form'
  | 'personal_number'
  | 'unauthenticated'
  | 'login_wrong'
  | 'password_changed'
  | 'logins_slowed'
  | 'uploads_waiting'
  | 'busy'
  | 'idempotency_key_missing'
  | 'request_running'
  | 'request_interrupted'
  | 'history_incomplete'
  | 'disk_full'
  | 'data_damaged'
  | 'log_unavailable'
  | 'read_unavailable'
  | 'stale_read'
  | 'idempotency_conflict'
  | 'version_conflict';

/** Who may take a step: of a case that lies elsewhere nobody learns that it is there. */
export type PermissionCode =
  | 'not_found'
  | 'forbidden_role'
  | 'forbidden_area'
  | 'account_unconfirmed'
  | 'own_password_first'
  | 'own_case'
  | 'separation_of_duty';

/** Every cause for which a locked line can be held back or taken off: what they refuse with who decide whether it is paid. */
export const HOLD_CAUSES = [
  'not_applied',
  'enrolment_exited',
  'rejected',
  'objection_open',
  'objected_since_lock',
  'not_confirmed',
  'level_order',
  'notice_open',
  'entitlement_missing',
  'already_instructed',
  'attempt_order',
  'amount_changed',
  'payee_changed',
  'payee_awaited',
  'fact_awaited',
  'death_awaited',
  'guardian_awaited',
  'held_by_hand',
  'exit_awaited',
  'nothing_due',
] as const satisfies readonly RefusalCode[];
export type HoldCause = (typeof HOLD_CAUSES)[number];
export const isHoldCause = (code: string): code is HoldCause => (HOLD_CAUSES as readonly string[]).includes(code);
