/**
 * The days off of a year and the weekend days on which offices work (PlainDate, in the order of the year), as a notice of the State Council
 * names them. `title` and `documentNo` are the notice's; `contentHash` is of the days alone.
 */
export type HolidayTableProposed = {
  readonly type: 'HolidayTableProposed';
  readonly data: {
    readonly year: number;
    readonly contentHash: string;
    readonly title: string;
    readonly documentNo: string;
    readonly holidays: readonly string[];
    readonly workdays: readonly string[];
  };
};
/** A second person has compared the table with the notice. From here on, and not before, periods of notices are counted by it. */
export type HolidayTableConfirmed = {
  readonly type: 'HolidayTableConfirmed';
  readonly data: { readonly year: number; readonly contentHash: string };
};

export type CalendarEvent = HolidayTableProposed | HolidayTableConfirmed;
