import { fenText, parseFenText, type Fen } from '@fenming/money';
import { refuse, type ActorId, type Asked, type Decision, type Refusal, type Role } from '../../decider';
import type { BatchCode } from './batch.refusals';
import { firstRefusal, permit } from '../../permission';
import { yearBegun } from '../../years';
import { fundingText, parseFunding, sumFunding } from '../funding';
import { addTotals, NOTHING } from './control-totals';
import type { LockChunk, LockRoster, NoteMistyped, OpenBatch, Pause, SendBack, SignStep, TakeOff } from './batch.commands';
import type { BatchEvent, ControlTotals } from './batch.events';
import { rosterHash } from './roster-hash';
import {
  AWAITING_RELEASE,
  isPaused,
  type BatchIn,
  type BatchStage,
  type BatchState,
  type Duty,
  type LockedBatch,
} from './batch.state';

/** A chunk event stays below 512 KiB; a line is about 350 bytes. */
export const LINES_PER_CHUNK = 1000;

/** The batch, where it is in one of these stages. */
export const inStage = <Stage extends Exclude<BatchStage, 'none'>>(
  state: BatchState,
  ...stages: readonly Stage[]
): BatchIn<Stage> | Refusal<BatchCode> => {
  if (state.stage === 'none') return refuse('batch_not_found');
  const isThere = stages.some((stage) => stage === state.stage);
  return isThere ? (state as BatchIn<Stage>) : refuse('batch_state', state.stage);
};

export const openBatch = (state: BatchState, { batch, unfinished }: OpenBatch, asked: Asked): Decision<BatchEvent, BatchCode> => {
  const refusal = firstRefusal(
    permit(asked, 'finance-maker', batch.area),
    yearBegun(batch.year, asked),
    state.stage === 'none' ? undefined : refuse('batch_exists', state.opened.batch),
    unfinished === undefined ? undefined : refuse('batch_exists', unfinished),
  );
  return refusal ?? [{ type: 'BatchOpened', data: batch }];
};

/** A lock that was cut off goes on where its chunks agree; a changed list starts the next lock. */
export const lockChunk = (
  state: BatchState,
  { lock, chunk, lines }: LockChunk,
  asked: Asked,
): Decision<BatchEvent, BatchCode> => {
  const ready = inStage(state, 'opened');
  if ('refused' in ready) return ready;
  const refusal = firstRefusal(permit(asked, 'finance-maker', ready.opened.area), yearBegun(ready.opened.year, asked));
  if (refusal !== undefined) return refusal;
  if (lock < ready.lock || ready.lockedOnce.includes(lock)) return refuse('roster_changed');
  const present = lock === ready.lock ? ready.chunks.find((locked) => locked.chunk === chunk) : undefined;
  if (present !== undefined) return present.hash === rosterHash(lines) ? [] : refuse('roster_changed');
  return [{ type: 'RosterChunkLocked', data: { ...ready.opened, lock, chunk, lines } }];
};

export const lockRoster = (state: BatchState, { lock }: LockRoster, asked: Asked): Decision<BatchEvent, BatchCode> => {
  const ready = inStage(state, 'opened');
  if ('refused' in ready) return ready;
  const refusal = firstRefusal(permit(asked, 'finance-maker', ready.opened.area), yearBegun(ready.opened.year, asked));
  if (refusal !== undefined) return refusal;
  if (ready.lockedOnce.includes(lock)) return refuse('roster_changed');
  if (lock !== ready.lock || ready.chunks.length === 0) return refuse('roster_empty');
  const { count, sumFen } = ready.chunks.reduce<ControlTotals>(addTotals, NOTHING);
  const funding = fundingText(sumFunding(ready.chunks.map((chunk) => parseFunding(chunk.funding))));
  const hash = ready.digest.hex();
  return [{ type: 'RosterLocked', data: { ...ready.opened, lock, chunks: ready.chunks.length, count, sumFen, hash, funding } }];
};

const STEPS = {
  submit: { from: 'locked', role: 'finance-maker', duty: 'maker', type: 'BatchSubmitted' },
  check: { from: 'submitted', role: 'finance-checker', duty: 'checker', type: 'BatchChecked' },
  approve: { from: 'checked', role: 'finance-approver', duty: 'approver', type: 'BatchApproved' },
  release: { from: 'approved', role: 'finance-releaser', duty: 'releaser', type: 'BatchReleased' },
} as const satisfies Record<SignStep['do'], { from: BatchStage; role: Role; duty: Duty; type: BatchEvent['type'] }>;

