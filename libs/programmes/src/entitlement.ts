import type { Month } from '@fenming/calendar';
import { addFen, type Fen, fen, splitByShares, sumFen, ZERO_FEN } from '@fenming/money';
import { monthIndexOf, monthText } from './days';
import { type AmountRow, type CapRow, type Counted, FUNDING_LAYERS, type FundingLayer, type RateLayer } from './definition';
import { firstOf, lastOf, type MonthSpan, monthsIn, overlap, spanOf } from './proration';

export type EligibilityVerdict = 'eligible' | 'ineligible' | 'unknown';

/** units × rateFen = amountFen, except that a '…-year/12' line is units × rateFen ÷ 12 rounded half up to the fen. */
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

/** The months of a year in which a dated row is in force. */
function rowSpan({ from, to }: AmountRow, year: number): MonthSpan {
  const start = (monthIndexOf(from) ?? 0) - year * 12 + 1;
  const end = to === undefined ? 12 : (monthIndexOf(to) ?? 0) - year * 12 + 1;
  return spanOf(Math.max(1, start), Math.min(12, end));
}

/** Twelfths of a yearly rate, half a fen upwards; whole numbers throughout. */
function twelfths(amount: number): Fen {
  const doubled = fen(amount) * 2 + 12;
  return fen((doubled - (doubled % 24)) / 24);
}

type Measure = Pick<AmountLine, 'units' | 'unit' | 'amountFen'>;

function measure({ unit, rateFen }: AmountRow, months: number, counts: Payable['counts']): Measure {
  if (unit === 'once') return { units: 1, unit, amountFen: rateFen };
  const [counted, per] = unit.split('-') as [Counted, 'month' | 'year'];
  const count = counts.get(counted) ?? 1;
  if (per === 'year' && months === 12) return { units: count, unit, amountFen: fen(rateFen * count) };
  const units = months * count;
  return per === 'month'
    ? { units, unit, amountFen: fen(rateFen * units) }
    : { units, unit: `${unit}/12`, amountFen: twelfths(rateFen * units) };
}

function lineOf(row: AmountRow, { year, spans, counts }: Payable): AmountLine | undefined {
  const due = spans.get(row.category) ?? 0;
  const span = overlap(due, rowSpan(row, year));
  // A single award belongs to the month of its event, at the rate of that month.
  if (span === 0) return undefined;
  const measured = measure(row, monthsIn(span), counts);
  const { layer, category, rateFen, clause, source } = row;
  const month = (number: number): Month => monthText(year * 12 + number - 1);
  const funding = Object.freeze(splitByShares(measured.amountFen, row.shares, row.remainderTo));
  return Object.freeze({
    layer,
    category,
    from: month(firstOf(span)),
    to: month(lastOf(span)),
    rateFen,
    clause,
    source,
    funding,
    ...measured,
  });
}

function fundingOf(lines: readonly AmountLine[]): Record<FundingLayer, Fen> {
  const layer = (name: FundingLayer): Fen => sumFen(lines.map(({ funding }) => funding[name] ?? ZERO_FEN));
  return { central: layer('central'), province: layer('province'), city: layer('city'), county: layer('county') };
}

/** An excess taken from each budget in proportion to what it would have paid; odd fen go where there is still something to take. */
function relief(paid: Record<FundingLayer, Fen>, excess: number, total: Fen): Partial<Record<FundingLayer, Fen>> {
  const layers = FUNDING_LAYERS.filter((layer) => paid[layer] > 0);
  const parts = layers.map((layer) => Number((BigInt(paid[layer]) * BigInt(excess)) / BigInt(total)));
  let left = excess - parts.reduce((sum, part) => sum + part, 0);
  const taken = layers.map((layer, at): [FundingLayer, Fen] => {
    const part = parts[at] ?? 0;
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
  const { layer, from, to } = last;
  return Object.freeze({
    layer,
    from,
    to,
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

/** The lines of one payable situation, their exact sum, and that sum by budget. */
export function entitlementOf(rows: readonly AmountRow[], cap: CapRow | undefined, payable: Payable): Entitlement {
  const due = rows.flatMap((row) => lineOf(row, payable) ?? []);
  const total = sumFen(due.map(({ amountFen }) => amountFen));
  const excess = cap === undefined ? undefined : capLine(cap, due, total);
  const lines = excess === undefined ? due : [...due, excess];
  const amountFen = addFen(total, excess?.amountFen ?? ZERO_FEN);
  return Object.freeze({ verdict: 'eligible', lines: Object.freeze(lines), amountFen, funding: Object.freeze(fundingOf(lines)) });
}
