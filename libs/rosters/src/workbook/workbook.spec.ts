import { textOf } from './cell';
import { FileRefused } from './file-refused';
import { Workbook } from './workbook';
import {
  bookOf,
  cellsXml,
  formula,
  rowXml,
  sheetOf,
  sheetXml,
  STRICT,
  styled,
  TRANSITIONAL,
  type Given,
  type GivenBook,
} from './workbook.fixture';

type Rows = Record<number, (string | number | boolean)[]>;

/** The values of the first sheet by row number, or the code and reason with which the file is refused. */
const read = async (bytes: Buffer): Promise<Rows | string> => {
  try {
    const workbook = await Workbook.open(bytes);
    const [sheet] = workbook.sheets;
    if (sheet === undefined) return 'no sheet';
    const found: Rows = {};
    for await (const rows of workbook.rows(sheet, await workbook.outline(sheet)))
      for (const { row, cells } of rows)
        found[row] = [...cells.values()].map((cell) =>
          cell.state === 'filled' ? cell.value : `!${cell.state === 'broken' ? cell.wrong.code : ''}`,
        );
    return found;
  } catch (error) {
    if (error instanceof FileRefused) return `${error.wrong.code} ${error.wrong.reason}`;
    throw error;
  }
};
const readXml = (rows: string, more: Partial<GivenBook> = {}, after = ''): Promise<Rows | string> =>
  bookOf({ sheets: [{ xml: sheetXml(rows, after) }], ...more }).then(read);
const cell = async (given: Given, more: Partial<GivenBook> = {}): Promise<unknown> => {
  const rows = await readXml(rowXml(1, [given, '完']), more);
  return typeof rows === 'string' ? rows : rows[1]?.length === 1 ? '' : rows[1]?.[0];
};
const person = (row: number, name = `人${row}`): string => rowXml(row, [name, String(row)]);
const inline = (content: string): Given => ({ attributes: 't="inlineStr"', content: `<is>${content}</is>` });
const MC = (choice: string, fallback: string): string =>
  `<mc:AlternateContent><mc:Choice Requires="x14" xmlns:x14="urn:x14">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`;

