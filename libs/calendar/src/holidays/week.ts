import { dayNumber, type PlainDate } from '../plain-date';

/** Days after Monday: day 0 was a Thursday, and the outer sum keeps days before 1970 positive. */
const sinceMonday = (date: PlainDate): number => (((dayNumber(date) + 3) % 7) + 7) % 7;

export const isWeekend = (date: PlainDate): boolean => sinceMonday(date) >= 5;

/** `星期三`. */
export const weekdayName = (date: PlainDate): string => `星期${'一二三四五六日'[sinceMonday(date)] ?? ''}`;
