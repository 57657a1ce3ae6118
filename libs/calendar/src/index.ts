/** Calendar: when something was recorded (Instant, UTC), when it counts (PlainDate, Month), and which days are working days. */
export { CalendarError } from './calendar-error';
export { type Instant, atHour, dateOf, instant, isInstant, startOfDay } from './instant';
export { type PlainDate, addDays, daysBetween, isOfOurTime, isPlainDate, plainDate, yearEnd, yearStart } from './plain-date';
export {
  type Month,
  addMonths,
  firstDay,
  isMonth,
  lastDay,
  month,
  monthOf,
  monthsInclusive,
  monthsOfYear,
  yearOf,
} from './month';
export { namesDay, namesDayOfDeath } from './days-in-text';
export { ageOn, anniversary } from './anniversary';
export type { HolidayTable } from './holidays/holiday-table';
export { type HolidayReading, readHolidayFile } from './holidays/holiday-file';
export type { HolidayFault } from './holidays/holiday-lines';
export { HOLIDAY_TABLES } from './holidays/holiday-tables';
export { lawfulWorkingDays, type WorkingCalendar, workingCalendar, workingDaysOf } from './working-calendar';
export { type Period, periodEnd } from './period';
