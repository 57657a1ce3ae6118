import { CalendarError, shown } from './calendar-error';
import { type Civil, civilFromDays, daysFromCivil, daysInMonth } from './civil';

/** A day of the Asia/Shanghai calendar, `2023-03-15`; comparable with `<`. Years 0001 to 9999. */
export type PlainDate = string & { readonly kind: 'plain-date' };

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

export function isPlainDate(text: string): text is PlainDate {
  return readCivil(text) !== undefined;
}

/** Parses `2023-03-15`. Throws CalendarError for another form or a day that does not exist, such as 2023-02-29. */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new CalendarError(`Not a day of the calendar: ${shown(text)}`);
  return text;
}

/** A day that a person alive or a paper of an office can be about: of the years 1900 to 2099. What is typed beyond is a slip of the pen. */
export function isOfOurTime(date: PlainDate): boolean {
  return date >= '1900' && date < '2100';
}

/** The numbers of a date. Throws CalendarError when the text only claims to be one. */
export function civilOf(date: PlainDate): Civil {
  const civil = readCivil(date);
  if (!civil) throw new CalendarError(`Not a day of the calendar: ${shown(date)}`);
  return civil;
}

/** Writes a day of years 0001 to 9999; CalendarError outside them, because the text would no longer sort. */
export function dateOfCivil({ year, month, day }: Civil): PlainDate {
  return plainDate(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

/** The day so many whole days later, or earlier when negative. */
export function addDays(date: PlainDate, days: number): PlainDate {
  if (!Number.isSafeInteger(days)) throw new CalendarError(`Not a whole number of days: ${days}`);
  return dateOfCivil(civilFromDays(dayNumber(date) + days));
}

/** Whole days from `from` to `to`: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Days since 1970-01-01, which was a Thursday. */
export function dayNumber(date: PlainDate): number {
  return daysFromCivil(civilOf(date));
}

export function yearStart(year: number): PlainDate {
  return dateOfCivil({ year, month: 1, day: 1 });
}

export function yearEnd(year: number): PlainDate {
  return dateOfCivil({ year, month: 12, day: 31 });
}

function readCivil(text: string): Civil | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? { year, month, day } : undefined;
}
