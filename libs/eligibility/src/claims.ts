import type { Programme } from '@fenming/programmes';
import {
  contestedBy,
  drawsNothing,
  enrolmentDecider,
  personDecider,
  refuse,
  streams,
  type Claim,
  type ClaimProgramme,
  type EnrolmentId,
  type EnrolmentState,
  type Contest,
  type PersonId,
  type Refusal,
} from '@fenming/subsidy';
import type { Caller } from '@fenming/commands';
import type { RunningCounty } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { exclusiveOf, giveWay, monthsKept, type GivingWay } from './exclusions';

/**
 * An enrolment that is about to be confirmed, with everybody who would draw the programme by it: both parents of a household. `months`: what it
 * would be paid for.
 */
export type Claimant = {
  readonly id: EnrolmentId;
  readonly programme: Programme;
  readonly persons: readonly PersonId[];
  readonly months: readonly number[];
};
type Made = { readonly claimant: Claimant; readonly person: PersonId; readonly command: ClaimProgramme };
type Others = ReadonlyMap<string, { readonly state: EnrolmentState }>;

/**
 * Claims a year of a programme for each person, and answers what stands in the way, by enrolment. A claim that ended without money makes
 * way; one of a programme that the rules displace is ended first, in its own stream, where its payments are guarded. Where only months give
 * way, they are written into the case that gives them, before the other one is confirmed: whoever is cut off confirms once more.
 */
export const claimProgrammes = async (
  county: RunningCounty,
  claimants: readonly Claimant[],
  year: number,
  caller: Caller,
): Promise<ReadonlyMap<EnrolmentId, Refusal>> => {
  const made = claimants.flatMap((claimant) =>
    claimant.persons.map((person): Made => ({ claimant, person, command: commandOf(county, claimant, year) })),
  );
  const hindrances = new Map<EnrolmentId, Refusal>();
  const ended = await endContested(county, made, hindrances, caller);
  const open = made.filter(({ claimant }) => !hindrances.has(claimant.id));
  const outcomes = await county.executor.many(
    personDecider,
    open.map(({ claimant, person, command }) => ({
      stream: streams.person(person),
      idSuffix: claimant.id,
      command: () => ({ ...command, ended }),
    })),
    caller,
  );
  open.forEach(({ claimant }, i) => {
    const outcome = outcomes[i];
    if (outcome !== undefined && 'refused' in outcome) hindrances.set(claimant.id, outcome);
  });
  return hindrances;
};

const commandOf = (county: RunningCounty, { id, programme }: Claimant, year: number): ClaimProgramme => ({
  do: 'claim',
  claim: { programme: programme.id, enrolmentId: id, year },
  exclusive: exclusiveOf(county, programme, year),
  onceInALifetime: programme.onceInALifetime,
});

/** The contested claims that have ended or could be ended; what could not be ended is noted as a hindrance. */
const endContested = async (
  county: RunningCounty,
  made: readonly Made[],
  hindrances: Map<EnrolmentId, Refusal>,
  caller: Caller,
): Promise<readonly Claim[]> => {
  const { executor } = county;
  const persons = await executor.states(
    personDecider,
    made.map(({ person }) => streams.person(person)),
  );
  const contests = made.flatMap(({ claimant, person, command }) => {
    const state = persons.get(streams.person(person))?.state ?? personDecider.initial;
    return contestedBy(state, command).map((contest) => ({ claimant, ...contest }));
  });
  if (contests.length === 0) return [];
  const others: Others = await executor.states(
    enrolmentDecider,
    contests.map(({ claim }) => streams.enrolment(claim.enrolmentId)),
    'now',
  );
  const ended = (claim: Claim): boolean => {
    const other = others.get(streams.enrolment(claim.enrolmentId))?.state;
    return other !== undefined && drawsNothing(other, claim.year);
  };
  const monthly = contests.filter((contest) => contest.monthly);
  await giveWay(
    county,
    monthly.map((contest) => givingWay(contest, others)),
    caller,
  );
  const whole = contests.filter((contest) => !contest.monthly);
  const blocked = new Set(whole.filter(({ gives, claim }) => !gives && !ended(claim)).map(({ claimant }) => claimant.id));
  const past = whole.filter(({ claim }) => ended(claim)).map(({ claim }) => claim);
  const toDisplace = whole.filter(({ claimant, claim }) => !ended(claim) && !blocked.has(claimant.id));
  for (const { claimant, claim } of toDisplace) {
    const outcome = await displace(county, claim, claimant, caller);
    if (outcome === undefined) past.push(claim);
    else hindrances.set(claimant.id, outcome);
  }
  return past;
};

/** Which of the two gives its months, and which. */
const givingWay = ({ claimant, claim, gives }: Contest & { readonly claimant: Claimant }, others: Others): GivingWay => {
  const { year } = claim;
  if (gives) return { case: claim.enrolmentId, year, to: claimant.programme.id, months: claimant.months };
  const kept = others.get(streams.enrolment(claim.enrolmentId))?.state ?? enrolmentDecider.initial;
  return { case: claimant.id, year, to: claim.programme, months: monthsKept(kept, year) };
};

/** Displacing is rare, so it goes one by one. The hindrance names the case that people must end first. */
const displace = async (
  county: RunningCounty,
  { enrolmentId, year }: Claim,
  { programme }: Claimant,
  caller: Caller,
): Promise<Refusal | undefined> => {
  const command = { do: 'displace' as const, year, by: programme.id };
  const task = { stream: streams.enrolment(enrolmentId), command: () => command, idSuffix: `displace/${programme.id}` };
  const [outcome] = await county.executor.many(enrolmentDecider, [task], caller);
  if (outcome === undefined || !('refused' in outcome)) {
    await takeOffLists(county, [enrolmentId], caller);
    return undefined;
  }
  return outcome.refused === 'already_instructed' ? refuse('incompatible_programme', outcome.detail) : outcome;
};
