import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { readRoster, type RosterReading } from './read-roster';
import { fileOf, GIVEN, idOf, RURAL, ruralRow, tableOf, type Row } from './rosters.fixture';
import { bookOf, rowXml, sheetOf, sheetXml, type GivenSheet } from './workbook/workbook.fixture';

const read = (bytes: Buffer): Promise<RosterReading> => readRoster(bytes, RURAL, GIVEN);
const runs = { numRuns: Math.ceil(counts[process.env.FENMING_TEST_COUNTS === 'long' ? 'long' : 'ci'].properties / 4) };
/** Thousands of files in a long run. */
const PATIENCE = 1_800_000;
const codes = (reading: RosterReading): string[] => reading.fileFaults.map((fault) => fault.code);
const renamed = (row: Row, names: Record<string, string>): Row =>
  Object.fromEntries(Object.entries(row).map(([header, value]) => [names[header] ?? header, value]));

describe('the columns of a file', () => {
  it('may stand in any order, under the names that offices use', async () => {
    const row = renamed(ruralRow(), { 身份证号: '公民身份号码', 村: '村（社区）', 银行账号: '*社保卡账号' });
    const backwards = Object.fromEntries(Object.entries(row).toReversed());
    expect(await read(await fileOf([backwards]))).toMatchObject({ faults: [], rows: [{ citizenId: idOf(1) }] });
  });

  it('may stand below a title; rows are still counted as Excel counts them', async () => {
    const xml = sheetOf([['石桥镇 2023 年名单'], [], ...tableOf([ruralRow()])]);
    expect(await read(await bookOf({ sheets: [{ xml }] }))).toMatchObject({
      rows: [{ row: 4 }],
      counts: { sheet: 4, heading: 3, taken: 1 },
    });
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
    const reading = await read(await bookOf({ sheets: [{ xml: sheetOf([Object.values(ruralRow())]) }] }));
    expect(codes(reading)).toEqual(['sheet_not_found']);
    expect(JSON.stringify(reading)).not.toContain('王示例');
  });
});

describe('the sheets of a file', () => {
  it('may bear any name: a list on the sheet of explanations is read, and is a second list beside another', async () => {
    const xml = sheetOf(tableOf([ruralRow()]));
    expect((await read(await bookOf({ sheets: [{ name: '填写说明', xml }] }))).rows).toHaveLength(1);
    const both = { others: [{ name: '填写说明', xml }] };
    expect(codes(await read(await fileOf([ruralRow({ 身份证号: idOf(3) })], both)))).toEqual(['several_sheets']);
  });

  const second = (name: string, header: readonly string[], state?: string): { others: readonly GivenSheet[] } => {
    return { others: [{ name, xml: sheetOf([header]), ...(state !== undefined && { state }) }] };
  };

  it('may hold one list only, so that no village is left out silently', async () => {
    const two = await fileOf([ruralRow()], second('李家村', Object.keys(ruralRow())));
    expect(codes(await read(two))).toEqual(['several_sheets']);
  });

  it('that hold no list are named in a warning', async () => {
    const reading = await read(await fileOf([ruralRow()], second('汇总', ['合计', '1'])));
    expect(reading.faults).toMatchObject([{ code: 'sheet_ignored', severity: 'warning' }]);
    expect(reading.rows).toHaveLength(1);
  });

  it.each(['hidden', 'veryHidden'])(
    'that are %s are named in a warning, and so is that there is a list on them',
    async (state) => {
      const reading = await read(await fileOf([ruralRow()], second('退出人员', Object.keys(ruralRow()), state)));
      expect(reading.faults).toMatchObject([
        { code: 'sheet_hidden', severity: 'warning', reason: '工作表“退出人员”是隐藏的，其中有名单，没有读取' },
      ]);
      expect(reading.rows).toHaveLength(1);
    },
  );

  it('that are hidden are named too when no other holds a list', async () => {
    const only = await bookOf({ sheets: [{ name: '名单', state: 'hidden', xml: sheetOf(tableOf([ruralRow()])) }] });
    expect(codes(await read(only))).toEqual(['sheet_not_found', 'sheet_hidden']);
  });

  it('may be decorated as people like it', async () => {
    const [header = [], person = []] = tableOf([ruralRow()]);
    const rows = rowXml(1, header, 'spans="1:9" ht="24" customHeight="1"') + rowXml(2, person);
    const around =
      '<autoFilter ref="A1:I1"/><conditionalFormatting sqref="A1:A9"><cfRule type="expression" priority="1"><formula>A1&gt;1</formula></cfRule></conditionalFormatting>' +
      '<dataValidations><dataValidation type="list" sqref="D2:D1048576"><formula1>"男,女"</formula1></dataValidation></dataValidations><drawing r:id="rId9"/>' +
      '<controls><control><controlPr><anchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><from><xdr:col>1</xdr:col><xdr:row>2</xdr:row></from></anchor></controlPr></control></controls>';
    const file = await bookOf({ sheets: [{ xml: sheetXml(rows, around) }], parts: { 'xl/media/image1.png': '\u0089PNG' } });
    expect(await read(file)).toMatchObject({ faults: [], rows: [{ row: 2 }] });
  });
});

describe('a file is refused as a whole', () => {
  it('when it has a header and nobody under it', async () => {
    expect(codes(await read(await fileOf([])))).toEqual(['sheet_not_found']);
    const header = await bookOf({ sheets: [{ xml: sheetOf([Object.keys(ruralRow())]) }] });
    expect(codes(await read(header))).toEqual(['no_rows']);
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
