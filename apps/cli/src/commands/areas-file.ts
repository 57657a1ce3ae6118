import { say } from '@fenming/language';
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
const shouldBe = (): string =>
  say(
    '应为 9 位（乡镇）或 12 位（村）代码和名称，用英文逗号隔开，例如 991003101,青石镇',
    'There should be a code of 9 digits (township) or 12 digits (village) and a name, with a comma between them, such as 991003101,青石镇',
  );

const refused = (line: number, reason: string): string =>
  say(`区划文件第 ${line} 行：${reason}`, `line ${line} of the area file: ${reason}`);

/** A file saved in another encoding would give names that nobody can read: it is named, and not guessed. */
const textOf = (bytes: Buffer): string => {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new UsageError(
      refused(1, say('文件是 UTF-16 编码，请另存为“CSV UTF-8”', 'the file is encoded in UTF-16; save it as “CSV UTF-8”')),
    );
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    throw new UsageError(
      refused(
        unreadableLine(bytes),
        say('不是 UTF-8 编码（可能是 GB18030），请另存为“CSV UTF-8”', 'not UTF-8 (perhaps GB18030); save it as “CSV UTF-8”'),
      ),
    );
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
    if (error instanceof CsvError)
      throw new UsageError(refused(Number(error['lines'] ?? 1), say('引号不成对', 'a quotation mark has no counterpart')));
    throw error;
  }
};

const isHeader = ([code = '', name = '']: readonly string[]): boolean =>
  HEADER_CODES.includes(code.toLowerCase()) && HEADER_NAMES.includes(name.toLowerCase());

const separators = (): readonly (readonly [string, string])[] => [
  [';', say('分号', 'semicolons')],
  ['；', say('全角分号', 'full-width semicolons')],
  ['\t', say('制表符', 'tabs')],
  ['，', say('全角逗号', 'full-width commas')],
  ['|', say('竖线', 'vertical bars')],
];

/** Why the code of a row is none, as whoever wrote the file would mend it. */
const codeFault = (code: string, county: string): string | undefined => {
  if (CODE.test(code))
    return code.startsWith(county) ? undefined : say(`不在本县（${county}）之内`, `not in this county (${county})`);
  const [, separator] = separators().find(([mark]) => code.includes(mark)) ?? [];
  if (separator !== undefined)
    return say(`是用${separator}隔开的，请改用英文逗号`, `the columns are separated by ${separator}; use commas`);
  if (/^\d+(\.\d+)?E\+?\d+$/i.test(code))
    return say(
      '代码已被电子表格改成科学计数，请把这一列设为文本后重新填写',
      'a spreadsheet has turned the code into scientific notation; make the column text and type it again',
    );
  if (CODE.test(code.normalize('NFKC')))
    return say('代码是全角数字，请改成半角', 'the code is in full-width digits; use ordinary ones');
  if (CODE.test(code.replaceAll(/[^\d]/g, '')))
    return say('代码中夹有其他字符或看不见的字符，请删去', 'the code holds other or invisible characters; remove them');
  return /^\d{6}(000)*$/.test(code)
    ? say('县级代码不用登记，只登记乡镇和村', "the county's own code is not registered; only townships and villages are")
    : shouldBe();
};

const nameFault = (name: string): string | undefined => {
  if (name === '') return shouldBe();
  if (/[\uFFFD\p{Cc}\p{Cf}]/u.test(name))
    return say('名称中有无法显示的字符，请重新填写', 'the name holds characters that cannot be shown; type it again');
  return Array.from(name).length > LONGEST_NAME
    ? say(`名称超过 ${LONGEST_NAME} 个字`, `the name is longer than ${LONGEST_NAME} characters`)
    : undefined;
};

const rowFault = ({ cells: [code = '', name = '', ...others] }: Row, county: string): string | undefined => {
  const other = others.find((cell) => cell !== '');
  return (
    codeFault(code, county) ??
    nameFault(name) ??
    (other === undefined
      ? undefined
      : say('只应有代码和名称两列，请删去其余各列', 'there should be two columns, code and name; remove the others'))
  );
};

/** Every code once, every village below a township of the same list. */
const listFaults = (rows: readonly Row[]): readonly string[] => {
  const lines = new Map<string, number>();
  for (const { line, cells } of rows.toReversed()) lines.set(cells[0] ?? '', line);
  return rows.flatMap(({ line, cells: [code = ''] }) => {
    const first = lines.get(code) ?? line;
    if (first !== line)
      return [refused(line, say(`代码 ${code} 在第 ${first} 行已经有了`, `code ${code} is already on line ${first}`))];
    const orphan = code.length === 12 && !lines.has(code.slice(0, 9));
    return orphan
      ? [
          refused(
            line,
            say(
              `村 ${code} 所在的乡镇 ${code.slice(0, 9)} 不在文件里，请一并列出`,
              `village ${code} belongs to township ${code.slice(0, 9)}, which is not in the file; list it as well`,
            ),
          ),
        ]
      : [];
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
  if (given.length === 0)
    throw new UsageError(
      say('区划文件里没有乡镇和村，没有开设', 'There is no township and no village in the area file; nothing was opened'),
    );
  if (given.length > MOST_AREAS)
    throw new UsageError(
      say(
        `区划文件有 ${given.length} 行，一次最多登记 ${MOST_AREAS} 个区划`,
        `The area file has ${given.length} lines; at most ${MOST_AREAS} areas are registered at once`,
      ),
    );
  return given.map(({ cells: [code = '', name = ''] }) => ({ code, name }));
};

const told = (faults: readonly string[]): string => {
  const more = faults.length > MOST_SHOWN ? [say(`…… 共 ${faults.length} 处`, `… ${faults.length} in all`)] : [];
  return [
    ...faults.slice(0, MOST_SHOWN),
    ...more,
    say('区划文件有误，没有登记任何区划', 'The area file has faults; no area was registered'),
  ].join('\n');
};
