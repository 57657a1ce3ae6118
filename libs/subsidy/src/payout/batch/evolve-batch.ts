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
  filesTotals,
  isLocked,
  isPaused,
  isReleased,
  type AnsweredBatch,
  type ArrivedChunk,
  type BatchState,
  type Duty,
  type LockedBatch,
  type LockedChunk,
  type LockedStage,
  type OpenedBatch,
  type PayingBatch,
  type Released,
  type ReleasedBatch,
  type SettledBatch,
} from './batch.state';
import { addTotals, totalsOf } from './control-totals';
import { RosterDigest, rosterHash } from './roster-hash';

/** An event stands where none can: the log contradicts itself, and nothing is decided on it. */
const contradicts = ({ stage }: BatchState, { type, data }: BatchEvent): never => {
  throw new Error(`batch ${data.batch} has ${type} in the stage ${stage}`);
};

/** What a released batch keeps whatever its stage: the next stage adds its own. */
const bare = (state: Released): Released => {
  const { paused: _paused, pending: _pending, ...kept } = state as Released & Partial<Pick<AnsweredBatch, 'paused' | 'pending'>>;
  return kept;
};

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

/** A batch of which every line was held back has nothing to send and nothing to wait for. */
const stageAfterChunk = ({ roster }: Released, chunks: number, instructed: ControlTotals) => {
  if (chunks !== roster.chunks) return 'released';
  return instructed.count === 0 ? 'result_applied' : 'instructed';
};

const withChunkInstructed = (state: ReleasedBatch, data: ChunkInstructed['data']): ReleasedBatch => {
  const instructedChunks = new Set(state.instructedChunks).add(data.chunk);
  const instructed = addTotals(state.instructed, data);
  const stage = stageAfterChunk(state, instructedChunks.size, instructed);
  const exceptions = [...state.exceptions, ...data.exceptions];
  return { ...bare(state), stage, paused: isPaused(state), instructedChunks, instructed, exceptions };
};

const withFile = (state: ReleasedBatch, file: BankFileIssued['data']): ReleasedBatch => {
  const files = [...state.files, file];
  const complete = filesTotals({ files }).count === state.instructed.count;
  const kept = { ...bare(state), files };
  return complete ? { ...kept, stage: 'file_issued' } : { ...kept, stage: 'instructed', paused: isPaused(state) };
};

const withChunkArrived = (state: ReleasedBatch, { sha256, chunk, lines }: BankResultChunkRecorded['data']): ReleasedBatch => {
  const arrived: ArrivedChunk = { revision: state.length, sheet: sheetOf(lines) };
  return { ...state, arriving: { ...state.arriving, [sha256]: { ...state.arriving[sha256], [chunk]: arrived } } };
};

const withResults = (state: ReleasedBatch, sha256: string): AnsweredBatch => {
  const { [sha256]: arrived = {}, ...arriving } = state.arriving;
  // Keys that are whole numbers are listed in their order, so the chunks come as in the file.
  const chunks = Object.values(arrived);
  const answers = joinSheets([state.answers, ...chunks.map(({ sheet }) => sheet)]);
  const pending = { sha256, chunks: chunks.map(({ revision }) => revision), recordedAt: state.length };
  const resultFiles = [...state.resultFiles, sha256];
  return { ...bare(state), stage: 'result_recorded', paused: isPaused(state), answers, resultFiles, arriving, pending };
};

const withPause = (state: ReleasedBatch, event: BatchEvent, paused: boolean): ReleasedBatch =>
  state.stage === 'file_issued' ? contradicts(state, event) : { ...state, paused };

const settled = (state: ReleasedBatch, stage: SettledBatch['stage']): SettledBatch => ({
  ...bare(state),
  stage,
  paused: isPaused(state),
});

const signed = (state: LockedBatch, stage: LockedStage, duty: Duty, by: ActorId): LockedBatch => ({
  ...state,
  stage,
  duties: { ...state.duties, [duty]: by },
});

/** Locked anew after it was corrected: what was signed was another list. */
const withdrawn = ({ roster: _withdrawn, ...state }: LockedBatch): OpenedBatch => ({ ...state, stage: 'opened', duties: {} });

const released = (state: LockedBatch, by: ActorId): PayingBatch => {
  const duties = { ...state.duties, releaser: by };
  return { ...state, stage: 'released', duties, releasedAt: state.length, paused: false };
};

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
      return released(state, by);
    default:
      return unreachable(event);
  }
};

const evolveReleased = (state: ReleasedBatch, event: OfReleased): ReleasedBatch => {
  switch (event.type) {
    case 'BatchPaused':
      return withPause(state, event, true);
    case 'BatchResumed':
      return withPause(state, event, false);
    case 'ChunkInstructed':
      return withChunkInstructed(state, event.data);
    case 'BankFileIssued':
      return withFile(state, event.data);
    case 'BankResultChunkRecorded':
      return withChunkArrived(state, event.data);
    case 'BankResultRecorded':
      return withResults(state, event.data.sha256);
    case 'BankResultApplied':
      return { ...settled(state, 'result_applied'), appliedFiles: [...state.appliedFiles, event.data.sha256] };
    case 'BatchReconciled':
      return settled(state, 'reconciled');
    case 'BatchClosed':
      return settled(state, 'closed');
    default:
      return unreachable(event);
  }
};

export const evolveBatch = (state: BatchState, event: BatchEvent, by: ActorId): BatchState => ({
  ...evolve(state, event, by),
  length: state.length + 1,
});
