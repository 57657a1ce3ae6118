import { CalendarError } from './calendar-error';
import type { HolidayTable } from './holidays/holiday-table';
import { isWeekend } from './holidays/week';
import { yearOf } from './month';
import { addDays, daysBetween, yearEnd, yearStart, type PlainDate } from './plain-date';

export type WorkingCalendar = {
  readonly isWorkingDay: (date: PlainDate) => boolean;
  /** The n-th working day after the date, which itself does not count; n = 0 gives the date back. */
  readonly addWorkingDays: (date: PlainDate, n: number) => PlainDate;
};

/** How many days of its year a table leaves for work. */
export function workingDaysOf(table: HolidayTable): number {
  const { isWorkingDay } = workingCalendar([table]);
  return daysOfYear(table.year).filter(isWorkingDay).length;
}

/**
 * Monday to Friday less the statutory holidays: 调休 moves days and leaves their number. 13 holidays from 2025, 11 from 2008, 10 before
 * (《全国年节及纪念日放假办法》). A table that comes to another number lacks a line, or is of a year with an extraordinary day off.
 */
export function lawfulWorkingDays(year: number): number {
  const holidays = year >= 2025 ? 13 : year >= 2008 ? 11 : 10;
  return daysOfYear(year).filter((date) => !isWeekend(date)).length - holidays;
}

const daysOfYear = (year: number): PlainDate[] =>
  Array.from({ length: daysBetween(yearStart(year), yearEnd(year)) + 1 }, (_, index) => addDays(yearStart(year), index));

/**
 * Working days by the yearly tables: a named day off rests, a named weekend day works, otherwise Monday to Friday work.
 * Its functions throw CalendarError naming the year (`missingYear`) as soon as a year without a table would have to be guessed.
 */
export function workingCalendar(tables: readonly HolidayTable[]): WorkingCalendar {
  const years = new Set(tables.map((table) => table.year));
  const holidays = new Set(tables.flatMap((table) => table.holidays));
  const workdays = new Set(tables.flatMap((table) => table.workdays));
  requireClearTables(tables, years, holidays);

  const isWorkingDay = (date: PlainDate): boolean => {
    const year = yearOf(date);
    if (!years.has(year)) throw new CalendarError(`No State Council holiday table for ${year}`, year);
    return workdays.has(date) || (!holidays.has(date) && !isWeekend(date));
  };
  const addWorkingDays = (date: PlainDate, n: number): PlainDate => {
    if (!Number.isSafeInteger(n) || n < 0) throw new CalendarError(`Not a whole number of working days: ${n}`);
    let day = date;
    for (let left = n; left > 0;) {
      day = addDays(day, 1);
      if (isWorkingDay(day)) left -= 1;
    }
    return day;
  };
  return { isWorkingDay, addWorkingDays };
}

function requireClearTables(tables: readonly HolidayTable[], years: ReadonlySet<number>, holidays: ReadonlySet<PlainDate>): void {
  if (years.size !== tables.length) throw new CalendarError('Two holiday tables are given for one year');
  const both = tables.flatMap((table) => table.workdays).find((date) => holidays.has(date));
  if (both) throw new CalendarError(`${both} is both a day off and a working day`);
}
