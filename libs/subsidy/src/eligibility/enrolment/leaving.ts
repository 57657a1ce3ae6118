import { dateOf, isOfOurTime, yearOf } from '@fenming/calendar';
import { documentKey, documentNumber } from '@fenming/citizen';
import { refuse, type Asked, type Decision, type Refusal, type Role } from '../../decider';
import { firstRefusal, notOwnCase, permit, permitCase } from '../../permission';
import { determined } from './determination';
import type { ConfirmExit, DropExit, ProposeExit, ProposeExitWithdrawal, Redetermination } from './enrolment.commands';
import type { EnrolmentEvent } from './enrolment.events';
import type { EnrolmentCode } from './enrolment.refusals';
import { personsOf } from './case-persons';
import { isDead, type ExitProposal } from './case-exit';
import { evolveEnrolment, type Enrolment, type EnrolmentState } from './enrolment.state';
import { determinationOf } from './owed';

export const MAKERS: readonly Role[] = ['township', 'health'];

/** A case of this caller's area, and never one's own. */
export const reached = (state: EnrolmentState, roles: readonly Role[], asked: Asked): Enrolment | Refusal<EnrolmentCode> => {
  const barred = permitCase(asked, roles, state.key?.village) ?? notOwnCase(asked, ...personsOf(state));
  if (barred !== undefined) return barred;
  return state.key === undefined ? refuse('not_applied') : state;
};

/** One thing at a time is said of an exit: what the second person signs must not depend on which was read. */
const nothingWaits = ({ exitProposal }: Enrolment): Refusal<EnrolmentCode> | undefined =>
  exitProposal === undefined ? undefined : refuse('exit_waiting');

/** Whoever left and was enrolled again can only leave after that, and nobody after their death. */
const isEnrolled = ({ exit, death }: Enrolment, year: number): boolean =>
  death === undefined && (exit === undefined || (exit.returnedIn !== undefined && exit.returnedIn <= year));

export const proposeExit = (
  state: EnrolmentState,
  { reason, effectiveOn, sealedDay, bornOn, documentNo, note }: ProposeExit,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = reached(state, MAKERS, asked);
  if ('refused' in found) return found;
  const refusal = firstRefusal(
    nothingWaits(found),
    isEnrolled(found, yearOf(effectiveOn)) ? undefined : refuse('enrolment_exited'),
    effectiveOn <= dateOf(asked.at) ? undefined : refuse('day_not_reached', effectiveOn),
    isOfOurTime(effectiveOn) && effectiveOn >= (bornOn ?? effectiveOn) ? undefined : refuse('day_before_birth'),
  );
  if (refusal !== undefined) return refusal;
  const data = { ...found.key, reason, year: yearOf(effectiveOn), sealedDay, documentNo: documentNumber(documentNo), note };
  return [{ type: 'ExitProposed', data }];
};

export const proposeExitWithdrawal = (
  state: EnrolmentState,
  { documentNo, note }: ProposeExitWithdrawal,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = reached(state, MAKERS, asked);
  if ('refused' in found) return found;
  // An exit because of a death falls with the record of the death, in all cases of the person.
  const refusal = firstRefusal(nothingWaits(found), found.exit === undefined ? refuse('exit_unknown') : undefined);
  if (refusal !== undefined) return refusal;
  return [{ type: 'ExitWithdrawalProposed', data: { ...found.key, documentNo: documentNumber(documentNo), note } }];
};

/** The determined years by what is so from now on. */
const again = (state: Enrolment, redetermined: readonly Redetermination[]): readonly EnrolmentEvent[] =>
  redetermined.flatMap((one) => (determinationOf(state, one.year) === undefined ? [] : determined(state, one)));

const confirmed = ({ key, exit }: Enrolment, proposal: ExitProposal): EnrolmentEvent | undefined => {
  if (proposal.step === 'exit') {
    const { reason, year, sealedDay } = proposal;
    return { type: 'EnrolmentExited', data: { ...key, reason, year, sealedDay } };
  }
  if (exit === undefined) return undefined;
  const { documentNo, note } = proposal;
  return { type: 'ExitWithdrawn', data: { ...key, reason: exit.reason, year: exit.year, documentNo, note } };
};

/** Another person of the county's health commission than the one who said it, who names the document: what was said otherwise meanwhile is not signed. */
export const confirmExit = (
  state: EnrolmentState,
  { documentNo, redetermined }: ConfirmExit,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = reached(state, ['health'], asked);
  if ('refused' in found) return found;
  const { exitProposal } = found;
  const isMeant = exitProposal !== undefined && documentKey(exitProposal.documentNo) === documentKey(documentNo);
  const event = isMeant ? confirmed(found, exitProposal) : undefined;
  if (exitProposal === undefined || event === undefined) return refuse('exit_unknown');
  if (exitProposal.by === asked.by) return refuse('proposal_own');
  if (exitProposal.step === 'exit' && isDead(found)) return refuse('enrolment_exited');
  return [event, ...again(evolveEnrolment(found, event, asked.by), redetermined)];
};

/** Whoever said it, or the county's health commission, takes it back. */
export const dropExit = (state: EnrolmentState, { note }: DropExit, asked: Asked): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = reached(state, MAKERS, asked);
  if ('refused' in found) return found;
  if (found.exitProposal === undefined) return refuse('exit_unknown');
  const barred = found.exitProposal.by === asked.by ? undefined : permit(asked, 'health', found.key.village);
  return barred ?? [{ type: 'ExitDropped', data: { ...found.key, note } }];
};
