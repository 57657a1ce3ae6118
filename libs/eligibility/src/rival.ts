import type { Programme, ProgrammeId } from '@fenming/programmes';
import {
  claimantsOf,
  contestedBy,
  isClaimed,
  leftBefore,
  type Contest,
  type EnrolmentId,
  type EnrolmentState,
} from '@fenming/subsidy';
import type { RunningCounty } from '@fenming/county';
import { exclusiveOf, monthsKept } from './exclusions';
import type { WhyRecords } from './why-records';

type Asked = {
  readonly id: EnrolmentId;
  readonly state: EnrolmentState;
  readonly programme: Programme;
  readonly year: number;
};

const MONTHS = 12;

/** Another programme that one of the unit's people has claimed this year, and that this one cannot be drawn beside. */
export const excluderOf = (county: RunningCounty, records: WhyRecords, asked: Asked): Programme | undefined => {
  const { id: enrolmentId, state: own, programme, year } = asked;
  const { onceInALifetime } = programme;
  const claim = { programme: programme.id, enrolmentId, year };
  const command = { do: 'claim' as const, claim, exclusive: exclusiveOf(county, programme, year), onceInALifetime };
  const [taker] = Object.entries(own.years[year]?.givenWay ?? {}).find(([, months]) => months.length === MONTHS) ?? [];
  if (taker !== undefined) return county.rules.programme(taker, year) ?? programme;
  for (const person of claimantsOf(own)) {
    const state = records.person(person);
    if (state.claims.some((each) => each.enrolmentId === enrolmentId && each.year === year)) continue;
    // A programme that gives way to this one does not exclude it, nor one that only takes some of its months.
    const takesAll = ({ claim: other, monthly }: Contest): boolean =>
      !monthly || monthsKept(records.stateOf(other.enrolmentId), year).length === MONTHS;
    const [contest] = contestedBy(state, command).filter((one) => !one.gives && takesAll(one));
    if (contest !== undefined) return county.rules.programme(contest.claim.programme, contest.claim.year) ?? programme;
  }
  return undefined;
};

/**
 * Another programme that one of the unit's people applied for in the same year and that cannot be drawn beside; `keeps`: which of the two the
 * rules keep; `monthly`: in its months alone.
 */
export type Rival = { readonly programme: ProgrammeId; readonly keeps: ProgrammeId; readonly monthly: boolean };

/** Before the county confirms, nobody has claimed either programme: both would be called payable, and only one can be had. */
export const rivalOf = (county: RunningCounty, records: WhyRecords, asked: Asked): Rival | undefined => {
  const { state: own, programme, year } = asked;
  for (const { with: other, keeps, per } of exclusiveOf(county, programme, year))
    for (const person of claimantsOf(own)) {
      const [found] = records.casesIn(other, [person]);
      if (found === undefined) continue;
      const state = records.stateOf(found.enrolment_id);
      if (isClaimed(state, year) && !leftBefore(state, year)) return { programme: other, keeps, monthly: per !== 'year' };
    }
  return undefined;
};
