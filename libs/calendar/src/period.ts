import { CalendarError } from './calendar-error';
import { addDays, type PlainDate } from './plain-date';
import type { WorkingCalendar } from './working-calendar';

/** How long a notice stays open; the length is a whole number from 1. */
export type Period = { readonly length: number; readonly unit: 'calendar-day' | 'working-day' };

/**
 * The last day of a period, which stays open through 24:00 of that day. The day of posting does not count (Civil Code art. 201);
 * a period in calendar days that would end on a day off ends on the next working day (art. 203).
 * Throws CalendarError for an empty period, or when a holiday table is missing.
 */
export function periodEnd(start: PlainDate, period: Period, calendar: WorkingCalendar): PlainDate {
  if (!Number.isSafeInteger(period.length) || period.length < 1)
    throw new CalendarError(`Not the length of a period: ${period.length}`);
  if (period.unit === 'working-day') return calendar.addWorkingDays(start, period.length);
  const counted = addDays(start, period.length);
  return calendar.isWorkingDay(counted) ? counted : calendar.addWorkingDays(counted, 1);
}
