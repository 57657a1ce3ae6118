import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { townshipOf, type AreaCode } from '@fenming/citizen';
import { addFen, ZERO_FEN, type Fen } from '@fenming/money';
import {
  failingExamples,
  latestOf,
  WHOLE_YEAR,
  type Assessment,
  type FundingLayer,
  type GoverningTexts,
  type ProgrammeId,
} from '@fenming/programmes';
import { enrolmentDecider, streams, sumFunding, type EnrolmentId, type EnrolmentState } from '@fenming/subsidy';
import { assessEnrolment, RunningCounty } from '@fenming/county';
import { Later, Refused, Turns } from '@fenming/commands';
import { readSentDefinition } from './versions';

/**
 * People by what the draft would change for them; each is counted once. `unknown`: the draft asks for facts that are not on record.
 * `not_eligible`: under neither version. Who meets the conditions but was not confirmed is left out; what another programme would exclude is not
 * looked at otherwise, before or after.
 */
export type Tally = {
  readonly people: number;
  readonly before_fen: Fen;
  readonly after_fen: Fen;
  /** The same sums by the budget that bears them. */
  readonly before_funding: FundingSums;
  readonly after_funding: FundingSums;
  readonly winners: number;
  readonly losers: number;
  readonly unchanged: number;
  readonly newly_eligible: number;
  readonly newly_ineligible: number;
  readonly not_eligible: number;
  readonly unknown: number;
};
type FundingSums = { readonly [layer in FundingLayer as `${layer}_fen`]: Fen };
export type DryRun = Tally & {
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly content_hash: string;
  /** The version it was compared with; null where the year had none. */
  readonly before_hash: string | null;
  /** The draft's own examples: how many there are, and which it fails. A draft may be tried before they are written anew, and no more than tried. */
  readonly examples: number;
  readonly failing_examples: readonly { readonly line: number; readonly message: string }[];
  readonly townships: readonly (Tally & { readonly area: AreaCode })[];
};
type Effect = Exclude<keyof Tally, 'people' | `${'before' | 'after'}_${'fen' | 'funding'}`>;
type Cost = Pick<Assessment, 'amountFen' | 'funding'>;
type Counting = { people: number; before: Cost; after: Cost; readonly effects: Record<Effect, number> };
type Enrolled = { readonly enrolment_id: EnrolmentId; readonly village: AreaCode };
type Outcome = { readonly village: AreaCode; readonly before: Assessment | undefined; readonly after: Assessment };
type Draft = { readonly before: GoverningTexts | undefined; readonly after: GoverningTexts; readonly year: number };

/** Read at once. */
const SLICE = 100;
/** Unsealed and assessed twice before others get their turn. */
const PIECE = 10;
/** A county's roster takes some seconds; more who wait would wait longer than anybody does. */
const MOST_WAITING = 8;
const RETRY_SECONDS = 30;

/** What a draft would cost and whom it would touch, over everybody on the year's rosters. Nothing is written. */
@Injectable()
export class DryRuns {
  private readonly turns = new Turns();
  private inHand = 0;

  constructor(private readonly county: RunningCounty) {}

  /** One after the other. @throws Later where too many wait already */
  async run(text: string, year: number, area: AreaCode): Promise<DryRun> {
    if (this.inHand > MOST_WAITING) throw new Later({ refused: 'busy' }, RETRY_SECONDS);
    this.inHand += 1;
    return this.turns.take('dry-run', () => this.tried(text, year, area)).finally(() => (this.inHand -= 1));
  }

  private async tried(text: string, year: number, area: AreaCode): Promise<DryRun> {
    const definition = await readSentDefinition(this.county, text);
    const after = this.county.rules.compile(definition);
    if (after === undefined) throw new Refused({ refused: 'programme_not_offered', detail: definition.id });
    const before = this.county.rules.textsOf(definition.id, year);
    await this.county.caughtUp();
    const [all, townships] = [counting(), new Map<AreaCode, Counting>()];
    const list = { programme: definition.id, year, area, limit: SLICE };
    // Page by page: a county's roster never lies in memory as a whole.
    for (let cursor: string | undefined; ;) {
      const page = this.county.views.enrolments({ ...list, ...(cursor === undefined ? {} : { cursor }) });
      await nextTurn();
      for await (const { village, ...outcome } of this.compare(page.data, {
        before,
        after: [{ programme: after, months: WHOLE_YEAR }],
        year,
      })) {
        const township = townships.get(townshipOf(village)) ?? counting();
        townships.set(townshipOf(village), township);
        for (const tally of [all, township]) count(tally, outcome);
      }
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    return {
      programme: definition.id,
      year,
      content_hash: definition.contentHash,
      before_hash: before === undefined ? null : latestOf(before).contentHash,
      examples: definition.examples.length,
      failing_examples: failingExamples(definition).map(({ line, reason }) => ({ line, message: reason })),
      ...tallyOf(all),
      townships: [...townships].map(([township, tally]) => ({ area: township, ...tallyOf(tally) })),
    };
  }

  /** One read per slice; who stands in it and what is sealed there is enough. */
  private async *compare(slice: readonly Enrolled[], draft: Draft): AsyncGenerator<Outcome> {
    const states = await this.county.executor.peek(
      enrolmentDecider,
      slice.map(({ enrolment_id }) => streams.enrolment(enrolment_id)),
    );
    for (let from = 0; from < slice.length; from += PIECE) {
      await nextTurn();
      yield* slice
        .slice(from, from + PIECE)
        .flatMap((one) => this.outcomeOf(one, states.get(streams.enrolment(one.enrolment_id)), draft));
    }
  }

  private outcomeOf(
    { village }: Enrolled,
    state: EnrolmentState | undefined,
    { before, after, year }: Draft,
  ): readonly Outcome[] {
    if (state === undefined) return [];
    const then = before === undefined ? undefined : assessEnrolment(this.county, before, state, { year });
    // Not confirmed although the conditions are met: an objection or another programme stands in the way, whatever the draft says.
    if (then?.verdict === 'eligible' && state.years[year]?.rejected === true) return [];
    const now = assessEnrolment(this.county, after, state, { year });
    return now === undefined ? [] : [{ village, before: then, after: now }];
  }
}

const NO_COST: Cost = { amountFen: ZERO_FEN, funding: sumFunding([]) };

const counting = (): Counting => ({
  people: 0,
  before: NO_COST,
  after: NO_COST,
  effects: { winners: 0, losers: 0, unchanged: 0, newly_eligible: 0, newly_ineligible: 0, not_eligible: 0, unknown: 0 },
});

const count = (tally: Counting, outcome: Omit<Outcome, 'village'>): void => {
  tally.people += 1;
  tally.before = costOf(tally.before, outcome.before ?? NO_COST);
  tally.after = costOf(tally.after, outcome.after);
  tally.effects[effectOf(outcome.before, outcome.after)] += 1;
};

const costOf = (one: Cost, other: Cost): Cost => ({
  amountFen: addFen(one.amountFen, other.amountFen),
  funding: sumFunding([one.funding, other.funding]),
});

const effectOf = (before: Assessment | undefined, after: Assessment): Effect => {
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

const tallyOf = ({ people, before, after, effects }: Counting): Tally => ({
  people,
  before_fen: before.amountFen,
  after_fen: after.amountFen,
  before_funding: fundingSums(before),
  after_funding: fundingSums(after),
  ...effects,
});
