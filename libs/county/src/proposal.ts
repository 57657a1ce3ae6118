import { fenText } from '@fenming/money';
import { dateOf, plainDate, type PlainDate } from '@fenming/calendar';
import {
  assessYear,
  firstOf,
  lastOf,
  standsInTheWay,
  type AmountLine,
  type Assessment,
  type ClawbackCause,
  type GoverningTexts,
  type Programme,
  type Question,
} from '@fenming/programmes';
import {
  fundingText,
  type AmountLineText,
  type EnrolmentState,
  type Excess,
  type Proposal,
  givenWayIn,
  leavingBefore,
  paidElsewhereIn,
  type CaseExit,
  type PersonId,
} from '@fenming/subsidy';
import type { Clock } from '@fenming/commands';
import type { Vault } from '@fenming/vault';
import type { RulesInForce } from './rules-in-force';
import { unsealDay, unsealFacts, type YearFacts } from './sealed';

/** The day from which an exit of a person's case counts; before days were sealed it was recorded in clear. Throws VaultError. */
export const exitDayOf = (vault: Vault, person: PersonId, { day }: CaseExit): PlainDate =>
  'sealedDay' in day ? unsealDay(vault, person, 'exit', day.sealedDay) : plainDate(day.effectiveOn);

/** The day of death, where the enrolment was left because of one. */
export const deathOf = (vault: Vault, state: EnrolmentState): PlainDate | undefined =>
  state.death === undefined ? undefined : exitDayOf(vault, state.personId, state.death);

/** The day of the death, and that on which the right was lost otherwise. */
type LeftOn = Pick<Question, 'diedOn' | 'lostOn'>;
/** What has become of a right by a year; of leaving it, nothing where the case was taken up again. Throws VaultError. */
export const leftOn = (vault: Vault, state: EnrolmentState, year: number): LeftOn => {
  if (state.key === undefined) return {};
  const left = leavingBefore(state, year);
  const diedOn = deathOf(vault, state);
  return {
    ...(left === undefined ? {} : { lostOn: exitDayOf(vault, state.personId, left) }),
    ...(diedOn === undefined ? {} : { diedOn }),
  };
};

/** The day on which the county first confirmed a case. Before, it is asked as if that came today. */
const confirmationOf = ({ confirmedOn }: EnrolmentState, clock: Pick<Clock, 'now'>): PlainDate =>
  confirmedOn === undefined ? dateOf(clock.now()) : plainDate(confirmedOn);

/** `left` and `facts` where they are not those of the case: it is asked what they would make of it. */
type CaseQuestion = {
  readonly year: number;
  readonly facts?: YearFacts;
  readonly left?: LeftOn;
};

/** What the rules say of one enrolment's sealed facts; undefined where it did not apply that year. */
export const assessEnrolment = (
  { vault, clock }: { readonly vault: Vault; readonly clock: Pick<Clock, 'now'> },
  texts: GoverningTexts,
  state: EnrolmentState,
  { year, facts, left = leftOn(vault, state, year) }: CaseQuestion,
): Assessment | undefined => {
  const applied = state.years[year];
  if (state.key === undefined || applied === undefined) return undefined;
  const givenWay = givenWayIn(applied);
  const paidElsewhere = paidElsewhereIn(applied);
  const counts = texts.some(({ programme }) => programme.countsFromConfirmation);
  return assessYear(texts, {
    ...(facts ?? unsealFacts(vault, state.personId, applied.sealedFacts)),
    year,
    ...left,
    ...(givenWay === undefined ? {} : { givenWay }),
    ...(paidElsewhere === undefined ? {} : { paidElsewhere }),
    ...(counts ? { confirmedOn: confirmationOf(state, clock) } : {}),
  });
};

/** What the rules in force propose for a year of a case, and by which texts; undefined where it has none, or did not apply. */
export const proposedFor = (
  {
    rules,
    ...county
  }: { readonly vault: Vault; readonly clock: Pick<Clock, 'now'>; readonly rules: Pick<RulesInForce, 'textsOf'> },
  state: EnrolmentState,
  question: CaseQuestion,
): { readonly texts: GoverningTexts; readonly proposal: Proposal } | undefined => {
  const texts = state.key === undefined ? undefined : rules.textsOf(state.key.programme, question.year);
  const assessment = texts === undefined ? undefined : assessEnrolment(county, texts, state, question);
  return texts === undefined || assessment === undefined ? undefined : { texts, proposal: proposalOf(texts, assessment) };
};

const textOfLine = ({
  layer,
  category,
  from,
  to,
  units,
  unit,
  clause,
  contentHash,
  remainderTo,
  ...line
}: AmountLine): AmountLineText => ({
  layer,
  category,
  from,
  to,
  units,
  unit,
  rateFen: fenText(line.rateFen),
  amountFen: fenText(line.amountFen),
  clause,
  contentHash,
  shares: Object.fromEntries(line.shares.map((share) => [share.to, share.percent])),
  remainderTo,
});

export const proposalOf = (texts: GoverningTexts, assessment: Assessment): Proposal => ({
  verdict: assessment.verdict,
  failing: assessment.ladder.filter(standsInTheWay).map(({ sentence }) => sentence),
  amountFen: assessment.amountFen,
  funding: fundingText(assessment.funding),
  lines: assessment.lines.map(textOfLine),
  texts: texts.map(({ programme, months }) => ({
    contentHash: programme.contentHash,
    first: firstOf(months),
    last: lastOf(months),
  })),
  outcomes: assessment.outcomes,
});

/** What becomes of what was paid beyond what is due, by the programme's own row for the cause. */
export const excessOf = ({ clawback }: Programme, cause: ClawbackCause): Excess => {
  const row = clawback[cause];
  if (row === undefined) return 'undecided';
  return row.recover ? 'recover' : 'leave';
};
