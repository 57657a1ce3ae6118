import type { RefusalCode } from '@fenming/subsidy';

/** Reasons that several operations share; each of them names the rest of its own beside its answer. */

/** A programme and year that work is asked for. */
export const IN_FORCE: readonly RefusalCode[] = ['not_found', 'programme_not_adopted', 'programme_not_in_force'];
/** An account that something is done to. */
export const ACCOUNT: readonly RefusalCode[] = ['not_found', 'actor_dismissed'];
/** A password or a token that is given to somebody. */
export const CREDENTIAL: readonly RefusalCode[] = ['credential_kind', 'password_too_short', 'password_guessable', 'busy'];
/** A case that a step is taken with: whose it is, and where it stands. */
export const CASE: readonly RefusalCode[] = ['not_found', 'not_applied', 'enrolment_exited', 'own_case'];
/** A document that moves the money of a programme and year. */
export const DOCUMENT: readonly RefusalCode[] = [
  ...IN_FORCE,
  'appropriation_closed',
  'duplicate_document',
  'day_not_reached',
  'day_unknown',
  'day_too_early',
  'year_out_of_reach',
  'year_not_begun',
];
/** A batch that a step is taken with. */
export const BATCH: readonly RefusalCode[] = ['batch_not_found', 'batch_state'];
/** A list that somebody signs. */
export const SIGNATURE: readonly RefusalCode[] = [
  ...BATCH,
  'roster_changed',
  'separation_of_duty',
  'payee_in_batch',
  'controls_failed',
];
