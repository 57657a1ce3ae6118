import { readRoster, type RosterReading } from './read-roster';
import { FEE, feeRow, fileOf, GIVEN, idOf, RURAL, ruralRow, tableOf, type Row } from './rosters.fixture';
import { bookOf, formula, rowXml, sheetOf, sheetXml, styled, type Given } from './workbook/workbook.fixture';

const read = (bytes: Buffer, programme = RURAL): Promise<RosterReading> => readRoster(bytes, programme, GIVEN);
const people = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({ 序号: i + 1, ...ruralRow({ 身份证号: idOf(2 * i + 1) }) }));
const [HEADER = [], FIRST = [], SECOND = [], THIRD = []] = tableOf(people(3));
const sheet = async (rows: readonly (readonly Given[])[], after = ''): Promise<RosterReading> =>
  read(await bookOf({ sheets: [{ xml: sheetOf(rows, after) }] }));
const found = ({ faults }: RosterReading): unknown[] => faults.map(({ row, code, severity }) => [row, code, severity]);
const merge = (...references: readonly string[]): string =>
  `<mergeCells>${references.map((reference) => `<mergeCell ref="${reference}"/>`).join('')}</mergeCells>`;

describe('every row of a list ends as a person, a fault, a named skipped row, or a blank one', () => {
  it('and the counts say so', async () => {
    const reading = await sheet([
      ['花名册'],
      HEADER,
      FIRST,
      [],
      [...SECOND.slice(0, 1), '', ...SECOND.slice(2)],
      HEADER,
      ['合计', '2人'],
    ]);
    expect(reading.counts).toEqual({ sheet: 7, heading: 2, taken: 1, refused: 1, skipped: 2, blank: 1 });
    expect(found(reading)).toEqual([
      [5, 'name_missing', 'error'],
      [6, 'row_skipped', 'warning'],
      [7, 'row_skipped', 'warning'],
    ]);
  });

  it.each<[string, readonly Given[]]>([
    ['a total', ['合计', '', '1人']],
    ['a total with spaces', ['合  计']],
    ['a total of a page', ['', '本页小计', 3]],
    ['a total of a village', ['李家村合计：3 人']],
    ['a count', ['共3人']],
    ['signatures', ['填表人：赵某', '', '审核人：钱某']],
    ['signatures in one wide cell', ['单位负责人：      填表人：      填表日期：2024年1月5日']],
    ['signatures without colons', ['', '经办人', '', '负责人']],
    ['a seal', ['石桥镇人民政府（盖章）']],
    ['a day', ['2024年1月5日']],
    ['a page number', ['第 1 页，共 3 页']],
    ['a remark', ['备注：本表一式三份']],
    ['the end', ['以下空白']],
    ['the end between dashes', ['—以下空白—']],
    ['a signature of an office that no list of words knows', ['', '', '驻村第一书记：']],
    ['a signature of a village head', ['村委会主任签字']],
    ['an assurance', ['以上情况属实，公示无异议。']],
    ['a day in characters', ['二〇二四年三月一日']],
    ['a count of this list', ['此表共12人']],
    ['a total by another word', ['李家村 汇总']],
    ['the title again', ['石桥镇农村部分计划生育家庭奖励扶助对象花名册']],
    ['the header again', HEADER],
  ])('%s is skipped with one warning', async (_, row) => {
    const reading = await sheet([HEADER, FIRST, row, SECOND]);
    expect(found(reading)).toEqual([[3, 'row_skipped', 'warning']]);
    expect(reading.counts).toMatchObject({ taken: 2, skipped: 1 });
  });

  it('a row that says next to nothing is one finding, not one for each blank cell', async () => {
    expect(found(await sheet([HEADER, FIRST, ['', '赵示例', '', '男']]))).toEqual([[3, 'row_unrecognised', 'error']]);
  });

  it.each<[string, Row]>([
    ['whose village begins like a total', { 村: '合计村' }],
    ['whose name begins like a signature', { 姓名: '审核人甲' }],
    ['whose running number is a word', { 序号: '合计' }],
  ])('a person with an id is never skipped, even one %s', async (_, change) => {
    const reading = await read(await fileOf([{ ...people(1)[0], ...change }]));
    expect(reading.counts).toMatchObject({ skipped: 0 });
  });

  it('a person whose cells have slipped beyond the last column is refused by row, and so is one in a column of remarks', async () => {
    const slipped = [...HEADER.map(() => undefined), ...SECOND];
    const reading = await sheet([
      [...HEADER, '备注'],
      FIRST,
      slipped,
      ['3', ...HEADER.slice(1).map(() => ''), `同上 ${idOf(7)}`],
    ]);
    expect(found(reading).filter((fault) => Array.isArray(fault) && fault[0] !== 1)).toEqual([
      [3, 'row_unrecognised', 'error'],
      [4, 'row_unrecognised', 'error'],
    ]);
    expect(reading.counts).toMatchObject({ taken: 1, refused: 2, blank: 0 });
    expect(JSON.stringify(reading.faults)).not.toContain(idOf(7));
  });

  it('words beside the list are named, but no number that a dragged formula left in rows of nobody', async () => {
    const beside = (value: Given): readonly Given[] => ['4', ...HEADER.slice(1).map(() => ''), value];
    const reading = await sheet([[...HEADER, '年龄'], [...FIRST, 62], beside(0), beside(formula('A3', '124')), beside('已去世')]);
    expect(found(reading)).toEqual([
      [1, 'column_unknown', 'warning'],
      [5, 'row_skipped', 'warning'],
    ]);
    expect(reading.counts).toMatchObject({ taken: 1, skipped: 1, blank: 2 });
  });

  it('a second person beside the first, in columns without a name, does not vanish without a word', async () => {
    const reading = await sheet([HEADER, [...FIRST, '', ...SECOND], [...THIRD, '', '李某']]);
    expect(reading.rows).toHaveLength(2);
    expect(reading.faults).toMatchObject([{ row: 1, code: 'column_unknown', severity: 'warning' }]);
    expect(reading.faults[0]?.reason).toMatch(/^第 L、M、N.* 列没有列名，其中的内容没有读取$/);
  });

  it('a person above the header is not taken for a title', async () => {
    const reading = await sheet([FIRST, HEADER, SECOND]);
    expect(found(reading)).toEqual([[1, 'row_above_header', 'error']]);
    expect(reading.counts).toEqual({ sheet: 3, heading: 1, taken: 1, refused: 1, skipped: 0, blank: 0 });
  });

  it('a grand total of other people than were read is said', async () => {
    expect(found(await sheet([HEADER, FIRST, SECOND, ['合计', '3人']]))).toContainEqual([4, 'total_differs', 'warning']);
    expect(found(await sheet([HEADER, FIRST, SECOND, ['本页小计', '1人'], THIRD, ['合计', '3人']]))).not.toContainEqual([
      6,
      'total_differs',
      'warning',
    ]);
  });

  it('rows that are filtered out are read and named', async () => {
    const rows = rowXml(1, HEADER) + rowXml(2, FIRST) + rowXml(3, SECOND, 'hidden="1"') + rowXml(4, THIRD, 'hidden="1"');
    const reading = await read(await bookOf({ sheets: [{ xml: sheetXml(rows) }] }));
    expect(reading.rows).toHaveLength(3);
    expect(reading.faults).toMatchObject([
      { row: 3, code: 'rows_hidden', reason: expect.stringContaining('第 3、4 行') as string },
    ]);
  });
});

