import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { addDays, ageOn, anniversary, CalendarError, lastDay, month, monthOf, plainDate } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const anyBirth = fc.integer({ min: 0, max: 36_524 }).map((days) => addDays(plainDate('1900-01-01'), days));
const anyAge = fc.integer({ min: 1, max: 110 });

describe('anniversaries and ages', () => {
  it('completes 60 years on the 60th birthday', () => {
    expect(anniversary(plainDate('1963-12-31'), 60)).toBe('2023-12-31');
    expect(ageOn(plainDate('1963-12-31'), plainDate('2023-12-30'))).toBe(59);
    expect(ageOn(plainDate('1963-12-31'), plainDate('2023-12-31'))).toBe(60);
  });

  it('completes a common year on 28 February for those born on a leap day (Civil Code art. 202)', () => {
    expect(anniversary(plainDate('1964-02-29'), 59)).toBe('2023-02-28');
    expect(anniversary(plainDate('1964-02-29'), 60)).toBe('2024-02-29');
    expect(anniversary(plainDate('2000-02-29'), -100)).toBe('1900-02-28');
    expect(ageOn(plainDate('1964-02-29'), plainDate('2023-02-27'))).toBe(58);
    expect(ageOn(plainDate('1964-02-29'), plainDate('2023-02-28'))).toBe(59);
  });

  it('is nobody’s age before the birth', () => {
    expect(ageOn(plainDate('2023-05-05'), plainDate('2023-05-05'))).toBe(0);
    expect(() => ageOn(plainDate('2023-05-05'), plainDate('2023-05-04'))).toThrow(CalendarError);
    expect(() => anniversary(plainDate('2023-05-05'), 0.5)).toThrow(CalendarError);
  });

  it('grows by one exactly on the anniversary', () => {
    fc.assert(
      fc.property(anyBirth, anyAge, (birth, years) => {
        const birthday = anniversary(birth, years);
        expect(ageOn(birth, birthday)).toBe(years);
        expect(ageOn(birth, addDays(birthday, -1))).toBe(years - 1);
      }),
      { numRuns },
    );
  });

  it('keeps month and day, and falls to the month end only for a missing 29 February', () => {
    fc.assert(
      fc.property(anyBirth, anyAge, (birth, years) => {
        const day = anniversary(birth, years);
        const expected = `${Number(birth.slice(0, 4)) + years}${birth.slice(4)}`;
        if (day !== expected) expect([birth.slice(5), day]).toEqual(['02-29', lastDay(monthOf(day))]);
      }),
      { numRuns },
    );
  });

  it('ends the only-child fee in the month of the 18th birthday', () => {
    expect(monthOf(anniversary(plainDate('2005-06-30'), 18))).toBe(month('2023-06'));
  });
});
