import {
  addDays,
  atHour,
  HOLIDAY_TABLES,
  periodEnd,
  plainDate,
  workingCalendar,
  type Instant,
  type Period,
  type PlainDate,
} from '@fenming/calendar';
import type { Programme } from '@fenming/programmes';

/** When the three notices of one year go up. Each level begins on the first working day after the notice below it has ended. */
export type NoticeDays = {
  readonly village: PlainDate;
  readonly township: PlainDate;
  readonly county: PlainDate;
  readonly ended: PlainDate;
};
type Level = keyof Programme['noticePeriods'];

const WORKING_DAYS = workingCalendar(HOLIDAY_TABLES);

/** Programmes may have different periods; the county waits for the longest. */
const dayAfterNotice = (posted: PlainDate, level: Level, programmes: readonly Programme[]): PlainDate => {
  const ends = programmes
    .map(({ noticePeriods }) => periodEnd(posted, noticePeriods[level] satisfies Period, WORKING_DAYS))
    .toSorted();
  return WORKING_DAYS.addWorkingDays(ends.at(-1) ?? posted, 1);
};

export const noticeDays = (village: PlainDate, programmes: readonly Programme[]): NoticeDays => {
  const township = dayAfterNotice(village, 'village', programmes);
  const county = dayAfterNotice(township, 'township', programmes);
  return { village, township, county, ended: dayAfterNotice(county, 'county', programmes) };
};

/** Office hours begin at nine. */
export const morningOf = (date: PlainDate): Instant => atHour(date, 9);
export const morning = (date: string): Instant => morningOf(plainDate(date));
export const daysAfter = (date: PlainDate, days: number): Instant => morningOf(addDays(date, days));