describe('columns that are hidden', () => {
  it.each(['hidden="1"', 'width="0" customWidth="1"'])(
    'by %s are read and named, for the clerk did not see them',
    async (how) => {
      const account = HEADER.indexOf('银行账号') + 1;
      const cols = `<cols><col min="1" max="1" width="9"/><col min="${account}" max="${account + 1}" ${how}/></cols>`;
      const xml = sheetOf([HEADER, FIRST]).replace('<sheetData>', `${cols}<sheetData>`);
      const reading = await read(await bookOf({ sheets: [{ xml }] }));
      expect(reading.rows).toHaveLength(1);
      expect(reading.faults).toMatchObject([
        { row: 1, code: 'columns_hidden', reason: '“银行账号”、“户口性质”列在表中是隐藏的，也已读取', severity: 'warning' },
      ]);
    },
  );
});

describe('merged cells', () => {
  it('that cover something else than they show are not guessed at', async () => {
    const village = HEADER.indexOf('村');
    const other = SECOND.map((value, i) => (i === village ? '王家村' : value));
    const reading = await sheet([HEADER, FIRST, other, THIRD], merge('F2:F4'));
    expect(found(reading)).toEqual([[3, 'cell_unreadable', 'error']]);
    expect(reading.rows).toHaveLength(2);
  });

  it('name the village for all rows that they span', async () => {
    const village = HEADER.indexOf('村');
    const rest = [SECOND, THIRD].map((row) => row.map((value, i) => (i === village ? undefined : value)));
    const reading = await sheet([HEADER, FIRST, ...rest], merge('F2:F4'));
    expect([found(reading), reading.rows.length]).toEqual([[], 3]);
  });

  it('of a header say nothing about the first person', async () => {
    const merged = HEADER.map((_, i) => `${String.fromCharCode(65 + i)}1:${String.fromCharCode(65 + i)}2`);
    const reading = await sheet([HEADER, [], FIRST], merge(...merged));
    expect(reading.counts).toEqual({ sheet: 3, heading: 1, taken: 1, refused: 0, skipped: 0, blank: 1 });
  });

  it('may head several columns, each with its own name below', async () => {
    const [header = [], person = []] = tableOf([feeRow()]);
    const upper = header.map((name) => (name === '配偶姓名' ? '配偶情况' : name === '配偶身份证号' ? undefined : name));
    const lower = header.map((name) => (typeof name === 'string' && name.startsWith('配偶') ? name.slice(2) : undefined));
    const xml = sheetOf([['花名册'], upper, lower, person], merge('G2:H2'));
    const reading = await read(await bookOf({ sheets: [{ xml }] }), FEE);
    expect(reading).toMatchObject({ fileFaults: [], faults: [], rows: [{ row: 4, spouse: { name: '李示例' } }] });
  });
});

