import { documentKey, documentNumber } from '@fenming/citizen';
import { refuse, type Asked, type Decision, type Refusal } from '../../decider';
import { firstRefusal, notOwnCase, permitCase } from '../../permission';
import { personsOf } from './case-persons';
import { leftBefore, notAbove, whereabouts } from './confirmation';
import type { ProposeRejectionWithdrawal, WithdrawRejection } from './enrolment.commands';
import type { EnrolmentEvent, EnrolmentKey } from './enrolment.events';
import type { EnrolmentCode } from './enrolment.refusals';
import type { RejectedByPeople } from './enrolment-year';
import type { EnrolmentState } from './enrolment.state';

type Rejected = { readonly key: EnrolmentKey; readonly rejection: RejectedByPeople };

/** A year that was refused by people, at this caller's level or below. What gave way to another programme is not refused. */
const rejectedYear = (state: EnrolmentState, year: number, asked: Asked): Rejected | Refusal<EnrolmentCode> => {
  const barred = permitCase(asked, ['township', 'health'], whereabouts(state, year)) ?? notOwnCase(asked, ...personsOf(state));
  if (barred !== undefined) return barred;
  const rejection = state.years[year]?.rejection;
  if (state.key === undefined || rejection?.by !== 'people') return refuse('rejection_unknown');
  const refusal = firstRefusal(
    leftBefore(state, year) ? refuse('enrolment_exited') : undefined,
    notAbove(asked.role === 'health' ? 'county' : 'township', rejection.level),
  );
  return refusal ?? { key: state.key, rejection };
};

/** Says by a document that a year was refused by mistake. Nothing changes before another person has confirmed it. */
export const proposeRejectionWithdrawal = (
  state: EnrolmentState,
  { year, documentNo, note }: ProposeRejectionWithdrawal,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = rejectedYear(state, year, asked);
  if ('refused' in found) return found;
  const data = { ...found.key, year, documentNo: documentNumber(documentNo), note };
  return [{ type: 'RejectionWithdrawalProposed', data }];
};

/**
 * Another person, who names the document of the first. The year goes on at the level that had still to decide; the county decides anew what it
 * has confirmed before, for another programme may have been claimed meanwhile.
 */
export const withdrawRejection = (
  state: EnrolmentState,
  { year, documentNo }: WithdrawRejection,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = rejectedYear(state, year, asked);
  if ('refused' in found) return found;
  const { key, rejection } = found;
  const { withdrawal } = rejection;
  if (withdrawal === undefined || documentKey(withdrawal.documentNo) !== documentKey(documentNo))
    return refuse('rejection_withdrawal_unknown', withdrawal?.documentNo);
  if (withdrawal.by === asked.by) return refuse('proposal_own');
  return [{ type: 'RejectionWithdrawn', data: { ...key, year, documentNo: withdrawal.documentNo, note: withdrawal.note } }];
};
