import type { ProgrammeId } from '@fenming/programmes';
import type { ActorId } from '../../decider';
import { LEVELS, type Level } from './enrolment.events';

export type Notice = { readonly noticeId: string; readonly postedOn: string; readonly closesOn: string };
/** A year that people have refused: at which level, and what somebody has said against it that nobody has confirmed. */
export type RejectedByPeople = {
  readonly by: 'people';
  readonly level: Level;
  readonly withdrawal?: { readonly documentNo: string; readonly note: string; readonly by: ActorId };
};
/** Why nothing is due for a year: people have refused it, or another programme takes its place. */
export type Rejection = RejectedByPeople | { readonly by: 'programme'; readonly programme: ProgrammeId };
export type EnrolmentYear = {
  readonly sealedFacts: string;
  /** The revision of the event that stated them. */
  readonly factsAt: number;
  /** The accepted statements that stand in them. */
  readonly statements?: readonly string[];
  readonly confirmedBy: { readonly [level in Level]?: ActorId };
  readonly notices: { readonly [level in Level]?: Notice };
  readonly rejection?: Rejection;
  /** Months that give way, by the programme that pays for them. */
  readonly givenWay?: Readonly<Record<ProgrammeId, readonly number[]>>;
  /** Months that other counties certify as paid, by the county that does. */
  readonly paidElsewhere?: Readonly<Record<string, readonly number[]>>;
  /** The revision of the last objection, also when it has been dismissed since. */
  readonly objectedAt?: number;
};

type Years = { readonly years: Readonly<Record<number, EnrolmentYear>> };
/** Whether a year was refused, by people or because another programme takes its place: nothing is due for it. */
export const isRefused = ({ years }: Years, year: number): boolean => years[year]?.rejection !== undefined;

/** Whether a year was applied for and stands: nobody has refused it. */
export const isClaimed = ({ years }: Years, year: number): boolean =>
  years[year] !== undefined && years[year].rejection === undefined;

/** The refusal that a recorded reason tells of: a programme's own code, or the words of whoever refused. */
export const rejectionFor = (reason: string, level: Level): Rejection => {
  const [, programme] = /^displaced:(.+)$/.exec(reason) ?? [];
  return programme === undefined ? { by: 'people', level } : { by: 'programme', programme };
};

/** The highest level that has confirmed a year. */
export const confirmedLevel = ({ confirmedBy }: EnrolmentYear): Level | undefined =>
  LEVELS.findLast((level) => confirmedBy[level] !== undefined);

/** What somebody has said against a refusal by people. */
export const withWithdrawal = (year: EnrolmentYear, withdrawal: NonNullable<RejectedByPeople['withdrawal']>): EnrolmentYear =>
  year.rejection?.by === 'people' ? { ...year, rejection: { ...year.rejection, withdrawal } } : year;

/** A year that was refused by mistake: the levels below the county stand, and the county decides anew. */
export const reopened = ({ rejection: _withdrawn, ...year }: EnrolmentYear): EnrolmentYear => {
  const { county: _by, ...confirmedBy } = year.confirmedBy;
  const { county: _notice, ...notices } = year.notices;
  return { ...year, confirmedBy, notices };
};
