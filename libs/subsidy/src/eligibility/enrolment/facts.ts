import { refuse, type Asked, type Decision, type Refusal } from '../../decider';
import { firstRefusal, notOwnCase, permit, permitCase } from '../../permission';
import type { EnrolmentCode } from './enrolment.refusals';
import { determined } from './determination';
import type { CorrectFacts, Hold, ReleaseByHand, ReleaseHold } from './enrolment.commands';
import type { EnrolmentEvent } from './enrolment.events';
import { personsOf } from './case-persons';
import { evolveEnrolment, type EnrolmentState, type Held } from './enrolment.state';

const byHand = ({ holds }: EnrolmentState): Held | undefined => holds.find(({ cause }) => cause === 'held_by_hand');

const reached = (state: EnrolmentState, asked: Asked): Refusal<EnrolmentCode> | undefined =>
  permitCase(asked, ['township', 'health'], state.key?.village) ?? notOwnCase(asked, ...personsOf(state));

/** One hand at a time: who clears it must not have to ask which. What the bank has been told to pay is not stopped by it. */
const mayHoldByHand = (state: EnrolmentState): Refusal<EnrolmentCode> | undefined =>
  firstRefusal(
    byHand(state) === undefined ? undefined : refuse('held_by_hand'),
    state.payments.some((payment) => payment.state === 'open') ? refuse('hold_would_overpay') : undefined,
  );

/** A hold ends, where it stands. */
export const released = (state: EnrolmentState, hold: string, note?: string): readonly EnrolmentEvent[] => {
  if (state.key === undefined || state.holds.every((one) => one.hold !== hold)) return [];
  return [{ type: 'HoldReleased', data: { ...state.key, hold, ...(note === undefined ? {} : { note }) } }];
};

/** A statement that would lower the case or a death waits for its second signature, its payee has died, or somebody looks into it. */
export const hold = (
  state: EnrolmentState,
  { do: _hold, replaces, ...held }: Hold,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const barred = reached(state, asked);
  if (barred !== undefined) return barred;
  if (state.key === undefined) return refuse('not_applied');
  if (state.holds.some((one) => one.hold === held.hold)) return [];
  const refusal = held.cause === 'held_by_hand' ? mayHoldByHand(state) : undefined;
  if (refusal !== undefined) return refusal;
  return [{ type: 'CaseHeld', data: { ...state.key, ...held } }, ...(replaces === undefined ? [] : released(state, replaces))];
};

export const releaseHold = (
  state: EnrolmentState,
  { hold: id }: ReleaseHold,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => reached(state, asked) ?? released(state, id);

/** Whoever placed the hold releases it, or the county's health commission. */
export const releaseByHand = (
  state: EnrolmentState,
  { note }: ReleaseByHand,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const barred = reached(state, asked);
  if (barred !== undefined) return barred;
  const found = byHand(state);
  if (state.key === undefined || found === undefined) return refuse('hold_unknown');
  const own = found.by === asked.by ? undefined : permit(asked, 'health', state.key.village);
  return own ?? released(state, found.hold, note);
};

/** The facts of the years stand as the statement says, and what was determined by them is determined once more. */
export const correctFacts = (
  state: EnrolmentState,
  { statement, documentNo, years, redetermined }: CorrectFacts,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  if (state.key === undefined) return refuse('not_applied');
  const { key } = state;
  const refusal = firstRefusal(permit(asked, 'health', key.village), notOwnCase(asked, ...personsOf(state)));
  if (refusal !== undefined) return refusal;
  const corrected = years.map(({ year, sealedFacts }): EnrolmentEvent => ({
    type: 'FactsCorrected',
    data: { ...key, year, statement, documentNo, sealedFacts },
  }));
  let known = state;
  for (const event of corrected) known = evolveEnrolment(known, event, asked.by);
  return [...corrected, ...redetermined.flatMap((one) => determined(known, one)), ...released(state, statement)];
};
