import { say } from '@fenming/language';
import { Injectable } from '@nestjs/common';
import { dateOf, instant, yearOf, type PlainDate } from '@fenming/calendar';
import { areaContains, type AreaCode, type CitizenId } from '@fenming/citizen';
import type { RecordedEvent } from '@fenming/event-log';
import { ZERO_FEN, type Fen } from '@fenming/money';
import type { Assessment, Programme, ProgrammeId } from '@fenming/programmes';
import {
  determinationOf,
  enrolmentDecider,
  personsOf,
  streams,
  type EnrolmentId,
  type EnrolmentState,
  type PersonId,
} from '@fenming/subsidy';
import type { Payment } from '@fenming/views';
import { assessEnrolment, exitDayOf, RunningCounty, unsealBankAccount, type Version } from '@fenming/county';
import { exited, exitIn, statusOf, type CaseStatus, type CaseKnown } from './case-status';
import { governingOf } from './governing-texts';
import { excluderOf, rivalOf, type Rival } from './rival';
import { sentenceOf, type Answer } from './why-sentence';

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
  /** What is owed as determined by the county, or else what the rules would give; nothing to whoever was turned down. Absent where it is not the asker's to know. */
  readonly amountFen?: Fen;
  readonly determined: boolean;
  /** The version that governs: the one by which the amount was determined, else the one of the year. */
  readonly version?: Pick<Version, 'contentHash' | 'documentNo' | 'effectiveFrom'>;
  readonly origin?: FactOrigin;
  /** The programme this person draws instead, where the asker may know of it. */
  readonly excludedBy?: string;
  /** The lines of batches on which the case stood for the year, the newest last; none where the money is not the asker's to know. */
  readonly payments: readonly Payment[];
};
export type WhyQuestion = {
  readonly programme: string;
  readonly year: number;
  readonly enrolment?: EnrolmentId;
  readonly citizenId?: CitizenId;
  readonly sight: Sight;
};
/** What whoever asks may be told. */
export type Sight = {
  /** Somebody from elsewhere is answered for like somebody unknown. */
  readonly area: AreaCode;
  /** Whether they may know facts: the day of a death is one. */
  readonly seesFacts: boolean;
  /** Whether they may know what is owed and paid by the programme that they ask about. */
  readonly seesMoney: boolean;
  /** Whether they may know that somebody of their area draws another programme. */
  readonly seesOther: (programme: ProgrammeId) => boolean;
};

/** "Why this amount, why nothing?": the rules asked again over the recorded facts, beside what was decided and paid. */
@Injectable()
export class EligibilityAnswers {
  constructor(private readonly county: RunningCounty) {}

  async why(question: WhyQuestion): Promise<Why> {
    const { year } = question;
    // Whose case it is stands in the views, and must not be asked of yesterday's.
    await this.county.caughtUp();
    const version = this.versionOf(question.programme, year);
    if (typeof version === 'string') return outOfForce(version, year);
    const enrolment = await this.enrolmentAskedAbout(question);
    if (enrolment === undefined) return this.notApplied({ ...question, programme: version.compiled });
    const { state } = await this.county.executor.load(enrolmentDecider, streams.enrolment(enrolment));
    const { texts, governing } = governingOf(this.county.rules, state, { version, year });
    const assessment = assessEnrolment(this.county.vault, texts, state, { year });
    if (assessment === undefined) return this.notApplied({ ...question, programme: version.compiled }, state);
    return this.answered(await this.caseOfYear({ enrolment, state, year, governing, assessment, sight: question.sight }));
  }

  private async caseOfYear(found: Found): Promise<CaseOfYear> {
    const { enrolment, state, year, governing, sight } = found;
    const events = await this.county.log.readStream(streams.enrolment(enrolment));
    const lines = sight.seesMoney && state.key !== undefined ? this.county.views.paymentsOf(state.key.caseNumber) : [];
    const payments = lines.filter(({ entitlement }) => entitlement.startsWith(`${year}/`));
    const excludedBy = await excluderOf(this.county, { ...found, programme: governing.compiled });
    const rival = excludedBy === undefined ? await rivalOf(this.county, { ...found, programme: governing.compiled }) : undefined;
    return { ...found, events, payments, excludedBy, rival };
  }

