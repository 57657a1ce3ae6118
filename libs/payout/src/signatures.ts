import {
  appropriationDecider,
  batchDecider,
  derivedId,
  isLocked,
  isRefusal,
  parseFunding,
  personDecider,
  streams,
  type BatchState,
  type EnrolmentId,
  type ExceptionLine,
  type SignStep,
} from '@fenming/subsidy';
import { orRefused, Refused, type Caller } from '@fenming/commands';
import type { RunningCounty } from '@fenming/county';
import { refuseUnlessControlled } from './controls';
import { changedLines, takeOff } from './locked-lists';
import { RosterBook } from './roster-book';

/** A signature on a locked roster, against the hash that was on the actor's screen. The approver also types the total. */
export type Signature = Omit<SignStep, 'isPayee' | 'changed'>;

export const sign = async (county: RunningCounty, batch: string, signature: Signature, caller: Caller): Promise<void> => {
  const { executor } = county;
  const stream = streams.payoutBatch(batch);
  const { state, causes } = await executor.load(batchDecider, stream);
  if (causes.includes(caller.commandId)) return;
  const changed = signature.do === 'approve' ? await changedSinceLock(county, state, caller) : [];
  const command = { ...signature, isPayee: await isPayee(county, state, caller), changed: changed.length };
  const decision = batchDecider.decide(state, command, executor.asked(caller));
  // What a crash kept from leaving the list when it happened leaves it now, and the list is locked and signed anew.
  if (isRefusal(decision) && decision.refused === 'roster_changed' && changed.length > 0 && state.stage !== 'none')
    await takeOff(county, state, changed, caller);
  if (isRefusal(decision) && decision.refused === 'total_mismatch') await noteMistyped(county, batch, signature, caller);
  refuseUnlessAllowed(decision);
  if (signature.do === 'release') {
    await refuseUnlessControlled(county, batch);
    // The formulas take their time: a list that was sent back meanwhile must not replace what its successor has reserved.
    const now = (await executor.load(batchDecider, stream)).state;
    refuseUnlessAllowed(batchDecider.decide(now, command, executor.asked(caller)));
    await reserve(county, now, caller);
  }
  orRefused(await executor.oneAsSeen(batchDecider, stream, command, caller));
};

/** Under an id of its own, so that the same form with the right total is not taken for done. */
const noteMistyped = async (
  county: RunningCounty,
  batch: string,
  { hash, totalFen }: Signature,
  caller: Caller,
): Promise<void> => {
  const command = { do: 'note-mistyped' as const, hash, ...(totalFen === undefined ? {} : { typedFen: totalFen }) };
  const own = { ...caller, commandId: derivedId(caller.commandId, 'mistyped', totalFen ?? 'no amount') };
  orRefused(await county.executor.one(batchDecider, streams.payoutBatch(batch), command, own));
};

/** The actor's own cases, as a beneficiary or the other parent, stand in the actor's person stream. */
const isPayee = async (county: RunningCounty, state: BatchState, { asked }: Caller): Promise<boolean> => {
  if (asked.person === undefined) return false;
  const own = await county.executor.load(personDecider, streams.person(asked.person));
  const claimed = new Set<EnrolmentId>(own.state.claims.map(({ enrolmentId }) => enrolmentId));
  if (claimed.size === 0 || state.stage === 'none') return false;
  for await (const lines of new RosterBook(county.log).chunks(state))
    if (lines.some(({ enrolmentId }) => claimed.has(enrolmentId))) return true;
  return false;
};

/** A death, an objection, a corrected account since the lock. Only enrolments in which anything happened since are decided again. */
const changedSinceLock = async (county: RunningCounty, state: BatchState, caller: Caller): Promise<readonly ExceptionLine[]> => {
  const changed: ExceptionLine[] = [];
  if (state.stage === 'none') return changed;
  for await (const lines of new RosterBook(county.log).chunks(state)) {
    const now = await county.log.lastRevisions(lines.map(({ enrolmentId }) => streams.enrolment(enrolmentId)));
    const moved = lines.filter(({ enrolmentId, revision }) => now.get(streams.enrolment(enrolmentId)) !== revision);
    changed.push(...(await changedLines(county, state, moved, caller)));
  }
  return changed;
};

const reserve = async (county: RunningCounty, state: BatchState, caller: Caller): Promise<void> => {
  if (!isLocked(state)) throw new Refused({ refused: 'batch_state', detail: state.stage });
  const { opened, roster } = state;
  const { programme, year, area, batch } = opened;
  const command = { do: 'reserve' as const, programme, year, area, batch, funding: parseFunding(roster.funding) };
  orRefused(await county.executor.one(appropriationDecider, streams.appropriation(programme, year, area), command, caller));
};

const refuseUnlessAllowed = (decision: ReturnType<typeof batchDecider.decide>): void => {
  if (isRefusal(decision)) throw new Refused(decision);
};
