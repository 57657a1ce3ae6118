import { formatYuan } from '@fenming/money';
import type { FundingLayer } from '@fenming/programmes';
import { refuse, type Decision, type Refusal } from '../../decider';
import type { RefusalCode } from '../../refusals';
import { FUNDING_LAYERS, fundingText, NO_FUNDING, sameFunding, subtractFunding, sumFunding, type Funding } from '../funding';
import type { Free, Purpose, Reserve } from './appropriation.commands';
import type { AppropriationEvent } from './appropriation.events';
import { availableTo, type AppropriationState } from './appropriation.state';

const exceeding = (funding: Funding, limit: Funding): FundingLayer | undefined =>
  FUNDING_LAYERS.find((layer) => funding[layer] > limit[layer]);

/** The refusal that names the first layer that has too little: no layer lends to another. */
export const within = (funding: Funding, limit: Funding, code: RefusalCode): Refusal | undefined => {
  const short = exceeding(funding, limit);
  return short === undefined ? undefined : refuse(code, `${short}: ${formatYuan(funding[short])} > ${formatYuan(limit[short])}`);
};

/** What a batch still holds: reserved and not freed, whether or not it has arrived at the payees. */
export const heldBy = ({ reserved, freed }: AppropriationState, batch: string): Funding =>
  subtractFunding(reserved[batch] ?? NO_FUNDING, sumFunding(Object.values(freed[batch] ?? {})));

export const reserve = (
  state: AppropriationState,
  purpose: Purpose,
  { batch, funding }: Reserve,
): Decision<AppropriationEvent> => {
  const before = state.reserved[batch];
  if (before !== undefined && sameFunding(before, funding)) return [];
  if (state.closed) return refuse('appropriation_closed');
  // Money has come back from this batch, so it was paid out as first reserved and can no longer be locked anew.
  if (state.freed[batch] !== undefined) return refuse('control_total_mismatch', batch);
  const short = within(funding, availableTo(state, batch), 'budget_exceeded');
  return short ?? [{ type: 'FundsReserved', data: { ...purpose, batch, funding: fundingText(funding) } }];
};

export const free = (state: AppropriationState, purpose: Purpose, command: Free): Decision<AppropriationEvent> => {
  const { batch, funding, reason, reference } = command;
  if (state.freed[batch]?.[reference] !== undefined) return [];
  if (state.closed) return refuse('appropriation_closed');
  if (exceeding(funding, heldBy(state, batch)) !== undefined) return refuse('control_total_mismatch', batch);
  return [{ type: 'FundsFreed', data: { ...purpose, batch, funding: fundingText(funding), reason, reference } }];
};
