import { DEMO_BANK, writeBankReturn } from '@fenming/bank-files';
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

/** A workbook with a roster's header and so many rows in which every cell is wrong; `padding`: bytes of white space that the sheet unpacks to besides. */
export const badRoster = async (rows: number, padding = 0): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(text), name);
  const data = `${rowOf(HEADERS)}${rowOf(BAD).repeat(rows)}`;
  const sheet = `<worksheet xmlns="${SHEET}">${' '.repeat(padding)}<sheetData>${data}</sheetData></worksheet>`;
  zip.addBuffer(Buffer.from(sheet), 'xl/worksheets/sheet1.xml');
  zip.end();
  return buffer(zip.outputStream);
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
