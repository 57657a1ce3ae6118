import { CalendarError, shown } from './calendar-error';
import { daysInMonth } from './civil';
import { dateOfCivil, isPlainDate, type PlainDate } from './plain-date';

/** A month of the Asia/Shanghai calendar, `2023-03`; comparable with `<`. Years 0001 to 9999. */
export type Month = string & { readonly kind: 'month' };

export function isMonth(text: string): text is Month {
  return isPlainDate(`${text}-01`);
}

/** Parses `2023-03`; throws CalendarError otherwise. */
export function month(text: string): Month {
  if (!isMonth(text)) throw new CalendarError(`Not a month of the calendar: ${shown(text)}`);
  return text;
}

export function monthOf(date: PlainDate): Month {
  return month(date.slice(0, 7));
}

export function yearOf(date: PlainDate | Month): number {
  return Number(date.slice(0, 4));
}

/** The month so many months later, or earlier when negative. */
export function addMonths(from: Month, months: number): Month {
  if (!Number.isSafeInteger(months)) throw new CalendarError(`Not a whole number of months: ${months}`);
  return monthAt(monthNumber(from) + months);
}

export function firstDay(of: Month): PlainDate {
  return dateOfCivil({ year: yearOf(of), month: Number(of.slice(5)), day: 1 });
}

export function lastDay(of: Month): PlainDate {
  const [year, number] = [yearOf(of), Number(of.slice(5))];
  return dateOfCivil({ year, month: number, day: daysInMonth(year, number) });
}

/** How many months a payment from `from` through `to` covers, both counted; 0 when `to` is earlier. */
export function monthsInclusive(from: Month, to: Month): number {
  return Math.max(0, monthNumber(to) - monthNumber(from) + 1);
}

/** The twelve months of a year, January first. */
export function monthsOfYear(year: number): Month[] {
  return Array.from({ length: 12 }, (_, index) => monthAt(year * 12 + index));
}

function monthNumber(of: Month): number {
  return yearOf(of) * 12 + Number(month(of).slice(5)) - 1;
}

function monthAt(number: number): Month {
  const year = Math.floor(number / 12);
  return month(`${String(year).padStart(4, '0')}-${String(number - year * 12 + 1).padStart(2, '0')}`);
}
