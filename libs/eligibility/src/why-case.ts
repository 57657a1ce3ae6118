import { say } from '@fenming/language';
import { dateOf, yearOf, type PlainDate } from '@fenming/calendar';
import { areaContains, type AreaCode } from '@fenming/citizen';
import type { RecordedEvent } from '@fenming/event-log';
import { ZERO_FEN } from '@fenming/money';
import type { Assessment, ProgrammeId } from '@fenming/programmes';
import {
  claimantsOf,
  determinationOf,
  isRefused,
  leftBefore,
  payeeOf,
  readAs,
  villageIn,
  type EnrolmentId,
  type EnrolmentState,
  exitOf,
} from '@fenming/subsidy';
import type { Payment } from '@fenming/views';
import { assessEnrolment, exitDayOf, unsealBankAccount, type RunningCounty } from '@fenming/county';
import { exited, statusOf, type CaseKnown } from './case-status';
import { governingOf, type Governing } from './governing-texts';
import { isOf, type CaseStatus } from './payment-status';
import { excluderOf, rivalOf } from './rival';
import { answerOf, eventsOf, originOf, outOfForce, without, type NamedProgramme, type Sight, type Why } from './why-answer';
import type { CaseRecord, WhyRecords } from './why-records';
import { sentenceOf, withdrawnSince, type Answer } from './why-sentence';

export type YearAsked = { readonly programme: NamedProgramme; readonly year: number; readonly sight: Sight };
type Money = { readonly payments: readonly Payment[]; readonly seesMoney: boolean };
type Explained = { readonly governing: Governing; readonly assessment: Assessment };

/** Whoever was turned down, or draws another programme, is owed nothing by this one, whatever the rules would have given. */
const OWED_NOTHING: readonly Answer[] = ['rejected', 'excluded'];

/** Answers about the cases that were read. */
export class WhyOfCases {
  constructor(
    private readonly county: RunningCounty,
    private readonly records: WhyRecords,
  ) {}

  of(id: EnrolmentId, asked: YearAsked): Why {
    const { county } = this;
    const one = this.records.case(id);
    const { programme, year, sight } = asked;
    if (!isYearIn(sight.area, one.state, year)) return this.notApplied(asked);
    if (one.state.years[year] === undefined) return this.notApplied(asked, one.state);
    const seesMoney = sight.seesMoney(programme.id);
    const lines = seesMoney && one.state.key !== undefined ? this.records.payments(one.state.key.caseNumber) : [];
    const money = { seesMoney, payments: lines.filter(({ entitlement }) => entitlement.startsWith(`${year}/`)) };
    const governing = governingOf(county.rules, one.state, { programme: programme.id, year });
    const assessment = governing === undefined ? undefined : assessEnrolment(county, governing.texts, one.state, { year });
    return governing === undefined || assessment === undefined
      ? this.withoutRules(one, asked, money)
      : this.explained(one, asked, { ...money, governing, assessment });
  }

  /** No case, or no roster of the year has it; whoever has left before is told so. */
  notApplied(asked: YearAsked, state?: EnrolmentState): Why {
    const { programme, year, sight } = asked;
    if (this.county.rules.ofYear(programme.id, year) === undefined) return without(asked, 'out_of_force', outOfForce(asked));
    const here = areaContains(sight.area, this.county.code()) ? '' : say('在您的辖区', ' in your area');
    const begun = year <= yearOf(this.today()) ? '' : say('还没有开始，', 'has not begun and ');
    const exit = state === undefined ? undefined : exitOf(state, year);
    const caseNumber = state?.key === undefined ? {} : { caseNumber: state.key.caseNumber };
    if (state !== undefined && exit === undefined && this.awaitsReview(state, asked)) {
      const status: CaseStatus = { code: 'not_reviewed', sentence: notReviewed(year) };
      return { ...without(asked, 'not_applied', status, titled(asked, status.sentence)), ...caseNumber };
    }
    if (state === undefined || exit === undefined) {
      const sentence = say(
        `${year} 年度${begun}${here}没有申报“${programme.name}”。`,
        `${year} ${begun}“${programme.name}” was not applied for${here}.`,
      );
      return { ...without(asked, 'not_applied', { code: 'not_applied', sentence }), ...caseNumber };
    }
    const money = say('这一年度没有申报。', 'Not applied for in this year.');
    const status = exited(exit, { year, exitDay: this.exitDayTold(state, sight), money });
    return { ...without(asked, 'exited', status, titled(asked, status.sentence)), ...caseNumber };
  }

  /** Whoever was confirmed for the year before, for what is drawn year after year, is waited for. */
  private awaitsReview(state: EnrolmentState, { programme, year }: YearAsked): boolean {
    const before = state.years[year - 1];
    const isYearly = this.county.rules.programme(programme.id, year)?.onceInALifetime === false;
    const isConfirmed = before?.confirmedBy.county !== undefined && !isRefused(state, year - 1);
    return isYearly && isConfirmed && year <= yearOf(this.today());
  }

  /** A year that no text governs any more and that was not determined by one either: what was decided and paid is told all the same. */
  private withoutRules(one: CaseRecord, asked: YearAsked, { seesMoney, payments }: Money): Why {
    const status = this.status(one, asked, { seesMoney, payments });
    const { amountFen: _unknown, ...nothing } = without(asked, 'out_of_force', status);
    const determination = determinationOf(one.state, asked.year);
    return {
      ...nothing,
      sentence: titled(asked, status.sentence, say('这一年度在本县没有生效的规则。', 'No rules are in force for this year.')),
      ...(one.state.key === undefined ? {} : { caseNumber: one.state.key.caseNumber }),
      // Where no rules are in force, only what was determined is owed.
      ...(seesMoney ? { amountFen: determination === undefined ? ZERO_FEN : determination.amountFen } : {}),
      determined: determination !== undefined,
      payments,
    };
  }

