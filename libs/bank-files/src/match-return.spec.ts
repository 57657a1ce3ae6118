import { fen } from '@fenming/money';
import { matchReturn, type SentLine } from './match-return';
import type { NamedLine, ReturnLine } from './return-line';

const sent = new Map<number, SentLine>([
  [1, { amountFen: fen(96_000) }],
  [2, { amountFen: fen(972_000) }],
  [3, { amountFen: fen(48_000) }],
]);
const line = (lineNo: number, amount: number): ReturnLine => ({ lineNo, amountFen: fen(amount), outcome: 'settled' });
const complete = [line(1, 96_000), line(2, 972_000), line(3, 48_000)];
const faultsOf = (lines: readonly ReturnLine[]): unknown[] => {
  const match = matchReturn(sent, { lines });
  return match.ok ? [] : match.faults.map(({ code, row, value }) => [code, row, value]);
};

describe('a return matches its batch', () => {
  it('when every line sent is answered once with its own amount, in any order', () => {
    expect(matchReturn(sent, { lines: complete })).toEqual({ ok: true, lines: complete });
    expect(matchReturn(sent, { lines: complete.toReversed() }).ok).toBe(true);
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

  it('not with a line that has had its answer, and says since when', () => {
    const answered = new Map<number, SentLine>([
      ...sent,
      [2, { amountFen: fen(972_000), answered: '已于 2024-10-11 有结果（成功）' }],
    ]);
    expect(matchReturn(answered, { lines: complete })).toMatchObject({
      ok: false,
      faults: [{ code: 'return_answered_line', row: 3, reason: '序号 2 已于 2024-10-11 有结果（成功）' }],
    });
    expect(matchReturn(answered, { lines: [line(1, 96_000), line(3, 48_000)] }).ok).toBe(true);
  });

  it('in the row in which the line stands, also where the file begins without a header', () => {
    expect(matchReturn(sent, { lines: [...complete, line(4, 96_000)], firstRow: 1 })).toMatchObject({ faults: [{ row: 4 }] });
  });
});

describe('a return that repeats the payees matches its batch', () => {
  const payee = { account: '9900000000000000018', payeeName: '欧阳·示例' };
  type Change = Partial<Extract<NamedLine, { readonly outcome: 'settled' }>> | Extract<NamedLine, { readonly outcome: 'failed' }>;
  const paid = new Map([[1, { amountFen: fen(96_000), ...payee }]]);
  const codesOf = (change: Change): readonly string[] => {
    const match = matchReturn(paid, { lines: [{ lineNo: 1, amountFen: fen(96_000), outcome: 'settled', ...payee, ...change }] });
    return match.ok ? [] : match.faults.map(({ code, column }) => `${code} ${column}`);
  };

  it.each<[string, Change]>([
    ['as they were sent', {}],
    ['with another dot and other widths', { payeeName: '欧阳˙示例', account: '９９００000000000000018' }],
    ['in characters that only look the same', { payeeName: '欧阳·\u2F70例' }],
    ['with what the bank stars', { payeeName: '欧**例', account: '9900***********0018' }],
    [
      'with the name of the bank where it says that the names differ',
      { lineNo: 1, payeeName: '欧阳示', outcome: 'failed', reason: 'NAME_MISMATCH' },
    ],
  ])('%s', (_, change) => expect(codesOf(change)).toEqual([]));

  it('not with another account or name, although number and amount agree', () => {
    expect(codesOf({ account: '9900000000000000026' })).toEqual(['return_wrong_payee 账号']);
    expect(codesOf({ account: '9900***********0026' })).toEqual(['return_wrong_payee 账号']);
    expect(codesOf({ payeeName: '王示例' })).toEqual(['return_wrong_payee 户名']);
  });

  it('and no account or name stands in the refusal', () => {
    const match = matchReturn(paid, { lines: [{ ...line(1, 96_000), account: '9900000000000000026' }] });
    expect(JSON.stringify(match)).not.toContain('99000000');
  });
});

describe('a return that does not name every line', () => {
  const unnamed = { outcome: 'unknown', reason: 'UNKNOWN' } as const;
  const rejected: NamedLine = { lineNo: 2, outcome: 'failed', reason: 'CLOSED' };

  it('answers the others as it says, each with the amount that was sent', () => {
    const match = matchReturn(sent, { lines: [rejected], unnamed, ofWhole: { count: 3, sum: 1_116_000 } });
    expect(match).toMatchObject({
      ok: true,
      lines: [
        { lineNo: 2, amountFen: 972_000, outcome: 'failed' },
        { lineNo: 1, amountFen: 96_000, outcome: 'unknown' },
        { lineNo: 3, amountFen: 48_000, outcome: 'unknown' },
      ],
    });
  });

  it.each([
    ['counts more lines than were sent', { ofWhole: { count: 4 } }],
    ['sums up another amount', { ofWhole: { sum: 1_116_001 } }],
    ['says that more were settled', { ofWhole: { settledCount: 1 } }],
    ['counts others as not named', { unnamed: { ...unnamed, count: 1 } }],
  ])('is refused when it %s', (_, change) => {
    expect(matchReturn(sent, { lines: [rejected], unnamed, ...change })).toMatchObject({
      ok: false,
      faults: [{ code: 'control_total_mismatch' }],
    });
  });

  it('leaves alone what has had its answer', () => {
    const later = new Map<number, SentLine>([...sent, [1, { amountFen: fen(96_000), answered: '已有最终结果' }]]);
    const match = matchReturn(later, { lines: [rejected], unnamed: { outcome: 'settled' } });
    expect(match.ok && match.lines.map(({ lineNo }) => lineNo)).toEqual([2, 3]);
  });
});
