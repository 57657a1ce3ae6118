import type { Month, PlainDate } from '@fenming/calendar';

/**
 * Dates as integers, because a million people are assessed in one loop: a Day is yyyymmdd (20230315) and compares with `<`;
 * a MonthIndex is year * 12 + (month - 1). The strings of @fenming/calendar stay at the door; days.spec.ts proves both agree.
 */
export type Day = number;
export type MonthIndex = number;

/** Later than every day a programme can meet; stands for "no end". */
export const NEVER: Day = 99991231;

/** Two digits of a text as a number; far below zero when one of them is not a digit. */
const pair = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1_000_000;
};

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const monthLength = (year: number, month: number): number => {
  const length = month === 2 && isLeap(year) ? 29 : MONTH_LENGTHS[month - 1];
  if (length === undefined) throw new Error(`no month: ${month}`);
  return length;
};

const EARLIEST_YEAR = 1800;
const DASH = 45;

/** '2023-03-15' → 20230315; anything that is not a calendar date from 1800 on → undefined. */
export function dayOf(text: string): Day | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return undefined;
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = pair(text, 5);
  const day = pair(text, 8);
  if (year < EARLIEST_YEAR || month < 1 || month > 12 || day < 1) return undefined;
  return day <= 28 || day <= monthLength(year, month) ? year * 10000 + month * 100 + day : undefined;
}

/** A day of a definition; NEVER where it names none. */
export const dayOrNever = (text: string | undefined): Day => (text === undefined ? undefined : dayOf(text)) ?? NEVER;

/** '2023-03' → month index; anything else → undefined. */
export function monthIndexOf(text: string): MonthIndex | undefined {
  if (text.length !== 7 || text.charCodeAt(4) !== DASH) return undefined;
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = pair(text, 5);
  return year < EARLIEST_YEAR || month < 1 || month > 12 ? undefined : year * 12 + month - 1;
}

export const yearOfDay = (day: Day): number => (day / 10000) | 0;
export const monthOfDay = (day: Day): MonthIndex => ((day / 10000) | 0) * 12 + (((day / 100) | 0) % 100) - 1;
const yearOfMonth = (month: MonthIndex): number => (month / 12) | 0;
/** The first day of a month index. */
export const firstDayOf = (month: MonthIndex): Day => ((month / 12) | 0) * 10000 + ((month % 12) + 1) * 100 + 1;
export const lastDayOf = (month: MonthIndex): Day => {
  const year = (month / 12) | 0;
  return year * 10000 + ((month % 12) + 1) * 100 + monthLength(year, (month % 12) + 1);
};

/** The birthday that completes so many years; born on 29 February, it falls on 28 February of a common year (Civil Code art. 202). */
export function anniversaryOf(birth: Day, years: number): Day {
  const moved = birth + years * 10000;
  return moved % 10000 === 229 && !isLeap((moved / 10000) | 0) ? moved - 1 : moved;
}

/** Full years of age on a day; the birthday itself counts. */
export function ageAt(birth: Day, on: Day): number {
  const years = ((on / 10000) | 0) - ((birth / 10000) | 0);
  return on < anniversaryOf(birth, years) ? years - 1 : years;
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

export const dayText = (day: Day): PlainDate =>
  `${yearOfDay(day)}-${two(((day / 100) | 0) % 100)}-${two(day % 100)}` as PlainDate;
export const monthText = (month: MonthIndex): Month => `${yearOfMonth(month)}-${two((month % 12) + 1)}` as Month;
