import type { PersonId } from '../../decider';
import type { Enrolment, EnrolmentState } from './enrolment.state';

/** Who draws the programme by the case: once a year each, and nothing that excludes it. Of a child's right that is the child. */
export const claimantsOf = (state: EnrolmentState): readonly PersonId[] => {
  if (state.key === undefined) return [];
  return state.secondPersonId === undefined ? [state.personId] : [state.personId, state.secondPersonId];
};

/** Whose case it is: nobody decides their own. */
export const personsOf = (state: EnrolmentState): readonly PersonId[] =>
  state.key === undefined || state.payeeId === undefined ? claimantsOf(state) : [...claimantsOf(state), state.payeeId];

/** To whom the case pays: the account is sealed with that person's key. */
export const payeeOf = ({ personId, payeeId }: Pick<Enrolment, 'personId' | 'payeeId'>): PersonId => payeeId ?? personId;