/** Maker, checker, approver and releaser are four people (Accounting Law art. 25; control formula I-33). */
const otherDutyOf = ({ duties }: LockedBatch, duty: Duty, actor: ActorId): boolean =>
  Object.entries(duties).some(([other, by]) => other !== duty && by === actor);

export const step = (state: BatchState, command: SignStep, asked: Asked): Decision<BatchEvent, BatchCode> => {
  const { from, role, duty, type } = STEPS[command.do];
  const ready = inStage(state, from);
  if ('refused' in ready) {
    const forbidden = state.stage === 'none' ? undefined : permit(asked, role, state.opened.area);
    return forbidden ?? ready;
  }
  const { roster } = ready;
  const refusal = firstRefusal(
    otherDutyOf(ready, duty, asked.by) ? refuse('separation_of_duty') : undefined,
    permit(asked, role, ready.opened.area),
    yearBegun(ready.opened.year, asked),
    command.isPayee ? refuse('payee_in_batch') : undefined,
    command.hash === roster.hash ? undefined : refuse('roster_changed'),
    command.changed === 0 ? undefined : refuse('roster_changed', String(command.changed)),
    command.do === 'approve' ? mistyped(command.totalFen, parseFenText(roster.sumFen)) : undefined,
  );
  const { count, sumFen, hash } = roster;
  return refusal ?? [{ type, data: { ...ready.opened, count, sumFen, hash } }];
};

/** Needs nobody's leave: it follows from what has been recorded of the people on the lines. After the release they become exceptions. */
export const takeOff = (state: BatchState, { lock, lines }: TakeOff): Decision<BatchEvent, BatchCode> => {
  const ready = inStage(state, ...AWAITING_RELEASE);
  if ('refused' in ready || lock !== ready.lock || lines.length === 0) return [];
  return [{ type: 'LinesTakenOff', data: { ...ready.opened, lock, lines } }];
};

/** What was typed is no amount. */
const NO_AMOUNT = 'none';
/** The typed sum and its difference are said; that the approver has read the list is what typing it is for. */
const mistyped = (typed: Fen | undefined, total: Fen): Refusal<BatchCode> | undefined => {
  if (typed === undefined) return refuse('total_mismatch', NO_AMOUNT);
  return typed === total ? undefined : refuse('total_mismatch', `${typed}/${total}`);
};

/** A wrong total is a fact of the batch: it is kept, and moves nothing. */
export const noteMistyped = (
  state: BatchState,
  { hash, typedFen }: NoteMistyped,
  asked: Asked,
): Decision<BatchEvent, BatchCode> => {
  const ready = inStage(state, 'checked');
  if ('refused' in ready || ready.roster.hash !== hash) return [];
  const { count, sumFen } = ready.roster;
  const typed = typedFen === undefined ? {} : { typedFen: fenText(typedFen) };
  const data = { ...ready.opened, count, sumFen, hash, ...typed };
  return permit(asked, 'finance-approver', ready.opened.area) ?? [{ type: 'TotalMistyped', data }];
};

const FINANCE: readonly Role[] = Object.values(STEPS).map(({ role }) => role);

export const sendBack = (state: BatchState, { reason }: SendBack, asked: Asked): Decision<BatchEvent, BatchCode> => {
  const ready = inStage(state, ...AWAITING_RELEASE);
  if ('refused' in ready) return ready;
  const refusal = permit(asked, FINANCE, ready.opened.area);
  return refusal ?? [{ type: 'BatchSentBack', data: { ...ready.opened, reason } }];
};

export const pause = (state: BatchState, { reason }: Pause, asked: Asked): Decision<BatchEvent, BatchCode> => {
  const ready = inStage(state, 'released');
  if ('refused' in ready) return ready;
  const refusal = permit(asked, 'finance-releaser', ready.opened.area);
  if (refusal !== undefined) return refusal;
  return ready.paused ? [] : [{ type: 'BatchPaused', data: { ...ready.opened, reason } }];
};

export const resume = (state: BatchState, asked: Asked): Decision<BatchEvent, BatchCode> => {
  if (state.stage === 'none') return refuse('batch_not_found');
  const refusal = permit(asked, 'finance-releaser', state.opened.area);
  if (refusal !== undefined) return refusal;
  if (isPaused(state)) return [{ type: 'BatchResumed', data: state.opened }];
  // What is under way goes on already; a run that was cut off is taken up again this way.
  const underWay = inStage(state, 'released', 'result_recorded');
  return 'refused' in underWay ? underWay : [];
};
