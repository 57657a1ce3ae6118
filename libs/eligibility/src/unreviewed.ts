import type { AreaCode } from '@fenming/citizen';
import { proposedFor, unlessDestroyed, type RunningCounty } from '@fenming/county';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import { enrolmentDecider, streams, type EnrolmentId, type EnrolmentState, type Proposal } from '@fenming/subsidy';
import type { Page, UnreviewedFilter } from '@fenming/views';
import { comesTo } from './effects';

/**
 * A case that was confirmed for the year before and is on no list of this one. `expected`: what the rules would say of this year by the facts of
 * the last, and `expected_fen` what that comes to; null where it is not known.
 */
export type UnreviewedCase = {
  readonly enrolment_id: EnrolmentId;
  readonly case_number: string;
  readonly programme: ProgrammeId;
  readonly year: number;
  readonly village: AreaCode;
  readonly was_fen: Fen | null;
  readonly expected: Proposal['verdict'];
  readonly expected_fen: Fen | null;
};
type Place = { readonly programme?: ProgrammeId | undefined; readonly year: number; readonly area: string };

/** What is drawn year after year, and in force in this one. */
const reviewed = ({ rules }: RunningCounty, { programme, year, area }: Place): UnreviewedFilter => ({
  programmes: rules
    .programmesOf(year)
    .flatMap(({ id, onceInALifetime }) => (onceInALifetime || (programme !== undefined && id !== programme) ? [] : [id])),
  year,
  area,
});

/** How many of the programme and area of a batch were confirmed for the year before and are on no list of this one. */
export const unreviewedBeside = (county: RunningCounty, batch: string): number => {
  const found = county.views.batch(batch);
  return found === undefined ? 0 : county.views.unreviewedCount(reviewed(county, found));
};

/** Whoever is left out in silence: confirmed for the year before and on no list of this one (待年审). Throws ForeignCursor. */
export const unreviewed = async (
  county: RunningCounty,
  { limit, cursor, ...place }: Place & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<UnreviewedCase>> => {
  const paging = { limit, ...(cursor === undefined ? {} : { cursor }) };
  const page = county.views.unreviewed({ ...reviewed(county, place), ...paging });
  const states = await county.executor.peek(
    enrolmentDecider,
    page.data.map(({ enrolment_id }) => streams.enrolment(enrolment_id)),
  );
  const { year } = place;
  const data = page.data.map((one): UnreviewedCase => {
    const state = states.get(streams.enrolment(one.enrolment_id)) ?? enrolmentDecider.initial;
    const answer = unlessDestroyed(() => proposedFor(county, asReviewed(state, year), { year }));
    return { ...one, year, expected: answer === undefined ? 'unknown' : answer.proposal.verdict, expected_fen: comesTo(answer) };
  });
  return { ...page, data };
};

/** As if this year's list said what the last one's did. */
const asReviewed = (state: EnrolmentState, year: number): EnrolmentState => {
  const before = state.years[year - 1];
  return state.key === undefined || before === undefined ? state : { ...state, years: { ...state.years, [year]: before } };
};
