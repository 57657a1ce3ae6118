import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId } from '../../decider';
import type { FenText, FundingText } from '../../eligibility/enrolment/enrolment.events';
import type { HoldCause } from '../../refusals';

/** One line of a locked roster. `revision` is the enrolment's at the lock: the payment is appended right after it. */
export type RosterLine = {
  readonly lineNo: number;
  readonly enrolmentId: EnrolmentId;
  readonly caseNumber: string;
  readonly village: AreaCode;
  readonly revision: number;
  readonly entitlement: string;
  readonly attempt: number;
  readonly amountFen: FenText;
  readonly funding: FundingText;
  readonly accountVersion: string;
  /** The number of the determination whose months it pays. */
  readonly determination: number;
};
export type ControlTotals = { readonly count: number; readonly sumFen: FenText };
export type ExceptionLine = {
  readonly lineNo: number;
  readonly caseNumber: string;
  readonly cause: HoldCause;
  readonly amountFen: FenText;
};
/** `reason`: a code of the bank room. `bankCode`: the bank's own code for an unknown line, where the county has not registered it. */
export type ResultLine = { readonly lineNo: number; readonly amountFen: FenText } & (
  | { readonly outcome: 'settled' }
  | { readonly outcome: 'failed'; readonly reason: string }
  | { readonly outcome: 'unknown'; readonly reason: string; readonly bankCode?: string }
);

type Of<Type extends string, Data> = {
  readonly type: Type;
  readonly data: {
    readonly batch: string;
    readonly programme: ProgrammeId;
    readonly year: number;
    readonly area: AreaCode;
    readonly round: number;
  } & Data;
};
export type BatchOpened = Of<'BatchOpened', object>;
/** At most 1,000 lines and 512 KiB an event. */
export type RosterChunkLocked = Of<
  'RosterChunkLocked',
  { readonly lock: number; readonly chunk: number; readonly lines: readonly RosterLine[] }
>;
/** `hash`: SHA-256 over all lines in order; `lock` counts the locks of this batch from 1. */
export type RosterLocked = Of<
  'RosterLocked',
  ControlTotals & { readonly lock: number; readonly chunks: number; readonly hash: string; readonly funding: FundingText }
>;
export type BatchSubmitted = Of<'BatchSubmitted', ControlTotals & { readonly hash: string }>;
export type BatchChecked = Of<'BatchChecked', ControlTotals & { readonly hash: string }>;
export type BatchApproved = Of<'BatchApproved', ControlTotals & { readonly hash: string }>;
/** Somebody who might have approved typed another total. It moves nothing. `typedFen`: absent where what was typed is no amount. */
export type TotalMistyped = Of<'TotalMistyped', ControlTotals & { readonly hash: string; readonly typedFen?: FenText }>;
export type BatchSentBack = Of<'BatchSentBack', { readonly reason: string }>;
/**
 * Lines of a locked roster would no longer be paid as they were locked, each with its cause: a death, an objection, another account. They
 * leave the list before it is released; the others are locked anew and their totals signed again.
 */
export type LinesTakenOff = Of<'LinesTakenOff', { readonly lock: number; readonly lines: readonly ExceptionLine[] }>;
export type BatchReleased = Of<'BatchReleased', ControlTotals & { readonly hash: string }>;
/** No further chunk is begun until the batch is resumed; a chunk that was in hand still ends. */
export type BatchPaused = Of<'BatchPaused', { readonly reason: string }>;
export type BatchResumed = Of<'BatchResumed', object>;
export type ChunkInstructed = Of<
  'ChunkInstructed',
  ControlTotals & { readonly chunk: number; readonly exceptions: readonly ExceptionLine[] }
>;
/** `part` of `parts`: said only where the bank takes the batch in several files. */
export type BankFileIssued = Of<
  'BankFileIssued',
  ControlTotals & {
    readonly fileName: string;
    readonly profile: string;
    readonly sha256: string;
    readonly part?: number;
    readonly parts?: number;
  }
>;
export type BankResultChunkRecorded = Of<
  'BankResultChunkRecorded',
  { readonly sha256: string; readonly chunk: number; readonly lines: readonly ResultLine[] }
>;
export type BankResultRecorded = Of<
  'BankResultRecorded',
  {
    readonly sha256: string;
    readonly chunks: number;
    readonly settled: ControlTotals;
    readonly failed: ControlTotals;
    readonly unknown: ControlTotals;
  }
>;
/** Every line of the recorded result now stands in its enrolment's stream. */
export type BankResultApplied = Of<'BankResultApplied', { readonly sha256: string }>;
export type BatchReconciled = Of<'BatchReconciled', { readonly settled: ControlTotals; readonly failed: ControlTotals }>;
export type BatchClosed = Of<'BatchClosed', object>;

export type BatchEvent =
  | BatchOpened
  | RosterChunkLocked
  | RosterLocked
  | BatchSubmitted
  | BatchChecked
  | BatchApproved
  | TotalMistyped
  | BatchSentBack
  | LinesTakenOff
  | BatchReleased
  | BatchPaused
  | BatchResumed
  | ChunkInstructed
  | BankFileIssued
  | BankResultChunkRecorded
  | BankResultRecorded
  | BankResultApplied
  | BatchReconciled
  | BatchClosed;
