import type { CompiledRules, ConditionRule } from './engine';
import { enter, type Frame } from './frame';
import type { ConditionOutcome, Question } from './programme';
import { firstOf, lastOf, type MonthSpan, NO_MONTHS, overlap, WHOLE_YEAR } from './proration';
import { partsOf } from './year-parts';

/** What a condition comes to in some months; nothing where it is not asked of the person. */
function inMonths({ definition, asked, holds }: ConditionRule, frame: Frame, months: MonthSpan): readonly ConditionOutcome[] {
  if (months === NO_MONTHS || asked?.run(frame) === false) return [];
  const value = holds.run(frame);
  const outcome = value === undefined ? 'unclear' : value === true ? 'met' : 'not_met';
  return [{ condition: definition.id, outcome, first: firstOf(months), last: lastOf(months) }];
}

function monthlyOutcomes(rule: ConditionRule, rules: CompiledRules, question: Question): readonly ConditionOutcome[] {
  const parts = partsOf(question, rules.monthlyFacts).flatMap(({ months, facts }) => {
    enter(rules.monthFrame, { ...question, facts });
    return inMonths(rule, rules.monthFrame, overlap(months, question.months ?? WHOLE_YEAR));
  });
  return joined(parts);
}

/** What each condition comes to in the months asked about, in the order of the text: by month where it is tested monthly, else by the test day. */
export function outcomesOf(rules: CompiledRules, question: Question): readonly ConditionOutcome[] {
  enter(rules.frame, question);
  return rules.conditions.flatMap((rule) =>
    rule.monthly && question.earlier !== undefined
      ? monthlyOutcomes(rule, rules, question)
      : inMonths(rule, rules.frame, question.months ?? WHOLE_YEAR),
  );
}

/** Outcomes in the order of their months: those of one condition stand together, and months that follow each other with the same are one span. */
export function joined(outcomes: readonly ConditionOutcome[]): readonly ConditionOutcome[] {
  const byCondition = new Map<string, ConditionOutcome[]>();
  for (const one of outcomes) {
    const spans = byCondition.get(one.condition) ?? [];
    byCondition.set(one.condition, spans);
    const before = spans.at(-1);
    const goesOn = before !== undefined && before.outcome === one.outcome && before.last + 1 === one.first;
    if (goesOn) spans.splice(-1, 1, { ...before, last: one.last });
    else spans.push(one);
  }
  return [...byCondition.values()].flat();
}
