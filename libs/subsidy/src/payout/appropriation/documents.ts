import { dateOf, isPlainDate, yearOf, type PlainDate } from '@fenming/calendar';
import { documentKey } from '@fenming/citizen';
import { fenText, type Fen } from '@fenming/money';
import { refuse, type Asked, type Decision, type Refusal } from '../../decider';
import type { AppropriationCode } from './appropriation.refusals';
import { firstRefusal, permit } from '../../permission';
import { yearBegun, yearInReach } from '../../years';
import {
  fundingText,
  fundingOf,
  FUNDING_LAYERS,
  fundingTotal,
  NO_FUNDING,
  sameFunding,
  subtractFunding,
  type Funding,
} from '../funding';
import type { Adjust, CarryIn, CarryOut, Close, Lapse, Purpose, Receive } from './appropriation.commands';
import type { AppropriationEvent } from './appropriation.events';
import { bookedAs, layersOf, oldestIn, type AppropriationState, type Carried, type OpenBooks } from './appropriation.state';
import { heldBy, within } from './reservations';

/** Carried money may still be used in the two years after its own; then it goes back (Budget Law art. 42). */
const YEARS_CARRIED = 2;

/** 10 万亿元. Sums of sums must stay exact, and an amount that no county ever sees is a slip of the unit. */
const MOST_FEN = 1_000_000_000_000_000;

/** The money of a year comes in the year before at the earliest (提前下达). */
const dayOfYear = (on: PlainDate, year: number): Refusal<AppropriationCode> | undefined =>
  yearOf(on) >= year - 1 ? undefined : refuse('day_too_early', on);

const dayReached = (on: PlainDate, year: number, asked: Asked): Refusal<AppropriationCode> | undefined =>
  on <= dateOf(asked.at) ? dayOfYear(on, year) : refuse('day_not_reached', on);

/** The books, where whoever asks may book to them what a document says of a day. */
const bookable = (
  state: AppropriationState,
  { area, year }: Purpose,
  on: string,
  asked: Asked,
): OpenBooks | Refusal<AppropriationCode> => {
  const barred = firstRefusal(permit(asked, 'finance-maker', area), yearInReach(year, asked));
  if (barred !== undefined) return barred;
  if (state.closed) return refuse('appropriation_closed');
  return (isPlainDate(on) ? dayReached(on, year, asked) : refuse('day_unknown', on)) ?? state;
};

const bookedOnce = (state: OpenBooks, funding: Funding, documentNo: string): Refusal<AppropriationCode> | undefined =>
  bookedAs(funding, documentNo).some((booked) => state.documents.includes(booked))
    ? refuse('duplicate_document', documentNo)
    : undefined;

const plausible = ({ incoming }: OpenBooks, amountFen: Fen): Refusal<AppropriationCode> | undefined =>
  fundingTotal(incoming) + Math.abs(amountFen) > MOST_FEN ? refuse('amount_too_large') : undefined;

/** Money that leaves is some money, of layers that have it. */
const leaving = ({ available }: OpenBooks, funding: Funding): Refusal<AppropriationCode> | undefined => {
  const some = layersOf(funding).length > 0 && FUNDING_LAYERS.every((layer) => funding[layer] >= 0);
  return some ? within(funding, available, 'available_exceeded') : refuse('amount_not_positive');
};

export const receive = (
  state: AppropriationState,
  purpose: Purpose,
  said: Receive,
  asked: Asked,
): Decision<AppropriationEvent, AppropriationCode> => {
  const { layer, documentNo, arrivedOn } = said;
  const amountFen = fenText(said.amountFen);
  const books = bookable(state, purpose, arrivedOn, asked);
  if ('refused' in books) return books;
  const refusal = firstRefusal(
    said.amountFen > 0 ? undefined : refuse('amount_not_positive'),
    plausible(books, said.amountFen),
    bookedOnce(books, fundingOf(layer, amountFen), documentNo),
  );
  return refusal ?? [{ type: 'AppropriationReceived', data: { ...purpose, layer, amountFen, documentNo, arrivedOn } }];
};

