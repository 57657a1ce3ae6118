import fc from 'fast-check';
import counts from '../../../test/counts.json';
import {
  addDays, addMonths, CalendarError, firstDay, isMonth, lastDay, month, monthOf, monthsInclusive, monthsOfYear, plainDate, yearOf,
} from './index'; // prettier-ignore

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const anyMonth = fc
  .tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => month(`${year}-${String(number).padStart(2, '0')}`));

describe('months', () => {
  it.each(['2023-13', '2023-00', '2023-1', '202301', '2023-01-01', '', '0000-01'])('refuses %p', (text) => {
    expect(isMonth(text)).toBe(false);
    expect(() => month(text)).toThrow(CalendarError);
  });

  it('knows the last day of February in leap years and others', () => {
    expect(lastDay(month('2023-02'))).toBe('2023-02-28');
    expect(lastDay(month('2024-02'))).toBe('2024-02-29');
    expect(lastDay(month('1900-02'))).toBe('1900-02-28');
    expect(firstDay(month('2024-02'))).toBe('2024-02-01');
  });

  it('pays January to December as twelve months, and one month from a month to itself', () => {
    expect(monthsInclusive(month('2023-01'), month('2023-12'))).toBe(12);
    expect(monthsInclusive(month('2023-12'), month('2023-12'))).toBe(1);
    expect(monthsInclusive(month('2022-11'), month('2023-02'))).toBe(4);
  });

  it('pays no month when the end lies before the start', () => {
    expect(monthsInclusive(month('2023-12'), month('2023-11'))).toBe(0);
    expect(monthsInclusive(month('2023-12'), month('2003-01'))).toBe(0);
  });

  it('lists a year from January to December', () => {
    expect(monthsOfYear(2023)).toHaveLength(12);
    expect(monthsOfYear(2023)[0]).toBe('2023-01');
    expect(monthsOfYear(2023)[11]).toBe('2023-12');
  });

  it('steps over the turn of the year both ways and stays inside the calendar', () => {
    expect(addMonths(month('2023-12'), 1)).toBe('2024-01');
    expect(addMonths(month('2023-01'), -1)).toBe('2022-12');
    expect(addMonths(month('2023-06'), 216)).toBe('2041-06');
    expect(() => addMonths(month('9999-12'), 1)).toThrow(CalendarError);
    expect(() => addMonths(month('2023-01'), 1.5)).toThrow(CalendarError);
  });

  it('knows its year', () => {
    expect(yearOf(month('2023-03'))).toBe(2023);
    expect(yearOf(plainDate('1963-03-01'))).toBe(1963);
  });

  it('ends the day before the next month begins', () => {
    fc.assert(
      fc.property(anyMonth, (any) => {
        expect(addDays(lastDay(any), 1)).toBe(firstDay(addMonths(any, 1)));
        expect(monthOf(firstDay(any))).toBe(any);
        expect(monthOf(lastDay(any))).toBe(any);
      }),
      { numRuns },
    );
  });

  it('counts the months it walks', () => {
    fc.assert(
      fc.property(anyMonth, fc.nat({ max: 1200 }), (from, months) => {
        const to = addMonths(from, months);
        expect(monthsInclusive(from, to)).toBe(months + 1);
        expect(addMonths(to, -months)).toBe(from);
      }),
      { numRuns },
    );
  });
});
