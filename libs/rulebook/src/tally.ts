import { addFen, ZERO_FEN, type Fen } from '@fenming/money';
import { townshipOf, type AreaCode } from '@fenming/citizen';
import type { Entitlement, FundingLayer } from '@fenming/programmes';
import { sumFunding } from '@fenming/subsidy';

type FundingSums = { readonly [layer in FundingLayer as `${layer}_fen`]: Fen };
/**
 * People by what the draft would change for them; each is counted once. `unknown`: the draft asks for facts that are not on record.
 * `not_eligible`: under neither version. Who meets the conditions but was not confirmed is left out; what another programme excludes of the
 * programme's own list is not looked at otherwise, before or after. `looked`: those on the programme's own list, and those in the county's record besides; together they are
 * the people. Of those besides nobody draws the programme today: they are newly eligible, not eligible or unknown.
 */
export type Tally = {
  readonly people: number;
  readonly looked: Looked;
  readonly before_fen: Fen;
  readonly after_fen: Fen;
  /** The same sums by the budget that bears them. */
  readonly before_funding: FundingSums;
  readonly after_funding: FundingSums;
} & Readonly<Record<Effect, number>>;
export type Looked = { readonly own: number; readonly besides: number };
type Effect = 'winners' | 'losers' | 'unchanged' | 'newly_eligible' | 'newly_ineligible' | 'not_eligible' | 'unknown';

export type Answer = Pick<Entitlement, 'verdict' | 'amountFen' | 'funding'>;
/** What the draft makes of one person. `before`: undefined where the year had no version, and for everybody besides. */
export type Outcome = {
  readonly from: keyof Looked;
  readonly village: AreaCode;
  readonly before: Answer | undefined;
  readonly after: Answer;
};

/** On the programme's own list and not counted. */
export type LeftOut = 'left out';
export type TallyByTownship = Tally & {
  /** On the programme's own list, and not counted: the conditions are met, but an objection or another programme stands in the way. */
  readonly left_out: number;
  readonly townships: readonly (Tally & { readonly area: AreaCode })[];
};

type Cost = Pick<Answer, 'amountFen' | 'funding'>;
type Counting = {
  readonly looked: Record<keyof Looked, number>;
  before: Cost;
  after: Cost;
  readonly effects: Record<Effect, number>;
};

const NO_COST: Cost = { amountFen: ZERO_FEN, funding: sumFunding([]) };
export const NOT_KNOWN: Answer = { ...NO_COST, verdict: 'unknown' };

const counting = (): Counting => ({
  looked: { own: 0, besides: 0 },
  before: NO_COST,
  after: NO_COST,
  effects: { winners: 0, losers: 0, unchanged: 0, newly_eligible: 0, newly_ineligible: 0, not_eligible: 0, unknown: 0 },
});

const count = (tally: Counting, { from, before, after }: Outcome): void => {
  tally.looked[from] += 1;
  tally.before = costOf(tally.before, before ?? NO_COST);
  tally.after = costOf(tally.after, after);
  tally.effects[effectOf(before, after)] += 1;
};

const costOf = (one: Cost, other: Cost): Cost => ({
  amountFen: addFen(one.amountFen, other.amountFen),
  funding: sumFunding([one.funding, other.funding]),
});

const effectOf = (before: Answer | undefined, after: Answer): Effect => {
  if (after.verdict === 'unknown') return 'unknown';
  const had = before?.verdict === 'eligible';
  if (after.verdict === 'ineligible') return had ? 'newly_ineligible' : 'not_eligible';
  if (!had) return 'newly_eligible';
  if (after.amountFen === before.amountFen) return 'unchanged';
  return after.amountFen > before.amountFen ? 'winners' : 'losers';
};

const fundingSums = ({ funding: { central, province, city, county } }: Cost): FundingSums => ({
  central_fen: central,
  province_fen: province,
  city_fen: city,
  county_fen: county,
});

const tallyOf = ({ looked, before, after, effects }: Counting): Tally => ({
  people: looked.own + looked.besides,
  looked,
  before_fen: before.amountFen,
  after_fen: after.amountFen,
  before_funding: fundingSums(before),
  after_funding: fundingSums(after),
  ...effects,
});

/** In the whole and by township: every person is counted in both. */
export class Tallies {
  private readonly all = counting();
  private readonly townships = new Map<AreaCode, Counting>();
  private leftOut = 0;

  count(outcome: Outcome | LeftOut): void {
    if (outcome === 'left out') {
      this.leftOut += 1;
      return;
    }
    const area = townshipOf(outcome.village);
    const township = this.townships.get(area) ?? counting();
    this.townships.set(area, township);
    for (const tally of [this.all, township]) count(tally, outcome);
  }

  told(): TallyByTownship {
    const townships = [...this.townships].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return {
      ...tallyOf(this.all),
      left_out: this.leftOut,
      townships: townships.map(([area, tally]) => ({ area, ...tallyOf(tally) })),
    };
  }
}
