import type { LeavingReason } from './eligibility/enrolment/enrolment.events';
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

/** How far an objection has come. */
export const OBJECTION_STATES = ['open', 'upheld', 'dismissed', 'remedied'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** How far a statement of a fact has come. */
export const STATEMENT_STATES = ['waiting', 'accepted', 'dropped'] as const;
export type StatementState = (typeof STATEMENT_STATES)[number];

/** What a list of another body says of somebody: a fact of a programme, the day of a death, or what is drawn elsewhere. */
export const LEAD_ABOUTS = ['fact', 'death', 'paid'] as const;
export type LeadAbout = (typeof LEAD_ABOUTS)[number];

/** How far a lead has come: `stated` while a statement made from it waits for its second signature. */
export const LEAD_STATES = ['open', 'stated', 'settled', 'closed'] as const;
export type LeadState = (typeof LEAD_STATES)[number];

/** How far a text of a programme has come. */
export const VERSION_STATES = ['proposed', 'adopted', 'withdrawn'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

/** What becomes of the money that was paid by rules which are withdrawn. */
export const PAID_FATES = ['stays', 'goes_back'] as const;
export type PaidFate = (typeof PAID_FATES)[number];

/** How far a run of the redetermination of a programme has come. */
export const RUN_STATES = ['computed', 'signed', 'approved', 'applied'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What a person decides of a case that changed rules would change: determined as they say now, or kept as it is. */
export const CASE_DECISIONS = ['determined', 'kept'] as const;
export type CaseDecision = (typeof CASE_DECISIONS)[number];

/** Why a case is left. */
export type ExitReason = 'death' | LeavingReason;

/** `locked`: on the roster, not sent yet. `exception`: could no longer be paid as locked when its turn came. */
export const PAYMENT_STATES = ['locked', 'instructed', 'settled', 'returned', 'unknown', 'exception'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** What people and the engine do with a batch, beyond reaching the next state. */
export type BatchStepTaken =
  Exclude<BatchStage, 'none'> | 'total_mistyped' | 'sent_back' | 'lines_taken_off' | 'paused' | 'resumed';

/** What makes a draft again of a list that was locked. */
export const DRAFT_AGAIN = ['sent_back', 'lines_taken_off'] as const satisfies readonly BatchStepTaken[];
export type DraftAgain = (typeof DRAFT_AGAIN)[number];

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

/** What moves money of a year, as the ledger posts it. */
export const POSTING_KINDS = [
  'received',
  'adjusted_up',
  'adjusted_down',
  'carried_in',
  'carried_out',
  'lapsed',
  'reserved',
  'unreserved',
  'instructed',
  'held_back',
  'settled',
  'returned',
  'recovered',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** The sums of a year's ledger, in the order in which every table of it has them. */
export const LEDGER_SUMS = [
  'appropriated',
  'adjusted',
  'carried_in',
  'available',
  'reserved',
  'in_transit',
  'settled',
  'returned',
  'recovered',
  'carried_out',
  'lapsed',
] as const;
export type LedgerSum = (typeof LEDGER_SUMS)[number];
/** Where money comes from, and where it lies; what payees gave back lies in the county's treasury. */
export type LedgerAccount = LedgerSum | 'treasury';

/** Who has an account. */
export const ACCOUNT_KINDS = ['person', 'service'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** By what whoever has an account proves that it is his. */
export const CREDENTIAL_KINDS = ['password', 'token'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** What is done to the account of an official. */
export type AccountChangeKind = 'appointed' | 'reassigned' | 'equipped' | 'revoked' | 'confirmed' | 'dismissed';
