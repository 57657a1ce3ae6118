import { TABLES } from '@fenming/views';
import { differenceText, recomputedText } from './difference-words';

describe('a cell that is shown otherwise than the log says', () => {
  it('is told in words, its amounts in yuan', () => {
    const cell = { table: 'payment', key: 'R-2023-1 / 1', column: 'amount_fen', live: 96_001, rebuilt: 96_000 };
    expect(differenceText(cell)).toBe('发放 [R-2023-1 / 1] 金额：现有 960.01 元，重建 960.00 元');
    const figure = { table: 'balance', key: 'R / 2023 / 991001', column: 'due_fen', live: '-1', rebuilt: '0' };
    expect(differenceText(figure)).toBe('年度汇总 [R / 2023 / 991001] 应发金额：现有 -0.01 元，重建 0.00 元');
  });

  it('names its row by the words of what the key is made of', () => {
    const posting = { table: 'posting', key: 'R / 2023 / 991001 / adjusted_up / 文1号 / 1 / central', column: 'credit' };
    expect(differenceText({ ...posting, live: 'adjusted', rebuilt: 'available' })).toBe(
      '资金账 [R / 2023 / 991001 / 调增 / 文1号 / 1 / 中央] 贷方：现有 调整，重建 可用',
    );
  });

  it('is told apart from a figure that was computed a second time, which has nothing to do with what is shown', () => {
    const figure = { table: 'balance', key: 'R / 2023 / 991001', column: 'settled_fen', rebuilt: '96000', recomputed: '192000' };
    expect(recomputedText(figure)).toBe('年度汇总 [R / 2023 / 991001] 到账金额：重建 960.00 元，另算 1,920.00 元');
  });

  it('says of one that is on one side only that the other has none', () => {
    const row = { table: 'area', key: '991001101', column: 'name', live: null, rebuilt: '上湾村' };
    expect(differenceText(row)).toBe('区划 [991001101] 名称：现有 没有，重建 “上湾村”');
  });

  const columns = TABLES.flatMap(({ name, columnNames }) => [...columnNames, '(row)'].map((column) => [name, column] as const));
  it.each(columns)('has a word for %s.%s, and no English', (table, column) => {
    const said = differenceText({ table, key: '1', column, live: 1, rebuilt: null });
    expect(said).not.toMatch(/[a-z]/i);
    expect(said).not.toContain('(');
  });

  it.each([
    ['enrolment_year', 'stage', 'rejected', '不予确认'],
    ['enrolment_year', 'stage', 'county_noticed', '县级已公示'],
    ['notice', '(row)', 'missing', '没有'],
    ['notice', 'level', 'township', '乡级'],
    ['area', 'level', 'village', '村'],
    ['batch', 'state', 'file_issued', '已送盘'],
    ['batch', 'paused', 1, '是'],
    ['batch', 'opened_at', '2023-03-01T01:00:00.000Z', '2023-03-01 09:00'],
    ['batch_step', 'step', 'sent_back', '退回更正'],
    ['batch_step', 'detail', '{"typed_fen":96000}', '输入的合计 960.00 元'],
    ['batch_step', 'role', 'finance-checker', '财政审核'],
    ['payment', 'state', 'returned', '已退票'],
    ['payment', 'reason', 'CLOSED', '账户已销户'],
    ['payment', 'reason', 'objected_since_lock', '名单锁定之后有人提出过异议，本批次不发放，待下一批次办理'],
    ['posting', 'debit', 'in_transit', '在途'],
    ['posting', 'kind', 'held_back', '暂缓退回'],
    ['recovery', 'received_fen', 48_000, '480.00 元'],
    ['timeline', 'type', 'EligibilityConfirmed', '资格确认'],
    ['timeline', 'detail', '{"row":2}', '名单行号 2'],
    ['objection', 'kind', 'amount_wrong', '金额不符'],
    ['actor', 'credential', 'token', '令牌'],
    ['actor_change', 'what', 'equipped', '设置密码或令牌'],
    ['roster_import', 'left_out', '[{"row":3,"code":"already_enrolled"}]', '名单行号 3，代码 此人本年度已在本项目名单中'],
  ])('says the values of %s.%s in words: %p', (table, column, live, said) => {
    expect(differenceText({ table, key: '1', column, live, rebuilt: null })).toContain(`：现有 ${said}，重建 没有`);
  });

  it('has a word for every table', () => {
    for (const { name } of TABLES)
      expect(differenceText({ table: name, key: '1', column: 'x', live: 1, rebuilt: 2 })).not.toContain(name);
  });
});
