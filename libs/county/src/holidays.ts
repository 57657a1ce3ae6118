import { HOLIDAY_TABLES, plainDate, workingCalendar, type HolidayTable, type WorkingCalendar } from '@fenming/calendar';
import { calendarDecider, type CalendarState, type ConfirmedTable, type ProposedTable } from '@fenming/subsidy';

/** A year's table that counts here: the county's own, or the one that comes with this release. */
export type HolidayYear = { readonly table: HolidayTable; readonly own?: ConfirmedTable };

const tableOf = ({ year, title, documentNo, holidays, workdays }: ProposedTable): HolidayTable => ({
  year,
  title,
  documentNo,
  holidays: holidays.map(plainDate),
  workdays: workdays.map(plainDate),
});

/** The working days of this county: what two people have confirmed here comes before what the release knows. */
export class Holidays {
  private state: CalendarState = calendarDecider.initial;
  private calendar: WorkingCalendar = workingCalendar(HOLIDAY_TABLES);

  set(state: CalendarState): void {
    this.state = state;
    this.calendar = workingCalendar(this.years().map(({ table }) => table));
  }

  workingDays(): WorkingCalendar {
    return this.calendar;
  }

  /** Every year that can be counted in, in order. */
  years(): readonly HolidayYear[] {
    const own = Object.values(this.state.confirmed).map((confirmed) => ({ table: tableOf(confirmed), own: confirmed }));
    const shipped = HOLIDAY_TABLES.filter(({ year }) => this.state.confirmed[year] === undefined).map((table) => ({ table }));
    return [...own, ...shipped].sort((a, b) => a.table.year - b.table.year);
  }

  /** What waits for a second person. */
  proposed(): readonly { readonly table: HolidayTable; readonly proposal: ProposedTable }[] {
    return Object.values(this.state.proposed).map((proposal) => ({ table: tableOf(proposal), proposal }));
  }
}
