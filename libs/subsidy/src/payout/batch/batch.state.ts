import { unreachable, type ActorId } from '../../decider';
import type { FundingText } from '../../eligibility/enrolment/enrolment.events';
import { fundingText, parseFunding, sumFunding } from '../funding';
import { joinSheets, NO_ANSWERS, sheetOf, type AnswerSheet } from './answer-sheet';
import type {
  BankFileIssued,
  BankResultChunkRecorded,
  BatchEvent,
  BatchOpened,
  ChunkInstructed,
  ControlTotals,
  ExceptionLine,
  RosterChunkLocked,
  RosterLocked,
} from './batch.events';
import { addTotals, NOTHING, totalsOf } from './control-totals';
import { RosterDigest, rosterHash } from './roster-hash';

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

/** What every stage keeps. */
type Kept = {
  /** How many events the batch has. */
  readonly length: number;
  /** Chunks of the lock in progress, or of the roster that is locked, and the digest of all their lines. */
  readonly chunks: readonly LockedChunk[];
  readonly digest: RosterDigest;
  readonly lock: number;
  /** Locks that were completed: a sent-back roster is never continued, only locked anew. */
  readonly lockedOnce: readonly number[];
  readonly duties: { readonly [duty in Duty]?: ActorId };
  /** The revision of the event that recorded the last result: the engine goes on in its name. */
  readonly resultAt?: number;
  readonly paused: boolean;
  readonly instructedChunks: ReadonlySet<number>;
  readonly instructed: ControlTotals;
  readonly exceptions: readonly ExceptionLine[];
  readonly files: readonly BankFileIssued['data'][];
  /** The bank's final answers. */
  readonly answers: AnswerSheet;
  readonly resultFiles: readonly string[];
  /** Chunks of result files that are not whole yet, by file and chunk number: no answer until the file is whole. */
  readonly arriving: Readonly<Record<string, Readonly<Record<number, ArrivedChunk>>>>;
  /** The recorded result file that is being written into the enrolments: the revisions of its chunks, in order. */
  readonly pending?: { readonly sha256: string; readonly chunks: readonly number[] };
  readonly appliedFiles: readonly string[];
};

/** The stages in which a locked list waits for its signatures: it may still be corrected, and nothing of it has been paid. */
export const AWAITING_RELEASE = ['locked', 'submitted', 'checked', 'approved'] as const satisfies readonly BatchStage[];
type LockedStage = (typeof AWAITING_RELEASE)[number];
type ReleasedStage = Exclude<BatchStage, 'none' | 'opened' | LockedStage>;
const LOCKED_STAGES: ReadonlySet<BatchStage> = new Set(AWAITING_RELEASE);

export type NoBatch = Kept & { readonly stage: 'none' };
export type OpenedBatch = Kept & { readonly stage: 'opened'; readonly opened: BatchOpened['data'] };
export type LockedBatch = Kept & {
  readonly stage: LockedStage;
  readonly opened: BatchOpened['data'];
  readonly roster: RosterLocked['data'];
};
/** `releasedAt`: the revision of the event that released it. */
export type ReleasedBatch = Kept & {
  readonly stage: ReleasedStage;
  readonly opened: BatchOpened['data'];
  readonly roster: RosterLocked['data'];
  readonly releasedAt: number;
};
/** A batch that there is. */
export type Batch = OpenedBatch | LockedBatch | ReleasedBatch;
export type BatchState = NoBatch | Batch;
/** The state that a batch has in a stage. */
export type BatchIn<Stage extends BatchStage> = Stage extends 'none'
  ? NoBatch
  : Stage extends 'opened'
    ? OpenedBatch
    : Stage extends LockedStage
      ? LockedBatch
      : ReleasedBatch;

export const isLocked = (state: BatchState): state is LockedBatch => LOCKED_STAGES.has(state.stage);
/** The list that is locked; none before the lock and after it was sent back. */
export const rosterOf = (state: BatchState): RosterLocked['data'] | undefined => ('roster' in state ? state.roster : undefined);
export const isReleased = (state: BatchState): state is ReleasedBatch => 'releasedAt' in state;