describe('what a cell says is not guessed at', () => {
  it('an account in a number cell is taken with a warning: its zeros at the front are gone', async () => {
    const reading = await read(await fileOf([ruralRow({ 银行账号: 123456789012 })]));
    expect(reading.rows).toHaveLength(1);
    expect(found(reading)).toContainEqual([2, 'account_number_cell', 'warning']);
  });

  it('a serial number in a month column is no month, unless the cell shows it as a date', async () => {
    const rows = [40969, 31107].map((serial, i) =>
      feeRow({ 身份证号: idOf(2 * i + 1), 配偶身份证号: idOf(2 * i + 2), 光荣证发证年月: serial }),
    );
    const reading = await read(
      await fileOf([...rows, feeRow({ 身份证号: idOf(9), 配偶身份证号: idOf(8), 光荣证发证年月: styled(1, 40969) })], {
        styles: [0, 57],
      }),
      FEE,
    );
    expect(found(reading)).toEqual([
      [2, 'month_format', 'error'],
      [3, 'month_format', 'error'],
    ]);
    expect(reading.rows[0]?.facts.certificateMonth).toBe('2012-03');
  });

  it('a birth date that is still to come is refused, of the spouse too, and the day is the list’s', async () => {
    const unborn = await read(await fileOf([ruralRow({ 身份证号: idOf(1, '20620311') })]));
    expect(found(unborn)).toEqual([[2, 'id_birth_future', 'error']]);
    const spouse = await read(await fileOf([feeRow({ 配偶身份证号: idOf(2, '20240302') })]), FEE);
    expect(found(spouse)).toEqual([[2, 'id_birth_future', 'error']]);
    expect(found(await read(await fileOf([feeRow({ 配偶身份证号: idOf(2, '20240301') })]), FEE))).toEqual([]);
  });

  it('so is the birth of a child', async () => {
    const child = {
      name: 'childBirthDate',
      type: 'date',
      title: '子女出生日期',
      column: '子女出生日期',
      required: true,
    } as const;
    const reading = await read(await fileOf([ruralRow({ 子女出生日期: '2024-05-01' })]), {
      ...RURAL,
      facts: [...RURAL.facts, child],
    });
    expect(found(reading)).toEqual([[2, 'date_future', 'error']]);
  });
});
