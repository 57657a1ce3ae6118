import { dateOf, isPlainDate, yearOf, type PlainDate } from '@fenming/calendar';
import { documentKey } from '@fenming/citizen';
import { fenText, type Fen } from '@fenming/money';
import { refuse, type Asked, type Decision, type Refusal } from '../../decider';
import type { AppropriationCode } from '../../refusals';
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
import { bookedAs, layersOf, oldestIn, type AppropriationState, type Carried } from './appropriation.state';
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

/** Who may book what a document says, and on which day. */
const bookable = (
  state: AppropriationState,
  { area, year }: Purpose,
  on: string,
  asked: Asked,
): Refusal<AppropriationCode> | undefined =>
  firstRefusal(
    permit(asked, 'finance-maker', area),
    yearInReach(year, asked),
    state.closed ? refuse('appropriation_closed') : undefined,
    isPlainDate(on) ? dayReached(on, year, asked) : refuse('day_unknown', on),
  );

const bookedOnce = (state: AppropriationState, funding: Funding, documentNo: string): Refusal<AppropriationCode> | undefined =>
  bookedAs(funding, documentNo).some((booked) => state.documents.includes(booked))
    ? refuse('duplicate_document', documentNo)
    : undefined;

const plausible = ({ incoming }: AppropriationState, amountFen: Fen): Refusal<AppropriationCode> | undefined =>
  fundingTotal(incoming) + Math.abs(amountFen) > MOST_FEN ? refuse('amount_too_large') : undefined;

/** Money that leaves is some money, of layers that have it. */
const leaving = ({ available }: AppropriationState, funding: Funding): Refusal<AppropriationCode> | undefined => {
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
  const refusal = firstRefusal(
    bookable(state, purpose, arrivedOn, asked),
    said.amountFen > 0 ? undefined : refuse('amount_not_positive'),
    plausible(state, said.amountFen),
    bookedOnce(state, fundingOf(layer, amountFen), documentNo),
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
  const refusal = firstRefusal(
    bookable(state, purpose, adjustedOn, asked),
    said.amountFen === 0 ? refuse('amount_zero') : undefined,
    plausible(state, said.amountFen),
    bookedOnce(state, funding, documentNo),
    within(subtractFunding(NO_FUNDING, funding), state.available, 'available_exceeded'),
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
  const refusal = firstRefusal(
    bookable(state, purpose, lapsedOn, asked),
    bookedOnce(state, funding, documentNo),
    leaving(state, funding),
  );
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
  const since = oldestIn(state, funding, purpose.year);
  const refusal = firstRefusal(
    bookable(state, purpose, carriedOn, asked),
    yearInReach(toYear, asked),
    bookedOnce(state, funding, documentNo),
    leaving(state, funding),
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
const nothingLeft = ({ available }: AppropriationState): Refusal<AppropriationCode> | undefined => {
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
  const underWay = Object.keys(state.reserved).find(
    (batch) => !finished.includes(batch) && layersOf(heldBy(state, batch)).length > 0,
  );
  const refusal = firstRefusal(
    bookable(state, purpose, closedOn, asked),
    yearBegun(purpose.year, asked),
    underWay === undefined ? undefined : refuse('money_under_way', underWay),
    nothingLeft(state),
  );
  return refusal ?? [{ type: 'AppropriationClosed', data: { ...purpose, documentNo, closedOn } }];
};
