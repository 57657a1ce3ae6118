import fc from 'fast-check';
import counts from '../../../test/counts.json';
import {
  addDays,
  CalendarError,
  daysBetween,
  HOLIDAY_TABLES,
  type HolidayTable,
  plainDate,
  type PlainDate,
  workingCalendar,
  yearStart,
} from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const calendar = workingCalendar(HOLIDAY_TABLES);

const anyCoveredDate = fc.integer({ min: 0, max: 1300 }).map((days) => addDays(plainDate('2023-01-01'), days));

function daysOfYear(year: number): PlainDate[] {
  return Array.from({ length: daysBetween(yearStart(year), yearStart(year + 1)) }, (_, index) => addDays(yearStart(year), index));
}

function isWeekendByPlatform(date: PlainDate): boolean {
  return ['Sat', 'Sun'].includes(new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(date)));
}

describe('the State Council holiday tables', () => {
  // 365 or 366 days less weekends and the 11 statutory holidays of the year, 13 from 2025 on: 调休 moves days and never changes their number.
  it.each([
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('gives %i its %i working days', (year, expected) => {
    expect(daysOfYear(year).filter(calendar.isWorkingDay)).toHaveLength(expected);
  });

  it.each(HOLIDAY_TABLES.map((table): [number, HolidayTable] => [table.year, table]))(
    'cites its notice and lists every day once in %i',
    (year, table) => {
      expect(table.title).toBe(`国务院办公厅关于${year}年部分节假日安排的通知`);
      expect(table.documentNo).toMatch(new RegExp(`^国办发明电〔${year - 1}〕\\d+号$`));
      expect(table.publishedOn).toMatch(new RegExp(`^${year - 1}-`));
      const named = [...table.holidays, ...table.workdays];
      expect(new Set(named).size).toBe(named.length);
    },
  );

  it.each(HOLIDAY_TABLES.map((table): [number, HolidayTable] => [table.year, table]))(
    'makes only weekend days working days in %i',
    (_, table) => {
      expect(table.workdays.filter((date) => !isWeekendByPlatform(date))).toEqual([]);
    },
  );

  it('rests from New Year through Spring Festival as the notices say', () => {
    expect(calendar.isWorkingDay(plainDate('2023-01-02'))).toBe(false);
    expect(calendar.isWorkingDay(plainDate('2023-01-27'))).toBe(false);
    expect(calendar.isWorkingDay(plainDate('2023-01-28'))).toBe(true);
    expect(calendar.isWorkingDay(plainDate('2024-02-09'))).toBe(true);
    expect(calendar.isWorkingDay(plainDate('2025-01-28'))).toBe(false);
    expect(calendar.isWorkingDay(plainDate('2026-01-04'))).toBe(true);
    expect(calendar.isWorkingDay(plainDate('2026-02-23'))).toBe(false);
  });
});

describe('working days', () => {
  it('counts from the day after, through the long October holiday', () => {
    expect(calendar.addWorkingDays(plainDate('2023-09-28'), 1)).toBe('2023-10-07');
    expect(calendar.addWorkingDays(plainDate('2023-09-28'), 3)).toBe('2023-10-09');
    expect(calendar.addWorkingDays(plainDate('2023-03-17'), 7)).toBe('2023-03-28');
    expect(calendar.addWorkingDays(plainDate('2023-03-18'), 0)).toBe('2023-03-18');
  });

  it('names the year whose table is missing', () => {
    expect(() => calendar.isWorkingDay(plainDate('2022-12-30'))).toThrow(expect.objectContaining({ missingYear: 2022 }));
    expect(() => calendar.addWorkingDays(plainDate('2026-12-30'), 2)).toThrow(
      expect.objectContaining({ name: 'CalendarError', missingYear: 2027 }),
    );
    expect(() => calendar.addWorkingDays(plainDate('2026-12-30'), 2)).toThrow(/2027/);
  });

  it.each([-1, 1.5, NaN])('refuses to add %p working days', (n) => {
    expect(() => calendar.addWorkingDays(plainDate('2023-03-15'), n)).toThrow(CalendarError);
  });

  it('refuses tables that contradict each other', () => {
    const [first] = HOLIDAY_TABLES;
    if (!first) throw new Error('There is no holiday table');
    expect(() => workingCalendar([first, first])).toThrow(CalendarError);
    expect(() => workingCalendar([{ ...first, workdays: first.holidays.slice(0, 1) }])).toThrow(/both/);
  });

  it('lands on a working day with exactly that many working days behind it', () => {
    fc.assert(
      fc.property(anyCoveredDate, fc.integer({ min: 1, max: 40 }), (date, n) => {
        const end = calendar.addWorkingDays(date, n);
        const passed = Array.from({ length: daysBetween(date, end) }, (_, index) => addDays(date, index + 1));
        expect(calendar.isWorkingDay(end)).toBe(true);
        expect(passed.filter(calendar.isWorkingDay)).toHaveLength(n);
      }),
      { numRuns },
    );
  });

  it('follows the week wherever no table says otherwise', () => {
    const named = new Set(HOLIDAY_TABLES.flatMap((table) => [...table.holidays, ...table.workdays]));
    for (const date of [2023, 2024, 2025, 2026].flatMap(daysOfYear)) {
      if (!named.has(date)) expect(calendar.isWorkingDay(date)).toBe(!isWeekendByPlatform(date));
    }
  });
});
