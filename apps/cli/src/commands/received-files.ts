import { aside, say } from '@fenming/language';
import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { MoneyError, parseYuan } from '@fenming/money';
import { UsageError } from '../terminal/exit-codes';

/** A file as the bank says it has received it; `line`: where the list says so, counted from 1. */
export type ListedFile = {
  readonly line: number;
  readonly file_name: string;
  readonly sha256: string;
  readonly count: number;
  readonly sum_fen: number;
};

const COLUMNS = '文件名,SHA-256,笔数,金额';
/** The first line is a header only when it is exactly one of these: anything else is a file that somebody listed. */
const HEADERS = [COLUMNS, `${COLUMNS}（元）`, `${COLUMNS}(元)`, 'name,SHA-256,count,yuan'];
const howToWrite = (): string =>
  say(
    `每行写成：文件名,SHA-256,笔数,金额（元），用英文半角逗号分列，存为 UTF-8，例如 DF_A.txt,${'0'.repeat(8)}…（64 位十六进制数字）,3,2880.00；标题行只能是“${COLUMNS}”。`,
    `Each line is: file name,SHA-256,lines,amount (yuan), separated by ordinary commas and saved as UTF-8, for example DF_A.txt,${'0'.repeat(8)}… (64 hexadecimal digits),3,2880.00; the only heading line is “${COLUMNS}”.`,
  );
const otherDelimiters = (): readonly (readonly [string, string])[] => [
  ['，', say('全角逗号', 'full-width commas')],
  ['、', say('顿号', 'ideographic commas')],
  ['；', say('全角分号', 'full-width semicolons')],
  [';', say('分号', 'semicolons')],
  ['\t', say('制表符', 'tabs')],
  ['|', say('竖线', 'vertical bars')],
];

/** A line whose fault is `said`. */
type Fault = { readonly line: number; readonly said: string };
type Line = { readonly line: number; readonly text: string };

const [LF, CR] = [10, 13];
/** How old systems end a text file, after its last line. */
const CTRL_Z = '\u001A';
/** Nothing of such a line is repeated: a terminal would obey it. */
const CONTROL = /[^\P{Cc}\t]/u;

/**
 * Lines end with LF, CRLF, or with CR as old Macs saved them. Bytes that are no UTF-8 are most often GB18030, in which a spreadsheet saves by default;
 * neither holds a line end inside a character.
 */
const linesOf = (bytes: Buffer): readonly (Line | Fault)[] => {
  const lines: (Line | Fault)[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.subarray(start).findIndex((byte) => byte === LF || byte === CR);
    const until = end < 0 ? bytes.length : start + end;
    lines.push(decoded(bytes.subarray(start, until), lines.length + 1, until === bytes.length));
    start = until + (bytes[until] === CR && bytes[until + 1] === LF ? 2 : 1);
  }
  return lines;
};

const decoded = (bytes: Buffer, line: number, last: boolean): Line | Fault => {
  if (!isUtf8(bytes))
    return {
      line,
      said: say('不是 UTF-8 文字（可能存成了 GBK/GB18030 或 UTF-16）', 'is no UTF-8 text (perhaps GBK, GB18030 or UTF-16)'),
    };
  const whole = bytes.toString('utf8');
  const text = last && whole.endsWith(CTRL_Z) ? whole.slice(0, -1) : whole;
  if (text.includes('\0'))
    return {
      line,
      said: say('有空字符（可能存成了 UTF-16，或在传送中损坏）', 'holds null characters (perhaps UTF-16, or damaged on the way)'),
    };
  if (CONTROL.test(text))
    return {
      line,
      said: say('有控制字符，文件在传送中损坏，或不是文本文件', 'holds control characters: damaged on the way, or no text file'),
    };
  return { line, text: line === 1 ? text.replace(/^\uFEFF/, '') : text };
};

const cellsOf = (text: string): readonly string[] | undefined => {
  try {
    const [cells] = parse(text, { trim: true, relax_column_count: true }) as readonly (readonly string[])[];
    return cells ?? [];
  } catch {
    return undefined;
  }
};

const isHeader = (cells: readonly string[]): boolean => HEADERS.includes(cells.join(','));

/** Why the cells are not four, said with the sign that stands where the comma should. */
const columnsFault = (text: string, cells: readonly string[] | undefined): string | undefined => {
  if (cells === undefined) return say('引号不成对', 'has a quotation mark without counterpart');
  if (cells.length === 4) return undefined;
  const other = otherDelimiters().find(([sign]) => text.includes(sign));
  return say(
    `有 ${cells.length} 列，应为 4 列${other === undefined ? '' : aside(say(`这里用了${other[1]}`, `divided here by ${other[1]}`))}`,
    `has ${cells.length} columns and should have 4${other === undefined ? '' : aside(say(`这里用了${other[1]}`, `divided here by ${other[1]}`))}`,
  );
};

