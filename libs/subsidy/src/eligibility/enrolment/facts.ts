import { refuse, type Asked, type Decision } from '../../decider';
import { firstRefusal, notOwnCase, permit, permitCase } from '../../permission';
import type { EnrolmentCode } from './enrolment.refusals';
import { determined } from './determination';
import type { CorrectFacts, Hold, ReleaseHold } from './enrolment.commands';
import type { EnrolmentEvent } from './enrolment.events';
import { personsOf } from './case-persons';
import { evolveEnrolment, type EnrolmentState } from './enrolment.state';

/** A statement that would lower the case waits for its second signature. */
export const hold = (state: EnrolmentState, { statement, fact }: Hold, asked: Asked): Decision<EnrolmentEvent, EnrolmentCode> => {
  const barred = permitCase(asked, ['township', 'health'], state.key?.village) ?? notOwnCase(asked, ...personsOf(state));
  if (barred !== undefined) return barred;
  if (state.key === undefined) return refuse('not_applied');
  return state.holds.includes(statement) ? [] : [{ type: 'CaseHeld', data: { ...state.key, statement, fact } }];
};

const released = (state: EnrolmentState, statement: string): readonly EnrolmentEvent[] =>
  state.key !== undefined && state.holds.includes(statement) ? [{ type: 'HoldReleased', data: { ...state.key, statement } }] : [];

export const releaseHold = (
  state: EnrolmentState,
  { statement }: ReleaseHold,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> =>
  permitCase(asked, ['township', 'health'], state.key?.village) ??
  notOwnCase(asked, ...personsOf(state)) ??
  released(state, statement);

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
