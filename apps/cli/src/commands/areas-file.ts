import { CsvError, parse } from 'csv-parse/sync';
import { UsageError } from '../terminal/exit-codes';

export type Area = { readonly code: string; readonly name: string };
type Row = { readonly line: number; readonly cells: readonly string[] };

const MOST_AREAS = 5000;
const LONGEST_NAME = 40;
const MOST_SHOWN = 20;
const CODE = /^\d{6}(?!000)\d{3}((?!000)\d{3})?$/;
const HEADER_CODES = ['代码', '区划代码', '行政区划代码', 'code'];
const HEADER_NAMES = ['名称', '区划名称', '行政区划名称', 'name'];
const SHOULD_BE = '应为 9 位（乡镇）或 12 位（村）代码和名称，用英文逗号隔开，例如 991003101,青石镇';

const refused = (line: number, reason: string): string => `区划文件第 ${line} 行：${reason}`;

/** A file saved in another encoding would give names that nobody can read: it is named, and not guessed. */
const textOf = (bytes: Buffer): string => {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new UsageError(refused(1, '文件是 UTF-16 编码，请另存为“CSV UTF-8”'));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    throw new UsageError(refused(unreadableLine(bytes), '不是 UTF-8 编码（可能是 GB18030），请另存为“CSV UTF-8”'));
  }
};

const unreadableLine = (bytes: Buffer): number => {
  const lines = bytes.toString('latin1').split('\n');
  return 1 + lines.findIndex((line) => Buffer.from(line, 'latin1').toString('utf8').includes('\uFFFD'));
};

const rowsOf = (text: string): readonly Row[] => {
  try {
    const records = parse(text, { bom: true, trim: true, relax_column_count: true, info: true }) as unknown as readonly {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    return records
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(refused(Number(error['lines'] ?? 1), '引号不成对'));
    throw error;
  }
};

const isHeader = ([code = '', name = '']: readonly string[]): boolean =>
  HEADER_CODES.includes(code.toLowerCase()) && HEADER_NAMES.includes(name.toLowerCase());

const SEPARATORS: readonly (readonly [string, string])[] = [
  [';', '分号'],
  ['；', '全角分号'],
  ['\t', '制表符'],
  ['，', '全角逗号'],
  ['|', '竖线'],
];

/** Why the code of a row is none, as whoever wrote the file would mend it. */
const codeFault = (code: string, county: string): string | undefined => {
  if (CODE.test(code)) return code.startsWith(county) ? undefined : `不在本县（${county}）之内`;
  const [, separator] = SEPARATORS.find(([mark]) => code.includes(mark)) ?? [];
  if (separator !== undefined) return `是用${separator}隔开的，请改用英文逗号`;
  if (/^\d+(\.\d+)?E\+?\d+$/i.test(code)) return '代码已被电子表格改成科学计数，请把这一列设为文本后重新填写';
  if (CODE.test(code.normalize('NFKC'))) return '代码是全角数字，请改成半角';
  if (CODE.test(code.replaceAll(/[^\d]/g, ''))) return '代码中夹有其他字符或看不见的字符，请删去';
  return /^\d{6}(000)*$/.test(code) ? '县级代码不用登记，只登记乡镇和村' : SHOULD_BE;
};

const nameFault = (name: string): string | undefined => {
  if (name === '') return SHOULD_BE;
  if (/[\uFFFD\p{Cc}\p{Cf}]/u.test(name)) return '名称中有无法显示的字符，请重新填写';
  return Array.from(name).length > LONGEST_NAME ? `名称超过 ${LONGEST_NAME} 个字` : undefined;
};

const rowFault = ({ cells: [code = '', name = '', ...others] }: Row, county: string): string | undefined => {
  const other = others.find((cell) => cell !== '');
  return codeFault(code, county) ?? nameFault(name) ?? (other === undefined ? undefined : '只应有代码和名称两列，请删去其余各列');
};

/** Every code once, every village below a township of the same list. */
const listFaults = (rows: readonly Row[]): readonly string[] => {
  const lines = new Map<string, number>();
  for (const { line, cells } of rows.toReversed()) lines.set(cells[0] ?? '', line);
  return rows.flatMap(({ line, cells: [code = ''] }) => {
    const first = lines.get(code) ?? line;
    if (first !== line) return [refused(line, `代码 ${code} 在第 ${first} 行已经有了`)];
    const orphan = code.length === 12 && !lines.has(code.slice(0, 9));
    return orphan ? [refused(line, `村 ${code} 所在的乡镇 ${code.slice(0, 9)} 不在文件里，请一并列出`)] : [];
  });
};

/**
 * The townships and villages of a county: two columns, code and name, UTF-8, with or without the header line `代码,名称`. Every row is
 * accounted for. Throws UsageError with line and reason of each fault.
 */
export const readAreas = (bytes: Buffer, county: string): readonly Area[] => {
  const rows = rowsOf(textOf(bytes));
  const given = rows[0] !== undefined && isHeader(rows[0].cells) ? rows.slice(1) : rows;
  const own = given.flatMap((row) => {
    const fault = rowFault(row, county);
    return fault === undefined ? [] : [refused(row.line, fault)];
  });
  const faults = own.length > 0 ? own : listFaults(given);
  if (faults.length > 0) throw new UsageError(told(faults));
  if (given.length === 0) throw new UsageError('区划文件里没有乡镇和村，没有开设');
  if (given.length > MOST_AREAS) throw new UsageError(`区划文件有 ${given.length} 行，一次最多登记 ${MOST_AREAS} 个区划`);
  return given.map(({ cells: [code = '', name = ''] }) => ({ code, name }));
};

const told = (faults: readonly string[]): string => {
  const more = faults.length > MOST_SHOWN ? [`…… 共 ${faults.length} 处`] : [];
  return [...faults.slice(0, MOST_SHOWN), ...more, '区划文件有误，没有登记任何区划'].join('\n');
};
