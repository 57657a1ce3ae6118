import {
  addDays,
  ageOn,
  anniversary,
  firstDay,
  isPlainDate,
  lastDay,
  month,
  monthOf,
  type PlainDate,
  plainDate,
} from '@fenming/calendar';
import fc from 'fast-check';
import counts from '../../../test/counts.json';
import {
  ageAt,
  anniversaryOf,
  dayOf,
  dayText,
  firstDayOf,
  lastDayOf,
  monthIndexOf,
  monthOfDay,
  monthText,
  yearOfDay,
} from './days';

const runs = { numRuns: (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties };

/** Days that break date arithmetic more often than others: leap days, month ends, the turn of the year. */
const edgy = fc.constantFrom('1960-02-29', '1963-12-31', '1964-01-01', '1963-02-28', '1974-06-30', '2000-02-29', '1900-02-28');
const anyDay = fc.integer({ min: 0, max: 72_000 }).map((days) => addDays(plainDate('1902-01-01'), days));
const day = fc.oneof(edgy, anyDay).map((text) => plainDate(text));
const number = (text: PlainDate): number => dayOf(text) ?? 0;

describe('days as integers', () => {
  it('agree with the calendar on anniversaries, leap days included', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 110 }), (birth, years) => {
        expect(dayText(anniversaryOf(number(birth), years))).toBe(anniversary(birth, years));
      }),
      runs,
    );
  });

  it('agree with the calendar on ages', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [birth, on] = a < b ? [a, b] : [b, a];
        expect(ageAt(number(birth), number(on))).toBe(ageOn(birth, on));
      }),
      runs,
    );
  });

  it('agree with the calendar on months and their ends', () => {
    fc.assert(
      fc.property(day, (date) => {
        const index = monthOfDay(number(date));
        expect(monthText(index)).toBe(monthOf(date));
        expect([dayText(firstDayOf(index)), dayText(lastDayOf(index))]).toEqual([
          firstDay(monthOf(date)),
          lastDay(monthOf(date)),
        ]);
        expect(monthIndexOf(month(monthOf(date)))).toBe(index);
        expect(yearOfDay(number(date))).toBe(Number(date.slice(0, 4)));
      }),
      runs,
    );
  });

  it('read exactly the texts that are dates', () => {
    const nearly = fc.tuple(
      fc.integer({ min: 1800, max: 2100 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 33 }),
    );
    const pad = (value: number): string => `${value}`.padStart(2, '0');
    fc.assert(
      fc.property(
        fc.oneof(
          nearly.map(([y, m, d]) => `${y}-${pad(m)}-${pad(d)}`),
          fc.string({ maxLength: 11 }),
          anyDay,
        ),
        (text) => {
          expect(dayOf(text) !== undefined).toBe(isPlainDate(text) && text >= '1800');
        },
      ),
      runs,
    );
  });

  it.each(['2023-1-01', '2023/01/01', '２０２３-01-01', '2023-02-29', '202a-01-01', '', '2023-01'])(
    'do not read %j as a date',
    (text) => {
      expect(dayOf(text)).toBeUndefined();
    },
  );

  it.each(['2023-13', '2023-00', '2023', '2023-1', '2023-0a', '20230-1'])('do not read %j as a month', (text) => {
    expect(monthIndexOf(text)).toBeUndefined();
  });
});
