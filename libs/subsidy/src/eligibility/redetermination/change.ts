import type { Fen } from '@fenming/money';
import type { Proposal } from '../enrolment/enrolment.commands';
import { beyond, isWithin, monthlyOf, monthlyTotal, type Monthly } from '../enrolment/monthly';
import type { Determination } from '../enrolment/owed';
import type { PersonCause } from './redetermination.events';

/** What becomes of a determined year by changed rules: nothing, a rise that the machine may determine once its totals are signed, or a person's decision. */
export type Change = 'unchanged' | 'raised' | PersonCause;

const MONTHS = 12;
/** Whether a month that had nothing in any layer gets something. */
const hasNewMonths = (was: Monthly, becomes: Monthly): boolean =>
  Array.from({ length: MONTHS }, (_, month) => month).some((month) => {
    const inMonth = (amount: Fen, place: number): boolean => place % MONTHS === month && amount > 0;
    return becomes.some(inMonth) && !was.some(inMonth);
  });

/** `toleranceFen`: how much a year of a case may rise without a decision about it. */
export const changeOf = (before: Determination, proposal: Proposal, toleranceFen: Fen): Change => {
  if (proposal.verdict === 'unknown') return 'facts_missing';
  const [was, becomes] = [monthlyOf(before.lines), monthlyOf(proposal.lines)];
  if (!isWithin(was, becomes)) return 'lower';
  const rise = monthlyTotal(beyond(becomes, was));
  if (rise === 0) return 'unchanged';
  if (hasNewMonths(was, becomes)) return 'new_months';
  return rise > toleranceFen ? 'beyond_tolerance' : 'raised';
};
