import type { CellValue } from 'exceljs';
import type { Wrong } from './row-fault';

/** What a cell holds once formulas, links and formatted text are taken off. Dates are midnight UTC, as Excel keeps no time zone. */
export type Plain = string | number | boolean | Date;
export type Cell =
  | { readonly state: 'blank' }
  | { readonly state: 'broken'; readonly wrong: Wrong; readonly text: string }
  | { readonly state: 'filled'; readonly value: Plain; readonly fromFormula: boolean };

const BLANK: Cell = { state: 'blank' };

/** Reads one cell as the spreadsheet library hands it over. */
export function readCell(raw: CellValue): Cell {
  if (raw === null || raw === undefined) return BLANK;
  if (typeof raw === 'string') return filled(raw);
  if (typeof raw !== 'object') return filled(raw);
  if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? error('#NUM!') : filled(raw);
  if ('error' in raw) return error(raw.error);
  if ('richText' in raw) return filled(raw.richText.map((part) => part.text).join(''));
  if ('hyperlink' in raw) return readCell(raw.text as CellValue);
  return readResult(raw.result);
}

/** A formula counts as what it showed when the file was saved: that is what the clerk saw. */
function readResult(result: CellValue): Cell {
  if (result === undefined || result === null) return { state: 'broken', wrong: NEVER_CALCULATED, text: '' };
  const cell = readCell(result);
  return cell.state === 'filled' ? { ...cell, fromFormula: true } : cell;
}

function filled(value: Plain): Cell {
  if (typeof value !== 'string') return { state: 'filled', value, fromFormula: false };
  const text = value.replaceAll(/^[\s\u200B\uFEFF]+|[\s\u200B\uFEFF]+$/gu, '');
  return text === '' ? BLANK : { state: 'filled', value: text, fromFormula: false };
}

function error(sign: string): Cell {
  const wrong: Wrong = { code: 'cell_error', reason: `单元格是错误值 ${sign}`, hint: '请改正公式，或直接填写内容' };
  return { state: 'broken', wrong, text: sign };
}

const NEVER_CALCULATED: Wrong = {
  code: 'formula_without_result',
  reason: '公式没有保存计算结果',
  hint: '请在电子表格软件中打开并保存一次，或把公式改为数值',
};

/** The text of a cell for people. */
export function textOf(cell: Cell): string {
  if (cell.state === 'blank') return '';
  if (cell.state === 'broken') return cell.text;
  return cell.value instanceof Date ? cell.value.toISOString().slice(0, 10) : String(cell.value);
}
