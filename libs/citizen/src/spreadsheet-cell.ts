/** What a spreadsheet left of a long number: its text, nothing, or a rounded number that cannot be brought back. */
export type LongNumber =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: 'missing' | 'damaged' | 'characters' };

// Excel keeps 15 significant digits of a number; every digit after them is replaced by 0.
const LARGEST_INTACT = 999_999_999_999_999;
const SCIENTIFIC = /^\d(?:\.\d+)?E\+?\d+$/i;

/** Reads a cell that should hold a citizen id or an account: text, or a number small enough to have survived Excel. */
export function readLongNumber(raw: unknown): LongNumber {
  if (raw === undefined || raw === null) return { ok: false, fault: 'missing' };
  if (typeof raw === 'bigint') return { ok: true, text: raw.toString() };
  if (typeof raw === 'number') return readNumberCell(raw);
  return typeof raw === 'string' ? { ok: true, text: raw } : { ok: false, fault: 'characters' };
}

/** Whether a cleaned text is a number in scientific notation, such as `4.11E+17`. */
export function isScientific(text: string): boolean {
  return SCIENTIFIC.test(text);
}

/** Whether a text of at least 18 digits has only zeros where Excel drops digits. On its own this is a suspicion: true numbers can end so. */
export function endsWhereExcelCuts(text: string): boolean {
  return /^\d{15}0{3,}$/.test(text);
}

function readNumberCell(value: number): LongNumber {
  if (Math.abs(value) > LARGEST_INTACT) return { ok: false, fault: 'damaged' };
  return Number.isInteger(value) && value >= 0 ? { ok: true, text: String(value) } : { ok: false, fault: 'characters' };
}
