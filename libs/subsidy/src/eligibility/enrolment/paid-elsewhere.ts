import { documentKey, documentNumber } from '@fenming/citizen';
import { refuse, type Asked, type Decision } from '../../decider';
import { permit } from '../../permission';
import { determined } from './determination';
import type { ConfirmPaidElsewhere, DropPaidElsewhere, ProposePaidElsewhere } from './enrolment.commands';
import type { EnrolmentEvent } from './enrolment.events';
import type { EnrolmentCode } from './enrolment.refusals';
import { evolveEnrolment, type EnrolmentState } from './enrolment.state';
import { released } from './facts';
import { MAKERS, reached } from './leaving';
import { determinationOf } from './owed';
import { certified } from './paid-elsewhere-said';

/** Said of a year that was applied for, by a certificate of the county that has paid. It would lower the case, which is held until it is confirmed. */
export const proposePaidElsewhere = (
  state: EnrolmentState,
  { hold, note, ...said }: ProposePaidElsewhere,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = reached(state, MAKERS, asked);
  if ('refused' in found) return found;
  if (found.elsewhereProposal !== undefined) return refuse('elsewhere_waiting');
  const year = found.years[said.year];
  if (year === undefined) return refuse('not_applied');
  const months = [...new Set(said.months)].toSorted((a, b) => a - b);
  if ((year.paidElsewhere?.[said.paidBy] ?? []).join() === months.join()) return refuse('elsewhere_unchanged');
  const of = { ...found.key, ...certified({ ...said, months, documentNo: documentNumber(said.documentNo) }) };
  return [
    { type: 'PaidElsewhereProposed', data: { ...of, hold, note } },
    { type: 'CaseHeld', data: { ...found.key, hold, cause: 'fact_awaited', fact: 'paidElsewhere' } },
  ];
};

/** Another person of the county's health commission than the one who said it, who names the document. */
export const confirmPaidElsewhere = (
  state: EnrolmentState,
  { documentNo, redetermined }: ConfirmPaidElsewhere,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = reached(state, ['health'], asked);
  if ('refused' in found) return found;
  const { elsewhereProposal: said } = found;
  if (said === undefined || documentKey(said.documentNo) !== documentKey(documentNo)) return refuse('elsewhere_unknown');
  if (said.by === asked.by) return refuse('proposal_own');
  const confirmed: EnrolmentEvent = { type: 'PaidElsewhereConfirmed', data: { ...found.key, ...certified(said) } };
  const after = evolveEnrolment(found, confirmed, asked.by);
  return [
    confirmed,
    ...redetermined.flatMap((one) => (determinationOf(after, one.year) === undefined ? [] : determined(after, one))),
    ...released(found, said.hold),
  ];
};

/** Whoever said it, or the county's health commission, takes it back. */
export const dropPaidElsewhere = (
  state: EnrolmentState,
  { note }: DropPaidElsewhere,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = reached(state, MAKERS, asked);
  if ('refused' in found) return found;
  const { elsewhereProposal: said } = found;
  if (said === undefined) return refuse('elsewhere_unknown');
  const barred = said.by === asked.by ? undefined : permit(asked, 'health', found.key.village);
  if (barred !== undefined) return barred;
  return [{ type: 'PaidElsewhereDropped', data: { ...found.key, year: said.year, note } }, ...released(found, said.hold)];
};
