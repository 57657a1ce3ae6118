import { fen } from '@fenming/money';
import type { FundingLayer } from '@fenming/programmes';
import { refuse, type Decision, type Refusal } from '../../decider';
import type { AppropriationCode } from './appropriation.refusals';
import { FUNDING_LAYERS, fundingText, sameFunding, subtractFunding, sumFunding, type Funding } from '../funding';
import type { Free, Purpose, Reserve } from './appropriation.commands';
import type { AppropriationEvent } from './appropriation.events';
import { availableTo, type AppropriationState, type Taken } from './appropriation.state';

const exceeding = (funding: Funding, limit: Funding): FundingLayer | undefined =>
  FUNDING_LAYERS.find((layer) => funding[layer] > limit[layer]);

/** The refusal that names every layer that has too little, what is needed of it and what there is: no layer lends to another. */
export const within = (funding: Funding, limit: Funding, code: AppropriationCode): Refusal<AppropriationCode> | undefined => {
  const short = FUNDING_LAYERS.filter((layer) => funding[layer] > limit[layer]);
  return short.length === 0
    ? undefined
    : refuse(code, short.map((layer) => `${layer} ${funding[layer]} ${limit[layer]}`).join(','));
};

const beyond = (funding: Funding, limit: Funding): Funding => {
  const rest = subtractFunding(funding, limit);
  const over = FUNDING_LAYERS.map((layer) => [layer, fen(Math.max(0, rest[layer]))]);
  return Object.fromEntries(over) as Funding;
};

/** What each layer lacks for a batch: nothing where the batch could be released now. */
export const shortOf = (state: AppropriationState, batch: string, funding: Funding): Funding =>
  beyond(funding, availableTo(state, batch));

/** What a batch still holds: reserved and not freed, whether or not it has arrived at the payees. */
export const heldBy = ({ reserved, freed }: Taken): Funding => subtractFunding(reserved, sumFunding(Object.values(freed)));

export const reserve = (
  state: AppropriationState,
  purpose: Purpose,
  { batch, funding }: Reserve,
): Decision<AppropriationEvent, AppropriationCode> => {
  const before = state.batches[batch];
  if (before !== undefined && sameFunding(before.reserved, funding)) return [];
  if (state.closed) return refuse('appropriation_closed');
  // Money has come back from this batch, so it was paid out as first reserved and can no longer be locked anew.
  if (Object.keys(before?.freed ?? {}).length > 0) return refuse('control_total_mismatch', batch);
  const short = within(funding, availableTo(state, batch), 'budget_exceeded');
  return short ?? [{ type: 'FundsReserved', data: { ...purpose, batch, funding: fundingText(funding) } }];
};

export const free = (
  state: AppropriationState,
  purpose: Purpose,
  command: Free,
): Decision<AppropriationEvent, AppropriationCode> => {
  const { batch, funding, reason, reference } = command;
  const taken = state.batches[batch];
  if (taken?.freed[reference] !== undefined) return [];
  if (state.closed) return refuse('appropriation_closed');
  if (taken === undefined || exceeding(funding, heldBy(taken)) !== undefined) return refuse('control_total_mismatch', batch);
  return [{ type: 'FundsFreed', data: { ...purpose, batch, funding: fundingText(funding), reason, reference } }];
};
