import type { Counted } from './definition';
import { type Entitlement, entitlementOf, type Rates } from './entitlement';
import type { MonthSpan } from './proration';

/**
 * A county has a handful of payable situations a year (whole year, from March, died in June …) and a million people in them. The memo is a
 * path of integers (year and months, then each category's months, then each count) whose end holds the finished, frozen entitlement.
 */
type Node = { readonly next: Map<number, Node>; found: Entitlement | undefined };

/** The situation of one person, written down step by step; categories and counts come in the order in which the memo was made. */
export type Visit = {
  readonly begin: (year: number, span: MonthSpan) => void;
  readonly category: (at: number, months: MonthSpan) => void;
  readonly count: (at: number, count: number) => void;
  readonly entitlement: () => Entitlement;
};

/** Enough for every situation of many years; past it the memo starts again, so memory stays flat whatever is asked. */
const MOST_NODES = 20_000;

/** @throws Error where a step of the situation was never said: an amount would be that of another. */
const said = (numbers: readonly number[], at: number): number => {
  const number = numbers[at];
  if (number === undefined) throw new Error(`step ${at + 1} of a payable situation is missing`);
  return number;
};

const leaf = (): Node => ({ next: new Map(), found: undefined });

export type MemoOf = Rates & {
  readonly categories: readonly string[];
  readonly counted: readonly Counted[];
};

export function entitlementMemo({ categories, counted, ...rates }: MemoOf): Visit {
  let root = leaf();
  let nodes = 0;
  let node = root;
  let year = 0;
  let whole: MonthSpan = 0;
  const months: MonthSpan[] = categories.map(() => 0);
  const counts: number[] = counted.map(() => 0);
  const step = (key: number): void => {
    let next = node.next.get(key);
    if (next === undefined) {
      next = leaf();
      node.next.set(key, next);
      nodes += 1;
    }
    node = next;
  };
  const compute = (): Entitlement => {
    const spans = new Map([['all', whole], ...categories.map((id, at) => [id, said(months, at)] as const)]);
    return entitlementOf(rates, { year, spans, counts: new Map(counted.map((of, at) => [of, said(counts, at)])) });
  };
  return {
    begin: (asked, span) => {
      if (nodes > MOST_NODES) {
        root = leaf();
        nodes = 0;
      }
      node = root;
      year = asked;
      whole = span;
      step(asked * 10_000 + span);
    },
    category: (at, span) => {
      months[at] = span;
      // Counts stay below 10,000, so a category's key is never taken for a count's.
      if (span !== 0) step((at + 1) * 10_000 + span);
    },
    count: (at, count) => {
      counts[at] = count;
      step(count);
    },
    entitlement: () => (node.found ??= compute()),
  };
}
