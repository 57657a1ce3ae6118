import type { Facts } from './definition';
import type { Question } from './programme';
import { firstOf, type MonthSpan, spanOf } from './proration';

/** Months of a year with the facts that rules are asked of for them. */
export type YearPart = { readonly months: MonthSpan; readonly facts: Facts };

/** The year, cut where one of the facts named changes; whole where none does. */
export function partsOf(
  { facts, earlier = [] }: Pick<Question, 'facts' | 'earlier'>,
  named: readonly string[],
): readonly YearPart[] {
  const parts: YearPart[] = [];
  let first = 1;
  for (const held of [...earlier, { until: 12, facts }]) {
    if (held.until < first) continue;
    const before = parts.at(-1);
    const isSame = before !== undefined && named.every((name) => before.facts[name] === held.facts[name]);
    if (isSame) parts.splice(-1, 1, { ...before, months: spanOf(firstOf(before.months), held.until) });
    else parts.push({ months: spanOf(first, held.until), facts: held.facts });
    first = held.until + 1;
  }
  return parts;
}
