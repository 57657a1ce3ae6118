import { Injectable } from '@nestjs/common';
import { dateOf, instant, type PlainDate } from '@fenming/calendar';
import type { CitizenId } from '@fenming/citizen';
import type { RecordedEvent } from '@fenming/event-log';
import { formatYuan } from '@fenming/money';
import type { Assessment, Programme } from '@fenming/programmes';
import {
  contestedBy,
  enrolmentDecider,
  personDecider,
  streams,
  type EnrolmentId,
  type EnrolmentState,
  type PersonId,
} from '@fenming/subsidy';
import { Folder } from '../folder/folder';
import type { Version } from '../folder/rules';
import { exclusiveOf } from './claims';
import { statusOf, type CaseStatus } from './case-status';
import { assessEnrolment } from './proposal';

export type Answer = 'eligible' | 'ineligible' | 'unknown' | 'not_applied' | 'rejected' | 'exited' | 'excluded' | 'out_of_force';
/** The recorded event that sealed the facts of a year: where a reader of the log finds them. */
export type FactOrigin = {
  readonly type: string;
  readonly revision: number;
  readonly position: string;
  readonly date: PlainDate;
};
export type Why = {
  /** Where the case stands: what was decided and paid comes before what the rules would say. */
  readonly status: CaseStatus;
  readonly answer: Answer;
  /** The status, and the answer of the rules, as sentences a citizen can read. */
  readonly sentence: string;
  /** The rules asked about; absent where none hold. */
  readonly programme?: Programme;
  readonly caseNumber?: string;
  readonly assessment?: Assessment;
  /** The version that governs: the one by which the amount was determined, else the one of the year. */
  readonly version?: Pick<Version, 'contentHash' | 'documentNo' | 'effectiveFrom'>;
  readonly origin?: FactOrigin;
  /** The programme this person draws instead. */
  readonly excludedBy?: string;
  readonly payments: EnrolmentState['payments'];
};
export type WhyQuestion = {
  readonly programme: string;
  readonly year: number;
  readonly enrolment?: EnrolmentId;
  readonly citizenId?: CitizenId;
};

/** "Why this amount, why nothing?": the rules asked again over the recorded facts, beside what was decided and paid. */
@Injectable()
export class EligibilityAnswers {
  constructor(private readonly folder: Folder) {}

  async why(question: WhyQuestion): Promise<Why> {
    const { year } = question;
    // Whose case it is stands in the views, and must not be asked of yesterday's.
    await this.folder.caughtUp();
    const version = this.versionOf(question.programme, year);
    if (typeof version === 'string') return outOfForce(version, year);
    const enrolment = await this.enrolmentAskedAbout(question);
    if (enrolment === undefined) return notApplied(version.compiled, year);
    const { state } = await this.folder.executor.load(enrolmentDecider, streams.enrolment(enrolment));
    const governing = this.determinedBy(state, year) ?? version;
    const assessment = assessEnrolment(this.folder.vault, governing.compiled, state, year);
    if (assessment === undefined || state.key === undefined) return notApplied(version.compiled, year);
    const excludedBy = await this.excludedBy(enrolment, state, governing.compiled, year);
    const answer = answerOf(state, year, excludedBy, assessment);
    const { contentHash, documentNo, effectiveFrom } = governing;
    const events = await this.folder.log.readStream(streams.enrolment(enrolment));
    const origin = originOf(events, year);
    const status = this.statusOf(state, events, year);
    return {
      status,
      answer,
      sentence: `${status.sentence}${sentenceOf(answer, governing.compiled, year, { assessment, excludedBy, state })}`,
      programme: governing.compiled,
      caseNumber: state.key.caseNumber,
      assessment,
      version: { contentHash, documentNo, effectiveFrom },
      ...(origin === undefined ? {} : { origin }),
      ...(excludedBy === undefined ? {} : { excludedBy: excludedBy.id }),
      payments: state.payments.filter((payment) => payment.year === year),
    };
  }

  /** The version of a year; its name where the county has the programme, but no rules for that year. Throws Refused where it has neither. */
  private versionOf(programme: string, year: number): Version | string {
    const version = this.folder.rules.ofYear(programme, year);
    if (version !== undefined) return version;
    const latest = this.folder.rules.latest(programme);
    return latest === undefined ? this.folder.inForce(programme, year) : latest.compiled.name;
  }

  private determinedBy({ entitlements }: EnrolmentState, year: number): Version | undefined {
    const determined = Object.values(entitlements).find((entitlement) => entitlement.year === year);
    return determined === undefined ? undefined : this.folder.rules.byHash(determined.programmeHash);
  }

