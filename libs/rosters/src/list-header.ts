import { columnNamed, normaliseHeader, type ListColumn } from './roster-columns';
import { textOf } from './workbook/cell';
import type { SheetRow } from './workbook/sheet-reader';

/** A list's header: what each column (number from 1) is called, and the row or two rows in which that stands. */
export type Header = { readonly labels: ReadonlyMap<number, string>; readonly first: number; readonly last: number };

/** Offices put a title, a unit and a date above the header; more than this is a form, not a list. */
export const HEADER_WITHIN = 10;

/** The row that names most columns, or the two rows, where some headers stand under a heading of several columns (配偶 over 姓名 and 身份证号). */
export function headerOf(rows: readonly SheetRow[], columns: readonly ListColumn[]): Header | undefined {
  const near = rows.filter(({ row }) => row <= HEADER_WITHIN);
  const single = near.map((row): Header => ({ labels: textsOf(row), first: row.row, last: row.row }));
  const double = near.flatMap((top, i) => {
    const below = rows[i + 1];
    return below === undefined ? [] : [twoRows(top, below, columns)];
  });
  const known = ({ labels }: Header): number =>
    new Set([...labels.values()].flatMap((text) => columnNamed(columns, text) ?? [])).size;
  const best = [...single, ...double]
    .map((header) => ({ header, known: known(header) }))
    .toSorted((a, b) => b.known - a.known)[0];
  return best !== undefined && best.known >= 2 ? best.header : undefined;
}

function textsOf(row: SheetRow): Map<number, string> {
  return new Map([...row.cells].map(([at, cell]) => [at, textOf(cell)]));
}

/** Each column under the heading that stands above it or, where that spans several columns, to the left above it. */
function twoRows(top: SheetRow, below: SheetRow, columns: readonly ListColumn[]): Header {
  const [upper, lower] = [textsOf(top), textsOf(below)];
  const labels = new Map(upper);
  let heading = '';
  for (let at = 1; at <= Math.max(...upper.keys(), ...lower.keys()); at += 1) {
    heading = upper.get(at) ?? heading;
    const own = lower.get(at);
    if (own === undefined) continue;
    const spellings = [`${headingOf(heading)}${own}`, own, upper.get(at) ?? own];
    labels.set(at, spellings.find((text) => columnNamed(columns, text) !== undefined) ?? upper.get(at) ?? own);
  }
  return { labels, first: top.row, last: below.row };
}

function headingOf(text: string): string {
  return normaliseHeader(text).replace(/(?:的)?(?:基本|个人)?(?:情况|信息|资料)$/u, '');
}
