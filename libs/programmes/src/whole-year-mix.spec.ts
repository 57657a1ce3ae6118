import { fen } from '@fenming/money';
import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { wholeYearMix } from './index';

const runs = { numRuns: (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties };
const yuan = (...amounts: readonly number[]) => amounts.map((amount) => fen(amount * 100));

describe('a published total', () => {
  it.each([
    [353, 3_360_560, [14_160, 11_040, 6_240], '公因数'],
    [353, 3_360_560, [12_480, 9_720, 5_520], '公因数'],
    [353, 3_360_480, [7_080, 5_520], '之间'],
    [2, 2_400, [960, 1_080, 1_560], '组合'],
    [0, 0, [960], '人数'],
    [3, 2_880, [], '标准'],
  ])('%i people, %i yuan from %j is not reconcilable without months', (count, total, amounts, why) => {
    expect(wholeYearMix(count, fen(total * 100), yuan(...amounts))).toEqual({
      reconcilable: false,
      reason: expect.stringContaining(why),
    });
  });

  it('that is a mixture of whole years is shown as one', () => {
    expect(wholeYearMix(6_743, fen(647_328_000), yuan(960))).toEqual({
      reconcilable: true,
      people: [{ amountFen: 96_000, count: 6_743 }],
    });
  });

  it('is reconcilable exactly when some mixture makes it', () => {
    const groups = fc.array(fc.record({ rate: fc.integer({ min: 1, max: 12 }), people: fc.integer({ min: 0, max: 6 }) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(groups, (mixture) => {
        const count = mixture.reduce((sum, { people }) => sum + people, 0);
        fc.pre(count > 0);
        const total = mixture.reduce((sum, { people, rate }) => sum + people * rate, 0);
        const answer = wholeYearMix(
          count,
          fen(total),
          mixture.map(({ rate }) => fen(rate)),
        );
        if (!answer.reconcilable) throw new Error(answer.reason);
        expect(answer.people.reduce((sum, group) => sum + group.count, 0)).toBe(count);
        expect(answer.people.reduce((sum, group) => sum + group.count * group.amountFen, 0)).toBe(total);
      }),
      runs,
    );
  });
});
