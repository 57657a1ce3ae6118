import { fen, parseFenText, splitByShares, type Fen } from '@fenming/money';
import type { FundingLayer, RateLayer } from '@fenming/programmes';
import { addFunding, NO_FUNDING, type Funding } from '../../payout/funding';
import type { AmountLineText } from './enrolment.events';

const LAYERS = ['national', 'province', 'city', 'county'] as const satisfies readonly RateLayer[];
const MONTHS = 12;
const PLACES = Array.from({ length: LAYERS.length * MONTHS }, (_, place) => place);

/** Fen by layer of the rates and month of one year: the twelve months of the national layer, then those of each lower one. */
export type Monthly = readonly Fen[];

const placeByPlace = (value: (place: number) => number): Monthly => PLACES.map((place) => fen(value(place)));
export const NOTHING_MONTHLY: Monthly = placeByPlace(() => 0);

const monthOf = (place: number): number => place % MONTHS;
const inYear = (month: string): number => Number(month.slice(5)) - 1;

const at = (monthly: Monthly, place: number): Fen => {
  const amount = monthly[place];
  if (amount === undefined) throw new Error(`a year has no place ${place}`);
  return amount;
};

export const addMonthly = (a: Monthly, b: Monthly): Monthly => placeByPlace((place) => at(a, place) + at(b, place));
/** What `a` is above `b`, month by month and layer by layer: a month below it is not set against one above. */
export const beyond = (a: Monthly, b: Monthly): Monthly => placeByPlace((place) => Math.max(0, at(a, place) - at(b, place)));
export const isWithin = (a: Monthly, b: Monthly): boolean => PLACES.every((place) => at(a, place) <= at(b, place));
export const monthlyTotal = (monthly: Monthly): Fen => fen(monthly.reduce<number>((sum, amount) => sum + amount, 0));

/** A layer of the rates and a month (1 to 12) of a year. */
export type LayerMonth = { readonly layer: RateLayer; readonly month: number };
const layerMonthOf = (place: number): LayerMonth => {
  const layer = LAYERS[(place - monthOf(place)) / MONTHS];
  if (layer === undefined) throw new Error(`a year has no place ${place}`);
  return { layer, month: monthOf(place) + 1 };
};
/** What some sheets of one year say of each layer and month, where any of them says anything. */
export const monthByMonth = <Sheet extends string>(
  sheets: Readonly<Record<Sheet, Monthly>>,
): readonly (LayerMonth & Readonly<Record<Sheet, Fen>>)[] =>
  PLACES.flatMap((place) => {
    const said = Object.entries<Monthly>(sheets).map(([sheet, monthly]) => [sheet, at(monthly, place)] as const);
    if (said.every(([, amount]) => amount === 0)) return [];
    return [{ ...layerMonthOf(place), ...(Object.fromEntries(said) as Record<Sheet, Fen>) }];
  });

/** So much of it, the earliest months first; all of it where it is less. */
export const earliest = (monthly: Monthly, amountFen: Fen): Monthly => {
  let left: number = amountFen;
  const taken = new Map<number, number>();
  for (const place of [...PLACES].sort((a, b) => monthOf(a) - monthOf(b))) {
    const part = Math.min(left, at(monthly, place));
    left -= part;
    taken.set(place, part);
  }
  return placeByPlace((place) => taken.get(place) as number);
};

/** Half a fen upwards. */
const rounded = (twelfths: number): number => Math.floor((twelfths * 2 + 12) / 24);

const isCap = ({ category }: AmountLineText): boolean => category === 'cap';

/** Twelfths of a fen that a line gives to each of its months, exactly. */
const twelfthsPerMonth = ({ unit, units, rateFen, from, to }: AmountLineText): number => {
  const whole = units * Number(rateFen) * (unit.endsWith('/12') ? 1 : MONTHS);
  return whole / (inYear(to) - inYear(from) + 1);
};

/** The places of a line's months. */
const placesOf = ({ layer, from, to }: AmountLineText): { readonly first: number; readonly last: number } => {
  const january = LAYERS.indexOf(layer as RateLayer) * MONTHS;
  return { first: january + inYear(from), last: january + inYear(to) };
};

const covers = (line: AmountLineText, place: number): boolean => {
  const { first, last } = placesOf(line);
  return !isCap(line) && first <= place && place <= last;
};

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** The lines of one layer and category, month by month: the rounded sum so far less what came before, so that months add up to their lines. */
const monthsTogether = (lines: readonly AmountLineText[]): Monthly => {
  const spans = lines.map((line) => ({ ...placesOf(line), twelfths: twelfthsPerMonth(line) }));
  let so = 0;
  return placeByPlace((place) => {
    const before = rounded(so);
    so += sumOf(spans.map(({ first, last, twelfths }) => (first <= place && place <= last ? twelfths : 0)));
    return rounded(so) - before;
  });
};

/** Of lines that were asked about already: a payment asks four times for the months of one determination. */
const monthsKnown = new WeakMap<readonly AmountLineText[], Monthly>();

/** What the lines of a determination come to in each month. What a cap takes back it takes from the last months. */
export const monthlyOf = (lines: readonly AmountLineText[]): Monthly => {
  const known = monthsKnown.get(lines) ?? computedMonths(lines);
  monthsKnown.set(lines, known);
  return known;
};

const computedMonths = (lines: readonly AmountLineText[]): Monthly => {
  const groups = new Map<string, AmountLineText[]>();
  for (const line of lines.filter((one) => !isCap(one))) {
    const key = `${line.layer} ${line.category}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const monthly = [...groups.values()].map(monthsTogether).reduce(addMonthly, NOTHING_MONTHLY);
  const excess = -sumOf(lines.filter(isCap).map(({ amountFen }) => parseFenText(amountFen)));
  return excess === 0 ? monthly : earliest(monthly, fen(monthlyTotal(monthly) - excess));
};

/** A part of one month among the rates that determined it: each up to what it gives to the month, the rest to the last. */
const amongRates = (rates: readonly AmountLineText[], amount: number): readonly (readonly [AmountLineText, number])[] => {
  let left = amount;
  return rates.map((line, i) => {
    const part = i === rates.length - 1 ? left : Math.min(left, Math.ceil(twelfthsPerMonth(line) / MONTHS));
    left -= part;
    return [line, part] as const;
  });
};

const fundedBy = ({ shares, remainderTo }: AmountLineText, amount: number): Funding => {
  const parts = Object.entries(shares).map(([to, percent]) => ({ to: to as FundingLayer, percent }));
  return { ...NO_FUNDING, ...splitByShares(fen(amount), parts, remainderTo) };
};

/** Who funds a part of a determination: each layer's part by the shares of the rates that its months were determined by. */
export const fundingOfMonths = (lines: readonly AmountLineText[], part: Monthly): Funding => {
  const paid = PLACES.flatMap((place) => {
    const amount = at(part, place);
    const rates = amount === 0 ? [] : lines.filter((line) => covers(line, place));
    if (amount > 0 && rates.length === 0) throw new Error(`no rate was determined for a month that is paid`);
    return amongRates(rates, amount);
  });
  return lines
    .map((line) => fundedBy(line, sumOf(paid.flatMap(([of, amount]) => (of === line ? [amount] : [])))))
    .reduce(addFunding, NO_FUNDING);
};
