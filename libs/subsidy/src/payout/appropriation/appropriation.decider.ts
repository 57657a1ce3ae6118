import { addFen, fenText, formatYuan, type Fen } from '@fenming/money';
import type { FundingLayer, ProgrammeId } from '@fenming/programmes';
import type { AreaCode } from '@fenming/citizen';
import { refuse, unreachable, type Asked, type Decider, type Decision } from '../../decider';
import { firstRefusal, permit } from '../../permission';
import { addFunding, FUNDING_LAYERS, fundingText, NO_FUNDING, parseFunding, subtractFunding, type Funding } from '../funding';
import type { AppropriationEvent } from './appropriation.events';

export type AppropriationState = {
  readonly documents: readonly string[];
  readonly available: Funding;
  readonly reserved: Readonly<Record<string, Funding>>;
  /** Causes already freed, `batch/reference`, so that a repeated reaction frees nothing twice. */
  readonly freed: readonly string[];
};

type Where = { readonly programme: ProgrammeId; readonly year: number; readonly area: AreaCode };
export type AppropriationCommand = Where &
  (
    | {
        readonly do: 'receive';
        readonly layer: FundingLayer;
        readonly amountFen: Fen;
        readonly documentNo: string;
        readonly arrivedOn: string;
      }
    | { readonly do: 'reserve'; readonly batch: string; readonly funding: Funding }
    | {
        readonly do: 'free';
        readonly batch: string;
        readonly funding: Funding;
        readonly reason: 'returned' | 'held-back';
        readonly reference: string;
      }
  );

/**
 * A batch has one reservation. A release that was cut off after reserving may be sent back and locked anew: the next
 * reservation then replaces the first, whose money is there for it.
 */
const availableTo = ({ available, reserved }: AppropriationState, batch: string): Funding =>
  addFunding(available, reserved[batch] ?? NO_FUNDING);

const evolve = (state: AppropriationState, event: AppropriationEvent): AppropriationState => {
  switch (event.type) {
    case 'AppropriationReceived': {
      const { layer, amountFen, documentNo } = event.data;
      const received = parseFunding({ ...fundingText(NO_FUNDING), [layer]: amountFen });
      return {
        ...state,
        documents: [...state.documents, `${layer}/${documentNo}`],
        available: addFunding(state.available, received),
      };
    }
    case 'FundsReserved': {
      const { batch } = event.data;
      const funding = parseFunding(event.data.funding);
      const available = subtractFunding(availableTo(state, batch), funding);
      return { ...state, available, reserved: { ...state.reserved, [batch]: funding } };
    }
    case 'FundsFreed': {
      const { batch, reference, funding } = event.data;
      return {
        ...state,
        available: addFunding(state.available, parseFunding(funding)),
        freed: [...state.freed, `${batch}/${reference}`],
      };
    }
    default:
      return unreachable(event);
  }
};

const reserve = (state: AppropriationState, where: Where, batch: string, funding: Funding): Decision<AppropriationEvent> => {
  const before = state.reserved[batch];
  if (before !== undefined && FUNDING_LAYERS.every((layer) => before[layer] === funding[layer])) return [];
  const available = availableTo(state, batch);
  const short = FUNDING_LAYERS.find((layer) => funding[layer] > available[layer]);
  if (short !== undefined)
    return refuse('budget_exceeded', `${short}: ${formatYuan(funding[short])} > ${formatYuan(available[short])}`);
  return [{ type: 'FundsReserved', data: { ...where, batch, funding: fundingText(funding) } }];
};

const decide = (state: AppropriationState, command: AppropriationCommand, asked: Asked): Decision<AppropriationEvent> => {
  const where = { programme: command.programme, year: command.year, area: command.area };
  switch (command.do) {
    case 'receive': {
      const { layer, amountFen, documentNo, arrivedOn } = command;
      const refusal = firstRefusal(
        permit(asked, 'finance-maker', command.area),
        amountFen > 0 ? undefined : refuse('amount_not_positive'),
        state.documents.includes(`${layer}/${documentNo}`) ? refuse('duplicate_document', documentNo) : undefined,
      );
      return (
        refusal ?? [
          {
            type: 'AppropriationReceived',
            data: { ...where, layer, amountFen: fenText(addFen(amountFen)), documentNo, arrivedOn },
          },
        ]
      );
    }
    case 'reserve':
      return reserve(state, where, command.batch, command.funding);
    case 'free': {
      const { batch, funding, reason, reference } = command;
      if (state.freed.includes(`${batch}/${reference}`)) return [];
      return [{ type: 'FundsFreed', data: { ...where, batch, funding: fundingText(funding), reason, reference } }];
    }
    default:
      return unreachable(command);
  }
};

/** Money in, per programme × year × layer. A batch can never take more than each of its layers still has. */
export const appropriationDecider: Decider<AppropriationState, AppropriationCommand, AppropriationEvent> = {
  initial: { documents: [], available: NO_FUNDING, reserved: {}, freed: [] },
  evolve,
  decide,
};
