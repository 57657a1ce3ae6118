import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComparisonSource } from './comparison-source';
import { readComparison } from './read-comparison';
import { readSource, sourceFaultText } from './read-source';
import { idOf } from './rosters.fixture';
import { bookOf, sheetOf } from './workbook/workbook.fixture';

const FOLDER = join(__dirname, '../sources');
const shipped = (name: string): ComparisonSource => {
  const reading = readSource(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8'));
  if (!reading.ok) throw new Error(reading.faults.map(sourceFaultText).join('\n'));
  return reading.source;
};
const [DEATHS, MARRIAGE, PAYROLL] = [shipped('deaths'), shipped('marriage'), shipped('payroll')];
const DAY = '2024-07-01';
const csv = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'));
const deaths = (...rows: readonly string[]): Buffer => csv('序号,姓名,身份证号,死亡日期', ...rows);
const found = async (bytes: Buffer, source = DEATHS) => {
  const { fileFaults, faults } = await readComparison(bytes, source, DAY);
  return [...fileFaults, ...faults].map(({ row, code, severity }) => [row, code, severity]);
};

describe('the sources that are shipped', () => {
  it('are each one file, named by its code', () => {
    const names = readdirSync(FOLDER).map((file) => file.replace(/\.yaml$/, ''));
    expect(names).toEqual(['deaths', 'disability', 'hukou', 'marriage', 'other_county', 'payroll']);
    expect(names.map((name) => shipped(name).source)).toEqual(names);
  });
});

describe('the file of a source', () => {
  const faultsOf = (text: string): readonly string[] => {
    const reading = readSource(text);
    return reading.ok ? [] : reading.faults.map(sourceFaultText);
  };
  const HEAD = 'source: ours\ntitle: 名单\nkeeper: 民政局\ncitizenId: 身份证号\n';

  it('is refused with the line where it is wrong', () => {
    expect(faultsOf(`${HEAD}death: 死亡日期\nnmae: 姓名\n`)).toEqual(['不认识的键 "nmae"']);
    expect(faultsOf(HEAD)).toEqual(['至少要有 death、paid、facts 之一']);
    expect(faultsOf(`${HEAD}facts:\n  - { fact: hukou, title: 户口性质, column: 户口 }\n`)).toEqual([
      '第 6 行 /facts/0 choices 和 type 应有且只有一项',
    ]);
    expect(faultsOf('source: [')[0]).toContain('不是有效的 YAML');
  });

  it('names no column twice', () => {
    expect(faultsOf(`${HEAD}death: 日期\nignored: [备注, 日期]\n`)).toEqual(['列名“日期”写了两次']);
  });
});

describe('a list of another body', () => {
  it('is read from a text file as from a workbook', async () => {
    const rows = [{ row: 2, citizenId: idOf(1), name: '王示例' }];
    const said = [{ about: 'death', fact: 'death', title: '死亡日期', written: '2024-06-18' }];
    const asText = await readComparison(deaths(`1,王示例,${idOf(1)},2024年6月18日`), DEATHS, DAY);
    const asBook = await readComparison(
      await bookOf({
        sheets: [
          {
            xml: sheetOf([
              ['姓名', '身份证号', '死亡日期'],
              ['王示例', idOf(1), '2024-06-18'],
            ]),
          },
        ],
      }),
      DEATHS,
      DAY,
    );
    for (const { rows: read, fileFaults } of [asText, asBook])
      expect([read, fileFaults]).toEqual([rows.map((row) => ({ ...row, says: said })), []]);
  });

  it('is read in GB18030 and with tabs, as spreadsheets save it here', async () => {
    // 姓名\t身份证号\t死亡日期
    const head = Buffer.from('d0d5c3fb09c9edb7ddd6a4bac509cbc0cdf6c8d5c6da0d0a', 'hex');
    const row = Buffer.concat([Buffer.from('cdf5cabec0fd09', 'hex'), Buffer.from(`${idOf(1)}\t2024-06-18\r\n`)]);
    expect((await readComparison(Buffer.concat([head, row]), DEATHS, DAY)).rows).toMatchObject([{ name: '王示例' }]);
  });

  it('says a fact in the words of the rosters, and since when', async () => {
    const { rows } = await readComparison(
      csv('姓名,身份证号,婚姻状况,登记日期', `王示例,${idOf(1)},离婚,2024-03-05`),
      MARRIAGE,
      DAY,
    );
    expect(rows[0]?.says).toEqual([{ about: 'fact', fact: 'marital', title: '婚姻状况', written: '离异', since: '2024-03-05' }]);
  });

  it('of payments says what is drawn, without the numbers of anybody', async () => {
    const { rows } = await readComparison(csv('姓名,身份证号,待遇名称', `王示例,${idOf(1)},养老金 ${idOf(2)}`), PAYROLL, DAY);
    expect(rows[0]?.says[0]?.written).toMatch(/^养老金 \*+/);
  });

  it('is refused for a column that its source does not know, or does not have', async () => {
    expect(await found(csv('姓名,身份证号,死亡日期,抚恤金', `王示例,${idOf(1)},2024-06-18,1`))).toEqual([
      [1, 'column_unknown', 'error'],
    ]);
    expect(await found(csv('姓名,身份证号', `王示例,${idOf(1)}`))).toEqual([[1, 'column_missing', 'error']]);
    expect(await found(deaths(`1,王示例,${idOf(1)},2024-06-18,又一栏`))).toEqual([[1, 'column_unknown', 'error']]);
  });

  it('is refused for a day that cannot be: to come, before the birth, or none', async () => {
    expect(await found(deaths(`1,王示例,${idOf(1)},2024-07-02`))).toEqual([[2, 'date_future', 'error']]);
    expect(await found(deaths(`1,王示例,${idOf(1)},1901-01-01`))).toEqual([[2, 'date_before_birth', 'error']]);
    expect(await found(deaths(`1,王示例,${idOf(1)},2024-06`))).toEqual([[2, 'date_format', 'error']]);
  });

  it('says of nobody two different things; the same once more counts once', async () => {
    const one = `1,王示例,${idOf(1)},2024-06-18`;
    expect(await found(deaths(one, `2,王示例,${idOf(1)},2024-06-19`))).toEqual([[3, 'contradicts_row', 'error']]);
    const twice = await readComparison(deaths(one, one), DEATHS, DAY);
    expect([twice.rows.length, twice.counts, twice.faults.map(({ code }) => code)]).toMatchObject([
      1,
      { sheet: 3, taken: 1, skipped: 1 },
      ['row_repeated'],
    ]);
  });

  it('is no text, no table or half a table', async () => {
    expect(await found(Buffer.from([1, 2, 3, 0]))).toEqual([[0, 'not_table', 'error']]);
    expect(await found(deaths(`1,"王示例,${idOf(1)},2024-06-18`))).toEqual([[0, 'quotes_unpaired', 'error']]);
    expect(await found(csv('甲,乙', '1,2'))).toEqual([[0, 'sheet_not_found', 'error']]);
  });
});