  private answered(one: CaseOfYear): Why {
    const { state, year, governing, assessment, events, payments, excludedBy, rival, sight } = one;
    const answer = answerOf(state, year, excludedBy, assessment);
    const { contentHash, documentNo, effectiveFrom, compiled: programme } = governing;
    const status = this.statusOf(one);
    const entitlement = determinationOf(state, year);
    const owesNothing = OWED_NOTHING.includes(answer) || (answer === 'exited' && entitlement === undefined);
    const determined = owesNothing ? undefined : entitlement;
    const amountFen = owesNothing ? ZERO_FEN : (determined?.amountFen ?? assessment.amountFen);
    const amount = sight.seesMoney ? { amountFen } : {};
    const origin = originOf(events, year);
    const beside = excludedBy?.id ?? rival?.programme;
    const other = beside === undefined ? undefined : this.otherProgramme(one, beside);
    const told = { status, answer, programme, excludedBy, rival, other, ...amount, determined: determined !== undefined };
    return {
      status,
      answer,
      sentence: say(
        `${year} 年度“${programme.name}”：${status.sentence}${sentenceOf(told)}`,
        `“${programme.name}” in ${year}: ${status.sentence} ${sentenceOf(told)}`,
      ),
      programme,
      ...(state.key === undefined ? {} : { caseNumber: state.key.caseNumber }),
      assessment:
        owesNothing || !sight.seesMoney ? { ...assessment, lines: [], funding: {} as Assessment['funding'] } : assessment,
      ...amount,
      determined: determined !== undefined,
      version: { contentHash, documentNo, effectiveFrom },
      ...(origin === undefined ? {} : { origin }),
      ...(excludedBy === undefined || other === undefined ? {} : { excludedBy: excludedBy.id }),
      payments,
    };
  }

  /** The version of a year; its name where the county has the programme, but no rules for that year. Throws Refused where it has neither. */
  private versionOf(programme: string, year: number): Version | string {
    const version = this.county.rules.ofYear(programme, year);
    if (version !== undefined) return version;
    const latest = this.county.rules.latest(programme);
    return latest === undefined ? this.county.rules.inForce(programme, year) : latest.compiled.name;
  }

  /** The case of the programme that was asked about: a case number of another programme names the person, and nothing else. */
  private async enrolmentAskedAbout({ enrolment, citizenId, ...question }: WhyQuestion): Promise<EnrolmentId | undefined> {
    const asked = { programme: question.programme, area: question.sight.area };
    if (enrolment === undefined) {
      // Nobody's case is looked for as well, so that the time it takes does not tell who is known here.
      const person = citizenId === undefined ? undefined : this.county.vault.findPersons([citizenId]).get(citizenId);
      return this.caseOf([person ?? NOBODY], asked);
    }
    const { state } = await this.county.executor.load(enrolmentDecider, streams.enrolment(enrolment));
    if (state.key?.programme === asked.programme) return enrolment;
    return this.caseOf(personsOf(state), asked);
  }

