import { addFen, fen, fenText, parseFenText, type Fen } from '@fenming/money';
import { unreachable, type ActorId } from '../../decider';
import type {
  BankFileIssued,
  BankResultChunkRecorded,
  BatchEvent,
  BatchOpened,
  ControlTotals,
  ExceptionLine,
  ResultLine,
  RosterChunkLocked,
  RosterLocked,
} from './batch.events';

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

export type BatchState = {
  readonly stage: BatchStage;
  readonly opened?: BatchOpened['data'];
  /** Chunks of the lock in progress, or of the roster that is locked. */
  readonly chunks: readonly RosterChunkLocked['data'][];
  readonly lock: number;
  /** Locks that were completed: a sent-back roster is never continued, only locked anew. */
  readonly lockedOnce: readonly number[];
  readonly roster?: RosterLocked['data'];
  readonly duties: { readonly [duty in Duty]?: ActorId };
  readonly instructedChunks: readonly number[];
  readonly instructed: ControlTotals;
  readonly exceptions: readonly ExceptionLine[];
  readonly file?: BankFileIssued['data'];
  /** Final answers of the bank, by line number. */
  readonly results: ReadonlyMap<number, ResultLine>;
  readonly resultFiles: readonly string[];
  /** Chunks of result files that are not whole yet, by file and chunk number: no answer until the file is whole. */
  readonly arriving: Readonly<Record<string, Readonly<Record<number, readonly ResultLine[]>>>>;
  /** The lines of the recorded result file that are being written into the enrolments. */
  readonly pending?: { readonly sha256: string; readonly lines: readonly ResultLine[] };
  readonly appliedFiles: readonly string[];
};

const NOTHING: ControlTotals = { count: 0, sumFen: '0' };
export const NO_BATCH: BatchState = {
  stage: 'none',
  chunks: [],
  lock: 0,
  lockedOnce: [],
  duties: {},
  instructedChunks: [],
  instructed: NOTHING,
  exceptions: [],
  results: new Map(),
  resultFiles: [],
  arriving: {},
  appliedFiles: [],
};

export const addTotals = (a: ControlTotals, b: ControlTotals): ControlTotals => ({
  count: a.count + b.count,
  sumFen: fenText(addFen(parseFenText(a.sumFen), parseFenText(b.sumFen))),
});

/** Count and sum of a list of lines. */
export const totalsOf = (lines: Iterable<{ readonly amountFen: string }>): ControlTotals => {
  let count = 0;
  let sum: Fen = fen(0);
  for (const { amountFen } of lines) {
    count += 1;
    sum = addFen(sum, parseFenText(amountFen));
  }
  return { count, sumFen: fenText(sum) };
};

const withChunkArrived = (state: BatchState, { sha256, chunk, lines }: BankResultChunkRecorded['data']): BatchState => ({
  ...state,
  arriving: { ...state.arriving, [sha256]: { ...state.arriving[sha256], [chunk]: lines } },
});

const withResults = (state: BatchState, sha256: string): BatchState => {
  const { [sha256]: chunks = {}, ...arriving } = state.arriving;
  // Keys that are whole numbers are listed in their order, so the lines come as in the file.
  const lines = Object.values(chunks).flat();
  const results = new Map(state.results);
  for (const line of lines) if (line.outcome !== 'unknown') results.set(line.lineNo, line);
  const resultFiles = [...state.resultFiles, sha256];
  return { ...state, stage: 'result_recorded', results, resultFiles, arriving, pending: { sha256, lines } };
};

const withoutPending = ({ pending: _applied, ...state }: BatchState): BatchState => state;

const withChunkLocked = (state: BatchState, chunk: RosterChunkLocked['data']): BatchState =>
  chunk.lock === state.lock ? { ...state, chunks: [...state.chunks, chunk] } : { ...state, lock: chunk.lock, chunks: [chunk] };

export const evolveBatch = (state: BatchState, event: BatchEvent, by: ActorId): BatchState => {
  switch (event.type) {
    case 'BatchOpened':
      return { ...state, stage: 'opened', opened: event.data };
    case 'RosterChunkLocked':
      return withChunkLocked(state, event.data);
    case 'RosterLocked':
      return {
        ...state,
        stage: 'locked',
        roster: event.data,
        lockedOnce: [...state.lockedOnce, event.data.lock],
        duties: { maker: by },
      };
    case 'BatchSubmitted':
      return { ...state, stage: 'submitted', duties: { ...state.duties, maker: by } };
    case 'BatchChecked':
      return { ...state, stage: 'checked', duties: { ...state.duties, checker: by } };
    case 'BatchApproved':
      return { ...state, stage: 'approved', duties: { ...state.duties, approver: by } };
    case 'BatchSentBack': {
      const { roster: _withdrawn, ...rest } = state;
      return { ...rest, stage: 'opened', duties: {} };
    }
    case 'BatchReleased':
      return { ...state, stage: 'released', duties: { ...state.duties, releaser: by } };
    case 'ChunkInstructed': {
      const instructedChunks = [...state.instructedChunks, event.data.chunk];
      return {
        ...state,
        stage: instructedChunks.length === state.roster?.chunks ? 'instructed' : 'released',
        instructedChunks,
        instructed: addTotals(state.instructed, event.data),
        exceptions: [...state.exceptions, ...event.data.exceptions],
      };
    }
    case 'BankFileIssued':
      return { ...state, stage: 'file_issued', file: event.data };
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