const cellFaults = ([file_name = '', sha256 = '', count = '', yuan = '']: readonly string[]): readonly string[] => [
  ...(/^[\w.-]{1,120}$/.test(file_name)
    ? []
    : [
        named(
          say('文件名', 'file name'),
          file_name,
          say('只能有英文字母、数字、点、下划线和短横线', 'only letters, digits, dots, underscores and hyphens'),
        ),
      ]),
  ...(/^[0-9a-f]{64}$/i.test(sha256)
    ? []
    : [named('SHA-256', sha256, say('应为摘要值，64 位十六进制数字', 'should be a hash: 64 hexadecimal digits'))]),
  ...(/^[1-9]\d{0,8}$/.test(count)
    ? []
    : [named(say('笔数', 'lines'), count, say('应为大于零的半角整数', 'should be a whole number above zero'))]),
  ...(isAmount(yuan)
    ? []
    : [
        named(
          say('金额', 'amount'),
          yuan,
          say('应为大于零的半角数字，如 2880.00', 'should be a number above zero, such as 2880.00'),
        ),
      ]),
];

const named = (column: string, value: string, rule: string): string =>
  value === ''
    ? say(`缺少${column}`, `lacks its ${column}`)
    : say(`${column}“${value.slice(0, 80)}”不对：${rule}`, `${column} “${value.slice(0, 80)}” is wrong: ${rule}`);

const isAmount = (yuan: string): boolean => /^\d/.test(yuan) && fenOf(yuan) > 0;

const fenOf = (yuan: string): number => {
  try {
    return parseYuan(yuan);
  } catch (error) {
    if (error instanceof MoneyError) return 0;
    throw error;
  }
};

/** A line that holds nothing but spaces says nothing; every other line is a file, the header, or a fault. */
const readLine = ({ line, text }: Line): ListedFile | Fault | undefined => {
  if (text.trim() === '') return undefined;
  const cells = cellsOf(text);
  if (line === 1 && cells !== undefined && isHeader(cells)) return undefined;
  const fault = columnsFault(text, cells) ?? cellFaults(cells ?? []).join(say('；', '; '));
  if (fault !== '') return { line, said: fault };
  const [file_name = '', sha256 = '', count = '', yuan = ''] = cells ?? [];
  return { line, file_name, sha256: sha256.toLowerCase(), count: Number(count), sum_fen: fenOf(yuan) };
};

const repeated = (files: readonly ListedFile[]): readonly Fault[] =>
  files.flatMap(({ line, file_name }, i) => {
    const before = files.slice(0, i).find((other) => other.file_name.toLowerCase() === file_name.toLowerCase());
    return before === undefined
      ? []
      : [{ line, said: say(`${file_name} 在第 ${before.line} 行已经列过`, `${file_name} is already on line ${before.line}`) }];
  });

const SHOWN = 20;

/**
 * Every line of the list is accounted for: a file, the exact header, an empty line, or a fault. Four columns: file name, SHA-256, number of
 * payments, yuan; UTF-8. @throws UsageError naming each line that cannot be read, why, and how to write it.
 */
export const readReceivedFiles = (bytes: Buffer): readonly ListedFile[] => {
  const read = linesOf(bytes).map((line) => ('said' in line ? line : readLine(line)));
  const files = read.filter((one): one is ListedFile => one !== undefined && 'file_name' in one);
  const faults = [...read.filter((one): one is Fault => one !== undefined && 'said' in one), ...repeated(files)];
  if (faults.length === 0) return files;
  const said = faults.slice(0, SHOWN).map(({ line, said: why }) => say(`第 ${line} 行${why}。`, `line ${line}: ${why}.`));
  const more = faults.length > SHOWN ? [say(`……共 ${faults.length} 处。`, `… ${faults.length} in all.`)] : [];
  throw new UsageError(
    [say('清单读不懂，没有登记：', 'The list cannot be read; nothing was recorded:'), ...said, ...more, howToWrite()].join('\n'),
  );
};

/** That the bank has received nothing is said twice: by a list without files, and by the option. @throws UsageError */
export const agreeOnNone = (files: readonly ListedFile[], noneReceived: boolean): void => {
  if (files.length === 0 && !noneReceived)
    throw new UsageError(
      say(
        '清单里没有任何文件，没有登记。若银行复函确认一份送盘文件也没有收到，请加上 --none-received 再登记。',
        'There is no file in the list; nothing was recorded. Where the letter of the bank confirms that it received no bank file at all, add --none-received.',
      ),
    );
  if (files.length > 0 && noneReceived)
    throw new UsageError(
      say(
        `清单第 ${files[0]?.line} 行列有送盘文件，不能同时用 --none-received（银行一份也没有收到）。`,
        `Line ${files[0]?.line} of the list names a bank file; that does not go with --none-received (the bank received none).`,
      ),
    );
};
