import { type Day, monthOfDay, yearOfDay } from './days';
import type { DeathPolicyId, ProrationPolicyId } from './definition';

/** The payable months of one year as first * 100 + last: 112 is January to December, 712 July to December, 0 none. */
export type MonthSpan = number;
export const NO_MONTHS: MonthSpan = 0;
export const WHOLE_YEAR: MonthSpan = 112;

/** What a policy may know. Days are integers; `until` is the last day of the right: its own end or its loss, else NEVER. */
export type ProrationTerms = {
  readonly year: number;
  readonly from: Day;
  readonly until: Day;
  readonly confirmedOn: Day | undefined;
  readonly schemeFrom: Day;
};

export const firstOf = (span: MonthSpan): number => (span / 100) | 0;
export const lastOf = (span: MonthSpan): number => span % 100;
export const monthsIn = (span: MonthSpan): number => (span === 0 ? 0 : (span % 100) - ((span / 100) | 0) + 1);
export const spanOf = (first: number, last: number): MonthSpan => (first > last ? NO_MONTHS : first * 100 + last);

/** The spans of a year between single months (1 to 12). */
export function spansBetween(months: readonly number[]): readonly MonthSpan[] {
  const cuts = [0, ...new Set(months), 13].toSorted((a, b) => a - b);
  return cuts.flatMap((month, at) => {
    const next = cuts[at + 1];
    const span = next === undefined ? NO_MONTHS : spanOf(month + 1, next - 1);
    return span === NO_MONTHS ? [] : [span];
  });
}

/** The months two spans have in common. */
export function overlap(a: MonthSpan, b: MonthSpan): MonthSpan {
  if (a === 0 || b === 0) return NO_MONTHS;
  const first = Math.max((a / 100) | 0, (b / 100) | 0);
  const last = Math.min(a % 100, b % 100);
  return spanOf(first, last);
}

/** The month of the year in which a day falls: below 1 when in an earlier year, above 12 when in a later one. */
const monthWithin = (year: number, day: Day): number => monthOfDay(day) - year * 12 + 1;

/** The months of the year from one day's month to another's, both included. */
export const spanBetween = (year: number, from: Day, until: Day): MonthSpan =>
  spanOf(Math.max(1, monthWithin(year, from)), Math.min(12, monthWithin(year, until)));

const touchesYear = ({ year, from, until }: ProrationTerms): boolean => yearOfDay(from) <= year && yearOfDay(until) >= year;

/** Age reached by 31 December → the whole year (Changle 2018, N20). */
const wholeYearByDec31 = (terms: ProrationTerms): MonthSpan => (touchesYear(terms) ? WHOLE_YEAR : NO_MONTHS);

/** Begun from January to June → the whole year, from July to December → half; ended the other way round (Haizhou 2022, N30). */
function halfYear(terms: ProrationTerms): MonthSpan {
  if (wholeYearByDec31(terms) === NO_MONTHS) return NO_MONTHS;
  const first = monthWithin(terms.year, terms.from) <= 6 ? 1 : 7;
  return spanOf(first, monthWithin(terms.year, terms.until) <= 6 ? 6 : 12);
}

/** From the month of reaching the age, or of the child's death or disability (Guangzhou, N31). */
const monthOfReaching = ({ year, from, until }: ProrationTerms): MonthSpan => spanBetween(year, from, until);

/** From the month after the county's confirmation; without a confirmation nothing has begun (Huizhou, N32). */
function monthAfterConfirmation({ year, from, until, confirmedOn }: ProrationTerms): MonthSpan {
  if (confirmedOn === undefined) return NO_MONTHS;
  const first = Math.max(1, monthWithin(year, confirmedOn) + 1, monthWithin(year, from));
  return spanOf(first, Math.min(12, monthWithin(year, until)));
}

/** Paid ahead in the first month of each quarter: a quarter is due when the right holds in its first month, and then whole (Shanghai, N33). */
function quarterlyPrepay({ year, from, until }: ProrationTerms): MonthSpan {
  const span = spanBetween(year, from, until);
  if (span === NO_MONTHS) return NO_MONTHS;
  const first = Math.ceil((firstOf(span) - 1) / 3) * 3 + 1;
  return first > lastOf(span) ? NO_MONTHS : spanOf(first, Math.ceil(lastOf(span) / 3) * 3);
}

/** The whole year, but only through the month in which the right was lost (Jixi 2017, N24). */
function partialOnMidyearLoss(terms: ProrationTerms): MonthSpan {
  if (wholeYearByDec31(terms) === NO_MONTHS) return NO_MONTHS;
  return spanOf(1, Math.min(12, monthWithin(terms.year, terms.until)));
}

/** From the month of the certificate through the month of the 18th birthday (Henan regulation art. 31, L02). */
const certificateMonthTo18 = ({ year, from, until }: ProrationTerms): MonthSpan => spanBetween(year, from, until);

/** Births before the scheme: months from its start through the third birthday's month (N08). Later births: whole calendar years (N05). */
function childcareMonths({ year, from, until, schemeFrom }: ProrationTerms): MonthSpan {
  if (from < schemeFrom) return spanBetween(year, schemeFrom, until);
  return year >= yearOfDay(from) && year <= yearOfDay(until) ? WHOLE_YEAR : NO_MONTHS;
}

/** A single award, due in the month of its event. */
const once = ({ year, from, until }: ProrationTerms): MonthSpan => (from > until ? NO_MONTHS : spanBetween(year, from, from));

export const PRORATION_POLICIES: Readonly<Record<ProrationPolicyId, (terms: ProrationTerms) => MonthSpan>> = {
  WHOLE_YEAR_BY_DEC31: wholeYearByDec31,
  HALF_YEAR: halfYear,
  MONTH_OF_REACHING: monthOfReaching,
  MONTH_AFTER_CONFIRMATION: monthAfterConfirmation,
  QUARTERLY_PREPAY: quarterlyPrepay,
  PARTIAL_ON_MIDYEAR_LOSS: partialOnMidyearLoss,
  CERT_MONTH_TO_18: certificateMonthTo18,
  CHILDCARE_MONTHS: childcareMonths,
  ONCE: once,
};

/** The last month still paid in the year of death (1-12), by the month of death. */
export const DEATH_POLICIES: Readonly<Record<DeathPolicyId, (month: number) => number>> = {
  MONTH_OF_DEATH: (month) => month,
  HALF_YEAR: (month) => (month <= 6 ? 6 : 12),
  QUARTER_OF_DEATH: (month) => Math.ceil(month / 3) * 3,
  WHOLE_YEAR: () => 12,
};

/** Cuts a span at a death: nothing when it came before the right began or before the year, else through the policy's last month. */
export function afterDeath(span: MonthSpan, terms: { year: number; from: Day; diedOn: Day }, policy: DeathPolicyId): MonthSpan {
  if (span === NO_MONTHS || terms.diedOn < terms.from) return NO_MONTHS;
  const month = monthWithin(terms.year, terms.diedOn);
  if (month < 1) return NO_MONTHS;
  return month > 12 ? span : overlap(span, spanOf(1, DEATH_POLICIES[policy](month)));
}
