import { unreachable, type ActorId } from '../../decider';
import { fundingText, parseFunding, sumFunding } from '../funding';
import { joinSheets, sheetOf } from './answer-sheet';
import type {
  BankFileIssued,
  BankResultChunkRecorded,
  BatchEvent,
  ChunkInstructed,
  ControlTotals,
  RosterChunkLocked,
} from './batch.events';
import {
  AWAITING_RELEASE,
  filesTotals,
  isPaused,
  isReleased,
  NOT_ANSWERED,
  type AnsweredBatch,
  type ArrivedChunk,
  type BatchIn,
  type BatchStage,
  type BatchState,
  type InstructedBatch,
  type LockedBatch,
  type LockedChunk,
  type OpenedBatch,
  type PayingBatch,
  type ReleasedBatch,
  type SentBatch,
  type SettledBatch,
} from './batch.state';
import { addTotals, NOTHING, totalsOf } from './control-totals';
import { RosterDigest, rosterHash } from './roster-hash';

/** An event stands where none can: the log contradicts itself, and nothing is decided on it. */
const contradicts = ({ stage }: BatchState, { type, data }: BatchEvent): never => {
  throw new Error(`batch ${data.batch} has ${type} in the stage ${stage}`);
};

/** The batch in a stage in which the event can stand. */
const at = <Stage extends BatchStage>(state: BatchState, event: BatchEvent, ...stages: readonly Stage[]): BatchIn<Stage> =>
  stages.some((stage) => stage === state.stage) ? (state as BatchIn<Stage>) : contradicts(state, event);

const withChunkLocked = (state: OpenedBatch, { batch, lock, chunk, lines }: RosterChunkLocked['data']): OpenedBatch => {
  const [first] = lines;
  if (first === undefined) throw new Error(`batch ${batch} has chunk ${chunk} of its list without a line`);
  const locked: LockedChunk = {
    chunk,
    revision: state.length,
    firstLine: first.lineNo,
    ...totalsOf(lines),
    hash: rosterHash(lines),
    funding: fundingText(sumFunding(lines.map((line) => parseFunding(line.funding)))),
  };
  if (lock === state.lock) return { ...state, chunks: [...state.chunks, locked], digest: state.digest.with(lines) };
  return { ...state, lock, chunks: [locked], digest: RosterDigest.empty.with(lines) };
};

/** Locked anew after it was corrected: what was signed was another list. */
const withdrawn = ({ roster: _withdrawn, duties: _signed, ...state }: LockedBatch): OpenedBatch => ({
  ...state,
  stage: 'opened',
});

const released = (state: BatchIn<'approved'>, by: ActorId): PayingBatch => ({
  ...state,
  stage: 'released',
  duties: { ...state.duties, releaser: by },
  releasedAt: state.length,
  paused: false,
  instructedChunks: new Set(),
  instructed: NOTHING,
  exceptions: [],
});

/** A batch of which every line was held back has nothing to send and nothing to wait for. */
const withChunkInstructed = (state: PayingBatch, data: ChunkInstructed['data']): PayingBatch | InstructedBatch | SettledBatch => {
  const instructedChunks = new Set(state.instructedChunks).add(data.chunk);
  const instructed: ControlTotals = addTotals(state.instructed, data);
  const exceptions = [...state.exceptions, ...data.exceptions];
  const paying = { ...state, instructedChunks, instructed, exceptions };
  if (instructedChunks.size !== state.roster.chunks) return paying;
  return instructed.count === 0
    ? { ...paying, ...NOT_ANSWERED, stage: 'result_applied', files: [] }
    : { ...paying, stage: 'instructed', files: [] };
};

const withFile = (state: InstructedBatch, file: BankFileIssued['data']): InstructedBatch | SentBatch => {
  const files = [...state.files, file];
  if (filesTotals(files).count !== state.instructed.count) return { ...state, files };
  const { paused: _paused, ...sent } = state;
  return { ...sent, ...NOT_ANSWERED, stage: 'file_issued', files };
};

/** The bank answers as soon as it has all files, and again for the lines of which it did not know. */
type Answerable = BatchIn<'file_issued' | 'result_applied'>;

const withChunkArrived = <State extends Answerable>(
  state: State,
  { sha256, chunk, lines }: BankResultChunkRecorded['data'],
): State => {
  const arrived: ArrivedChunk = { revision: state.length, sheet: sheetOf(lines) };
  return { ...state, arriving: { ...state.arriving, [sha256]: { ...state.arriving[sha256], [chunk]: arrived } } };
};

