import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { addDays, atHour, CalendarError, dateOf, instant, isInstant, plainDate, startOfDay } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const anyDate = fc.integer({ min: -20_000, max: 20_000 }).map((days) => addDays(plainDate('2000-02-29'), days));

describe('instants', () => {
  it.each([
    '2023-03-15',
    '2023-03-15T01:00',
    '2023-03-15T09:00:00.000+08:00',
    '2023-02-29T00:00:00.000Z',
    '2023-03-15T24:00:00.000Z',
    '2023-03-15T01:60:00.000Z',
    '2023-03-15T01:00:60.000Z',
    '2023-03-15t01:00:00.000z',
    '2023-03-15T01:00:00.0Z',
    '',
  ])('refuses %p', (text) => {
    expect(isInstant(text)).toBe(false);
    expect(() => instant(text)).toThrow(CalendarError);
  });

  it('completes a moment written without milliseconds, so that texts compare', () => {
    expect(instant('2023-03-15T01:00:00Z')).toBe('2023-03-15T01:00:00.000Z');
    expect(isInstant('2023-03-15T01:00:00Z')).toBe(false);
  });

  it('begins the day in Shanghai at 16:00 UTC of the day before', () => {
    expect(startOfDay(plainDate('2024-01-01'))).toBe('2023-12-31T16:00:00.000Z');
    expect(startOfDay(plainDate('2024-03-01'))).toBe('2024-02-29T16:00:00.000Z');
    expect(atHour(plainDate('2024-03-01'), 8)).toBe('2024-03-01T00:00:00.000Z');
    expect(atHour(plainDate('2024-03-01'), 9)).toBe('2024-03-01T01:00:00.000Z');
  });

  it('puts the evening of 31 December in UTC into the new year of Shanghai', () => {
    expect(dateOf(instant('2023-12-31T15:59:59.999Z'))).toBe('2023-12-31');
    expect(dateOf(instant('2023-12-31T16:00:00.000Z'))).toBe('2024-01-01');
  });

  it.each([-1, 25, 9.5, NaN])('refuses %p as an hour', (hour) => {
    expect(() => atHour(plainDate('2024-01-01'), hour)).toThrow(CalendarError);
  });

  it('ends every day where the next begins', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(atHour(date, 24)).toBe(startOfDay(addDays(date, 1)));
        expect(startOfDay(date) < startOfDay(addDays(date, 1))).toBe(true);
      }),
      { numRuns },
    );
  });

  it('agrees with the platform clock of Shanghai on every whole hour', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 23 }), (date, hour) => {
        const moment = atHour(date, hour);
        expect(dateOf(moment)).toBe(date);
        expect(Date.parse(moment)).toBe(Date.parse(`${date}T${String(hour).padStart(2, '0')}:00:00.000+08:00`));
      }),
      { numRuns },
    );
  });
});
