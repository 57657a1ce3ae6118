import type { ActorId } from '../../decider';
import type { FundingText } from '../../eligibility/enrolment/enrolment.events';
import { NO_ANSWERS, type AnswerSheet } from './answer-sheet';
import type { BankFileIssued, BatchOpened, ControlTotals, ExceptionLine, RosterLocked } from './batch.events';
import { addTotals, NOTHING } from './control-totals';
import { RosterDigest } from './roster-hash';

export const BATCH_STAGES = [
  'none',
  'opened',
  'locked',
  'submitted',
  'checked',
  'approved',
  'released',
  'instructed',
  'file_issued',
  'result_recorded',
  'result_applied',
  'reconciled',
  'closed',
] as const;
export type BatchStage = (typeof BATCH_STAGES)[number];
export type Duty = 'maker' | 'checker' | 'approver' | 'releaser';

/**
 * A chunk of the roster without its lines, which stand in the event at `revision` of the batch's stream: a million lines would not fit
 * into a state that every step carries along. Line numbers go from `firstLine` without gaps.
 */
export type LockedChunk = ControlTotals & {
  readonly chunk: number;
  readonly revision: number;
  readonly firstLine: number;
  readonly hash: string;
  readonly funding: FundingText;
};
/** A chunk of a result file, likewise. */
export type ArrivedChunk = { readonly revision: number; readonly sheet: AnswerSheet };

/** The stages in which a locked list waits for its signatures: it may still be corrected, and nothing of it has been paid. */
export const AWAITING_RELEASE = ['locked', 'submitted', 'checked', 'approved'] as const satisfies readonly BatchStage[];
export type LockedStage = (typeof AWAITING_RELEASE)[number];
const LOCKED_STAGES: ReadonlySet<BatchStage> = new Set(AWAITING_RELEASE);

/** `length`: how many events the batch has. */
export type NoBatch = { readonly stage: 'none'; readonly length: number };
/** What a batch keeps from its opening on. */
type Opened = {
  readonly length: number;
  readonly opened: BatchOpened['data'];
  /** Chunks of the lock in progress, or of the roster that is locked, and the digest of all their lines. */
  readonly chunks: readonly LockedChunk[];
  readonly digest: RosterDigest;
  readonly lock: number;
  /** Locks that were completed: a sent-back roster is never continued, only locked anew. */
  readonly lockedOnce: readonly number[];
};
export type OpenedBatch = Opened & { readonly stage: 'opened' };

/** Who has signed what. */
type Signed<By extends Duty> = { readonly roster: RosterLocked['data']; readonly duties: { readonly [duty in By]: ActorId } };
type Locked<Stage extends LockedStage, By extends Duty> = Opened & Signed<By> & { readonly stage: Stage };
export type LockedBatch =
  | Locked<'locked' | 'submitted', 'maker'>
  | Locked<'checked', 'maker' | 'checker'>
  | Locked<'approved', 'maker' | 'checker' | 'approver'>;

/** What a batch keeps from its release on. `releasedAt`: the revision of the event that released it. */
export type Released = Opened &
  Signed<Duty> & {
    readonly releasedAt: number;
    readonly instructedChunks: ReadonlySet<number>;
    readonly instructed: ControlTotals;
    readonly exceptions: readonly ExceptionLine[];
  };
/** A batch is paused while its payments are made; where every line of the last chunk was held back then, it stays so to the end. */
type Pausable = { readonly paused: boolean };
/** The bank files issued so far. */
type Filed = { readonly files: readonly BankFileIssued['data'][] };
/** What the bank has answered: its final answers, and the result files in which they came. */
export type BankAnswers = {
  readonly answers: AnswerSheet;
  readonly resultFiles: readonly string[];
  /** Chunks of result files that are not whole yet, by file and chunk number: no answer until the file is whole. */
  readonly arriving: Readonly<Record<string, Readonly<Record<number, ArrivedChunk>>>>;
  readonly appliedFiles: readonly string[];
};

export type PayingBatch = Released & Pausable & { readonly stage: 'released' };
/** Every line was instructed or held back; not all files are with the bank. */
export type InstructedBatch = Released & Pausable & Filed & { readonly stage: 'instructed' };
/** All its files are with the bank: one that is paused issues none. */
export type SentBatch = Released & Filed & BankAnswers & { readonly stage: 'file_issued' };
/**
 * `pending`: the recorded result file that is being written into the enrolments, by the revisions of its chunks, in order, and of the event
 * that recorded it, in whose name the engine goes on.
 */
export type AnsweredBatch = Released &
  Pausable &
  Filed &
  BankAnswers & {
    readonly stage: 'result_recorded';
    readonly pending: { readonly sha256: string; readonly chunks: readonly number[]; readonly recordedAt: number };
  };
/** Without a file where every line was held back. */
export type SettledBatch = Released &
  Pausable &
  Filed &
  BankAnswers & { readonly stage: 'result_applied' | 'reconciled' | 'closed' };
export type ReleasedBatch = PayingBatch | InstructedBatch | SentBatch | AnsweredBatch | SettledBatch;
/** A batch that there is. */
export type Batch = OpenedBatch | LockedBatch | ReleasedBatch;
export type BatchState = NoBatch | Batch;
/** The state that a batch has in a stage. */
export type BatchIn<Stage extends BatchStage> = In<BatchState, Stage>;
type In<Each extends BatchState, Stage> = Each extends BatchState ? (Stage extends Each['stage'] ? Each : never) : never;

export const isLocked = (state: BatchState): state is LockedBatch => LOCKED_STAGES.has(state.stage);
/** The list that is locked; none before the lock and after it was sent back. */
export const rosterOf = (state: BatchState): RosterLocked['data'] | undefined => ('roster' in state ? state.roster : undefined);
export const isReleased = (state: BatchState): state is ReleasedBatch => 'releasedAt' in state;
export const isPaused = (state: BatchState): boolean => 'paused' in state && state.paused;

export const NO_BATCH: NoBatch = { stage: 'none', length: 0 };

/** The bank files issued so far: none before the payments are made. */
export const filesOf = (state: BatchState): readonly BankFileIssued['data'][] => ('files' in state ? state.files : []);

export const NOT_ANSWERED: BankAnswers = { answers: NO_ANSWERS, resultFiles: [], arriving: {}, appliedFiles: [] };

/** What the bank has answered: nothing before all files are with it. */
export const bankAnswersOf = (state: BatchState): BankAnswers => ('answers' in state ? state : NOT_ANSWERED);

/** What the issued bank files hold together. */
export const filesTotals = (files: readonly ControlTotals[]): ControlTotals => files.reduce<ControlTotals>(addTotals, NOTHING);