describe('every row that a sheet holds is read', () => {
  const all: Rows = { 1: ['人1', '1'], 2: ['人2', '2'], 3: ['人3', '3'] };

  it.each<[string, string]>([
    [
      'a reading above characters',
      rowXml(2, [inline('<t>人2</t><rPh sb="0" eb="1"><t>ren</t></rPh><phoneticPr fontId="1"/>'), '2']),
    ],
    [
      'an extension in a cell',
      rowXml(2, [
        { attributes: 't="inlineStr"', content: '<is><t>人2</t></is><extLst><ext uri="x"><v>9</v></ext></extLst>' },
        '2',
      ]),
    ],
    ['an extension in the row', person(2).replace('</row>', '<extLst><ext uri="x"/></extLst></row>')],
    ['an element that nobody knows', `<strange><deep xmlns="urn:deep"><t>x</t></deep></strange>${person(2)}`],
    ['an element that nobody knows around the row', `<strange>${person(2)}</strange>`],
    ['two forms of which one is chosen', MC(person(2), '')],
    ['two forms of which the other holds the row', MC('', person(2))],
    ['two forms of a text', rowXml(2, [inline(MC('<t>人2</t>', '<t>人2</t>')), '2'])],
    ['a comment that looks like rows', `<!-- <row r="9"><c r="A9"/></row> -->${person(2)}`],
    ['an instruction', `<?excel refresh?>${person(2)}`],
    ['text in pieces', rowXml(2, [inline('<r><rPr><b/></rPr><t>人</t></r><r><t><![CDATA[2]]></t></r>'), '2'])],
  ])('after %s', async (_, second) => {
    expect(await readXml(person(1) + second + person(3))).toEqual(all);
  });

  it.each<[string, string]>([
    ['rows', [1, 2, 3].map((row) => `<row>${cellsXml(row, [`人${row}`, String(row)])}</row>`).join('')],
    ['cells', [1, 2, 3].map((row) => person(row).replaceAll(/ r="[A-Z]\d"/g, '')).join('')],
    ['both', [1, 2, 3].map((row) => person(row).replaceAll(/ r="[A-Z]?\d"/g, '')).join('')],
  ])('when %s bear no numbers', async (_, rows) => {
    expect(await readXml(rows)).toEqual(all);
  });

  it('when they stand in another order, when numbers are left out, and when an element has a prefix', async () => {
    expect(await readXml(person(3) + person(1) + person(2))).toEqual(all);
    expect(await readXml(person(1) + person(7))).toEqual({ 1: all[1], 7: ['人7', '7'] });
    const prefixed = sheetXml(person(1) + person(2) + person(3))
      .replaceAll(/<(\/?)(worksheet|sheetData|row|c|is|t)(?=[\s>/])/g, '<$1x:$2')
      .replace('xmlns=', 'xmlns:x=');
    expect(await read(await bookOf({ sheets: [{ xml: prefixed }] }))).toEqual(all);
  });

  it('when the workbook is in the strict form', async () => {
    const strict = sheetXml(person(1) + person(2) + person(3), '', STRICT);
    expect(await read(await bookOf({ sheets: [{ xml: strict }], namespace: STRICT }))).toEqual(all);
  });

  it('when the sheet is far larger than one piece of it', async () => {
    const rows = await readXml(Array.from({ length: 5000 }, (_, i) => person(i + 1)).join(''));
    expect(Object.keys(rows)).toHaveLength(5000);
  });

  it.each<[string, string, RegExp]>([
    ['two rows have one number', person(1) + person(2) + person(2, '另一人'), /^sheet_contradictory 文件里有两个第 2 行/],
    ['two forms hold one row', MC(person(2), person(2, '另一人')), /^sheet_contradictory 文件里有两个第 2 行/],
    ['a row stands in a row', `<row r="1">${person(2)}</row>`, /^sheet_contradictory/],
    ['a cell stands outside every row', `${person(1)}<c r="A2"><v>1</v></c>`, /^sheet_contradictory/],
    [
      'a cell says that it is of another row',
      rowXml(2, ['甲']).replace('r="A2"', 'r="A3"'),
      /^sheet_contradictory 单元格 A3 写在第 2 行里/,
    ],
    ['a cell is written twice', `<row r="1">${cellsXml(1, ['甲'])}${cellsXml(1, ['乙'])}</row>`, /^sheet_contradictory/],
    ['a row is of another language', person(1) + '<row xmlns="urn:other" r="2"/>', /^sheet_contradictory 文件里有 2 行/],
    ['it is not well-formed', '<row r="1"><c r="A1"></row>', /^not_xlsx/],
  ])('or the file is refused: when %s', async (_, rows, refusal) => {
    expect(await readXml(rows)).toMatch(refusal);
  });

  it('or the file is refused: when rows stand outside the sheet data', async () => {
    expect(await readXml(person(1), {}, `<extLst><ext>${person(2)}</ext></extLst>`)).toMatch(/^sheet_contradictory/);
  });

  it('or the file is refused: when a document type could make of a little text an endless one', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${sheetXml(rowXml(1, ['甲']))}`;
    expect(await read(await bookOf({ sheets: [{ xml: bomb }] }))).toMatch(/^not_xlsx/);
    const deep = '<a>'.repeat(300) + '</a>'.repeat(300);
    expect(await readXml(person(1), {}, deep)).toMatch(/^not_xlsx/);
  });
});

describe('a cell is read as it showed', () => {
  it.each<[string, Given, unknown]>([
    ['a formula that came to nothing', formula('1-1', '0'), 0],
    ['a formula that came to an empty text', formula('IF(1,"","")', '', 't="str"'), ''],
    ['a formula that came to a text', formula('A1', '甲', 't="str"'), '甲'],
    ['a formula that was never calculated', formula('A1'), '!formula_without_result'],
    ['a formula whose result was left empty', formula('A1', ''), '!formula_without_result'],
    ['a text that is no formula', { attributes: 't="str"', content: '<v>甲</v>' }, '甲'],
    ['an empty text', inline('<t></t>'), ''],
    ['a shared text without a number', { attributes: 't="s"', content: '<v></v>' }, ''],
    ['a shared text', { attributes: 't="s"', content: '<v>1</v>' }, '李示例'],
    ['a shared text that the file lacks', { attributes: 't="s"', content: '<v>7</v>' }, '!cell_unreadable'],
    ['yes', { attributes: 't="b"', content: '<v>1</v>' }, true],
    ['no, in a word', { attributes: 't="b"', content: '<v>false</v>' }, false],
    ['an error', { attributes: 't="e"', content: '<v>#N/A</v>' }, '!cell_error'],
    ['a number that is none', { content: '<v>12 34</v>' }, '!cell_unreadable'],
    ['two values', { content: '<v>1</v><v>2</v>' }, '!cell_unreadable'],
    ['a type that nobody knows', { attributes: 't="zz"', content: '<v>1</v>' }, '!cell_unreadable'],
    ['marks that show nothing', '\u202A\u00A0\u202C', ''],
    ['a line end that XML cannot hold', '甲_x000D_', '甲'],
    ['zero', 0, 0],
    ['a text without its type', { content: '<is><t>甲</t></is>' }, '甲'],
  ])('%s', async (_, given, value) => {
    const strings = ['<t>王</t>', '<r><t>李</t></r><r><t>示例</t></r><rPh sb="0" eb="1"><t>li</t></rPh>'];
    expect(await cell(given, { strings })).toEqual(value);
  });

  it.each<[number, number | string]>([
    [40968, '2012-02-29'],
    [40968.99999, '2012-02-29'],
    [40968.9999999, '2012-03-01'],
    [61, '1900-03-01'],
    [59, '1900-02-28'],
    [1, '1900-01-01'],
    [60, 60],
    [0, 0],
    [-5, -5],
    [2_958_466, 2_958_466],
  ])('day %p as %p, for 0 is no day, and 1900 had no 29 February', async (serial, value) => {
    expect(await cell(styled(1, serial), { styles: [0, 14] })).toBe(value);
  });

  it.each(['1', 'true'])('days from 1904 where the workbook says so by %p', async (flag) => {
    expect(await cell(styled(1, 39506), { styles: [0, 14], properties: `date1904="${flag}"` })).toBe('2012-02-29');
    expect(await cell(styled(1, 40968), { styles: [0, 14], properties: 'date1904="false"' })).toBe('2012-02-29');
  });

  it.each([14, 15, 17, 22, 27, 28, 30, 31, 36, 45, 47, 50, 57, 58])(
    'a number in built-in format %p as a date',
    async (format) => {
      expect(await cell(styled(1, 40968), { styles: [0, format] })).toBe('2012-02-29');
    },
  );

  it.each([0, 1, 2, 10, 11, 12, 23, 37, 44, 48, 49])('a number in built-in format %p as a number', async (format) => {
    expect(await cell(styled(1, 40968), { styles: [0, format] })).toBe(40968);
  });

  it.each<[string, boolean]>([
    ['yyyy"年"m"月"d"日";@', true],
    ['[DBNum1][$-804]yyyy"年"m"月"d"日";@', true],
    ['yyyy年m月', true],
    ['yyyy\\-mm\\-dd', true],
    ['[$-804]aaaa;@', true],
    ['上午/下午h"时"mm"分"', true],
    ['[h]:mm', true],
    ['ggge"年"', true],
    ['[红色]e/m/d', true],
    ['General', false],
    ['G/通用格式', false],
    ['0.00E+00', false],
    ['#,##0"个月"', false],
    ['0"d"', false],
    ['[Red]0.00;[Blue]-0.00', false],
    ['_ * #,##0_ ', false],
    ['000000', false],
    ['@', false],
  ])('a number in the format %p as a date: %p', async (code, isDate) => {
    const found = await cell(styled(1, 40968), { formats: { 176: code }, styles: [0, 176] });
    expect(found).toBe(isDate ? '2012-02-29' : 40968);
  });

  it.each<[string, string]>([
    ['2012-02-29', '2012-02-29'],
    ['2012-02-29T00:00:00', '2012-02-29'],
    ['2012-02-29T00:00:00.000Z', '2012-02-29T00:00:00.000Z'],
    ['2012-02-29T10:30:00', '2012-02-29'],
    ['2012-02-28T16:00:00Z', '2012-02-28T16:00:00Z'],
    ['2012-02-29T00:00:00+08:00', '2012-02-29T00:00:00+08:00'],
    ['T10:00', 'T10:00'],
  ])('a day, or what else its column will judge, written %p as %p', async (written, value) => {
    expect(await cell({ attributes: 't="d" s="1"', content: `<v>${written}</v>` }, { styles: [0, 14] })).toBe(value);
  });
});

describe('tables that cells refer to by number', () => {
  const shared = (index: number): Given => ({ attributes: 't="s"', content: `<v>${index}</v>` });

  it('are refused where a text is written in two forms: each text after it would stand in another cell', async () => {
    const items = `<si><t>甲</t></si>${MC('<si><t>乙</t></si>', '<si><t>乙</t></si>')}<si><t>丙</t></si>`;
    const table = `<sst xmlns="${TRANSITIONAL}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">${items}</sst>`;
    const book = { strings: [], parts: { 'xl/sharedStrings.xml': table } };
    expect(await readXml(rowXml(1, [shared(0), shared(1), shared(2)]), book)).toMatch(/^sheet_contradictory/);
  });

  it('are refused where a style is written in two forms', async () => {
    const xfs = `<cellXfs><xf numFmtId="0"/>${MC('<xf numFmtId="0"/>', '<xf numFmtId="0"/>')}<xf numFmtId="14"/></cellXfs>`;
    const styles = `<styleSheet xmlns="${TRANSITIONAL}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">${xfs}</styleSheet>`;
    expect(await readXml(rowXml(1, [styled(2, 40968)]), { parts: { 'xl/styles.xml': styles } })).toMatch(/^sheet_contradictory/);
  });

  it('know formats by their own list: what a conditional format writes under the same number is not that of a cell', async () => {
    const dxf = (code: string): string => `<dxfs><dxf><numFmt numFmtId="30" formatCode="${code}"/></dxf></dxfs>`;
    const styles = (id: number, code: string): string =>
      `<styleSheet xmlns="${TRANSITIONAL}"><cellXfs><xf numFmtId="0"/><xf numFmtId="${id}"/></cellXfs>${dxf(code)}</styleSheet>`;
    expect(await cell(styled(1, 40968), { parts: { 'xl/styles.xml': styles(30, '@') } })).toBe('2012-02-29');
    expect(await cell(styled(1, 40968), { parts: { 'xl/styles.xml': styles(0, 'yyyy') } })).toBe(40968);
  });
});

describe('the parts of a workbook', () => {
  it('may lie anywhere, under names of any case', async () => {
    const target = 'Target="/xl/Sheets/Liste.xml"';
    const book: GivenBook = { sheets: [{ xml: '' }], parts: { 'xl/sheets/liste.xml': sheetOf([['甲']]) } };
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" ${target}/></Relationships>`;
    expect(await read(await bookOf({ ...book, parts: { ...book.parts, 'xl/_rels/workbook.xml.rels': rels } }))).toEqual({
      1: ['甲'],
    });
  });

  it('must all be there: a style that is missing would turn a day into a number', async () => {
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const related = ['worksheet" Target="worksheets/sheet1.xml', 'styles" Target="gone.xml'].map(
      (end, i) => `<Relationship Id="rId${i + 1}" Type="${office}/${end}"/>`,
    );
    const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${related.join('')}</Relationships>`;
    const file = await bookOf({ sheets: [{ xml: sheetOf([['甲']]) }], parts: { 'xl/_rels/workbook.xml.rels': rels } });
    expect(await read(file)).toMatch(/^not_xlsx/);
  });

  it('tell which rows are hidden', async () => {
    const workbook = await Workbook.open(
      await bookOf({
        sheets: [
          {
            xml: sheetXml(rowXml(1, ['甲']) + rowXml(2, ['乙'], 'hidden="true"') + rowXml(3, ['丙'], 'ht="0" customHeight="1"')),
          },
        ],
      }),
    );
    const hidden: string[] = [];
    for (const sheet of workbook.sheets)
      for await (const rows of workbook.rows(sheet))
        hidden.push(...rows.filter((row) => row.hidden).flatMap(({ cells }) => [...cells.values()].map(textOf)));
    expect(hidden).toEqual(['乙', '丙']);
  });

  it('are bounded: blank rows and cells count too', async () => {
    const bytes = await bookOf({ sheets: [{ xml: sheetXml('<row><c/><c/></row>'.repeat(11)) }] });
    const rowsWithin = async (limits: { rows: number; cells: number }): Promise<string> => {
      const workbook = await Workbook.open(bytes, { packed: 1e6, unpacked: 1e6, entries: 100, ...limits });
      const [sheet] = workbook.sheets;
      try {
        if (sheet !== undefined) for await (const rows of workbook.rows(sheet)) void rows;
        return 'read';
      } catch (error) {
        return error instanceof FileRefused ? error.wrong.code : String(error);
      }
    };
    expect(await rowsWithin({ rows: 11, cells: 22 })).toBe('read');
    expect(await rowsWithin({ rows: 10, cells: 22 })).toBe('too_many_rows');
    expect(await rowsWithin({ rows: 11, cells: 21 })).toBe('too_many_rows');
  });
});
