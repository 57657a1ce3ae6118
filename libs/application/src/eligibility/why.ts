import { Injectable } from '@nestjs/common';
import { dateOf, instant, type PlainDate } from '@fenming/calendar';
import type { CitizenId } from '@fenming/citizen';
import type { RecordedEvent } from '@fenming/event-log';
import { formatYuan } from '@fenming/money';
import type { Assessment, Programme } from '@fenming/programmes';
import {
  contestedBy,
  enrolmentDecider,
  enrolmentIdOf,
  personDecider,
  streams,
  type EnrolmentId,
  type EnrolmentState,
  type PersonId,
} from '@fenming/subsidy';
import { Folder } from '../folder/folder';
import type { Version } from '../folder/rules';
import { exclusiveOf } from './claims';
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
  readonly answer: Answer;
  /** The answer as a sentence a citizen can read. */
  readonly sentence: string;
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
    const version = this.versionOf(question.programme, year);
    if (typeof version === 'string') return outOfForce(version, year);
    const enrolment = question.enrolment ?? this.enrolmentOf(question.citizenId, question.programme);
    if (enrolment === undefined) return notApplied(version.compiled, year);
    const { state } = await this.folder.executor.load(enrolmentDecider, streams.enrolment(enrolment));
    const governing = this.determinedBy(state, year) ?? version;
    const assessment = assessEnrolment(this.folder.vault, governing.compiled, state, year);
    if (assessment === undefined || state.key === undefined) return notApplied(version.compiled, year);
    const excludedBy = await this.excludedBy(enrolment, state, governing.compiled, year);
    const answer = answerOf(state, year, excludedBy, assessment);
    const { contentHash, documentNo, effectiveFrom } = governing;
    const origin = originOf(await this.folder.log.readStream(streams.enrolment(enrolment)), year);
    return {
      answer,
      sentence: sentenceOf(answer, governing.compiled, year, { assessment, excludedBy }),
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

  private enrolmentOf(citizenId: CitizenId | undefined, programme: string): EnrolmentId | undefined {
    const person = citizenId === undefined ? undefined : this.folder.vault.findPersons([citizenId]).get(citizenId);
    return person === undefined ? undefined : enrolmentIdOf(person, programme);
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

const notApplied = (programme: Programme, year: number): Why => ({
  answer: 'not_applied',
  sentence: `${year} 年度没有申报“${programme.name}”。`,
  payments: [],
});

const outOfForce = (name: string, year: number): Why => ({
  answer: 'out_of_force',
  sentence: `${year} 年度“${name}”在本县没有生效的规则。`,
  payments: [],
});

const answerOf = (state: EnrolmentState, year: number, excludedBy: Programme | undefined, { verdict }: Assessment): Answer => {
  if (excludedBy !== undefined) return 'excluded';
  if (state.years[year]?.rejected === true) return 'rejected';
  return state.exited ? 'exited' : verdict;
};

const sentenceOf = (
  answer: Answer,
  { id, name }: Programme,
  year: number,
  { assessment, excludedBy }: { readonly assessment: Assessment; readonly excludedBy: Programme | undefined },
): string => {
  const about = `${year} 年度“${name}”`;
  const sentences: Record<Answer, string> = {
    eligible: `${about}：符合全部条件，核定 ${formatYuan(assessment.amountFen)} 元。`,
    ineligible: `${about}：有条件不符合，不能享受。`,
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
