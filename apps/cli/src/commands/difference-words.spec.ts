import { TABLES } from '@fenming/views';
import { differenceText } from './difference-words';

describe('a cell that is shown otherwise than the log says', () => {
  it('is told in words, its amounts in yuan', () => {
    const cell = { table: 'payment', key: 'R-2023-1 / 1', column: 'amount_fen', live: 96_001, rebuilt: 96_000 };
    expect(differenceText(cell)).toBe('发放 [R-2023-1 / 1] 金额：现有 960.01 元，重建 960.00 元');
    const figure = { table: 'balance', key: 'R / 2023 / 991001', column: 'due_fen', live: '-1', rebuilt: '0' };
    expect(differenceText(figure)).toBe('年度汇总 [R / 2023 / 991001] 应发金额：现有 -0.01 元，重建 0.00 元');
  });

  it('says of one that is on one side only that the other has none', () => {
    const row = { table: 'area', key: '991001101', column: 'name', live: null, rebuilt: '上湾村' };
    expect(differenceText(row)).toBe('区划 [991001101] 名称：现有 没有，重建 “上湾村”');
  });

  it('has a word for every table', () => {
    for (const { name } of TABLES)
      expect(differenceText({ table: name, key: '1', column: 'x', live: 1, rebuilt: 2 })).not.toContain(name);
  });
});
