import { readCitizenId } from '@fenming/citizen';
import { Workbook } from 'exceljs';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import counts from '../../../test/counts.json';
import { readRoster } from './read-roster';
import { FEE, idOf, RURAL, villages } from './rosters.fixture';
import { rosterColumns } from './roster-columns';
import { notesFor } from './roster-notes';
import { writeRoster, writeTemplate, type RosterSheetRow } from './write-roster';

const runs = { numRuns: Math.ceil(counts[process.env.FENMING_COUNTS === 'long' ? 'long' : 'ci'].properties / 10) };
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
const sheetOf = async (bytes: Buffer): Promise<Workbook> => {
  const workbook = new Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  return workbook;
};
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

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
          const reading = await readRoster(await writeRoster(rows, RURAL, '名单'), RURAL, villages);
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

  it('is the same file on every day and every machine', async () => {
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
    expect(written.map(sha256)).toEqual([PINNED, PINNED]);
  });

  it('keeps ids and accounts as text, in cells that stay text when somebody types over them', async () => {
    const sheet = (await sheetOf(await writeRoster([row()], RURAL, '名单'))).getWorksheet('名单');
    expect([sheet?.getCell('C2').value, sheet?.getCell('C2').numFmt, sheet?.getColumn(3).numFmt]).toEqual([idOf(1), '@', '@']);
  });

  it('writes a number as a number where asked to: the damage that spreadsheets do', async () => {
    const bytes = await writeRoster([row({ 身份证号: Number(idOf(1)) })], RURAL, '名单');
    expect((await readRoster(bytes, RURAL, villages)).faults).toMatchObject([{ code: 'id_damaged' }]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('makes nothing of %j that a spreadsheet would run', async (text) => {
    const sheet = (await sheetOf(await writeRoster([row({ 村: text })], RURAL, '名单'))).getWorksheet('名单');
    expect(sheet?.getCell('F2').value).toBe(`'${text}`);
  });

  it('refuses a column that the programme does not have, rather than drop it', async () => {
    await expect(writeRoster([row({ 金额: '960' })], RURAL, '名单')).rejects.toThrow('no column "金额"');
  });
});

describe('the template', () => {
  it('has the columns, the allowed choices, and nobody in it', async () => {
    const bytes = await writeTemplate({ ...FEE, name: '独生子女父母奖励' });
    const workbook = await sheetOf(bytes);
    const header = workbook.getWorksheet('名单')?.getRow(1).values as string[];
    expect(header.slice(1)).toEqual(rosterColumns(FEE).map((column) => column.header));
    expect(workbook.getWorksheet('名单')?.getCell('D2').dataValidation.formulae).toEqual(['"男,女"']);
    expect((await readRoster(bytes, FEE, villages)).fileFaults).toMatchObject([{ code: 'no_rows' }]);
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
const PINNED = 'c45494772e07b437ac9cbbb9205d9fa26d1e47fd57533a12d6076f219e86a9e7';
