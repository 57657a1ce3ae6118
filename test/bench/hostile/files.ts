import { DEMO_BANK, writeBankReturn } from '@fenming/bank-files';
import { checkCharacter } from '@fenming/citizen';
import { instant } from '@fenming/calendar';
import { fen } from '@fenming/money';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
const relations = (...inside: readonly string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${inside.join('')}</Relationships>`;

const PARTS = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
  '_rels/.rels': relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
  'xl/workbook.xml': `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="名单" sheetId="1" r:id="r1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relations(relation('r1', 'worksheet', 'worksheets/sheet1.xml')),
};

const rowOf = (cells: readonly string[]): string =>
  `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;

const HEADERS = ['序号', '姓名', '身份证号', '性别', '乡镇', '村', '银行账号', '户口性质', '现存男孩数', '现存女孩数'];
const BAD = ['1', '王示例', '99100119500101999', '未知', '没有', '没有', '12', '不详', '多', '少'];

const workbook = (data: string, padding = 0): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(text), name);
  const sheet = `<worksheet xmlns="${SHEET}">${' '.repeat(padding)}<sheetData>${data}</sheetData></worksheet>`;
  zip.addBuffer(Buffer.from(sheet), 'xl/worksheets/sheet1.xml');
  zip.end();
  return buffer(zip.outputStream);
};

/** A workbook with a roster's header and so many rows in which every cell is wrong; `padding`: bytes of white space that the sheet unpacks to besides. */
export const badRoster = (rows: number, padding = 0): Promise<Buffer> =>
  workbook(`${rowOf(HEADERS)}${rowOf(BAD).repeat(rows)}`, padding);

const FARMER = {
  户口性质: '农业',
  配偶户口性质: '农业',
  有无违反政策生育: '无',
  曾生育子女: '是',
  现存男孩数: '1',
  现存女孩数: '0',
};
const PERSON = ['姓名', '身份证号', '性别', '乡镇', '村', '银行账号'];
const BORN_AFTER = Date.UTC(1945, 0, 1);
const DAY_MS = 86_400_000;
const DAYS = 4_000;

/** A roster of the rural reward with so many people of one village whom nobody has seen before, each of whom is taken. */
export const goodRoster = (
  rows: number,
  { township, village }: { readonly township: string; readonly village: string },
): Promise<Buffer> => {
  const lines = Array.from({ length: rows }, (_, i) => {
    const birth = new Date(BORN_AFTER + (i % DAYS) * DAY_MS).toISOString().slice(0, 10);
    const first17 = `991001${birth.replaceAll('-', '')}${401 + 2 * Math.floor(i / DAYS)}`;
    const account = String(9_900_005_000_000_000n + BigInt(i));
    return rowOf(['王示例', first17 + checkCharacter(first17), '男', township, village, account, ...Object.values(FARMER)]);
  });
  return workbook([rowOf([...PERSON, ...Object.keys(FARMER)]), ...lines].join(''));
};

/** A return of the demo county's bank, sound in itself, for payments that nobody sent. */
export const strangeReturn = (batchNo: string, lines: number): Buffer =>
  writeBankReturn(
    { ...DEMO_BANK, maxLines: lines },
    { batchNo, answeredAt: instant('2023-12-01T01:00:00.000Z') },
    Array.from({ length: lines }, (_, i) => ({ lineNo: 500_000 + i, amountFen: fen(96_000), outcome: 'settled' as const })),
  );

/** A return of which every line is another fault. */
export const badReturn = (batchNo: string, lines: number): Buffer =>
  Buffer.from(`${batchNo}|${lines}|0|0|0|0|0|0|0\r\n${'x|y|z|1234567890123456789\r\n'.repeat(lines)}文件校验|0\r\n`);
