import { readCitizenId } from '@fenming/citizen';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import counts from '../../../test/counts.json';
import { readRoster } from './read-roster';
import { FEE, GIVEN, idOf, RURAL } from './rosters.fixture';
import { rosterColumns } from './roster-columns';
import { notesFor } from './roster-notes';
import { Archive } from './workbook/archive';
import { textOf } from './workbook/cell';
import { Workbook } from './workbook/workbook';
import { writeRoster, writeTemplate, type RosterSheetRow } from './write-roster';

const runs = { numRuns: Math.ceil(counts[process.env.FENMING_TEST_COUNTS === 'long' ? 'long' : 'ci'].properties / 10) };
/** Thousands of files in a long run. */
const PATIENCE = 1_800_000;
const row = (change: RosterSheetRow = {}): RosterSheetRow => ({
  序号: '1',
  姓名: '王示例',
  身份证号: idOf(1),
  性别: '男',
  乡镇: '石桥镇',
  村: '李家村',
  银行账号: '9900000000000000002',
  户口性质: '农业',
  曾生育子女: '是',
  现存男孩数: '1',
  证明日期: '',
  ...change,
});
/** The texts of the list, row by row. */
const listOf = async (bytes: Buffer): Promise<readonly (readonly string[])[]> => {
  const workbook = await Workbook.open(bytes);
  const [list] = workbook.sheets;
  if (list?.name !== '名单') throw new Error('the list is not the first sheet');
  const rows: string[][] = [];
  for await (const some of workbook.rows(list)) rows.push(...some.map(({ cells }) => [...cells.values()].map(textOf)));
  return rows;
};
const partOf = async (bytes: Buffer, name: string): Promise<string> => {
  let text = '';
  for await (const chunk of (await Archive.open(bytes)).text(name)) text += chunk;
  return text;
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a written roster', () => {
  it(
    'reads back as it was written',
    async () => {
      const person = fc.record({
        order: fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 20 }),
        birth: fc.date({ min: new Date('1930-01-01'), max: new Date('2000-12-31'), noInvalidDate: true }),
        sons: fc.integer({ min: 0, max: 9 }),
      });
      await fc.assert(
        fc.asyncProperty(person, async ({ order, birth, sons }) => {
          const born = birth.toISOString().slice(0, 10);
          const rows = order.map((each) => {
            return row({
              身份证号: idOf(each, born.replaceAll('-', '')),
              性别: each % 2 === 1 ? '男' : '女',
              现存男孩数: String(sons),
              证明日期: born,
            });
          });
          const reading = await readRoster(await writeRoster(rows, RURAL, '名单'), RURAL, GIVEN);
          expect([reading.fileFaults, reading.faults]).toEqual([[], []]);
          expect(reading.rows.map((each) => [each.citizenId, each.facts.livingSons, each.facts.evidenceDate])).toEqual(
            rows.map((each) => [each['身份证号'], sons, born]),
          );
        }),
        runs,
      );
    },
    PATIENCE,
  );

  it('is the same file on every day, and its content the same on every machine', async () => {
    const write = (): Promise<Buffer> => writeRoster([row(), row({ 身份证号: idOf(3) })], RURAL, '2023 年名单');
    const days = ['2023-02-01T00:00:00Z', '2031-12-31T23:59:58Z'];
    const written: Buffer[] = [];
    for (const now of days) {
      jest.useFakeTimers({
        now: new Date(now),
        doNotFake: ['setImmediate', 'setTimeout', 'nextTick', 'queueMicrotask', 'performance', 'hrtime'],
      });
      written.push(await write());
      jest.useRealTimers();
    }
    const [today = Buffer.alloc(0), later] = written;
    expect(later).toEqual(today);
    // How tightly a machine packs it is its own affair.
    const parts = ['workbook', 'worksheets/sheet1', 'worksheets/sheet2', 'styles', 'sharedStrings'];
    const texts = await Promise.all(parts.map((name) => partOf(today, `xl/${name}.xml`)));
    expect(sha256(texts.join(''))).toBe(PINNED);
  });

  it('keeps ids and accounts as text, in cells that stay text when somebody types over them', async () => {
    const bytes = await writeRoster([row()], RURAL, '名单');
    const sheet = await partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).toMatch(/<c r="C2" s="1" t="s">/);
    expect(sheet).toContain('<col min="3" max="3" width="22" style="1" customWidth="1"/>');
    expect(await partOf(bytes, 'xl/styles.xml')).toMatch(/<cellXfs count="3"><xf numFmtId="0"[^>]*\/><xf numFmtId="49"/);
  });

  it('writes a number as a number where asked to: the damage that spreadsheets do', async () => {
    const bytes = await writeRoster([row({ 身份证号: Number(idOf(1)) })], RURAL, '名单');
    expect((await readRoster(bytes, RURAL, GIVEN)).faults).toMatchObject([{ code: 'id_damaged' }]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('makes nothing of %j that a spreadsheet would run', async (text) => {
    const [, written] = await listOf(await writeRoster([row({ 村: text })], RURAL, '名单'));
    expect(written?.[5]).toBe(`'${text}`);
  });

  it('refuses a column that the programme does not have, rather than drop it', async () => {
    await expect(writeRoster([row({ 金额: '960' })], RURAL, '名单')).rejects.toThrow('no column "金额"');
  });
});

describe('the template', () => {
  it('has the columns, the allowed choices, and nobody in it', async () => {
    const bytes = await writeTemplate({ ...FEE, name: '独生子女父母奖励' });
    expect(await listOf(bytes)).toEqual([rosterColumns(FEE).map((column) => column.header)]);
    expect(await partOf(bytes, 'xl/worksheets/sheet1.xml')).toContain('sqref="D2:D2001"><formula1>&quot;男,女&quot;</formula1>');
    expect((await readRoster(bytes, FEE, GIVEN)).fileFaults).toMatchObject([{ code: 'no_rows' }]);
  });

  it('explains every column on its second sheet, with examples that could be read', () => {
    const notes = notesFor('模板', rosterColumns(FEE));
    const examples = notes.filter(([header]) => header?.endsWith('身份证号')).map(([, , example]) => example);
    expect(examples.map((example) => readCitizenId(example).ok)).toEqual([true, true]);
    expect(notes.slice(-rosterColumns(FEE).length).map(([header]) => header)).toEqual(
      rosterColumns(FEE).map((column) => column.header),
    );
  });
});

/** Changes only when the format does: update it knowingly, because demo counties and their digests depend on it. */
const PINNED = 'dc6f3d96f30ae2dd17885e05af9b846352a3c4c2f4051362c8e00d3ad56b885a';