export const NO_BATCH: NoBatch = {
  stage: 'none',
  length: 0,
  chunks: [],
  digest: RosterDigest.empty,
  lock: 0,
  lockedOnce: [],
  duties: {},
  paused: false,
  instructedChunks: new Set(),
  instructed: NOTHING,
  exceptions: [],
  files: [],
  answers: NO_ANSWERS,
  resultFiles: [],
  arriving: {},
  appliedFiles: [],
};

/** What the issued bank files hold together. */
export const filesTotals = ({ files }: Pick<BatchState, 'files'>): ControlTotals =>
  files.reduce<ControlTotals>(addTotals, NOTHING);

/** An event stands where none can: the log contradicts itself, and nothing is decided on it. */
const contradicts = ({ stage }: BatchState, { type, data }: BatchEvent): never => {
  throw new Error(`batch ${data.batch} has ${type} in the stage ${stage}`);
};

const withChunkLocked = (state: OpenedBatch, { lock, chunk, lines }: RosterChunkLocked['data']): OpenedBatch => {
  const locked: LockedChunk = {
    chunk,
    revision: state.length,
    firstLine: lines[0]?.lineNo ?? 1,
    ...totalsOf(lines),
    hash: rosterHash(lines),
    funding: fundingText(sumFunding(lines.map((line) => parseFunding(line.funding)))),
  };
  if (lock === state.lock) return { ...state, chunks: [...state.chunks, locked], digest: state.digest.with(lines) };
  return { ...state, lock, chunks: [locked], digest: RosterDigest.empty.with(lines) };
};

/** A batch of which every line was held back has nothing to send and nothing to wait for. */
const stageAfterChunk = ({ roster }: ReleasedBatch, chunks: number, instructed: ControlTotals): ReleasedStage => {
  if (chunks !== roster.chunks) return 'released';
  return instructed.count === 0 ? 'result_applied' : 'instructed';
};

const withChunkInstructed = (state: ReleasedBatch, data: ChunkInstructed['data']): ReleasedBatch => {
  const instructedChunks = new Set(state.instructedChunks).add(data.chunk);
  const instructed = addTotals(state.instructed, data);
  const stage = stageAfterChunk(state, instructedChunks.size, instructed);
  return { ...state, stage, instructedChunks, instructed, exceptions: [...state.exceptions, ...data.exceptions] };
};

const withFile = (state: ReleasedBatch, file: BankFileIssued['data']): ReleasedBatch => {
  const files = [...state.files, file];
  const complete = filesTotals({ files }).count === state.instructed.count;
  return { ...state, stage: complete ? 'file_issued' : 'instructed', files };
};

const withChunkArrived = (state: ReleasedBatch, { sha256, chunk, lines }: BankResultChunkRecorded['data']): ReleasedBatch => {
  const arrived: ArrivedChunk = { revision: state.length, sheet: sheetOf(lines) };
  return { ...state, arriving: { ...state.arriving, [sha256]: { ...state.arriving[sha256], [chunk]: arrived } } };
};

const withResults = (state: ReleasedBatch, sha256: string): ReleasedBatch => {
  const { [sha256]: arrived = {}, ...arriving } = state.arriving;
  // Keys that are whole numbers are listed in their order, so the chunks come as in the file.
  const chunks = Object.values(arrived);
  const answers = joinSheets([state.answers, ...chunks.map(({ sheet }) => sheet)]);
  const pending = { sha256, chunks: chunks.map(({ revision }) => revision) };
  const resultFiles = [...state.resultFiles, sha256];
  return { ...state, stage: 'result_recorded', resultAt: state.length, answers, resultFiles, arriving, pending };
};

const withoutPending = ({ pending: _applied, ...state }: ReleasedBatch): ReleasedBatch => state;

