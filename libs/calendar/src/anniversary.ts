import { CalendarError } from './calendar-error';
import { daysInMonth } from './civil';
import { civilOf, dateOfCivil, type PlainDate } from './plain-date';

/**
 * The day on which so many whole years are completed. Someone born on 29 February completes a common year on 28 February:
 * without a corresponding day, the last day of the month counts (Civil Code art. 202).
 */
export function anniversary(birth: PlainDate, years: number): PlainDate {
  if (!Number.isSafeInteger(years)) throw new CalendarError(`Not a whole number of years: ${years}`);
  const { year, month, day } = civilOf(birth);
  return dateOfCivil({ year: year + years, month, day: Math.min(day, daysInMonth(year + years, month)) });
}

/** Completed years of age (周岁) on a day; the birthday itself counts. Throws CalendarError for a day before the birth. */
export function ageOn(birth: PlainDate, on: PlainDate): number {
  if (on < birth) throw new CalendarError(`No age on ${on}, before the birth`);
  const years = civilOf(on).year - civilOf(birth).year;
  return anniversary(birth, years) <= on ? years : years - 1;
}
