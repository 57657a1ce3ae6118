import { addDays, CalendarError, dateOf, periodEnd, type Period, type PlainDate, type WorkingCalendar } from '@fenming/calendar';
import type { Programme } from '@fenming/programmes';
import { isRefusal, refuse, type Level, type Refusal } from '@fenming/subsidy';
import type { County } from '@fenming/county';

export type NoticePeriod = { readonly postedOn: PlainDate; readonly closesOn: PlainDate };

const LEVELS: readonly Level[] = ['village', 'township', 'county'];
const DAYS_AHEAD = 400;

/**
 * The last day, today or later, on which the notices of every adopted programme and level could be posted by the holidays known now;
 * undefined where nothing is adopted, a notice cannot be posted even today, or the holidays known reach beyond a year and more.
 */
export const noticesUntil = (county: County): PlainDate | undefined => {
  const { rules, holidays, clock } = county;
  const periods = rules.adopted().flatMap((id) => {
    const programme = rules.latest(id)?.compiled;
    return programme === undefined ? [] : LEVELS.map((level) => programme.noticePeriods[level]);
  });
  if (periods.length === 0) return undefined;
  return lastPosting(dateOf(clock.now()), periods, holidays.workingDays());
};

/** The last day from `today` on which each of the periods could begin; undefined where none can today, or all can for a year and more. */
export const lastPosting = (
  today: PlainDate,
  periods: readonly Period[],
  workingDays: WorkingCalendar,
): PlainDate | undefined => {
  const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => addDays(today, ahead));
  const first = days.findIndex((day) => periods.some((period) => isRefusal(endOf(day, period, workingDays))));
  return first < 1 ? undefined : days[first - 1];
};

const endOf = (postedOn: PlainDate, period: Period, workingDays: WorkingCalendar): PlainDate | Refusal => {
  try {
    return periodEnd(postedOn, period, workingDays);
  } catch (error) {
    if (error instanceof CalendarError && error.missingYear !== undefined)
      return refuse('holiday_table_missing', `${error.missingYear} 年`);
    throw error;
  }
};

/** A notice posted today hangs out from and through these days; refused where the holidays of a year that it reaches into are not known. */
export const noticePeriod = (county: County, programme: Programme, level: Level): NoticePeriod | Refusal => {
  const postedOn = dateOf(county.clock.now());
  const closesOn = endOf(postedOn, programme.noticePeriods[level], county.holidays.workingDays());
  return isRefusal(closesOn) ? closesOn : { postedOn, closesOn };
};
