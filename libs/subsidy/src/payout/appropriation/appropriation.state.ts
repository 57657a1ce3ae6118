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
/** What a batch took, and what was freed of it, by reference, so that a repeated reaction frees nothing twice. */
export type Taken = { readonly reserved: Funding; readonly freed: Readonly<Record<string, Funding>> };
type Kept = {
  /** What was booked, as `bookedAs` says it. */
  readonly documents: readonly string[];
  /** All that ever became available from outside; what is no longer available of it has been used. */
  readonly incoming: Funding;
  readonly batches: Readonly<Record<string, Taken>>;
  readonly carriedIn: readonly Carried[];
  readonly carriedOut: readonly Carried[];
};
export type OpenBooks = Kept & { readonly closed: false; readonly available: Funding };
/** Nothing is left in closed books, and nothing is booked to them any more. */
export type ClosedBooks = Kept & { readonly closed: true };
export type AppropriationState = OpenBooks | ClosedBooks;

export const NO_MONEY: OpenBooks = {
  documents: [],
  incoming: NO_FUNDING,
  available: NO_FUNDING,
  batches: {},
  carriedIn: [],
  carriedOut: [],
  closed: false,
};

/**
 * A batch has one reservation. A release that was cut off after reserving may be sent back and locked anew: the next
 * reservation then replaces the first, whose money is there for it.
 */
export const availableTo = (state: AppropriationState, batch: string): Funding =>
  addFunding(state.closed ? NO_FUNDING : state.available, state.batches[batch]?.reserved ?? NO_FUNDING);

export const layersOf = (funding: Funding): readonly FundingLayer[] => FUNDING_LAYERS.filter((layer) => funding[layer] !== 0);

/** The fiscal year of the oldest money from which `funding` is taken: whatever was used so far was the oldest (Budget Law art. 42). */
export const oldestIn = ({ incoming, available, carriedIn }: OpenBooks, funding: Funding, year: number): number => {
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

const comeIn = (state: OpenBooks, funding: Funding): OpenBooks => ({
  ...state,
  incoming: addFunding(state.incoming, funding),
  available: addFunding(state.available, funding),
});
const goOut = (state: OpenBooks, funding: Funding): OpenBooks => ({
  ...state,
  available: subtractFunding(state.available, funding),
});
const book = (state: OpenBooks, funding: Funding, documentNo: string): OpenBooks => ({
  ...state,
  documents: [...state.documents, ...bookedAs(funding, documentNo)],
});

type OfLayer = { readonly layer: FundingLayer; readonly amountFen: FenText; readonly documentNo: string };
const bookLayer = (state: OpenBooks, { layer, amountFen, documentNo }: OfLayer): OpenBooks => {
  const funding = fundingOf(layer, amountFen);
  const taken = amountFen.startsWith('-');
  const changed = taken ? goOut(state, subtractFunding(NO_FUNDING, funding)) : comeIn(state, funding);
  return book(changed, funding, documentNo);
};

const withTaken = (state: OpenBooks, batch: string, taken: Taken): OpenBooks => ({
  ...state,
  batches: { ...state.batches, [batch]: taken },
});

/** An event stands where none can: the log contradicts itself, and nothing is decided on it. */
const contradicts = ({ type, data: { programme, year } }: AppropriationEvent, after: string): never => {
  throw new Error(`the books of ${programme} ${year} have ${type} ${after}`);
};

export const evolve = (state: AppropriationState, event: AppropriationEvent): AppropriationState => {
  if (state.closed) return contradicts(event, 'after they were closed');
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
    case 'AppropriationClosed': {
      const { available: _none, ...kept } = state;
      return { ...kept, closed: true };
    }
    case 'FundsReserved': {
      const { batch } = event.data;
      const funding = parseFunding(event.data.funding);
      const available = subtractFunding(availableTo(state, batch), funding);
      return withTaken({ ...state, available }, batch, { freed: {}, ...state.batches[batch], reserved: funding });
    }
    case 'FundsFreed': {
      const { batch, reference } = event.data;
      const taken = state.batches[batch];
      if (taken === undefined) return contradicts(event, 'of a batch that has reserved nothing');
      const funding = parseFunding(event.data.funding);
      const available = addFunding(state.available, funding);
      return withTaken({ ...state, available }, batch, { ...taken, freed: { ...taken.freed, [reference]: funding } });
    }
    default:
      return unreachable(event);
  }
};
