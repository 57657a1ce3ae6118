import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { fen, MoneyError, plainYuan, type Rounding, roundToFen } from './index';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const roundings: Rounding[] = ['half-up', 'half-even', 'down', 'up'];

describe('named rounding to the fen', () => {
  it.each<[string, Rounding, number]>([
    ['0.005', 'half-up', 1],
    ['0.005', 'half-even', 0],
    ['0.015', 'half-even', 2],
    ['0.005', 'down', 0],
    ['0.001', 'up', 1],
    ['1.005', 'half-up', 101],
    ['-0.005', 'half-up', -1],
    ['-0.005', 'half-even', 0],
    ['-0.019', 'down', -1],
    ['-0.011', 'up', -2],
    ['960', 'down', 96_000],
  ])('rounds %s yuan %s to %i fen', (yuan, rounding, expected) => {
    expect(roundToFen(yuan, rounding)).toBe(expected);
  });

  it('takes a Decimal with more digits than decimal.js keeps by default', () => {
    expect(roundToFen(new Decimal('90071992547409.909999999999999999999'), 'half-up')).toBe(Number.MAX_SAFE_INTEGER);
    expect(roundToFen(new Decimal(80).dividedBy(3), 'half-up')).toBe(2667);
  });

  it.each(['', '1e3', '0x10', 'Infinity', '1,000', ' 1', '.5', '90071992547410'])('refuses %p', (yuan) => {
    expect(() => roundToFen(yuan, 'half-up')).toThrow(MoneyError);
  });

  it('refuses a Decimal that is not a number', () => {
    expect(() => roundToFen(new Decimal(NaN), 'down')).toThrow(MoneyError);
  });

  it('leaves whole fen alone under every name', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...roundings), (amount, rounding) => {
        expect(roundToFen(plainYuan(fen(amount)), rounding)).toBe(fen(amount));
      }),
      { numRuns },
    );
  });

  it('never moves an amount by a whole fen or more', () => {
    const tenThousandths = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    fc.assert(
      fc.property(tenThousandths, fc.constantFrom(...roundings), (amount, rounding) => {
        const yuan = new Decimal(amount.toString()).dividedBy(10_000);
        const moved = BigInt(roundToFen(yuan, rounding)) * 100n - amount;
        expect(moved > -100n && moved < 100n).toBe(true);
      }),
      { numRuns },
    );
  });
});
