import { answerTo, joinSheets, sheetOf } from './answer-sheet';
import type { ResultLine } from './batch.events';

const line = (lineNo: number, outcome: ResultLine['outcome']): ResultLine => {
  const money = { lineNo, amountFen: '96000' };
  return outcome === 'settled' ? { ...money, outcome } : { ...money, outcome, reason: 'UNKNOWN' };
};

describe("the bank's answers to a chunk of lines", () => {
  it('take room for the lines of the chunk alone, however far down the roster it stands', () => {
    const chunk = sheetOf([line(999_000, 'settled'), line(999_001, 'unknown'), line(999_002, 'failed')]);
    expect(chunk.byLine).toHaveLength(3);
    expect([998_999, 999_000, 999_001, 999_002].map((lineNo) => answerTo(chunk, lineNo))).toEqual([
      'none',
      'settled',
      'none',
      'failed',
    ]);
  });

  it('stand under their line numbers when the chunks are put together, in whatever order the bank listed them', () => {
    const all = joinSheets([sheetOf([line(4, 'failed'), line(3, 'settled')]), sheetOf([line(2, 'settled')])]);
    expect([1, 2, 3, 4, 5].map((lineNo) => answerTo(all, lineNo))).toEqual(['none', 'settled', 'settled', 'failed', 'none']);
  });
});
