import { dateOf, isOfOurTime, yearOf } from '@fenming/calendar';
import { documentKey, documentNumber } from '@fenming/citizen';
import { refuse, type Asked, type Decision } from '../../decider';
import { firstRefusal, permit } from '../../permission';
import { isGone } from './case-exit';
import { firstYearAfterMove } from './case-transfer';
import type { ConfirmTransfer, DropTransfer, ProposeTransfer } from './enrolment.commands';
import type { EnrolmentEvent } from './enrolment.events';
import type { EnrolmentCode } from './enrolment.refusals';
import type { EnrolmentState } from './enrolment.state';
import { MAKERS, reached } from './leaving';

/** Said where the case lies: another township knows nothing of a case before it is its own, and asks the county. */
export const proposeTransfer = (
  state: EnrolmentState,
  { toVillage, movedOn, sealedDay, bornOn, documentNo, note }: ProposeTransfer,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = reached(state, MAKERS, asked);
  if ('refused' in found) return found;
  const refusal = firstRefusal(
    found.transferProposal === undefined ? undefined : refuse('transfer_waiting'),
    isGone(found) ? refuse('enrolment_exited') : undefined,
    toVillage === found.key.village ? refuse('transfer_unneeded') : undefined,
    movedOn <= dateOf(asked.at) ? undefined : refuse('day_not_reached', movedOn),
    isOfOurTime(movedOn) && movedOn >= (bornOn ?? movedOn) ? undefined : refuse('day_before_birth'),
  );
  if (refusal !== undefined) return refusal;
  const year = firstYearAfterMove(found, yearOf(movedOn));
  return [
    {
      type: 'TransferProposed',
      data: { ...found.key, toVillage, year, sealedDay, documentNo: documentNumber(documentNo), note },
    },
  ];
};

/**
 * Another person of the county's health commission than the one who said it, who names the document. Out of one village and into the other in
 * one append: the case is nowhere twice, and nowhere lost.
 */
export const confirmTransfer = (
  state: EnrolmentState,
  { documentNo: named }: ConfirmTransfer,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = reached(state, ['health'], asked);
  if ('refused' in found) return found;
  const { key, transferProposal } = found;
  if (transferProposal === undefined || documentKey(transferProposal.documentNo) !== documentKey(named))
    return refuse('transfer_unknown');
  if (transferProposal.by === asked.by) return refuse('proposal_own');
  if (isGone(found)) return refuse('enrolment_exited');
  const { toVillage, year, sealedDay, documentNo } = transferProposal;
  const moved = { year, sealedDay, documentNo };
  return [
    { type: 'EnrolmentTransferredOut', data: { ...key, toVillage, ...moved } },
    { type: 'EnrolmentTransferredIn', data: { ...key, village: toVillage, fromVillage: key.village, ...moved } },
  ];
};

/** Whoever said it, or the county's health commission, takes it back. */
export const dropTransfer = (
  state: EnrolmentState,
  { note }: DropTransfer,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const found = reached(state, MAKERS, asked);
  if ('refused' in found) return found;
  if (found.transferProposal === undefined) return refuse('transfer_unknown');
  const barred = found.transferProposal.by === asked.by ? undefined : permit(asked, 'health', found.key.village);
  return barred ?? [{ type: 'TransferDropped', data: { ...found.key, note } }];
};
