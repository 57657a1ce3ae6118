import { CalendarError, shown } from './calendar-error';
import { addDays, isPlainDate, plainDate, type PlainDate } from './plain-date';

/** A moment in UTC with milliseconds, `2023-03-15T01:00:00.000Z`; one form only, so that `<` compares and hashes agree. */
export type Instant = string & { readonly kind: 'instant' };

const FORM = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const WITHOUT_MILLISECONDS = /:\d{2}Z$/;
// The whole country keeps +08:00. The daylight saving of 1986 to 1991 is older than any instant this engine records.
const SHANGHAI_HOURS = 8;

export function isInstant(text: string): text is Instant {
  const match = FORM.exec(text);
  return match !== null && isPlainDate(match[1] ?? '');
}

/** Parses a UTC moment; `2023-03-15T01:00:00Z` is completed with its milliseconds. Other offsets and forms throw CalendarError. */
export function instant(text: string): Instant {
  const complete = WITHOUT_MILLISECONDS.test(text) ? `${text.slice(0, -1)}.000Z` : text;
  if (!isInstant(complete)) throw new CalendarError(`Not a UTC instant: ${shown(text)}`);
  return complete;
}

/** The day in Asia/Shanghai on which the moment falls. */
export function dateOf(moment: Instant): PlainDate {
  const utcDay = plainDate(moment.slice(0, 10));
  return Number(moment.slice(11, 13)) + SHANGHAI_HOURS >= 24 ? addDays(utcDay, 1) : utcDay;
}

/** 00:00 of the day in Asia/Shanghai. */
export function startOfDay(date: PlainDate): Instant {
  return atHour(date, 0);
}

/** A whole hour, 0 to 24, of the day in Asia/Shanghai; 24 is the end of the day, as Civil Code art. 203 counts it. */
export function atHour(date: PlainDate, hour: number): Instant {
  if (!Number.isInteger(hour) || hour < 0 || hour > 24) throw new CalendarError(`Not an hour of the day: ${hour}`);
  const utc = hour - SHANGHAI_HOURS;
  const day = utc < 0 ? addDays(date, -1) : plainDate(date);
  return instant(`${day}T${String((utc + 24) % 24).padStart(2, '0')}:00:00.000Z`);
}
