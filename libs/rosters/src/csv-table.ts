import { say } from '@fenming/language';
import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import type { Book } from './find-list';
import { BLANK, filled } from './workbook/cell';
import { LIMITS } from './workbook/archive';
import { FileRefused, tooLarge, tooManyRows } from './workbook/file-refused';
import type { Outline } from './workbook/outline';
import type { SheetRow } from './workbook/sheet-reader';

const ROWS_AT_ONCE = 500;
/** How many lines are looked at for what parts their columns. */
const LOOKED_AT = 10;
const SEPARATORS = [',', '\t', ';', '，', '|'];
const CONTROL = /[^\P{Cc}\t\r\n]/u;

/** A text file with columns, as a book of one sheet; rows count as a spreadsheet that opens it counts them. Throws FileRefused. */
export function csvBook(bytes: Buffer): Book {
  if (bytes.length > LIMITS.packed)
    throw tooLarge(
      say(`文件超过 ${LIMITS.packed / 1024 / 1024} MB`, `the file is larger than ${LIMITS.packed / 1024 / 1024} MB`),
    );
  const records = recordsOf(textOf(bytes));
  if (records.length > LIMITS.rows)
    throw tooManyRows(say(`表中超过 ${LIMITS.rows} 行`, `the file has more than ${LIMITS.rows} rows`));
  return {
    sheets: [{ name: '', hidden: false, part: '' }],
    outline: () => Promise.resolve(PLAIN),
    async *rows() {
      for (let from = 0; from < records.length; from += ROWS_AT_ONCE)
        yield records.slice(from, from + ROWS_AT_ONCE).map((cells, i) => rowOf(cells, from + i + 1));
    },
  };
}

/** Nothing is merged or hidden in a text. */
const PLAIN: Outline = { rows: 0, cells: 0, merges: [], hiddenColumns: [] };

function rowOf(texts: readonly string[], row: number): SheetRow {
  const cells = texts.map((text, i) => [i + 1, filled(text)] as const).filter(([, cell]) => cell !== BLANK);
  return { row, hidden: false, cells: new Map(cells) };
}

/** UTF-8, or GB18030, in which spreadsheets here save by default. What is neither is no text. */
function textOf(bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : inGb18030(bytes);
  if (text === undefined || CONTROL.test(text)) throw noTable();
  return text.replace(/^\uFEFF/, '');
}

function inGb18030(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function recordsOf(text: string): readonly (readonly string[])[] {
  const options = { delimiter: separatorOf(text), relax_column_count: true, skip_empty_lines: false } as const;
  try {
    return parse(text, options) as unknown as readonly (readonly string[])[];
  } catch (error) {
    if (error instanceof CsvError) throw unpaired(Number(error['lines'] ?? 1));
    throw error;
  }
}

/** What parts most of the first lines most often. */
function separatorOf(text: string): string {
  const lines = text.split(/\r\n|\r|\n/u, LOOKED_AT);
  const parts = (sign: string): number => lines.reduce((sum, line) => sum + line.split(sign).length - 1, 0);
  return SEPARATORS.toSorted((one, other) => parts(other) - parts(one))[0] ?? ',';
}

function noTable(): FileRefused {
  return new FileRefused({
    code: 'not_table',
    reason: say(
      '文件既不是 .xlsx 工作簿，也不是 UTF-8 或 GB18030 编码的 .csv 文本，或已损坏',
      'the file is no .xlsx workbook and no .csv text in UTF-8 or GB18030, or is damaged',
    ),
    hint: say('请用电子表格软件另存为 .xlsx 后重新上传', 'save it as .xlsx in a spreadsheet program and upload it again'),
  });
}

function unpaired(line: number): FileRefused {
  return new FileRefused({
    code: 'quotes_unpaired',
    reason: say(`第 ${line} 行的引号不成对，读不下去`, `line ${line} has a quotation mark without counterpart`),
    hint: say('请改正这一行，或另存为 .xlsx 后重新上传', 'mend this line, or save the list as .xlsx and upload it again'),
  });
}
