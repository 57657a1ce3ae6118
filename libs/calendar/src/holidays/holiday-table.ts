import { addDays, daysBetween, plainDate, type PlainDate } from '../plain-date';

/** One year's State Council notice: days off, and the weekend days on which offices work in exchange (调休). Ordinary weekends are in neither list. */
export type HolidayTable = {
  readonly year: number;
  /** The notice, by its title, number and, where it is known, day. */
  readonly title: string;
  readonly documentNo: string;
  readonly publishedOn?: PlainDate;
  readonly holidays: readonly PlainDate[];
  readonly workdays: readonly PlainDate[];
};

/** Every day from the first through the last, as a notice names them: `1月21日至27日`. */
export function daysFrom(first: string, last: string): PlainDate[] {
  const start = plainDate(first);
  return Array.from({ length: daysBetween(start, plainDate(last)) + 1 }, (_, index) => addDays(start, index));
}

export function days(...texts: string[]): PlainDate[] {
  return texts.map(plainDate);
}
