import { yearOf } from '@fenming/calendar';
import { documentNumber } from '@fenming/citizen';
import { refuse, type Asked, type Decision } from '../../decider';
import { firstRefusal, notOwnCase, permit } from '../../permission';
import type { EnrolmentCode } from './enrolment.refusals';
import { determined } from './determination';
import type { ExitByDeath, WithdrawExitByDeath } from './enrolment.commands';
import type { EnrolmentEvent } from './enrolment.events';
import { released } from './facts';
import { isDead } from './case-exit';
import { personsOf } from './case-persons';
import { evolveEnrolment, type EnrolmentState } from './enrolment.state';
import { determinationOf } from './owed';

/** The beneficiary has died, whether or not the case was left before: the determined years are determined once more with it. */
export const exitByDeath = (
  state: EnrolmentState,
  command: ExitByDeath,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  if (state.key === undefined) return refuse('not_applied');
  const { effectiveOn, sealedDay, hold, redetermined } = command;
  const refusal = firstRefusal(permit(asked, 'health', state.key.village), notOwnCase(asked, ...personsOf(state)));
  if (refusal !== undefined) return refusal;
  if (isDead(state)) return [];
  return [
    { type: 'EnrolmentExited', data: { ...state.key, reason: 'death', year: yearOf(effectiveOn), sealedDay } },
    ...redetermined.flatMap((one) => (determinationOf(state, one.year) === undefined ? [] : determined(state, one))),
    ...(hold === undefined ? [] : released(state, hold)),
  ];
};

/** A death that never was: the case goes on where it stood, and its years are determined without it. */
export const withdrawExitByDeath = (
  state: EnrolmentState,
  command: WithdrawExitByDeath,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  if (state.key === undefined) return refuse('not_applied');
  const refusal = firstRefusal(permit(asked, 'health', state.key.village), notOwnCase(asked, ...personsOf(state)));
  if (refusal !== undefined) return refusal;
  const { documentNo, note, redetermined } = command;
  const { death } = state;
  if (death === undefined) return [];
  const withdrawn: EnrolmentEvent = {
    type: 'ExitWithdrawn',
    data: { ...state.key, reason: 'death', year: death.year, documentNo: documentNumber(documentNo), note },
  };
  const back = evolveEnrolment(state, withdrawn, asked.by);
  return [withdrawn, ...redetermined.flatMap((one) => determined(back, one))];
};
