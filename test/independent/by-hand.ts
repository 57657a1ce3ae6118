import type { Person, Programme } from './people';
import { BEFORE_JULY_2022, rateIn, type Kind, type Layer, type Rates } from './published-rates';
import { claimOf, type Claim } from './written-rules';

/** Documents that govern a year, each from a month (1 to 12) until the next one does. */
export type Documents = readonly { readonly rates: Rates; readonly since: number }[];

export type Line = {
  readonly layer: string;
  readonly category: string;
  readonly from: number;
  readonly to: number;
  readonly fen: number;
};
type Budgets = Readonly<Record<'central' | 'province' | 'city' | 'county', number>>;
/** What a year comes to: lines in the order of their layers and months, in fen. */
export type Sum = {
  readonly verdict: 'eligible' | 'ineligible' | 'unknown';
  readonly fen: number;
  readonly lines: readonly Line[];
  readonly budgets: Budgets;
};

const NOTHING: Budgets = { central: 0, province: 0, city: 0, county: 0 };
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** One month of one layer; `rate` in fen, of a year for the rural reward. Months of one `row` stand in one line. */
type PaidMonth = { readonly month: number; readonly category: string; readonly rate: number; readonly row: string };
type Asked = { readonly programme: Programme; readonly person: Person; readonly year: number; readonly documents: Documents };

/** The special assistance had other rates before July 2022, but for the demo county's own layer, which has stood since 2018. */
const rateOfMonth = ({ programme, person, year }: Asked, rates: Rates, layer: Layer, kind: Kind, month: number) => {
  const isOld = programme === 'SPECIAL_ASSISTANCE' && year * 12 + month < 2022 * 12 + 7;
  if (isOld && !(layer === 'province' && person.county === 'demo')) return BEFORE_JULY_2022[kind];
  return rateIn(rates, programme, layer, person.county, kind);
};

const monthsOf = (asked: Asked, { monthDue, parents }: Claim, layer: Layer): readonly PaidMonth[] =>
  MONTHS.flatMap((month) => {
    const category = monthDue(month);
    const document = asked.documents.findLast(({ since }) => since <= month);
    if (category === undefined || document === undefined) return [];
    const rate = rateOfMonth(asked, document.rates, layer, category === 'all' ? 'death' : category, month);
    if (rate === undefined) return [];
    return [{ month, category, rate: rate * parents, row: `${document.since} ${category} ${rate}` }];
  });

/** Twelfths of a year are rounded as a running sum, half a fen upwards, so that no cut of a year gains or loses a fen. */
const sumUpTo = (months: readonly PaidMonth[], last: number, isYearly: boolean): number => {
  const sum = months.filter(({ month }) => month <= last).reduce((total, { rate }) => total + rate, 0);
  return isYearly ? Math.floor((2 * sum + 12) / 24) : sum;
};

const linesOf = (months: readonly PaidMonth[], layer: Layer, isYearly: boolean): readonly Line[] =>
  months.flatMap(({ month, category, row }, at) => {
    if (months[at + 1]?.row === row) return [];
    const from = months.find((each) => each.row === row)?.month ?? month;
    const fen = sumUpTo(months, month, isYearly) - sumUpTo(months, from - 1, isYearly);
    return [{ layer, category, from, to: month, fen }];
  });

/** Shares in hundredths, the lowest budget last: it takes what is left of a fen. */
const sharesOf = (programme: Programme, layer: string): readonly (readonly [keyof Budgets, number])[] => {
  if (programme === 'ONLY_CHILD_FEE') return [['county', 100]];
  if (programme === 'URBAN_ONLY_CHILD') return [['province', 60], ['city', 20], ['county', 20]]; // prettier-ignore
  return layer === 'national' ? [['central', 60], ['province', 20], ['county', 20]] : [['province', 100]]; // prettier-ignore
};

const budgetsOf = (programme: Programme, lines: readonly Line[]): Budgets => {
  const budgets = { ...NOTHING };
  for (const { layer, fen } of lines) {
    let left = fen;
    const shares = sharesOf(programme, layer);
    for (const [at, [budget, share]] of shares.entries()) {
      const part = at === shares.length - 1 ? left : Math.floor((fen * share) / 100);
      budgets[budget] += part;
      left -= part;
    }
  }
  return budgets;
};

/** What a person gets of a programme for a year by the written rules; a condition not met outweighs one that cannot be told. */
export const byHand = (asked: Asked): Sum => {
  const { programme } = asked;
  const claim = claimOf(programme, asked.person, asked.year);
  const nothing = { fen: 0, lines: [], budgets: NOTHING };
  if (claim.conditions.includes(false)) return { verdict: 'ineligible', ...nothing };
  if (claim.conditions.includes(undefined)) return { verdict: 'unknown', ...nothing };
  const isYearly = programme === 'RURAL_REWARD';
  const lines = (['national', 'province'] as const).flatMap((layer) => linesOf(monthsOf(asked, claim, layer), layer, isYearly));
  if (lines.length === 0) return { verdict: 'ineligible', ...nothing };
  const fen = lines.reduce((sum, line) => sum + line.fen, 0);
  return { verdict: 'eligible', fen, lines, budgets: budgetsOf(programme, lines) };
};
