import type { Month } from '@fenming/calendar';
import { addFen, type Fen, fen, type Share, splitByShares, sumFen, ZERO_FEN } from '@fenming/money';
import { monthIndexOf, monthText } from './days';
import {
  type AmountRow,
  type CapRow,
  type Counted,
  FUNDING_LAYERS,
  type FundingLayer,
  type RateLayer,
  type RateUnit,
} from './definition';
import { firstOf, lastOf, type MonthSpan, monthsIn, overlap, spanOf } from './proration';

export type EligibilityVerdict = 'eligible' | 'ineligible' | 'unknown';

/**
 * units × rateFen = amountFen, except that of the '…-year/12' lines of one layer and category each is the rounded sum up to its end less
 * the rounded sum before it (units × rateFen ÷ 12, half a fen upwards): however a year is cut, its parts add up to what it comes to whole.
 */
export type AmountLine = {
  readonly layer: RateLayer;
  readonly category: string;
  readonly from: Month;
  readonly to: Month;
  readonly units: number;
  readonly unit: string;
  readonly rateFen: Fen;
  readonly amountFen: Fen;
  readonly clause: string;
  readonly source: string;
  /** Of the text of the rules in which the rate stands. */
  readonly contentHash: string;
  readonly shares: readonly Share<FundingLayer>[];
  readonly remainderTo: FundingLayer;
  readonly funding: Readonly<Partial<Record<FundingLayer, Fen>>>;
};

/** An answer without its ladder. Amounts in fen; funding has all four budgets. */
export type Entitlement = {
  readonly verdict: EligibilityVerdict;
  readonly lines: readonly AmountLine[];
  readonly amountFen: Fen;
  readonly funding: Readonly<Record<FundingLayer, Fen>>;
};

/** What an amount depends on once the conditions hold: the year, the payable months of each category, and how many units there are. */
export type Payable = {
  readonly year: number;
  readonly spans: ReadonlyMap<string, MonthSpan>;
  readonly counts: ReadonlyMap<Counted, number>;
};

const NO_FUNDING = { central: ZERO_FEN, province: ZERO_FEN, city: ZERO_FEN, county: ZERO_FEN } as const;

const nothing = (verdict: EligibilityVerdict): Entitlement =>
  Object.freeze({ verdict, lines: [], amountFen: ZERO_FEN, funding: NO_FUNDING });
export const INELIGIBLE = nothing('ineligible');
export const UNKNOWN = nothing('unknown');

const indexOf = (month: Month): number => {
  const index = monthIndexOf(month);
  if (index === undefined) throw new Error(`no month: ${month}`);
  return index;
};

/** The months of a year in which a dated row is in force. */
function rowSpan({ from, to }: AmountRow, year: number): MonthSpan {
  const start = indexOf(from) - year * 12 + 1;
  const end = to === undefined ? 12 : indexOf(to) - year * 12 + 1;
  return spanOf(Math.max(1, start), Math.min(12, end));
}

/** Twelfths of a yearly rate, half a fen upwards; whole numbers throughout. */
function twelfths(amount: number): Fen {
  const doubled = fen(amount) * 2 + 12;
  return fen((doubled - (doubled % 24)) / 24);
}

/** One, where a text counts nothing. */
const countOf = (unit: RateUnit, counts: Payable['counts']): number => counts.get(unit.split('-')[0] as Counted) ?? 1;

/** What a rate pays for: a whole year counts as such, part of one as months of a twelfth each. */
function measure(
  { unit, rateFen }: AmountRow,
  months: number,
  counts: Payable['counts'],
): Pick<AmountLine, 'units' | 'unit' | 'amountFen'> {
  if (unit === 'once') return { units: 1, unit, amountFen: rateFen };
  const count = countOf(unit, counts);
  const isYearly = unit.endsWith('-year');
  if (isYearly && months === 12) return { units: count, unit, amountFen: fen(rateFen * count) };
  const units = months * count;
  return isYearly
    ? { units, unit: `${unit}/12`, amountFen: twelfths(rateFen * units) }
    : { units, unit, amountFen: fen(rateFen * units) };
}

