import { documentKey } from '@fenming/citizen';
import type { FenText } from '../../eligibility/enrolment/enrolment.events';
import { unreachable } from '../../decider';
import type { FundingLayer } from '@fenming/programmes';
import { addFunding, fundingOf, FUNDING_LAYERS, NO_FUNDING, parseFunding, subtractFunding, type Funding } from '../funding';
import type { AppropriationEvent } from './appropriation.events';

/** Money on its way to the next year. `since`: the fiscal year of the oldest money in it. */
export type Carried = {
  readonly documentNo: string;
  readonly funding: Funding;
  readonly carriedOn: string;
  readonly since: number;
};
export type AppropriationState = {
  /** What was booked, as `bookedAs` says it. */
  readonly documents: readonly string[];
  /** All that ever became available from outside; what is no longer available of it has been used. */
  readonly incoming: Funding;
  readonly available: Funding;
  readonly reserved: Readonly<Record<string, Funding>>;
  /** What was freed, by batch and reference, so that a repeated reaction frees nothing twice. */
  readonly freed: Readonly<Record<string, Readonly<Record<string, Funding>>>>;
  readonly carriedIn: readonly Carried[];
  readonly carriedOut: readonly Carried[];
  readonly closed: boolean;
};
export const NO_MONEY: AppropriationState = {
  documents: [],
  incoming: NO_FUNDING,
  available: NO_FUNDING,
  reserved: {},
  freed: {},
  carriedIn: [],
  carriedOut: [],
  closed: false,
};

/**
 * A batch has one reservation. A release that was cut off after reserving may be sent back and locked anew: the next
 * reservation then replaces the first, whose money is there for it.
 */
export const availableTo = ({ available, reserved }: AppropriationState, batch: string): Funding =>
  addFunding(available, reserved[batch] ?? NO_FUNDING);

export const layersOf = (funding: Funding): readonly FundingLayer[] => FUNDING_LAYERS.filter((layer) => funding[layer] !== 0);

/** The fiscal year of the oldest money from which `funding` is taken: whatever was used so far was the oldest (Budget Law art. 42). */
export const oldestIn = ({ incoming, available, carriedIn }: AppropriationState, funding: Funding, year: number): number => {
  const used = subtractFunding(incoming, available);
  let older = NO_FUNDING;
  for (const { since, funding: carried } of carriedIn.toSorted((a, b) => a.since - b.since)) {
    older = addFunding(older, carried);
    if (layersOf(funding).some((layer) => older[layer] > used[layer])) return since;
  }
  return year;
};

/** A document in each of its layers, the same for every way of typing its number. */
export const bookedAs = (funding: Funding, documentNo: string): readonly string[] =>
  layersOf(funding).map((layer) => `${layer}/${documentKey(documentNo)}`);

const comeIn = (state: AppropriationState, funding: Funding): AppropriationState => ({
  ...state,
  incoming: addFunding(state.incoming, funding),
  available: addFunding(state.available, funding),
});
const goOut = (state: AppropriationState, funding: Funding): AppropriationState => ({
  ...state,
  available: subtractFunding(state.available, funding),
});
const book = (state: AppropriationState, funding: Funding, documentNo: string): AppropriationState => ({
  ...state,
  documents: [...state.documents, ...bookedAs(funding, documentNo)],
});

type OfLayer = { readonly layer: FundingLayer; readonly amountFen: FenText; readonly documentNo: string };
const bookLayer = (state: AppropriationState, { layer, amountFen, documentNo }: OfLayer): AppropriationState => {
  const funding = fundingOf(layer, amountFen);
  const taken = amountFen.startsWith('-');
  const changed = taken ? goOut(state, subtractFunding(NO_FUNDING, funding)) : comeIn(state, funding);
  return book(changed, funding, documentNo);
};

export const evolve = (state: AppropriationState, event: AppropriationEvent): AppropriationState => {
  switch (event.type) {
    case 'AppropriationReceived':
    case 'AppropriationAdjusted':
      return bookLayer(state, event.data);
    case 'AppropriationCarriedOut': {
      const { documentNo, carriedOn, year } = event.data;
      const funding = parseFunding(event.data.funding);
      const carried = { documentNo, funding, carriedOn, since: oldestIn(state, funding, year) };
      return { ...book(goOut(state, funding), funding, documentNo), carriedOut: [...state.carriedOut, carried] };
    }
    case 'AppropriationCarriedIn': {
      const { documentNo, carriedOn, since } = event.data;
      const funding = parseFunding(event.data.funding);
      const arrived = { documentNo, funding, carriedOn, since };
      return { ...book(comeIn(state, funding), funding, documentNo), carriedIn: [...state.carriedIn, arrived] };
    }
    case 'AppropriationLapsed': {
      const funding = parseFunding(event.data.funding);
      return book(goOut(state, funding), funding, event.data.documentNo);
    }
    case 'AppropriationClosed':
      return { ...state, closed: true };
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
