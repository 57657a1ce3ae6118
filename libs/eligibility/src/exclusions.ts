import { allOrRefused, type Caller } from '@fenming/commands';
import { excessOf, proposedFor, type RunningCounty } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { latestOf, type Programme, type ProgrammeId } from '@fenming/programmes';
import {
  claimantsOf,
  determinationOf,
  enrolmentDecider,
  enrolmentIdOf,
  isClaimed,
  leftBefore,
  monthsPaid,
  streams,
  type EnrolmentId,
  type EnrolmentState,
  type Exclusive,
  type GiveWay,
} from '@fenming/subsidy';

/** What excludes a programme in a year, whichever of the two files says it. */
export const exclusiveOf = (county: RunningCounty, programme: Programme, year: number): readonly Exclusive[] => [
  ...programme.incompatibilities,
  ...county.rules
    .programmesOf(year)
    .filter(({ id }) => id !== programme.id)
    .flatMap(({ id, incompatibilities }) =>
      incompatibilities.filter((row) => row.with === programme.id).map(({ keeps, per = 'month' }) => ({ with: id, keeps, per })),
    ),
];

/** Months of a case that give way to another programme of the person. */
export type GivingWay = {
  readonly case: EnrolmentId;
  readonly year: number;
  readonly to: ProgrammeId;
  readonly months: readonly number[];
};

/** Writes into each case which of its months give way, and determines the year again without them; nothing where nothing changes. */
export const giveWay = async (county: RunningCounty, giving: readonly GivingWay[], caller: Caller): Promise<void> => {
  if (giving.length === 0) return;
  const tasks = giving.map((one) => ({
    stream: streams.enrolment(one.case),
    idSuffix: `give-way/${one.year}/${one.to}`,
    command: (state: EnrolmentState): GiveWay => ({
      do: 'give-way',
      year: one.year,
      to: one.to,
      months: one.months,
      redetermined: withoutMonths(county, state, one),
    }),
  }));
  allOrRefused(await county.executor.many(enrolmentDecider, tasks, caller));
  await takeOffLists(county, [...new Set(giving.map((one) => one.case))], caller);
};

const withoutMonths = (
  county: RunningCounty,
  state: EnrolmentState,
  { year, to, months }: GivingWay,
): GiveWay['redetermined'] => {
  const applied = state.years[year];
  if (state.key === undefined || applied === undefined) return [];
  const given = { ...applied, givenWay: { ...applied.givenWay, [to]: months } };
  const answer = proposedFor(county, { ...state, years: { ...state.years, [year]: given } }, { year });
  if (answer === undefined || answer.proposal.verdict === 'unknown') return [];
  const { texts, proposal } = answer;
  return [{ year, cause: `gave_way:${to}`, proposal, excess: excessOf(latestOf(texts), 'displaced') }];
};

/** For which months the programmes that it excludes give way to a case: those that its latest determination pays. */
export const monthsKept = (state: EnrolmentState, year: number): readonly number[] => {
  const determination = determinationOf(state, year);
  const isPaid = determination !== undefined && isClaimed(state, year) && !leftBefore(state, year);
  return isPaid ? monthsPaid(determination) : [];
};

/** After cases have been determined otherwise, the cases that give way to them by the month are determined by the months that are left. */
export const settleExclusions = async (county: RunningCounty, cases: readonly EnrolmentId[], caller: Caller): Promise<void> => {
  const states = await county.executor.states(enrolmentDecider, cases.map(streams.enrolment), 'now');
  const giving = [...states.values()].flatMap(({ state }) => givingWayTo(county, state));
  if (giving.length === 0) return;
  const others = await county.executor.states(
    enrolmentDecider,
    giving.map((one) => streams.enrolment(one.case)),
    'now',
  );
  const isOtherwise = ({ case: id, year, to, months }: GivingWay): boolean => {
    const applied = others.get(streams.enrolment(id))?.state.years[year];
    return applied !== undefined && (applied.givenWay?.[to] ?? []).join() !== months.join();
  };
  await giveWay(county, giving.filter(isOtherwise), caller);
};

const givingWayTo = (county: RunningCounty, state: EnrolmentState): readonly GivingWay[] => {
  if (state.key === undefined) return [];
  const { programme: to } = state.key;
  return Object.keys(state.determinations).flatMap((text) => {
    const year = Number(text);
    const programme = county.rules.programme(to, year);
    const rows = programme === undefined ? [] : exclusiveOf(county, programme, year);
    const givers = new Set(rows.filter(({ keeps, per }) => keeps === to && per !== 'year').map((row) => row.with));
    const months = monthsKept(state, year);
    return claimantsOf(state).flatMap((person) =>
      [...givers].map((other) => ({ case: enrolmentIdOf(person, other), year, to, months })),
    );
  });
};