function lineOf(row: AmountRow, contentHash: string, { year, spans, counts }: Payable): AmountLine | undefined {
  const due = spans.get(row.category);
  if (due === undefined) throw new Error(`a rate is for the category ${row.category}, whose months nobody has said`);
  const span = overlap(due, rowSpan(row, year));
  // A single award belongs to the month of its event, at the rate of that month.
  if (span === 0) return undefined;
  const measured = measure(row, monthsIn(span), counts);
  const { layer, category, rateFen, clause, source, shares, remainderTo } = row;
  const month = (number: number): Month => monthText(year * 12 + number - 1);
  return Object.freeze({
    layer,
    category,
    from: month(firstOf(span)),
    to: month(lastOf(span)),
    rateFen,
    clause,
    source,
    contentHash,
    shares,
    remainderTo,
    funding: Object.freeze(splitByShares(measured.amountFen, shares, remainderTo)),
    ...measured,
  });
}

/** Twelfths of a fen, exactly: what is rounded only once it is added up. */
const exactTwelfths = ({ unit, units, rateFen }: AmountLine): number => units * rateFen * (unit.endsWith('/12') ? 1 : 12);

/** Lines in the order of their months, each with the rounded sum so far of its layer and category less what was due before it. */
export function roundedTogether(lines: readonly AmountLine[]): readonly AmountLine[] {
  if (!lines.some(({ unit }) => unit.endsWith('/12'))) return lines;
  const before = new Map<string, number>();
  const ordered = [...lines].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return ordered.map((line) => {
    const key = `${line.layer} ${line.category}`;
    const so = before.get(key) ?? 0;
    before.set(key, so + exactTwelfths(line));
    const amountFen = fen(twelfths(so + exactTwelfths(line)) - twelfths(so));
    if (amountFen === line.amountFen) return line;
    return Object.freeze({ ...line, amountFen, funding: Object.freeze(splitByShares(amountFen, line.shares, line.remainderTo)) });
  });
}

function fundingOf(lines: readonly AmountLine[]): Record<FundingLayer, Fen> {
  const layer = (name: FundingLayer): Fen => sumFen(lines.map(({ funding }) => funding[name] ?? ZERO_FEN));
  return { central: layer('central'), province: layer('province'), city: layer('city'), county: layer('county') };
}

/** An excess taken from each budget in proportion to what it would have paid; odd fen go where there is still something to take. */
function relief(paid: Record<FundingLayer, Fen>, excess: number, total: Fen): Partial<Record<FundingLayer, Fen>> {
  const layers = FUNDING_LAYERS.filter((layer) => paid[layer] > 0);
  const parts = layers.map((layer) => ({ layer, part: Number((BigInt(paid[layer]) * BigInt(excess)) / BigInt(total)) }));
  let left = excess - parts.reduce((sum, { part }) => sum + part, 0);
  const taken = parts.map(({ layer, part }): [FundingLayer, Fen] => {
    const more = Math.min(left, paid[layer] - part);
    left -= more;
    return [layer, fen(-(part + more))];
  });
  return Object.fromEntries(taken);
}

/** What passes a cap is taken back by one negative line. */
function capLine(cap: CapRow, lines: readonly AmountLine[], total: Fen): AmountLine | undefined {
  const last = lines.at(-1);
  const excess = total - cap.perYearFen;
  if (last === undefined || excess <= 0) return undefined;
  const { layer, from, to, contentHash, shares, remainderTo } = last;
  return Object.freeze({
    layer,
    from,
    to,
    contentHash,
    shares,
    remainderTo,
    category: 'cap',
    units: 1,
    unit: 'cap',
    rateFen: fen(-excess),
    amountFen: fen(-excess),
    clause: cap.clause,
    source: cap.source,
    funding: Object.freeze(relief(fundingOf(lines), excess, total)),
  });
}

/** Lines, their exact sum within the cap, and that sum by budget. */
export function summed(lines: readonly AmountLine[], cap: CapRow | undefined): Entitlement {
  const due = roundedTogether(lines);
  const total = sumFen(due.map(({ amountFen }) => amountFen));
  const excess = cap === undefined ? undefined : capLine(cap, due, total);
  const all = excess === undefined ? due : [...due, excess];
  const amountFen = excess === undefined ? total : addFen(total, excess.amountFen);
  return Object.freeze({ verdict: 'eligible', lines: Object.freeze(all), amountFen, funding: Object.freeze(fundingOf(all)) });
}

/** The rates of one text in one county. */
export type Rates = { readonly rows: readonly AmountRow[]; readonly cap: CapRow | undefined; readonly contentHash: string };

/** What one payable situation comes to by the rates of one text. */
export const entitlementOf = ({ rows, cap, contentHash }: Rates, payable: Payable): Entitlement =>
  summed(
    rows.flatMap((row) => lineOf(row, contentHash, payable) ?? []),
    cap,
  );
