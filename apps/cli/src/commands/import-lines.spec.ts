import { gathered, rowLeftLine } from './import-lines';

const warning = (row: number, code: string, message: string, column = '整行') => ({
  row,
  column,
  value: '',
  code,
  message,
  hint: '',
});

describe('the warnings of a roster', () => {
  it('that are many alike become one line that says which rows', () => {
    const alike = [2, 3, 4, 5, 6, 7].map((row) => warning(row, 'account_luhn', '账号的校验位不符', '银行账号'));
    expect(gathered(alike)).toMatchObject([{ message: '账号的校验位不符（第 2、3、4、5、6 行等 6 行）' }]);
  });

  it('of one kind that say different things are all said: a signature is no total, and each column left unread has a name', () => {
    const kinds = ['合计', '签字栏', '说明'].flatMap((kind, i) => [
      warning(9 + 2 * i, 'row_skipped', `这一行是${kind}，不是对象，没有读取`),
      warning(10 + 2 * i, 'row_skipped', `这一行是${kind}，不是对象，没有读取`),
    ]);
    expect(gathered(kinds)).toEqual(kinds);
    const columns = ['民族', '年龄', '备注', '组别', '电话', '学历', '单位'].map((header) =>
      warning(1, 'column_unknown', `名单用不到“${header}”，没有读取`, header),
    );
    expect(gathered(columns)).toEqual(columns);
  });
});

describe('a row that was left out', () => {
  it('is told in whole sentences: what is wrong, then what to do', () => {
    const ended = { row: 4, code: 'already_enrolled', message: '此人本年度已在本项目名单中。', hint: '请从名单里删去这一行' };
    expect(rowLeftLine(ended)).toBe('  第 4 行没有导入：此人本年度已在本项目名单中。请从名单里删去这一行');
    expect(rowLeftLine({ ...ended, message: '性别为空', hint: '请填男或女' })).toBe('  第 4 行没有导入：性别为空。请填男或女');
    expect(rowLeftLine({ ...ended, message: '性别为空', hint: '' })).toBe('  第 4 行没有导入：性别为空');
  });
});
