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
  type Exclusive,
  type PersonId,
  type Refusal,
} from '@fenming/subsidy';
import type { Caller } from '@fenming/commands';
import type { RunningCounty } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';

/** An enrolment that is about to be confirmed, with everybody who would draw the programme by it: both parents of a household. */
export type Claimant = { readonly id: EnrolmentId; readonly programme: Programme; readonly persons: readonly PersonId[] };
type Made = { readonly claimant: Claimant; readonly person: PersonId; readonly command: ClaimProgramme };
type Others = ReadonlyMap<string, { readonly state: EnrolmentState }>;

/** What excludes a programme in a year, whichever of the two files says it. */
export const exclusiveOf = (county: RunningCounty, programme: Programme, year: number): readonly Exclusive[] => [
  ...programme.incompatibilities,
  ...county.rules
    .programmesOf(year)
    .filter(({ id }) => id !== programme.id)
    .flatMap(({ id, incompatibilities }) =>
      incompatibilities.filter((row) => row.with === programme.id).map(({ keeps }) => ({ with: id, keeps })),
    ),
];

/**
 * Claims a year of a programme for each person, and answers what stands in the way, by enrolment. A claim that ended without money makes
 * way; one of a programme that the rules displace is ended first, in its own stream, where its payments are guarded.
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
  const blocked = new Set(contests.filter(({ gives, claim }) => !gives && !ended(claim)).map(({ claimant }) => claimant.id));
  const past = contests.filter(({ claim }) => ended(claim)).map(({ claim }) => claim);
  const toDisplace = contests.filter(({ claimant, claim }) => !ended(claim) && !blocked.has(claimant.id));
  for (const { claimant, claim } of toDisplace) {
    const outcome = await displace(county, claim, claimant, caller);
    if (outcome === undefined) past.push(claim);
    else hindrances.set(claimant.id, outcome);
  }
  return past;
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
