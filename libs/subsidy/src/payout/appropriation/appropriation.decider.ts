import { addFen, fenText, formatYuan, type Fen } from '@fenming/money';
import type { FundingLayer, ProgrammeId } from '@fenming/programmes';
import type { AreaCode } from '@fenming/citizen';
import { refuse, unreachable, type Asked, type Decider, type Decision } from '../../decider';
import { firstRefusal, permit } from '../../permission';
import {
  addFunding,
  FUNDING_LAYERS,
  fundingText,
  NO_FUNDING,
  parseFunding,
  subtractFunding,
  sumFunding,
  type Funding,
} from '../funding';
import type { AppropriationEvent } from './appropriation.events';

export type AppropriationState = {
  readonly documents: readonly string[];
  readonly available: Funding;
  readonly reserved: Readonly<Record<string, Funding>>;
  /** What was freed, by batch and reference, so that a repeated reaction frees nothing twice. */
  readonly freed: Readonly<Record<string, Readonly<Record<string, Funding>>>>;
};

type Where = { readonly programme: ProgrammeId; readonly year: number; readonly area: AreaCode };
type Free = {
  readonly do: 'free';
  readonly batch: string;
  readonly funding: Funding;
  readonly reason: 'returned' | 'held-back';
  readonly reference: string;
};
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
    | Free
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
      const { batch, reference } = event.data;
      const funding = parseFunding(event.data.funding);
      return {
        ...state,
        available: addFunding(state.available, funding),
        freed: { ...state.freed, [batch]: { ...state.freed[batch], [reference]: funding } },
      };
    }
    default:
      return unreachable(event);
  }
};

const exceeding = (funding: Funding, limit: Funding): FundingLayer | undefined =>
  FUNDING_LAYERS.find((layer) => funding[layer] > limit[layer]);

const reserve = (state: AppropriationState, where: Where, batch: string, funding: Funding): Decision<AppropriationEvent> => {
  const before = state.reserved[batch];
  if (before !== undefined && FUNDING_LAYERS.every((layer) => before[layer] === funding[layer])) return [];
  // Money has come back from this batch, so it was paid out as first reserved and can no longer be locked anew.
  if (state.freed[batch] !== undefined) return refuse('control_total_mismatch', batch);
  const available = availableTo(state, batch);
  const short = exceeding(funding, available);
  if (short !== undefined)
    return refuse('budget_exceeded', `${short}: ${formatYuan(funding[short])} > ${formatYuan(available[short])}`);
  return [{ type: 'FundsReserved', data: { ...where, batch, funding: fundingText(funding) } }];
};

const free = (state: AppropriationState, where: Where, command: Free): Decision<AppropriationEvent> => {
  const { batch, funding, reason, reference } = command;
  const freed = state.freed[batch] ?? {};
  if (freed[reference] !== undefined) return [];
  const held = subtractFunding(state.reserved[batch] ?? NO_FUNDING, sumFunding(Object.values(freed)));
  if (exceeding(funding, held) !== undefined) return refuse('control_total_mismatch', batch);
  return [{ type: 'FundsFreed', data: { ...where, batch, funding: fundingText(funding), reason, reference } }];
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
    case 'free':
      return free(state, where, command);
    default:
      return unreachable(command);
  }
};

/** Money in, per programme × year × layer. A batch can never take more than each of its layers still has, nor give back more than it took. */
export const appropriationDecider: Decider<AppropriationState, AppropriationCommand, AppropriationEvent> = {
  initial: { documents: [], available: NO_FUNDING, reserved: {}, freed: {} },
  evolve,
  decide,
};