  /** The case of the programme that was asked about: a case number of another programme names the person, and nothing else. */
  private async enrolmentAskedAbout({ enrolment, citizenId, programme }: WhyQuestion): Promise<EnrolmentId | undefined> {
    if (enrolment === undefined) {
      const person = citizenId === undefined ? undefined : this.folder.vault.findPersons([citizenId]).get(citizenId);
      return person === undefined ? undefined : this.caseOf([person], programme);
    }
    const { state } = await this.folder.executor.load(enrolmentDecider, streams.enrolment(enrolment));
    if (state.key?.programme === programme) return enrolment;
    return this.caseOf([state.personId, state.secondPersonId], programme);
  }

  /** A person stands in a case as the applicant or as the other parent. */
  private caseOf(persons: readonly (PersonId | undefined)[], programme: string): EnrolmentId | undefined {
    const known = persons.filter((person): person is PersonId => person !== undefined);
    return known.flatMap((person) => this.folder.views.enrolmentsOfPerson(person)).find((one) => one.programme === programme)
      ?.enrolment_id;
  }

  private statusOf(state: EnrolmentState, events: readonly RecordedEvent[], year: number): CaseStatus {
    const lines = this.folder.views.paymentsOf(state.key?.caseNumber ?? '');
    const own = lines.filter(({ entitlement }) => entitlement.startsWith(`${year}/`));
    const ofYear = events.filter(({ payload }) => payload['year'] === year || payload['year'] === undefined);
    return statusOf({ year, state, events: ofYear, payments: own });
  }

  /** Another programme that one of the unit's people has claimed this year, and that this one cannot be drawn beside. */
  private async excludedBy(
    enrolmentId: EnrolmentId,
    { personId, secondPersonId }: EnrolmentState,
    programme: Programme,
    year: number,
  ): Promise<Programme | undefined> {
    const persons = [personId, secondPersonId].filter((person): person is PersonId => person !== undefined);
    const { onceInALifetime } = programme;
    const claim = { programme: programme.id, enrolmentId, year };
    const command = { do: 'claim' as const, claim, exclusive: exclusiveOf(this.folder, programme, year), onceInALifetime };
    for (const person of persons) {
      const { state } = await this.folder.executor.load(personDecider, streams.person(person));
      if (state.claims.some((own) => own.enrolmentId === enrolmentId && own.year === year)) continue;
      // A programme that gives way to this one does not exclude it.
      const [contest] = contestedBy(state, command).filter(({ gives }) => !gives);
      if (contest !== undefined) return this.folder.programme(contest.claim.programme, contest.claim.year) ?? programme;
    }
    return undefined;
  }
}

const originOf = (events: readonly RecordedEvent[], year: number): FactOrigin | undefined => {
  const sealed = events.find(
    ({ type, payload }) => (type === 'EnrolmentApplied' || type === 'EnrolmentRenewed') && payload['year'] === year,
  );
  if (sealed === undefined) return undefined;
  const { type, revision, position, meta } = sealed;
  return { type, revision, position, date: dateOf(instant(meta.at)) };
};

const without = (code: 'not_applied' | 'out_of_force', sentence: string): Why => ({
  status: { code, sentence },
  answer: code,
  sentence,
  payments: [],
});

const notApplied = ({ name }: Programme, year: number): Why => without('not_applied', `${year} 年度没有申报“${name}”。`);

const outOfForce = (name: string, year: number): Why => without('out_of_force', `${year} 年度“${name}”在本县没有生效的规则。`);

const answerOf = (state: EnrolmentState, year: number, excludedBy: Programme | undefined, { verdict }: Assessment): Answer => {
  if (excludedBy !== undefined) return 'excluded';
  if (state.years[year]?.rejected === true) return 'rejected';
  return state.exited ? 'exited' : verdict;
};

type Told = {
  readonly assessment: Assessment;
  readonly excludedBy: Programme | undefined;
  readonly state: EnrolmentState;
};

const sentenceOf = (answer: Answer, { id, name }: Programme, year: number, { assessment, excludedBy, state }: Told): string => {
  const about = `${year} 年度“${name}”`;
  const amount = `${formatYuan(assessment.amountFen)} 元`;
  const isDetermined = Object.values(state.entitlements).some((entitlement) => entitlement.year === year);
  const sentences: Record<Answer, string> = {
    eligible: isDetermined
      ? `${about}：符合全部条件，核定 ${amount}。`
      : `${about}：按申报的事实测算符合全部条件，可得 ${amount}，逐级确认之后才核定。`,
    ineligible: `${about}：按申报的事实有条件不符合，不能享受。`,
    unknown: `${about}：事实不全，暂时不能判断，未知不算符合。`,
    not_applied: `${about}：没有申报。`,
    rejected: `${about}：资格未予确认。`,
    exited: `${about}：已退出本项目。`,
    excluded:
      excludedBy?.id === id
        ? `${about}：同一项目此人已经享受过，不能重复享受。`
        : `${about}：已享受“${excludedBy?.name ?? ''}”，两项不能兼得。`,
    out_of_force: `${about}：没有生效的规则。`,
  };
  return sentences[answer];
};
