import { dayOf, type Day, monthIndexOf } from './days';
import type { FactDefinition, Facts, FactValue } from './definition';
import type { Value } from './language';
import type { Question } from './programme';

/**
 * One person's question while it is being answered. Facts and terms are worked out when first asked for and kept, so that a person whom the
 * first condition turns away costs next to nothing; null means "not asked yet". One frame serves everyone in turn.
 */
export type Frame = {
  facts: Facts;
  year: number;
  yearStart: Day;
  yearEnd: Day;
  testDay: Day;
  readonly seen: (Value | null)[];
};

export const emptyFrame = (places: number): Frame => ({
  facts: {},
  year: 0,
  yearStart: 0,
  yearEnd: 0,
  testDay: 0,
  seen: Array.from({ length: places }, () => null),
});

/** Sets a frame to the next person. The test day is 31 December, or the day of death when that is earlier. */
export function enter(frame: Frame, { facts, year, diedOn }: Question): void {
  const yearEnd = year * 10000 + 1231;
  const died = diedOn === undefined ? yearEnd : (dayOf(diedOn) ?? yearEnd);
  frame.facts = facts;
  frame.year = year;
  frame.yearStart = year * 10000 + 101;
  frame.yearEnd = yearEnd;
  frame.testDay = died < yearEnd ? died : yearEnd;
  frame.seen.fill(null);
}

export type Compiled = (frame: Frame) => Value;

/** A name that is worked out once per person and then read from its place in the frame. */
export const remembered =
  (place: number, run: Compiled): Compiled =>
  (frame) => {
    const seen = frame.seen[place];
    if (seen !== null) return seen;
    return (frame.seen[place] = run(frame));
  };

const dayIn = (value: FactValue | undefined): Value => (typeof value === 'string' ? dayOf(value) : undefined);
const monthIn = (value: FactValue | undefined): Value => (typeof value === 'string' ? monthIndexOf(value) : undefined);

/**
 * How a fact is read. One of the wrong type, or a day that does not exist, is not known: it must never count as a yes.
 * Dates are remembered because reading one costs more than remembering it.
 */
export function factReader({ name, type }: Pick<FactDefinition, 'name' | 'type'>, place: number): Compiled {
  switch (type) {
    case 'date':
      return remembered(place, ({ facts }) => dayIn(facts[name]));
    case 'month':
      return remembered(place, ({ facts }) => monthIn(facts[name]));
    case 'integer':
      return ({ facts }) => {
        const value = facts[name];
        return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
      };
    case 'boolean':
      return ({ facts }) => {
        const value = facts[name];
        return typeof value === 'boolean' ? value : undefined;
      };
    case 'choice':
      return ({ facts }) => {
        const value = facts[name];
        return typeof value === 'string' ? value : undefined;
      };
  }
}

/** The days that every expression may name beside the facts. */
export const BUILT_IN_READERS: Readonly<Record<'year' | 'yearStart' | 'yearEnd' | 'testDay', Compiled>> = {
  year: (frame) => frame.year,
  yearStart: (frame) => frame.yearStart,
  yearEnd: (frame) => frame.yearEnd,
  testDay: (frame) => frame.testDay,
};
