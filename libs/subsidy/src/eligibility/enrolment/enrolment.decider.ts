import { unreachable, type Asked, type Decider, type Decision } from '../../decider';
import type { EnrolmentCode } from './enrolment.refusals';
import { apply, confirm, putOnNotice, raiseObjection, reject, remedyObjection, resolveObjection } from './confirmation';
import { determine } from './determination';
import type { EnrolmentCommand } from './enrolment.commands';
import type { EnrolmentEvent } from './enrolment.events';
import { evolveEnrolment, NO_ENROLMENT, type EnrolmentState } from './enrolment.state';
import { exitByDeath, withdrawExitByDeath } from './exit';
import { confirmExit, dropExit, proposeExit, proposeExitWithdrawal } from './leaving';
import { confirmPaidElsewhere, dropPaidElsewhere, proposePaidElsewhere } from './paid-elsewhere';
import { confirmTransfer, dropTransfer, proposeTransfer } from './transfer';
import { keyIn } from './case-transfer';
import { correctFacts, hold, releaseByHand, releaseHold } from './facts';
import { giveWay } from './giving-way';
import { proposeRejectionWithdrawal, withdrawRejection } from './rejection';
import { correctAccount, displace, instruct, receiveRecovery, recordResult } from './payment';

const decided = (state: EnrolmentState, command: EnrolmentCommand, asked: Asked): Decision<EnrolmentEvent, EnrolmentCode> => {
  switch (command.do) {
    case 'apply':
      return apply(state, command);
    case 'confirm':
      return confirm(state, command, asked);
    case 'reject':
      return reject(state, command, asked);
    case 'propose-rejection-withdrawal':
      return proposeRejectionWithdrawal(state, command, asked);
    case 'withdraw-rejection':
      return withdrawRejection(state, command, asked);
    case 'displace':
      return displace(state, command, asked);
    case 'give-way':
      return giveWay(state, command, asked);
    case 'put-on-notice':
      return putOnNotice(state, command, asked);
    case 'raise-objection':
      return raiseObjection(state, command, asked);
    case 'resolve-objection':
      return resolveObjection(state, command, asked);
    case 'remedy-objection':
      return remedyObjection(state, command, asked);
    case 'hold':
      return hold(state, command, asked);
    case 'release-hold':
      return releaseHold(state, command, asked);
    case 'release-by-hand':
      return releaseByHand(state, command, asked);
    case 'correct-facts':
      return correctFacts(state, command, asked);
    case 'correct-account':
      return correctAccount(state, command, asked);
    case 'determine':
      return determine(state, command, asked);
    case 'exit-by-death':
      return exitByDeath(state, command, asked);
    case 'withdraw-exit-by-death':
      return withdrawExitByDeath(state, command, asked);
    case 'propose-exit':
      return proposeExit(state, command, asked);
    case 'propose-exit-withdrawal':
      return proposeExitWithdrawal(state, command, asked);
    case 'confirm-exit':
      return confirmExit(state, command, asked);
    case 'drop-exit':
      return dropExit(state, command, asked);
    case 'propose-paid-elsewhere':
      return proposePaidElsewhere(state, command, asked);
    case 'confirm-paid-elsewhere':
      return confirmPaidElsewhere(state, command, asked);
    case 'drop-paid-elsewhere':
      return dropPaidElsewhere(state, command, asked);
    case 'propose-transfer':
      return proposeTransfer(state, command, asked);
    case 'confirm-transfer':
      return confirmTransfer(state, command, asked);
    case 'drop-transfer':
      return dropTransfer(state, command, asked);
    case 'instruct':
      return instruct(state, command, asked);
    case 'record-result':
      return recordResult(state, command, asked);
    case 'receive-recovery':
      return receiveRecovery(state, command, asked);
    default:
      return unreachable(command);
  }
};

/** What the two halves of a move say of villages is what they are about. */
const IN_THEIR_OWN: readonly string[] = ['EnrolmentTransferredOut', 'EnrolmentTransferredIn'];
/** What is said of a year stands in the books of the village whose year it is, also after the person has moved on. */
const inBooksOf =
  (state: EnrolmentState) =>
  (event: EnrolmentEvent): EnrolmentEvent => {
    if (state.transfers === undefined || !('year' in event.data) || IN_THEIR_OWN.includes(event.type)) return event;
    const { village } = keyIn(state, event.data.year);
    return { ...event, data: { ...event.data, village } } as EnrolmentEvent;
  };

const decide = (state: EnrolmentState, command: EnrolmentCommand, asked: Asked): Decision<EnrolmentEvent, EnrolmentCode> => {
  const decision = decided(state, command, asked);
  return 'refused' in decision || state.transfers === undefined ? decision : decision.map(inBooksOf(state));
};

/** One beneficiary unit in one programme: its own stream is the one place that guards its money. */
export const enrolmentDecider: Decider<EnrolmentState, EnrolmentCommand, EnrolmentEvent, EnrolmentCode> = {
  initial: NO_ENROLMENT,
  evolve: evolveEnrolment,
  decide,
};
