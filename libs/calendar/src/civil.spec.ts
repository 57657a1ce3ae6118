import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { civilFromDays, daysFromCivil, daysInMonth, isLeapYear } from './civil';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

describe('the Gregorian calendar in whole days', () => {
  it.each([
    [1970, 1, 1, 0],
    [1969, 12, 31, -1],
    [2000, 2, 29, 11_016],
    [2000, 3, 1, 11_017],
    [2023, 3, 15, 19_431],
    [1600, 1, 1, -135_140],
  ])('counts %i-%i-%i as day %i', (year, month, day, days) => {
    expect(daysFromCivil({ year, month, day })).toBe(days);
    expect(civilFromDays(days)).toEqual({ year, month, day });
  });

  it('has a leap day in 2000 and 2024, none in 1900 and 2023', () => {
    expect([2000, 2024, 1900, 2023].map(isLeapYear)).toEqual([true, true, false, false]);
  });

  it('agrees with the platform calendar on any day of years 1 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
        const civil = civilFromDays(days);
        expect(daysFromCivil(civil)).toBe(days);
        expect(Date.parse(isoOf(civil)) / 86_400_000).toBe(days);
        expect(civil.day).toBeLessThanOrEqual(daysInMonth(civil.year, civil.month));
      }),
      { numRuns },
    );
  });

  it('walks through every month end between 1899 and 2101 one day at a time', () => {
    for (let year = 1899; year <= 2101; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        const last = daysFromCivil({ year, month, day: daysInMonth(year, month) });
        expect(civilFromDays(last + 1).day).toBe(1);
      }
    }
  });
});

function isoOf({ year, month, day }: { year: number; month: number; day: number }): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T00:00:00.000Z`;
}