const signed = (state: LockedBatch, stage: LockedStage, duty: Duty, by: ActorId): LockedBatch => ({
  ...state,
  stage,
  duties: { ...state.duties, [duty]: by },
});

/** Locked anew after it was corrected: what was signed was another list. */
const withdrawn = ({ roster: _withdrawn, ...state }: LockedBatch): OpenedBatch => ({ ...state, stage: 'opened', duties: {} });

type Typed<Type extends BatchEvent['type']> = Extract<BatchEvent, { readonly type: Type }>;
type OfOpened = Typed<'RosterChunkLocked' | 'RosterLocked'>;
type OfLocked = Typed<
  'BatchSubmitted' | 'BatchChecked' | 'BatchApproved' | 'TotalMistyped' | 'BatchSentBack' | 'LinesTakenOff' | 'BatchReleased'
>;
type OfReleased = Exclude<BatchEvent, OfOpened | OfLocked | Typed<'BatchOpened'>>;

const evolve = (state: BatchState, event: BatchEvent, by: ActorId): BatchState => {
  switch (event.type) {
    case 'BatchOpened':
      return state.stage === 'none' ? { ...state, stage: 'opened', opened: event.data } : contradicts(state, event);
    case 'RosterChunkLocked':
    case 'RosterLocked':
      return state.stage === 'opened' ? evolveOpened(state, event, by) : contradicts(state, event);
    case 'BatchSubmitted':
    case 'BatchChecked':
    case 'BatchApproved':
    case 'TotalMistyped':
    case 'BatchSentBack':
    case 'LinesTakenOff':
    case 'BatchReleased':
      return isLocked(state) ? evolveLocked(state, event, by) : contradicts(state, event);
    default:
      return isReleased(state) ? evolveReleased(state, event) : contradicts(state, event);
  }
};

const evolveOpened = (state: OpenedBatch, event: OfOpened, by: ActorId): OpenedBatch | LockedBatch => {
  if (event.type === 'RosterChunkLocked') return withChunkLocked(state, event.data);
  const lockedOnce = [...state.lockedOnce, event.data.lock];
  return { ...state, stage: 'locked', roster: event.data, lockedOnce, duties: { maker: by } };
};

const evolveLocked = (state: LockedBatch, event: OfLocked, by: ActorId): BatchState => {
  switch (event.type) {
    case 'BatchSubmitted':
      return signed(state, 'submitted', 'maker', by);
    case 'BatchChecked':
      return signed(state, 'checked', 'checker', by);
    case 'BatchApproved':
      return signed(state, 'approved', 'approver', by);
    case 'TotalMistyped':
      return state;
    case 'BatchSentBack':
    case 'LinesTakenOff':
      return withdrawn(state);
    case 'BatchReleased':
      return { ...state, stage: 'released', duties: { ...state.duties, releaser: by }, releasedAt: state.length };
    default:
      return unreachable(event);
  }
};

const evolveReleased = (state: ReleasedBatch, event: OfReleased): ReleasedBatch => {
  switch (event.type) {
    case 'BatchPaused':
      return { ...state, paused: true };
    case 'BatchResumed':
      return { ...state, paused: false };
    case 'ChunkInstructed':
      return withChunkInstructed(state, event.data);
    case 'BankFileIssued':
      return withFile(state, event.data);
    case 'BankResultChunkRecorded':
      return withChunkArrived(state, event.data);
    case 'BankResultRecorded':
      return withResults(state, event.data.sha256);
    case 'BankResultApplied':
      return withoutPending({ ...state, stage: 'result_applied', appliedFiles: [...state.appliedFiles, event.data.sha256] });
    case 'BatchReconciled':
      return { ...state, stage: 'reconciled' };
    case 'BatchClosed':
      return { ...state, stage: 'closed' };
    default:
      return unreachable(event);
  }
};

export const evolveBatch = (state: BatchState, event: BatchEvent, by: ActorId): BatchState => ({
  ...evolve(state, event, by),
  length: state.length + 1,
});