const withResults = (state: Answerable, sha256: string): AnsweredBatch => {
  const { [sha256]: arrived = {}, ...arriving } = state.arriving;
  // Keys that are whole numbers are listed in their order, so the chunks come as in the file.
  const chunks = Object.values(arrived);
  const answers = joinSheets([state.answers, ...chunks.map(({ sheet }) => sheet)]);
  const pending = { sha256, chunks: chunks.map(({ revision }) => revision), recordedAt: state.length };
  const resultFiles = [...state.resultFiles, sha256];
  return { ...state, stage: 'result_recorded', paused: isPaused(state), answers, resultFiles, arriving, pending };
};

const withResultApplied = ({ pending: _applied, ...state }: AnsweredBatch, sha256: string): SettledBatch => ({
  ...state,
  stage: 'result_applied',
  appliedFiles: [...state.appliedFiles, sha256],
});

const resumed = (state: BatchState, event: BatchEvent): ReleasedBatch =>
  isReleased(state) && state.stage !== 'file_issued' ? { ...state, paused: false } : contradicts(state, event);

type OfPayment = Extract<
  BatchEvent,
  {
    readonly type:
      | 'BatchPaused'
      | 'BatchResumed'
      | 'ChunkInstructed'
      | 'BankFileIssued'
      | 'BankResultChunkRecorded'
      | 'BankResultRecorded'
      | 'BankResultApplied'
      | 'BatchReconciled'
      | 'BatchClosed';
  }
>;
type OfRoster = Exclude<BatchEvent, OfPayment>;

/** Until it is released a batch is a list and its signatures. */
const evolveRoster = (state: BatchState, event: OfRoster, by: ActorId): BatchState => {
  switch (event.type) {
    case 'BatchOpened': {
      const { length } = at(state, event, 'none');
      return { stage: 'opened', length, opened: event.data, chunks: [], digest: RosterDigest.empty, lock: 0, lockedOnce: [] };
    }
    case 'RosterChunkLocked':
      return withChunkLocked(at(state, event, 'opened'), event.data);
    case 'RosterLocked': {
      const opened = at(state, event, 'opened');
      const lockedOnce = [...opened.lockedOnce, event.data.lock];
      return { ...opened, stage: 'locked', roster: event.data, lockedOnce, duties: { maker: by } };
    }
    case 'BatchSubmitted':
      return { ...at(state, event, 'locked'), stage: 'submitted', duties: { maker: by } };
    case 'BatchChecked': {
      const submitted = at(state, event, 'submitted');
      return { ...submitted, stage: 'checked', duties: { ...submitted.duties, checker: by } };
    }
    case 'BatchApproved': {
      const checked = at(state, event, 'checked');
      return { ...checked, stage: 'approved', duties: { ...checked.duties, approver: by } };
    }
    case 'TotalMistyped':
      return at(state, event, 'checked');
    case 'BatchSentBack':
    case 'LinesTakenOff':
      return withdrawn(at(state, event, ...AWAITING_RELEASE));
    case 'BatchReleased':
      return released(at(state, event, 'approved'), by);
    default:
      return unreachable(event);
  }
};

const evolvePayment = (state: BatchState, event: OfPayment): BatchState => {
  switch (event.type) {
    case 'BatchPaused':
      return { ...at(state, event, 'released'), paused: true };
    case 'BatchResumed':
      return resumed(state, event);
    case 'ChunkInstructed':
      return withChunkInstructed(at(state, event, 'released'), event.data);
    case 'BankFileIssued':
      return withFile(at(state, event, 'instructed'), event.data);
    case 'BankResultChunkRecorded':
      return withChunkArrived(at(state, event, 'file_issued', 'result_applied'), event.data);
    case 'BankResultRecorded':
      return withResults(at(state, event, 'file_issued', 'result_applied'), event.data.sha256);
    case 'BankResultApplied':
      return withResultApplied(at(state, event, 'result_recorded'), event.data.sha256);
    case 'BatchReconciled':
      return { ...at(state, event, 'result_applied'), stage: 'reconciled' };
    case 'BatchClosed':
      return { ...at(state, event, 'reconciled'), stage: 'closed' };
    default:
      return unreachable(event);
  }
};

const evolve = (state: BatchState, event: BatchEvent, by: ActorId): BatchState => {
  switch (event.type) {
    case 'BatchPaused':
    case 'BatchResumed':
    case 'ChunkInstructed':
    case 'BankFileIssued':
    case 'BankResultChunkRecorded':
    case 'BankResultRecorded':
    case 'BankResultApplied':
    case 'BatchReconciled':
    case 'BatchClosed':
      return evolvePayment(state, event);
    default:
      return evolveRoster(state, event, by);
  }
};

export const evolveBatch = (state: BatchState, event: BatchEvent, by: ActorId): BatchState => ({
  ...evolve(state, event, by),
  length: state.length + 1,
});
