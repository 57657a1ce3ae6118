import { readRoster } from './index';
import { fileOf, GIVEN, idOf, ruralRow, RURAL } from './rosters.fixture';

const reading = async (...names: readonly string[]) =>
  readRoster(await fileOf(names.map((name, i) => ruralRow({ 姓名: name, 身份证号: idOf(2 * i + 1) }))), RURAL, GIVEN);

describe('names in a roster', () => {
  it('go in with the characters that are meant, and the clerk is told which were look-alikes', async () => {
    const { rows, faults } = await reading('\u2FA6\u2F42\u2F5F', '金文玉', '李\uF9E1', '阿依古丽\u02D9艾合买提');
    expect(rows.map(({ name }) => name)).toEqual(['金文玉', '金文玉', '李李', '阿依古丽·艾合买提']);
    expect(faults.map(({ row, code, severity }) => [row, code, severity])).toEqual([
      [2, 'name_look_alikes', 'warning'],
      [4, 'name_look_alikes', 'warning'],
    ]);
  });

  it('may be one character, which somebody should look at', async () => {
    const { rows, faults } = await reading('玉');
    expect(rows).toHaveLength(1);
    expect(faults).toMatchObject([{ row: 2, column: '姓名', code: 'name_one_character', severity: 'warning' }]);
  });

  it('with an invented character are refused, and the character is named', async () => {
    const { rows, faults } = await reading('王\uE863');
    expect(rows).toEqual([]);
    expect(faults).toMatchObject([{ code: 'name_characters', reason: '姓名第 2 个字（U+E863）是自造字，各单位显示不一' }]);
  });
});
