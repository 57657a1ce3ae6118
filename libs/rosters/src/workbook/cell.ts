import { say } from '@fenming/language';
import { addDays, plainDate } from '@fenming/calendar';
import { wrongOf, type Wrong } from '../row-fault';
import { unescaped, type RichText } from './rich-text';

/** What a cell holds once formulas, links and formatted text are taken off. A date is the text of its day, YYYY-MM-DD. */
export type Plain = string | number | boolean;
export type Cell =
  | { readonly state: 'blank' }
  | { readonly state: 'broken'; readonly wrong: Wrong; readonly text: string }
  | { readonly state: 'filled'; readonly value: Plain; readonly fromFormula: boolean };

export const BLANK: Cell = { state: 'blank' };

/** A cell as the file writes it: its type (`t`), its style (`s`) and what stands inside. */
export type WrittenCell = { readonly type: string; readonly style: number; readonly content: RichText };
/** What a workbook says beside its sheets, needed to understand a cell. */
export type Surroundings = {
  readonly sharedString: (index: number) => string | undefined;
  readonly dateStyles: ReadonlySet<number>;
  /** Days are counted from 1904, as old Macs did. */
  readonly from1904: boolean;
};

/** Reads one cell (ECMA-376 part 1, 18.18.11). A formula counts as what it showed when the file was saved: that is what the clerk saw. */
export function readCell(cell: WrittenCell, around: Surroundings): Cell {
  const { hasFormula, values, written } = cell.content;
  if (values > 1) return broken(twoValues(), '');
  if (hasFormula && neverCalculated(cell)) return broken(NEVER_CALCULATED, '');
  const text = written.v ?? written.t ?? '';
  if (text.trim() === '') return BLANK;
  const read = byType(cell, text, around);
  return read.state === 'filled' ? { ...read, fromFormula: hasFormula } : read;
}

/** Libraries that write a formula leave its result out, or empty; an empty text is a result only where the cell says that it is a text. */
function neverCalculated({ type, content }: WrittenCell): boolean {
  const { v, t } = content.written;
  return v === undefined ? t === undefined : v === '' && type !== 'str';
}

function byType({ type, style, content }: WrittenCell, text: string, around: Surroundings): Cell {
  switch (type) {
    case 's':
      return filled(around.sharedString(wholeNumber(text)));
    case 'inlineStr':
      return filled(content.written.t ?? text);
    case 'str':
      return filled(text);
    case 'b':
      return flag(text.trim());
    case 'd':
      return isoDate(text.trim());
    case 'e':
      return broken(errorValue(text.trim()), text.trim());
    case 'n':
      return content.written.v === undefined ? filled(text) : number(text.trim(), style, around);
    default:
      return broken(UNREADABLE, '');
  }
}

/** Marks that show nothing, at either end: a cell of nothing else looks blank, and is. */
const EDGES = /^[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]+|[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]+$/gu;

/** The cell of a text, without what shows nothing at either end. */
export function filled(written: string | undefined): Cell {
  if (written === undefined) return broken(UNREADABLE, '');
  const value = standalone(unescaped(written).replaceAll(EDGES, ''));
  return value === '' ? BLANK : { state: 'filled', value, fromFormula: false };
}

/** A part of a long text keeps the whole of it in memory: every id its 64 KiB of XML. The copy stands alone. */
function standalone(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

function flag(text: string): Cell {
  const known: Readonly<Record<string, boolean>> = { '1': true, true: true, '0': false, false: false };
  const value = known[text];
  return value === undefined ? broken(UNREADABLE, text) : { state: 'filled', value, fromFormula: false };
}

/** A day, or a day at a time without a zone, is one day everywhere; of whatever else stands there its column judges whether it is one. */
function isoDate(text: string): Cell {
  return filled(/^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+)?$/.exec(text)?.[1] ?? text);
}

function number(text: string, style: number, around: Surroundings): Cell {
  const value = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) return broken(UNREADABLE, text);
  const day = around.dateStyles.has(style) ? dayOfSerial(value, around.from1904) : undefined;
  return day === undefined ? { state: 'filled', value, fromFormula: false } : filled(day);
}

const SECONDS_A_DAY = 86_400;
const LAST_SERIAL = 2_958_465;

/**
 * The day that a serial number shows; undefined where it shows none. 0 is what an empty reference leaves, not a day. Counted from 1900, 60 is
 * a 29 February 1900 that never was, and the numbers before it are a day off.
 */
function dayOfSerial(serial: number, from1904: boolean): string | undefined {
  const days = Math.floor(Math.round(serial * SECONDS_A_DAY) / SECONDS_A_DAY);
  if (days < 1 || days > LAST_SERIAL) return undefined;
  if (from1904) return addDays(plainDate('1904-01-01'), days);
  if (days === 60) return undefined;
  return addDays(plainDate('1899-12-30'), days < 60 ? days + 1 : days);
}

function wholeNumber(text: string): number {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : -1;
}

function broken(wrong: Wrong, text: string): Cell {
  return { state: 'broken', wrong, text };
}

function errorValue(sign: string): Wrong {
  return {
    code: 'cell_error',
    reason: say(`单元格是错误值 ${sign}`, `the cell is the error ${sign}`),
    hint: say('请改正公式，或直接填写内容', 'mend the formula, or write the content'),
  };
}

const UNREADABLE: Wrong = wrongOf('cell_unreadable', {
  reason: {
    zh: '单元格的内容在文件里已损坏，无法读取',
    en: 'the content of this cell is damaged in the file and cannot be read',
  },
  hint: {
    zh: '请在电子表格软件中打开，重新填写这一格后保存',
    en: 'open it in a spreadsheet program, fill in this cell again and save it',
  },
});
const twoValues = (): Wrong => ({
  ...UNREADABLE,
  reason: say(
    '文件里这一格写有两个值，无法确定以哪个为准',
    'this cell has two values in the file, and nobody can tell which one counts',
  ),
});
const NEVER_CALCULATED: Wrong = wrongOf('formula_without_result', {
  reason: { zh: '公式没有保存计算结果', en: 'the formula was saved without its result' },
  hint: {
    zh: '请在电子表格软件中打开并保存一次，或把公式改为数值',
    en: 'open and save it once in a spreadsheet program, or turn the formula into its value',
  },
});

/** The text of a cell for people. */
export function textOf(cell: Cell): string {
  if (cell.state === 'blank') return '';
  return cell.state === 'broken' ? cell.text : String(cell.value);
}
