import { columnNumber } from './sheet-reader';

/** One column of cells merged into one, from its first row to its last. */
export type Merge = { readonly column: number; readonly from: number; readonly to: number };
/** Columns from the one number to the other, both counted. */
export type ColumnRange = { readonly from: number; readonly to: number };
/** What a sheet's XML holds, found by searching its text and not by the reader of its rows: the two must agree. */
export type Outline = {
  readonly rows: number;
  readonly cells: number;
  readonly merges: readonly Merge[];
  readonly hiddenColumns: readonly ColumnRange[];
};

// A start tag may carry any prefix; comments and CDATA may hold anything that looks like one.
const LANDMARKS =
  /<!--|-->|<!\[CDATA\[|\]\]>|<\/?(?:[\p{L}_][\p{L}\p{N}_.-]*:)?(?:sheetData|row|c)(?=[\s/>])|<(?:[\p{L}_][\p{L}\p{N}_.-]*:)?(?:mergeCell|col)\s[^<>]*>/gu;
const MERGED = /\sref\s*=\s*["']\s*([a-z]{1,3})(\d{1,7}):([a-z]{1,3})(\d{1,7})\s*["']/i;
const HIDDEN = /\shidden\s*=\s*["']\s*(?:1|true)\s*["']|\swidth\s*=\s*["']\s*0(?:\.0*)?\s*["']/;
/** Longer than any landmark that a roster could have: so much of a chunk's end is searched once more with the next. */
const OVERLAP = 512;
const MOST_MERGES = 200_000;
const MOST_COLUMNS = 16_384;

/** Counts the rows and cells between the tags of `sheetData`, and collects the merged cells. */
export async function outlineOf(chunks: AsyncIterable<string>): Promise<Outline> {
  const scan = new Scan();
  let rest = '';
  for await (const chunk of chunks) rest = scan.take(rest + chunk, OVERLAP);
  scan.take(rest, 0);
  return { rows: scan.rows, cells: scan.cells, merges: scan.merges, hiddenColumns: scan.hiddenColumns };
}

class Scan {
  rows = 0;
  cells = 0;
  readonly merges: Merge[] = [];
  readonly hiddenColumns: ColumnRange[] = [];
  private inSheetData = false;
  private skippingTo: string | undefined;

  /** Goes through all but the last `keep` characters and answers what is left to be searched. */
  take(text: string, keep: number): string {
    const until = text.length - keep;
    let next = Math.max(until, 0);
    LANDMARKS.lastIndex = 0;
    for (let found = LANDMARKS.exec(text); found !== null && found.index < until; found = LANDMARKS.exec(text)) {
      this.meet(found[0]);
      next = Math.max(next, LANDMARKS.lastIndex);
    }
    return text.slice(next);
  }

  private meet(landmark: string): void {
    if (this.skippingTo !== undefined) {
      if (landmark === this.skippingTo) this.skippingTo = undefined;
    } else if (landmark === '<!--') this.skippingTo = '-->';
    else if (landmark === '<![CDATA[') this.skippingTo = ']]>';
    else this.count(landmark);
  }

  private count(landmark: string): void {
    const name = landmark.replace(/^<\/?(?:[^:\s]*:)?/u, '');
    if (landmark.startsWith('</')) this.inSheetData &&= name !== 'sheetData';
    else if (name === 'sheetData') this.inSheetData = true;
    else if (name === 'row') this.rows += this.inSheetData ? 1 : 0;
    else if (name === 'c') this.cells += this.inSheetData ? 1 : 0;
    else if (name.startsWith('mergeCell')) this.merge(landmark);
    else this.column(landmark);
  }

  private column(landmark: string): void {
    if (!HIDDEN.test(landmark) || this.hiddenColumns.length === MOST_COLUMNS) return;
    const [from, to] = ['min', 'max'].map((name) =>
      Number(new RegExp(`\\s${name}\\s*=\\s*["']\\s*(\\d{1,5})`).exec(landmark)?.[1]),
    );
    if (from !== undefined && to !== undefined) this.hiddenColumns.push({ from, to });
  }

  private merge(landmark: string): void {
    const [, column = '', from, , to] = MERGED.exec(landmark) ?? [];
    if (from === undefined || from === to || this.merges.length === MOST_MERGES) return;
    this.merges.push({ column: columnNumber(column), from: Number(from), to: Number(to) });
  }
}
