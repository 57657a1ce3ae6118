import { fen } from '@fenming/money';
import { matchReturn } from './match-return';
import type { ReturnLine } from './return-line';

const sent = new Map([
  [1, fen(96_000)],
  [2, fen(972_000)],
  [3, fen(48_000)],
]);
const line = (lineNo: number, amount: number): ReturnLine => ({ lineNo, amountFen: fen(amount), outcome: 'settled' });
const complete = [line(1, 96_000), line(2, 972_000), line(3, 48_000)];
const faultsOf = (lines: readonly ReturnLine[]): unknown[] => {
  const match = matchReturn(sent, lines);
  return match.ok ? [] : match.faults.map(({ code, row, value }) => [code, row, value]);
};

describe('a return matches its batch', () => {
  it('when every line sent is answered once with its own amount, in any order', () => {
    expect(matchReturn(sent, complete)).toEqual({ ok: true });
    expect(matchReturn(sent, complete.toReversed())).toEqual({ ok: true });
  });

  it('not with a line that was never sent', () => {
    expect(faultsOf([...complete, line(4, 96_000)])).toEqual([['return_unknown_line', 5, '4']]);
  });

  it('not with a line answered twice', () => {
    expect(faultsOf([...complete, line(2, 972_000)])).toEqual([['return_duplicate_line', 5, '2']]);
  });

  it('not with one fen more or less than was sent', () => {
    expect(faultsOf([line(1, 96_001), line(2, 971_999), line(3, 48_000)])).toEqual([
      ['return_wrong_amount', 2, '960.01'],
      ['return_wrong_amount', 3, '9,719.99'],
    ]);
  });

  it('not with two amounts exchanged, although the totals agree', () => {
    expect(faultsOf([line(1, 972_000), line(2, 96_000), line(3, 48_000)])).toHaveLength(2);
  });

  it('not when a line sent has no answer', () => {
    expect(faultsOf(complete.slice(1))).toEqual([['control_total_mismatch', 1, '2']]);
    expect(faultsOf([])).toEqual([['control_total_mismatch', 1, '0']]);
  });
});
