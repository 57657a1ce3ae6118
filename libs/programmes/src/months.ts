import { type Day, dayOf } from './days';
import type { DeathPolicyId, ProrationPolicyId } from './definition';
import type { Question } from './programme';
import { afterDeath, lastOf, type MonthSpan, NO_MONTHS, PRORATION_POLICIES, type ProrationTerms, spanOf } from './proration';

export type MonthRules = { readonly policy: ProrationPolicyId; readonly schemeFrom: Day; readonly onDeath: DeathPolicyId };

const day = (text: string | undefined): Day | undefined => (text === undefined ? undefined : dayOf(text));
const sooner = (a: Day, b: Day | undefined): Day => (b !== undefined && b < a ? b : a);

/** The payable months of a year: the policy's, cut at a loss and a death, less what the place before a transfer has paid. */
export function payableMonths(rules: MonthRules, question: Question, from: Day, until: Day): MonthSpan {
  const policy = PRORATION_POLICIES[rules.policy];
  const terms: ProrationTerms = {
    year: question.year,
    from,
    until: sooner(until, day(question.lostOn)),
    confirmedOn: day(question.confirmedOn),
    schemeFrom: rules.schemeFrom,
  };
  let span = policy(terms);
  const arrivedOn = day(question.transferredInOn);
  if (arrivedOn !== undefined) span = without(span, policy({ ...terms, until: sooner(terms.until, arrivedOn) }));
  const diedOn = day(question.diedOn);
  return diedOn === undefined ? span : afterDeath(span, { year: question.year, from, diedOn }, rules.onDeath);
}

/** Losing a right earlier only ever shortens a span at its end, so what is left of it is one span too. */
const without = (span: MonthSpan, paid: MonthSpan): MonthSpan =>
  paid === NO_MONTHS || span === NO_MONTHS ? span : spanOf(lastOf(paid) + 1, lastOf(span));
