import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { addDays, CalendarError, daysBetween, isPlainDate, plainDate, type PlainDate, yearEnd, yearStart } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const anyDate = fc.integer({ min: -60_000, max: 60_000 }).map((days) => addDays(plainDate('2000-02-29'), days));

describe('plain dates', () => {
  it.each([
    '2023-02-29',
    '1900-02-29',
    '2023-04-31',
    '2023-13-01',
    '2023-00-10',
    '2023-01-00',
    '0000-01-01',
    '2023-1-1',
    '2023/01/01',
    '20230101',
    ' 2023-01-01',
    '2023-01-01T00:00',
    '',
  ])('refuses %p, which is no day of the calendar', (text) => {
    expect(isPlainDate(text)).toBe(false);
    expect(() => plainDate(text)).toThrow(CalendarError);
  });

  it.each(['2024-02-29', '2000-02-29', '2023-12-31', '0001-01-01', '9999-12-31'])('takes %s as it stands', (text) => {
    expect(plainDate(text)).toBe(text);
  });

  it('steps over month ends, leap days and year ends', () => {
    expect(addDays(plainDate('2023-02-28'), 1)).toBe('2023-03-01');
    expect(addDays(plainDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(plainDate('2023-12-31'), 1)).toBe('2024-01-01');
    expect(addDays(plainDate('2024-03-01'), -1)).toBe('2024-02-29');
  });

  it('counts 365 days in 2023 and 366 in 2024', () => {
    expect(daysBetween(yearStart(2023), yearEnd(2023)) + 1).toBe(365);
    expect(daysBetween(yearStart(2024), yearEnd(2024)) + 1).toBe(366);
  });

  it('leaves the calendar on neither side', () => {
    expect(() => addDays(plainDate('9999-12-31'), 1)).toThrow(CalendarError);
    expect(() => addDays(plainDate('0001-01-01'), -1)).toThrow(CalendarError);
    expect(() => addDays(plainDate('2023-01-01'), 0.5)).toThrow(CalendarError);
    expect(() => yearStart(10_000)).toThrow(CalendarError);
  });

  it('never repeats a citizen id that stands where a date should', () => {
    expect(() => plainDate('11010519491231002X')).toThrow(/^Not a day of the calendar: a text of 18 characters$/);
  });

  it('refuses a text that only claims to be a date', () => {
    expect(() => addDays('2023-02-30' as PlainDate, 1)).toThrow(CalendarError);
  });

  it('comes back after going any number of days, and sorts as text in the order of time', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        const moved = addDays(date, days);
        expect(daysBetween(date, moved)).toBe(days);
        expect(addDays(moved, -days)).toBe(date);
        expect(moved < date).toBe(days < 0);
      }),
      { numRuns },
    );
  });
});
