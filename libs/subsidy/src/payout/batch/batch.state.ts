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

export type BatchState = {
  readonly stage: BatchStage;
  /** How many events the batch has. */
  readonly length: number;
  readonly opened?: BatchOpened['data'];
  /** Chunks of the lock in progress, or of the roster that is locked, and the digest of all their lines. */
  readonly chunks: readonly LockedChunk[];
  readonly digest: RosterDigest;
  readonly lock: number;
  /** Locks that were completed: a sent-back roster is never continued, only locked anew. */
  readonly lockedOnce: readonly number[];
  readonly roster?: RosterLocked['data'];
  readonly duties: { readonly [duty in Duty]?: ActorId };
  /** The revision of the event that released the batch, and of the one that recorded the last result: the engine goes on in their name. */
  readonly releasedAt?: number;
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

export const NO_BATCH: BatchState = {
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

const withChunkLocked = (state: BatchState, { lock, chunk, lines }: RosterChunkLocked['data']): BatchState => {
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
const stageAfterChunk = ({ roster }: BatchState, chunks: number, instructed: ControlTotals): BatchStage => {
  if (chunks !== roster?.chunks) return 'released';
  return instructed.count === 0 ? 'result_applied' : 'instructed';
};

const withChunkInstructed = (state: BatchState, data: ChunkInstructed['data']): BatchState => {
  const instructedChunks = new Set(state.instructedChunks).add(data.chunk);
  const instructed = addTotals(state.instructed, data);
  const stage = stageAfterChunk(state, instructedChunks.size, instructed);
  return { ...state, stage, instructedChunks, instructed, exceptions: [...state.exceptions, ...data.exceptions] };
};

const withFile = (state: BatchState, file: BankFileIssued['data']): BatchState => {
  const files = [...state.files, file];
  const complete = filesTotals({ files }).count === state.instructed.count;
  return { ...state, stage: complete ? 'file_issued' : 'instructed', files };
};

const withChunkArrived = (state: BatchState, { sha256, chunk, lines }: BankResultChunkRecorded['data']): BatchState => {
  const arrived: ArrivedChunk = { revision: state.length, sheet: sheetOf(lines) };
  return { ...state, arriving: { ...state.arriving, [sha256]: { ...state.arriving[sha256], [chunk]: arrived } } };
};

const withResults = (state: BatchState, sha256: string): BatchState => {
  const { [sha256]: arrived = {}, ...arriving } = state.arriving;
  // Keys that are whole numbers are listed in their order, so the chunks come as in the file.
  const chunks = Object.values(arrived);
  const answers = joinSheets([state.answers, ...chunks.map(({ sheet }) => sheet)]);
  const pending = { sha256, chunks: chunks.map(({ revision }) => revision) };
  const resultFiles = [...state.resultFiles, sha256];
  return { ...state, stage: 'result_recorded', resultAt: state.length, answers, resultFiles, arriving, pending };
};

const withoutPending = ({ pending: _applied, ...state }: BatchState): BatchState => state;

const signed = (state: BatchState, stage: BatchStage, duty: Duty, by: ActorId): BatchState => ({
  ...state,
  stage,
  duties: { ...state.duties, [duty]: by },
});

const evolve = (state: BatchState, event: BatchEvent, by: ActorId): BatchState => {
  switch (event.type) {
    case 'BatchOpened':
      return { ...state, stage: 'opened', opened: event.data };
    case 'RosterChunkLocked':
      return withChunkLocked(state, event.data);
    case 'RosterLocked': {
      const lockedOnce = [...state.lockedOnce, event.data.lock];
      return { ...state, stage: 'locked', roster: event.data, lockedOnce, duties: { maker: by } };
    }
    case 'BatchSubmitted':
      return signed(state, 'submitted', 'maker', by);
    case 'BatchChecked':
      return signed(state, 'checked', 'checker', by);
    case 'BatchApproved':
      return signed(state, 'approved', 'approver', by);
    case 'TotalMistyped':
      return state;
    case 'BatchSentBack':
    case 'LinesTakenOff': {
      const { roster: _withdrawn, ...rest } = state;
      return { ...rest, stage: 'opened', duties: {} };
    }
    case 'BatchReleased':
      return { ...signed(state, 'released', 'releaser', by), releasedAt: state.length };
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
