import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { addFen, type Fen, fen, MoneyError, sumFen, sumFenExact, timesFen, ZERO_FEN } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const anyFen = fc.maxSafeInteger().map(fen);
const largest = fen(Number.MAX_SAFE_INTEGER);

describe('whole fen', () => {
  it.each([0.5, NaN, Infinity, 2 ** 53, -(2 ** 53)])('refuses %p as an amount', (value) => {
    expect(() => fen(value)).toThrow(MoneyError);
  });

  it('knows one zero only', () => {
    expect(Object.is(fen(-0), 0)).toBe(true);
    expect(Object.is(timesFen(fen(-96_000), 0), ZERO_FEN)).toBe(true);
  });
});

describe('sums', () => {
  it('pays 6,743 people 960.00 yuan each with 6,473,280.00 yuan', () => {
    expect(timesFen(fen(96_000), 6743)).toBe(647_328_000);
    expect(sumFen(Array.from({ length: 6743 }, () => fen(96_000)))).toBe(647_328_000);
  });

  it('adds nothing to zero', () => {
    expect(addFen()).toBe(ZERO_FEN);
    expect(sumFenExact([])).toBe(0n);
  });

  it('stays exact past the largest safe integer and only then refuses to narrow', () => {
    const amounts = [largest, largest, fen(1)];
    expect(sumFenExact(amounts)).toBe(2n * (2n ** 53n - 1n) + 1n);
    expect(() => sumFen(amounts)).toThrow(MoneyError);
    expect(() => addFen(largest, fen(1))).toThrow(MoneyError);
  });

  it('judges the result, not the way to it', () => {
    expect(addFen(largest, fen(5), fen(-6))).toBe(largest - 1);
  });

  it('refuses a number that only claims to be fen', () => {
    expect(() => sumFen([0.1 as Fen])).toThrow(MoneyError);
    expect(() => timesFen(0.1 as Fen, 10)).toThrow(MoneyError);
  });

  it.each([1.5, NaN, 2 ** 53])('refuses %p as a count of months', (count) => {
    expect(() => timesFen(fen(100), count)).toThrow(MoneyError);
  });

  it('refuses a product past the largest safe integer', () => {
    expect(() => timesFen(largest, 2)).toThrow(MoneyError);
    expect(() => timesFen(fen(94_906_267), 94_906_267)).toThrow(MoneyError);
  });

  it('agrees with bigint arithmetic for any amounts', () => {
    fc.assert(
      fc.property(fc.array(anyFen), (amounts) => {
        expect(sumFenExact(amounts)).toBe(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));
      }),
      { numRuns },
    );
  });

  it('multiplies exactly or not at all', () => {
    fc.assert(
      fc.property(anyFen, fc.integer({ min: -1_000_000, max: 1_000_000 }), (amount, count) => {
        const exact = BigInt(amount) * BigInt(count);
        const fits = exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER);
        if (fits) expect(BigInt(timesFen(amount, count))).toBe(exact);
        else expect(() => timesFen(amount, count)).toThrow(MoneyError);
      }),
      { numRuns },
    );
  });
});
