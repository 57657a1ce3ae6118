import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { type Day, dayOf, dayText, lastDayOf, monthOfDay, NEVER, yearOfDay } from './days';
import type { DeathPolicyId, ProrationPolicyId } from './definition';
import { payableMonths } from './months';
import { monthsIn, NO_MONTHS, PRORATION_POLICIES, type ProrationTerms, spanOf } from './proration';
import type { PlainDate } from '@fenming/calendar';

const runs = { numRuns: (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties };
const day = (text: string): Day => dayOf(text) ?? 0;

type Asked = Partial<Omit<ProrationTerms, 'from'>> & { readonly from: string };
function months(policy: ProrationPolicyId, { from, ...rest }: Asked): number {
  return PRORATION_POLICIES[policy]({
    year: 2023,
    until: NEVER,
    confirmedOn: undefined,
    schemeFrom: NEVER,
    ...rest,
    from: day(from),
  });
}

describe('whole year by 31 December', () => {
  it.each([
    ['2023-12-31', 112],
    ['2023-01-01', 112],
    ['1990-06-06', 112],
    ['2024-01-01', NO_MONTHS],
  ])('an age reached on %s gives the months %i of 2023', (from, span) => {
    expect(months('WHOLE_YEAR_BY_DEC31', { from })).toBe(span);
  });
});

describe('half year', () => {
  it.each([
    ['2023-06-30', NEVER, 112],
    ['2023-07-01', NEVER, 712],
    ['2023-12-31', NEVER, 712],
    ['2000-01-01', day('2023-06-30'), 106],
    ['2000-01-01', day('2023-07-01'), 112],
    ['2000-01-01', day('2022-12-31'), NO_MONTHS],
  ])('a right from %s until %i gives the months %i', (from, until, span) => {
    expect(months('HALF_YEAR', { from, until })).toBe(span);
  });
});

describe('policies that count months', () => {
  it.each([
    ['2023-05-31', 512],
    ['2023-01-01', 112],
    ['2022-12-31', 112],
    ['2023-12-31', 1212],
    ['2024-01-01', NO_MONTHS],
  ])('month of reaching: a right from %s gives %i', (from, span) => {
    expect(months('MONTH_OF_REACHING', { from })).toBe(span);
  });

  it.each([
    [undefined, NO_MONTHS],
    ['2023-05-31', 612],
    ['2023-12-01', NO_MONTHS],
    ['2022-12-31', 112],
  ])('month after confirmation: confirmed on %s gives %i', (confirmed, span) => {
    expect(
      months('MONTH_AFTER_CONFIRMATION', {
        from: '2010-01-01',
        confirmedOn: confirmed === undefined ? undefined : day(confirmed),
      }),
    ).toBe(span);
  });

  it.each([
    ['2023-01-31', NEVER, 112],
    ['2023-02-01', NEVER, 412],
    ['2023-04-30', NEVER, 412],
    ['2023-11-01', NEVER, NO_MONTHS],
    ['2000-01-01', day('2023-04-01'), 106],
    ['2000-01-01', day('2023-03-31'), 103],
    ['2023-02-10', day('2023-03-10'), NO_MONTHS],
  ])('quarterly prepay: a right from %s until %i gives %i', (from, until, span) => {
    expect(months('QUARTERLY_PREPAY', { from, until })).toBe(span);
  });

  it('partial on mid-year loss pays through the month of the loss', () => {
    expect(months('PARTIAL_ON_MIDYEAR_LOSS', { from: '2010-01-01', until: day('2023-08-01') })).toBe(108);
    expect(months('PARTIAL_ON_MIDYEAR_LOSS', { from: '2010-01-01' })).toBe(112);
  });

  it('certificate month to 18 counts both end months', () => {
    expect(months('CERT_MONTH_TO_18', { from: '2023-03-01', until: day('2023-10-31') })).toBe(310);
  });

  it('a single award is due in the month of its event only', () => {
    expect([2022, 2023, 2024].map((year) => months('ONCE', { from: '2023-04-30', year }))).toEqual([NO_MONTHS, 404, NO_MONTHS]);
  });
});

const POLICIES = Object.keys(PRORATION_POLICIES) as ProrationPolicyId[];
const DEATHS: readonly DeathPolicyId[] = ['MONTH_OF_DEATH', 'HALF_YEAR', 'QUARTER_OF_DEATH', 'WHOLE_YEAR'];
const anyDay = fc
  .record({
    year: fc.integer({ min: 2019, max: 2027 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .map(({ year, month, day: date }) => Math.min(year * 10000 + month * 100 + date, lastDayOf(year * 12 + month - 1)));
const anyRight = fc.record({
  policy: fc.constantFrom(...POLICIES),
  onDeath: fc.constantFrom(...DEATHS),
  from: anyDay,
  until: fc.oneof(fc.constant(NEVER), anyDay),
  confirmedOn: anyDay,
  event: anyDay,
});

const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027];

describe('any policy', () => {
  const rules = (policy: ProrationPolicyId, onDeath: DeathPolicyId) => ({ policy, onDeath, schemeFrom: day('2023-01-01') });
  const text = (date: Day): PlainDate => dayText(date);

  it('gives one run of months inside the year, or none', () => {
    fc.assert(
      fc.property(anyRight, ({ policy, onDeath, from, until, confirmedOn, event }) => {
        for (const year of YEARS) {
          const span = payableMonths(
            rules(policy, onDeath),
            { facts: {}, year, confirmedOn: text(confirmedOn), diedOn: text(event) },
            from,
            until,
          );
          expect(span === NO_MONTHS || span === spanOf(Math.floor(span / 100), span % 100)).toBe(true);
          expect(monthsIn(span)).toBeGreaterThanOrEqual(0);
          expect(monthsIn(span)).toBeLessThanOrEqual(12);
          if (span !== NO_MONTHS) expect([span / 100 >= 1, span % 100 <= 12]).toEqual([true, true]);
        }
      }),
      runs,
    );
  });

  it('never pays more because of a death or a loss, and nothing in later years', () => {
    fc.assert(
      fc.property(anyRight, ({ policy, onDeath, from, until, confirmedOn, event }) => {
        for (const year of YEARS) {
          const question = { facts: {}, year, confirmedOn: text(confirmedOn) };
          const full = monthsIn(payableMonths(rules(policy, onDeath), question, from, until));
          const dead = monthsIn(payableMonths(rules(policy, onDeath), { ...question, diedOn: text(event) }, from, until));
          const lost = monthsIn(payableMonths(rules(policy, onDeath), { ...question, lostOn: text(event) }, from, until));
          expect([dead <= full, lost <= full]).toEqual([true, true]);
          if (yearOfDay(event) < year) expect([dead, lost]).toEqual([0, 0]);
        }
      }),
      runs,
    );
  });

  it('splits a year at a transfer into what the old place pays and what the new place pays, without gap or overlap', () => {
    fc.assert(
      fc.property(anyRight, ({ policy, onDeath, from, until, confirmedOn, event }) => {
        for (const year of YEARS) {
          const question = { facts: {}, year, confirmedOn: text(confirmedOn) };
          const whole = payableMonths(rules(policy, onDeath), question, from, until);
          const before = payableMonths(rules(policy, onDeath), { ...question, lostOn: text(event) }, from, until);
          const after = payableMonths(rules(policy, onDeath), { ...question, transferredInOn: text(event) }, from, until);
          expect(monthsIn(before) + monthsIn(after)).toBe(monthsIn(whole));
          if (before !== NO_MONTHS && after !== NO_MONTHS) expect((before % 100) + 1).toBe(Math.floor(after / 100));
        }
      }),
      runs,
    );
  });

  it('pays a month-counting right over all years exactly its months', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [from, until] = a < b ? [a, b] : [b, a];
        const paid = YEARS.reduce(
          (sum, year) =>
            sum + monthsIn(payableMonths(rules('MONTH_OF_REACHING', 'WHOLE_YEAR'), { facts: {}, year }, from, until)),
          0,
        );
        expect(paid).toBe(monthOfDay(until) - monthOfDay(from) + 1);
      }),
      runs,
    );
  });
});