export const adjust = (
  state: AppropriationState,
  purpose: Purpose,
  said: Adjust,
  asked: Asked,
): Decision<AppropriationEvent, AppropriationCode> => {
  const { layer, documentNo, reason, adjustedOn } = said;
  const amountFen = fenText(said.amountFen);
  const funding = fundingOf(layer, amountFen);
  const books = bookable(state, purpose, adjustedOn, asked);
  if ('refused' in books) return books;
  const refusal = firstRefusal(
    said.amountFen === 0 ? refuse('amount_zero') : undefined,
    plausible(books, said.amountFen),
    bookedOnce(books, funding, documentNo),
    within(subtractFunding(NO_FUNDING, funding), books.available, 'available_exceeded'),
  );
  return refusal ?? [{ type: 'AppropriationAdjusted', data: { ...purpose, layer, amountFen, documentNo, reason, adjustedOn } }];
};

export const lapse = (
  state: AppropriationState,
  purpose: Purpose,
  said: Lapse,
  asked: Asked,
): Decision<AppropriationEvent, AppropriationCode> => {
  const { funding, documentNo, lapsedOn } = said;
  const books = bookable(state, purpose, lapsedOn, asked);
  if ('refused' in books) return books;
  const refusal = firstRefusal(bookedOnce(books, funding, documentNo), leaving(books, funding));
  return refusal ?? [{ type: 'AppropriationLapsed', data: { ...purpose, funding: fundingText(funding), documentNo, lapsedOn } }];
};

/** The same document with the same money says nothing new, so that a carry-over cut off between its halves can be repeated. */
const alreadyCarried = (carried: readonly Carried[], { funding, documentNo }: CarryOut | CarryIn): boolean =>
  carried.some((before) => documentKey(before.documentNo) === documentKey(documentNo) && sameFunding(before.funding, funding));

export const carryOut = (
  state: AppropriationState,
  purpose: Purpose,
  said: CarryOut,
  asked: Asked,
): Decision<AppropriationEvent, AppropriationCode> => {
  const { funding, documentNo, carriedOn } = said;
  if (alreadyCarried(state.carriedOut, said)) return permit(asked, 'finance-maker', purpose.area) ?? [];
  const toYear = purpose.year + 1;
  const books = bookable(state, purpose, carriedOn, asked);
  if ('refused' in books) return books;
  const since = oldestIn(books, funding, purpose.year);
  const refusal = firstRefusal(
    yearInReach(toYear, asked),
    bookedOnce(books, funding, documentNo),
    leaving(books, funding),
    toYear - since > YEARS_CARRIED ? refuse('carried_too_long', String(since)) : undefined,
  );
  return (
    refusal ?? [
      { type: 'AppropriationCarriedOut', data: { ...purpose, toYear, funding: fundingText(funding), documentNo, carriedOn } },
    ]
  );
};

/** What the year before has given away arrives whole: there is nothing left to check but that it arrives once. */
export const carryIn = (
  state: AppropriationState,
  purpose: Purpose,
  said: CarryIn,
  asked: Asked,
): Decision<AppropriationEvent, AppropriationCode> => {
  const { funding, documentNo, carriedOn, since } = said;
  const refusal = permit(asked, 'finance-maker', purpose.area);
  if (refusal !== undefined) return refusal;
  if (alreadyCarried(state.carriedIn, said)) return [];
  if (state.closed) return refuse('appropriation_closed');
  const fromYear = purpose.year - 1;
  return [
    {
      type: 'AppropriationCarriedIn',
      data: { ...purpose, fromYear, funding: fundingText(funding), documentNo, carriedOn, since },
    },
  ];
};

/** Nothing is booked to closed books any more: what is left there would be nobody's, neither spent nor the treasury's. */
const nothingLeft = ({ available }: OpenBooks): Refusal<AppropriationCode> | undefined => {
  const left = layersOf(available).map((layer) => `${layer} ${available[layer]}`);
  return left.length === 0 ? undefined : refuse('money_left', left.join(','));
};

export const close = (
  state: AppropriationState,
  purpose: Purpose,
  said: Close,
  asked: Asked,
): Decision<AppropriationEvent, AppropriationCode> => {
  const { documentNo, closedOn, finished } = said;
  const [underWay] =
    Object.entries(state.batches).find(([batch, taken]) => !finished.includes(batch) && layersOf(heldBy(taken)).length > 0) ?? [];
  const books = bookable(state, purpose, closedOn, asked);
  if ('refused' in books) return books;
  const refusal = firstRefusal(
    yearBegun(purpose.year, asked),
    underWay === undefined ? undefined : refuse('money_under_way', underWay),
    nothingLeft(books),
  );
  return refusal ?? [{ type: 'AppropriationClosed', data: { ...purpose, documentNo, closedOn } }];
};
