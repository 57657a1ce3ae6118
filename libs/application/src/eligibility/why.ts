import { Injectable } from '@nestjs/common';
import { formatYuan } from '@fenming/money';
import type { CitizenId } from '@fenming/citizen';
import type { Assessment, Programme } from '@fenming/programmes';
import { enrolmentDecider, enrolmentIdOf, streams, type EnrolmentId, type EnrolmentState } from '@fenming/subsidy';
import { Folder } from '../folder/folder';
import { Refused } from '../outcomes';
import { assessEnrolment } from './proposal';

export type Answer = 'eligible' | 'ineligible' | 'unknown' | 'not_applied' | 'rejected' | 'exited' | 'excluded';
export type Why = {
  readonly answer: Answer;
  /** The answer as a sentence a citizen can read. */
  readonly sentence: string;
  readonly caseNumber?: string;
  readonly assessment?: Assessment;
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
    const programme = this.folder.programme(question.programme);
    if (programme === undefined) throw new Refused({ refused: 'not_found', detail: question.programme });
    const enrolment = question.enrolment ?? this.enrolmentOf(question.citizenId, programme);
    if (enrolment === undefined) return notApplied(programme, question.year);
    const { state } = await this.folder.executor.load(enrolmentDecider, streams.enrolment(enrolment));
    const assessment = assessEnrolment(this.folder.vault, programme, state, question.year);
    if (assessment === undefined || state.key === undefined) return notApplied(programme, question.year);
    const answer = answerOf(state, question.year, assessment);
    const payments = state.payments.filter(({ year }) => year === question.year);
    return {
      answer,
      sentence: sentenceOf(answer, programme, question.year, assessment),
      caseNumber: state.key.caseNumber,
      assessment,
      payments,
    };
  }

  private enrolmentOf(citizenId: CitizenId | undefined, programme: Programme): EnrolmentId | undefined {
    const person = citizenId === undefined ? undefined : this.folder.vault.findPersons([citizenId]).get(citizenId);
    return person === undefined ? undefined : enrolmentIdOf(person, programme.id);
  }
}

const notApplied = (programme: Programme, year: number): Why => ({
  answer: 'not_applied',
  sentence: `${year} 年度没有申报“${programme.name}”。`,
  payments: [],
});

const answerOf = (state: EnrolmentState, year: number, { verdict }: Assessment): Answer => {
  if (state.years[year]?.rejected === true) return 'rejected';
  return state.exited ? 'exited' : verdict;
};

const sentenceOf = (answer: Answer, { name }: Programme, year: number, { amountFen }: Assessment): string => {
  const about = `${year} 年度“${name}”`;
  const sentences: Record<Answer, string> = {
    eligible: `${about}：符合全部条件，核定 ${formatYuan(amountFen)} 元。`,
    ineligible: `${about}：有条件不符合，不能享受。`,
    unknown: `${about}：事实不全，暂时不能判断，未知不算符合。`,
    not_applied: `${about}：没有申报。`,
    rejected: `${about}：资格未予确认。`,
    exited: `${about}：已退出本项目。`,
    excluded: `${about}：已享受不能兼得的项目。`,
  };
  return sentences[answer];
};
