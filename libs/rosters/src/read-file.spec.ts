import { Workbook, type CellValue } from 'exceljs';
import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { readRoster, type RosterReading } from './read-roster';
import { bytesOf, fileOf, idOf, RURAL, ruralRow, villages } from './rosters.fixture';

const read = (bytes: Buffer): Promise<RosterReading> => readRoster(bytes, RURAL, villages);
const runs = { numRuns: Math.ceil(counts[process.env.FENMING_COUNTS === 'long' ? 'long' : 'ci'].properties / 4) };
/** Thousands of files in a long run. */
const PATIENCE = 1_800_000;
const codes = (reading: RosterReading): string[] => reading.fileFaults.map((fault) => fault.code);
const renamed = (row: Record<string, CellValue>, names: Record<string, string>): Record<string, CellValue> =>
  Object.fromEntries(Object.entries(row).map(([header, value]) => [names[header] ?? header, value]));

describe('the columns of a file', () => {
  it('may stand in any order, under the names that offices use', async () => {
    const row = renamed(ruralRow(), { 身份证号: '公民身份号码', 村: '村（社区）', 银行账号: '*社保卡账号' });
    const backwards = Object.fromEntries(Object.entries(row).toReversed());
    expect(await read(await fileOf([backwards]))).toMatchObject({ faults: [], rows: [{ citizenId: idOf(1) }] });
  });

  it('may stand below a title; rows are still counted as Excel counts them', async () => {
    const file = await fileOf([ruralRow()], (workbook) => workbook.worksheets[0]?.spliceRows(1, 0, ['石桥镇 2023 年名单'], []));
    expect((await read(file)).rows).toMatchObject([{ row: 4 }]);
  });

  it('that the roster does not need are left unread with a warning', async () => {
    const reading = await read(await fileOf([ruralRow({ 备注: '无' })]));
    expect(reading.rows).toHaveLength(1);
    expect(reading.faults).toMatchObject([{ row: 1, column: '备注', code: 'column_unknown', severity: 'warning' }]);
  });

  it.each(['金额（元）', '发放月数', '资格结论'])('may not say %s, and then nothing is read', async (header) => {
    const reading = await read(await fileOf([ruralRow({ [header]: '960' })]));
    expect(reading).toMatchObject({ rows: [], faults: [], fileFaults: [{ row: 1, column: header, code: 'column_not_allowed' }] });
  });

  it('that are missing are all named at once', async () => {
    const { 姓名: _name, 户口性质: _hukou, ...rest } = ruralRow();
    const reading = await read(await fileOf([rest]));
    expect(reading.fileFaults.map(({ column, code }) => [column, code])).toEqual([
      ['姓名', 'column_missing'],
      ['户口性质', 'column_missing'],
    ]);
  });

  it('may not stand there twice', async () => {
    const reading = await read(await fileOf([ruralRow({ 身份证号码: idOf(3) })]));
    expect(reading.fileFaults).toMatchObject([{ column: '身份证号', code: 'column_repeated' }]);
  });

  it('are not told from a first row of people, and no person is shown for a header', async () => {
    const workbook = new Workbook();
    workbook.addWorksheet('名单').addRow(Object.values(ruralRow()));
    const reading = await read(await bytesOf(workbook));
    expect(codes(reading)).toEqual(['sheet_not_found']);
    expect(JSON.stringify(reading)).not.toContain('王示例');
  });
});

describe('the sheets of a file', () => {
  const second = (header: readonly string[]) => (workbook: Workbook) => void workbook.addWorksheet('李家村').addRow([...header]);

  it('may hold one list only, so that no village is left out silently', async () => {
    expect(codes(await read(await fileOf([ruralRow()], second(Object.keys(ruralRow())))))).toEqual(['several_sheets']);
  });

  it('that hold no list are named in a warning', async () => {
    const reading = await read(await fileOf([ruralRow()], second(['合计', '1'])));
    expect(reading.faults).toMatchObject([{ code: 'sheet_ignored', severity: 'warning' }]);
    expect(reading.rows).toHaveLength(1);
  });

  it('may be decorated as people like it', async () => {
    const picture = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
    const file = await fileOf([ruralRow()], (workbook) => {
      const sheet = workbook.worksheets[0];
      if (sheet === undefined) return;
      sheet.getCell('A2').note = '已核对';
      sheet.autoFilter = 'A1:I1';
      sheet.addConditionalFormatting({
        ref: 'A1:A9',
        rules: [{ type: 'expression', priority: 1, formulae: ['A1>1'], style: {} }],
      });
      sheet.addImage(workbook.addImage({ base64: picture, extension: 'png' }), 'K1:L2');
      sheet.getColumn(3).hidden = true;
      workbook.addWorksheet('字典', { state: 'hidden' }).addRow(Object.keys(ruralRow()));
    });
    expect(await read(file)).toMatchObject({ faults: [], rows: [{ row: 2 }] });
  });
});

describe('a file is refused as a whole', () => {
  it('when it has a header and nobody under it', async () => {
    expect(codes(await read(await fileOf([])))).toEqual(['sheet_not_found']);
    const workbook = new Workbook();
    workbook.addWorksheet('名单').addRow(Object.keys(ruralRow()));
    expect(codes(await read(await bytesOf(workbook)))).toEqual(['no_rows']);
  });

  it.each<[string, Buffer]>([
    ['empty', Buffer.alloc(0)],
    ['a text', Buffer.from('姓名,身份证号\n')],
    ['an old .xls or a locked workbook', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)])],
    ['the end of an archive and nothing else', Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18)])],
  ])('when it is %s', async (_, bytes) => {
    expect(codes(await read(bytes))).toEqual(['not_xlsx']);
  });

  it('when it was cut short or one of its parts is damaged', async () => {
    const file = await fileOf([ruralRow()]);
    expect(codes(await read(file.subarray(0, file.length - 200)))).toEqual(['not_xlsx']);
    const damaged = Buffer.from(file);
    damaged.fill(0xff, 60, 400);
    expect(codes(await read(damaged))).toEqual(['not_xlsx']);
  });

  it(
    'when bytes of it changed on the way, unless they change nobody',
    async () => {
      const file = await fileOf([ruralRow(), ruralRow({ 身份证号: idOf(3) })]);
      const before = await read(file);
      const changes = fc.array(fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 })), {
        minLength: 1,
        maxLength: 4,
      });
      await fc.assert(
        fc.asyncProperty(changes, async (flips) => {
          const changed = Buffer.from(file);
          for (const [at, flip] of flips) changed[at] = (changed[at] ?? 0) ^ flip;
          const after = await read(changed);
          if (after.fileFaults.length === 0) expect(after).toEqual(before);
        }),
        runs,
      );
    },
    PATIENCE,
  );

  it('when it is larger than any roster', async () => {
    expect(codes(await read(Buffer.alloc(20 * 1024 * 1024 + 1)))).toEqual(['file_too_large']);
  });
});