  private explained(one: CaseRecord, asked: YearAsked, { governing, assessment, ...money }: Money & Explained): Why {
    const { county, records } = this;
    const { state, events } = one;
    const { programme: named, year } = asked;
    const programme = governing.latest.compiled;
    const excludedBy = excluderOf(county, records, { ...one, programme, year });
    const rival = excludedBy === undefined ? rivalOf(county, records, { ...one, programme, year }) : undefined;
    const answer = answerOf(state, year, excludedBy, assessment);
    const status = this.status(one, asked, money);
    const entitlement = determinationOf(state, year);
    const owesNothing = OWED_NOTHING.includes(answer) || (leftBefore(state, year) && entitlement === undefined);
    const determined = owesNothing ? undefined : entitlement;
    const amountFen = owesNothing ? ZERO_FEN : (determined?.amountFen ?? assessment.amountFen);
    const amount = money.seesMoney ? { amountFen } : {};
    const origin = originOf(events, year);
    const beside = excludedBy?.id ?? rival?.programme;
    const other = beside === undefined ? undefined : this.otherProgramme(state, asked, beside);
    const told = { status, answer, programme, excludedBy, rival, other, ...amount, determined: determined !== undefined };
    return {
      programme: named,
      year,
      status,
      answer,
      sentence: titled(asked, status.sentence, sentenceOf(told), withdrawnSince(governing.rules)),
      text: programme,
      ...(state.key === undefined ? {} : { caseNumber: state.key.caseNumber }),
      assessment:
        owesNothing || !money.seesMoney ? { ...assessment, lines: [], funding: {} as Assessment['funding'] } : assessment,
      ...amount,
      determined: determined !== undefined,
      rules: governing.rules,
      ...(origin === undefined ? {} : { origin }),
      ...(excludedBy === undefined || other === undefined ? {} : { excludedBy: excludedBy.id }),
      payments: money.payments,
    };
  }

  /** The name of a programme that one of the unit's people draws instead; undefined where the asker may not know of it. */
  private otherProgramme(state: EnrolmentState, { year, sight }: YearAsked, programme: ProgrammeId): string | undefined {
    const mayKnow =
      sight.seesOther(programme) &&
      this.records
        .casesIn(programme, claimantsOf(state))
        .map(({ enrolment_id }) => this.records.village(enrolment_id))
        .some((village) => village !== undefined && areaContains(sight.area, village));
    return mayKnow ? (this.county.rules.programme(programme, year)?.name ?? programme) : undefined;
  }

  private status({ state, events }: CaseRecord, asked: YearAsked, { seesMoney, payments }: Money): CaseStatus {
    const { year, sight } = asked;
    const ofYear = eventsOf(events, year);
    return statusOf({
      year,
      today: this.today(),
      state,
      events: ofYear,
      payments,
      batchOf: (id) => this.records.batch(id),
      isClosed: state.key !== undefined && this.county.views.isYearClosed({ programme: state.key.programme, year }),
      accountTailOf: (line) => this.accountTail(state, ofYear, line),
      exitDay: this.exitDayTold(state, sight),
      seesFacts: sight.seesFacts,
      seesMoney,
      otherProgramme: (code) => this.otherProgramme(state, asked, code),
    });
  }

  private exitDayTold(state: EnrolmentState, { seesFacts }: Sight): CaseKnown['exitDay'] {
    return (exit) => (seesFacts && state.key !== undefined ? exitDayOf(this.county.vault, state.personId, exit) : undefined);
  }

  private today(): PlainDate {
    return dateOf(this.county.clock.now());
  }

  /** The last four digits of the account that the instruction of a line named. */
  private accountTail(state: EnrolmentState, events: readonly RecordedEvent[], line: Payment): string | undefined {
    const instructed = events.findLast((event) => event.type === 'PaymentInstructed' && isOf(event, line));
    const version = instructed === undefined ? undefined : readAs(instructed, 'PaymentInstructed')?.accountVersion;
    const sealed = version === undefined ? undefined : state.accounts[version];
    return state.key === undefined || sealed === undefined
      ? undefined
      : unsealBankAccount(this.county.vault, payeeOf(state), sealed).slice(-4);
  }
}

const notReviewed = (year: number): string =>
  say(
    `上一年度已确认，${year} 年度还没有年审：不在任何名单上。由村列入本年名单之后确认、发放。`,
    `Confirmed for the year before, and not reviewed for ${year} yet: on no list. It is confirmed and paid once the village has put it on this year's list.`,
  );

/** A year is told where the case lies, and where the year is. */
const isYearIn = (area: AreaCode, state: EnrolmentState, year: number): boolean =>
  state.key === undefined || [state.key.village, villageIn(state, year)].some((village) => areaContains(area, village));

const titled = ({ programme, year }: YearAsked, ...sentences: readonly string[]): string => {
  const told = sentences.filter((sentence) => sentence !== '');
  return say(`${year} 年度“${programme.name}”：${told.join('')}`, `“${programme.name}” in ${year}: ${told.join(' ')}`);
};
