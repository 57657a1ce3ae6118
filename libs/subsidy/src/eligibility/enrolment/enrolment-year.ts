import type { ProgrammeId } from '@fenming/programmes';
import type { ActorId } from '../../decider';
import { LEVELS, type Level } from './enrolment.events';

export type Notice = { readonly noticeId: string; readonly postedOn: string; readonly closesOn: string };
/** At which level a year was refused, and what somebody has said against it that nobody has confirmed. */
export type Rejection = {
  readonly level: Level;
  readonly withdrawal?: { readonly documentNo: string; readonly note: string; readonly by: ActorId };
};
export type EnrolmentYear = {
  readonly sealedFacts: string;
  /** The revision of the event that stated them. */
  readonly factsAt: number;
  /** The accepted statements that stand in them. */
  readonly statements?: readonly string[];
  readonly confirmedBy: { readonly [level in Level]?: ActorId };
  readonly notices: { readonly [level in Level]?: Notice };
  readonly rejected: boolean;
  /** By people, and not by another programme that takes its place. */
  readonly rejection?: Rejection;
  /** Months that give way, by the programme that pays for them. */
  readonly givenWay?: Readonly<Record<ProgrammeId, readonly number[]>>;
  /** The revision of the last objection, also when it has been dismissed since. */
  readonly objectedAt?: number;
};

/** Whether a year was refused, by people or because another programme takes its place: nothing is due for it. */
export const isRefused = ({ years }: { readonly years: Readonly<Record<number, EnrolmentYear>> }, year: number): boolean =>
  years[year]?.rejected === true;

/** The highest level that has confirmed a year. */
export const confirmedLevel = ({ confirmedBy }: EnrolmentYear): Level | undefined =>
  LEVELS.findLast((level) => confirmedBy[level] !== undefined);

/** A year that was refused by mistake: the levels below the county stand, and the county decides anew. */
export const reopened = ({ rejection: _withdrawn, ...year }: EnrolmentYear): EnrolmentYear => {
  const { county: _by, ...confirmedBy } = year.confirmedBy;
  const { county: _notice, ...notices } = year.notices;
  return { ...year, rejected: false, confirmedBy, notices };
};
