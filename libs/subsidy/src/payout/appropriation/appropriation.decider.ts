import { documentNumber } from '@fenming/citizen';
import { unreachable, type Asked, type Decider, type Decision } from '../../decider';
import type { AppropriationCode } from './appropriation.refusals';
import type { AppropriationCommand } from './appropriation.commands';
import type { AppropriationEvent } from './appropriation.events';
import { evolve, NO_MONEY, type AppropriationState } from './appropriation.state';
import { adjust, carryIn, carryOut, close, lapse, receive } from './documents';
import { free, reserve } from './reservations';

/** A document is written one way, however it was typed: who looks for it finds it, and nobody books it twice. */
const asWritten = (command: AppropriationCommand): AppropriationCommand =>
  'documentNo' in command ? { ...command, documentNo: documentNumber(command.documentNo) } : command;

const decide = (
  state: AppropriationState,
  said: AppropriationCommand,
  asked: Asked,
): Decision<AppropriationEvent, AppropriationCode> => {
  const command = asWritten(said);
  const { programme, year, area } = command;
  const purpose = { programme, year, area };
  switch (command.do) {
    case 'receive':
      return receive(state, purpose, command, asked);
    case 'adjust':
      return adjust(state, purpose, command, asked);
    case 'carry-out':
      return carryOut(state, purpose, command, asked);
    case 'carry-in':
      return carryIn(state, purpose, command, asked);
    case 'lapse':
      return lapse(state, purpose, command, asked);
    case 'close':
      return close(state, purpose, command, asked);
    case 'reserve':
      return reserve(state, purpose, command);
    case 'free':
      return free(state, purpose, command);
    default:
      return unreachable(command);
  }
};

/**
 * The money of a programme × fiscal year, by layer. A batch can never take more than each of its layers still has, nor give back
 * more than it took, and no money leaves its programme: it is paid, carried to the next year, or handed back.
 */
export const appropriationDecider: Decider<AppropriationState, AppropriationCommand, AppropriationEvent, AppropriationCode> = {
  initial: NO_MONEY,
  evolve,
  decide,
};
