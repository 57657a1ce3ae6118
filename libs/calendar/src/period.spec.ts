import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { addDays, CalendarError, daysBetween, HOLIDAY_TABLES, type Period, periodEnd, plainDate, workingCalendar } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const calendar = workingCalendar(HOLIDAY_TABLES);
const workingDays = (length: number): Period => ({ length, unit: 'working-day' });
const calendarDays = (length: number): Period => ({ length, unit: 'calendar-day' });

describe('the end of a public notice', () => {
  it('does not count the day of posting', () => {
    expect(periodEnd(plainDate('2023-03-15'), workingDays(1), calendar)).toBe('2023-03-16');
    expect(periodEnd(plainDate('2023-03-15'), calendarDays(1), calendar)).toBe('2023-03-16');
  });

  it('needs two weekends for seven working days posted on a Friday, one week and a day for five posted on a Wednesday', () => {
    expect(periodEnd(plainDate('2023-03-17'), workingDays(7), calendar)).toBe('2023-03-28');
    expect(periodEnd(plainDate('2023-03-15'), workingDays(5), calendar)).toBe('2023-03-22');
  });

  it('waits for the end of Spring Festival and counts the swapped working weekend', () => {
    expect(periodEnd(plainDate('2023-01-18'), workingDays(5), calendar)).toBe('2023-01-30');
  });

  it('moves a calendar period that ends on a day off to the next working day (Civil Code art. 203)', () => {
    expect(periodEnd(plainDate('2023-09-23'), calendarDays(7), calendar)).toBe('2023-10-07');
    expect(periodEnd(plainDate('2024-12-25'), calendarDays(7), calendar)).toBe('2025-01-02');
    expect(periodEnd(plainDate('2023-03-15'), calendarDays(7), calendar)).toBe('2023-03-22');
  });

  it.each([0, -7, 2.5])('refuses a period of %p days', (length) => {
    expect(() => periodEnd(plainDate('2023-03-15'), workingDays(length), calendar)).toThrow(CalendarError);
    expect(() => periodEnd(plainDate('2023-03-15'), calendarDays(length), calendar)).toThrow(CalendarError);
  });

  it('ends on a working day, and in calendar days never early and never more than nine days late', () => {
    const anyStart = fc.integer({ min: 0, max: 1380 }).map((days) => addDays(plainDate('2023-01-01'), days));
    fc.assert(
      fc.property(anyStart, fc.integer({ min: 1, max: 30 }), (start, length) => {
        const end = periodEnd(start, calendarDays(length), calendar);
        const late = daysBetween(addDays(start, length), end);
        expect(calendar.isWorkingDay(end)).toBe(true);
        expect(late >= 0 && late <= 9).toBe(true);
      }),
      { numRuns },
    );
  });
});