  /** A person stands in a case as the applicant or as the other parent. */
  private caseOf(
    persons: readonly PersonId[],
    { programme, area }: { readonly programme: ProgrammeId; readonly area: AreaCode },
  ): EnrolmentId | undefined {
    for (const personId of persons) {
      const found = this.county.views.enrolmentIdOfPerson({ personId, programme, area });
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The name of a programme that one of the unit's people draws instead; undefined where the asker may not know of it. */
  private otherProgramme({ state, year, sight }: CaseOfYear, programme: ProgrammeId): string | undefined {
    const mayKnow = sight.seesOther(programme) && this.caseOf(personsOf(state), { programme, area: sight.area }) !== undefined;
    return mayKnow ? (this.county.rules.programme(programme, year)?.name ?? programme) : undefined;
  }

  private statusOf(one: CaseOfYear): CaseStatus {
    const { state, year, events, payments, sight } = one;
    const ofYear = events.filter(({ payload }) => payload['year'] === year || payload['year'] === undefined);
    const line = payments.at(-1);
    const batch = line === undefined ? undefined : this.county.views.batch(line.batch_id);
    const accountTail = this.accountTail(state, ofYear);
    return statusOf({
      year,
      today: this.today(),
      state,
      events: ofYear,
      payments,
      ...this.exitDayTold(state, sight),
      seesFacts: sight.seesFacts,
      seesMoney: sight.seesMoney,
      otherProgramme: (code) => this.otherProgramme(one, code),
      ...(batch === undefined ? {} : { batch }),
      ...(accountTail === undefined ? {} : { accountTail }),
    });
  }

  private exitDayTold(state: EnrolmentState, { seesFacts }: Sight): Pick<CaseKnown, 'exitDay'> {
    const exitDay = seesFacts ? exitDayOf(this.county.vault, state) : undefined;
    return exitDay === undefined ? {} : { exitDay };
  }

  private today(): PlainDate {
    return dateOf(this.county.clock.now());
  }

  /** The last four digits of the account that was named by the last instruction. */
  private accountTail(state: EnrolmentState, events: readonly RecordedEvent[]): string | undefined {
    const version = events.findLast(({ type }) => type === 'PaymentInstructed')?.payload['accountVersion'];
    const sealed = typeof version === 'string' ? state.accounts[version] : undefined;
    return state.key === undefined || sealed === undefined
      ? undefined
      : unsealBankAccount(this.county.vault, state.personId, sealed).slice(-4);
  }

  /** No roster of the year has this case; whoever has left before is told so. */
  private notApplied({ programme: { name }, year, sight }: NotApplied, state?: EnrolmentState): Why {
    const here = areaContains(sight.area, this.county.code()) ? '' : say('在您的辖区', ' in your area');
    const begun = year <= yearOf(this.today()) ? '' : say('还没有开始，', 'has not begun and ');
    const exit = state === undefined ? undefined : exitIn(state, year);
    const status =
      state === undefined || exit === undefined
        ? {
            code: 'not_applied',
            sentence: say(
              `${year} 年度${begun}${here}没有申报“${name}”。`,
              `${year} ${begun}“${name}” was not applied for${here}.`,
            ),
          }
        : exited(exit, {
            year,
            ...this.exitDayTold(state, sight),
            money: say('这一年度没有申报。', 'Not applied for in this year.'),
          });
    const answer = exit === undefined ? 'not_applied' : 'exited';
    const sentence =
      exit === undefined
        ? status.sentence
        : say(`${year} 年度“${name}”：${status.sentence}`, `“${name}” in ${year}: ${status.sentence}`);
    const caseNumber = state?.key?.caseNumber;
    return { ...without(answer, status, sentence), ...(caseNumber === undefined ? {} : { caseNumber }) };
  }
}

type NotApplied = Pick<WhyQuestion, 'year' | 'sight'> & { readonly programme: Programme };
const NOBODY = '' as PersonId;

const originOf = (events: readonly RecordedEvent[], year: number): FactOrigin | undefined => {
  const sealed = events.find(
    ({ type, payload }) => (type === 'EnrolmentApplied' || type === 'EnrolmentRenewed') && payload['year'] === year,
  );
  if (sealed === undefined) return undefined;
  const { type, revision, position, meta } = sealed;
  return { type, revision, position, date: dateOf(instant(meta.at)) };
};

type Found = {
  readonly enrolment: EnrolmentId;
  readonly state: EnrolmentState;
  readonly year: number;
  readonly governing: Version;
  readonly assessment: Assessment;
  readonly sight: Sight;
};
type CaseOfYear = Found & {
  readonly events: readonly RecordedEvent[];
  readonly payments: readonly Payment[];
  readonly excludedBy: Programme | undefined;
  readonly rival: Rival | undefined;
};

const without = (answer: Answer, status: CaseStatus, sentence = status.sentence): Why => ({
  status,
  answer,
  sentence,
  amountFen: ZERO_FEN,
  determined: false,
  payments: [],
});

const outOfForce = (name: string, year: number): Why =>
  without('out_of_force', {
    code: 'out_of_force',
    sentence: say(`${year} 年度“${name}”在本县没有生效的规则。`, `“${name}” has no rules in force in this county in ${year}.`),
  });

const answerOf = (state: EnrolmentState, year: number, excludedBy: Programme | undefined, { verdict }: Assessment): Answer => {
  if (excludedBy !== undefined) return 'excluded';
  if (state.years[year]?.rejected === true) return 'rejected';
  return exitIn(state, year) === undefined ? verdict : 'exited';
};

/** Whoever was turned down, or draws another programme, is owed nothing by this one, whatever the rules would have given. */
const OWED_NOTHING: readonly Answer[] = ['rejected', 'excluded'];
