import type { BatchStage } from './payout/batch/batch.state';

/** The closed lists of codes that people read beside the states of a batch: what each is called stands in `libs/words`. */

/** The stages of a case in a year, in the order in which they come; a rejection or an exit ends it. */
export const CASE_STAGES = [
  'applied',
  'village_confirmed',
  'village_noticed',
  'township_confirmed',
  'township_noticed',
  'county_confirmed',
  'county_noticed',
  'rejected',
  'exited',
] as const;
export type CaseStage = (typeof CASE_STAGES)[number];

/** What an objection may say. */
export const OBJECTION_KINDS = ['should_not_receive', 'amount_wrong', 'facts_wrong'] as const;
export type ObjectionKind = (typeof OBJECTION_KINDS)[number];

/** Why a case is left. */
export type ExitReason = 'death';

/** `locked`: on the roster, not sent yet. `exception`: could no longer be paid as locked when its turn came. */
export const PAYMENT_STATES = ['locked', 'instructed', 'settled', 'returned', 'unknown', 'exception'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** What people and the engine do with a batch, beyond reaching the next state. */
export type BatchStepTaken =
  Exclude<BatchStage, 'none'> | 'total_mistyped' | 'sent_back' | 'lines_taken_off' | 'paused' | 'resumed';

/** The totals that are kept of a batch. */
export type BatchTotal =
  | 'roster'
  | 'submitted'
  | 'checked'
  | 'approved'
  | 'released'
  | 'instructed'
  | 'exceptions'
  | 'bank_file'
  | 'settled'
  | 'failed'
  | 'reconciled_settled'
  | 'reconciled_failed';

/** What is done to the account of an official. */
export type AccountChangeKind = 'appointed' | 'reassigned' | 'equipped' | 'revoked' | 'confirmed' | 'dismissed';
