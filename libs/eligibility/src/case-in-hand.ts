import { Refused, type Caller } from '@fenming/commands';
import type { RunningCounty } from '@fenming/county';
import {
  enrolmentDecider,
  notOwnCase,
  permitCase,
  personsOf,
  refuse,
  streams,
  type Enrolment,
  type EnrolmentId,
  type Role,
} from '@fenming/subsidy';

/** The case that somebody in one of these posts takes a step with; nobody does so in a case of their own. @throws Refused */
export const caseInHand = async (
  { executor }: RunningCounty,
  enrolment: EnrolmentId,
  roles: Role | readonly Role[],
  caller: Caller,
): Promise<Enrolment> => {
  const { state } = await executor.load(enrolmentDecider, streams.enrolment(enrolment));
  const asked = executor.asked(caller);
  const barred = permitCase(asked, roles, state.key?.village) ?? notOwnCase(asked, ...personsOf(state));
  if (barred !== undefined) throw new Refused(barred);
  if (state.key === undefined) throw new Refused(refuse('not_found', enrolment));
  return state;
};
