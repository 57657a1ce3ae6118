import { Workbook, type CellValue, type Row } from 'exceljs';
import { readCell, textOf, type Cell } from './cell';

/** A row as Excel numbers it. Cells are keyed by column number from 1; blank ones are absent. */
export type SheetRow = { readonly row: number; readonly cells: ReadonlyMap<number, Cell> };
export type Sheet = { readonly name: string; readonly rows: readonly SheetRow[] };

/** Parts of a sheet that say nothing about people; a list of allowed values over a whole column would become a million objects. */
const NOT_READ = [
  'dataValidations',
  'conditionalFormatting',
  'hyperlinks',
  'drawing',
  'legacyDrawing',
  'tableParts',
  'extLst',
  'autoFilter',
];

/**
 * The visible sheets with at least one filled row. Throws whatever the library throws on bytes that it cannot read.
 * The library's streaming reader would be no faster and would park sheets in temporary files, in clear.
 */
export async function openSheets(bytes: Buffer): Promise<readonly Sheet[]> {
  const workbook = new Workbook();
  await workbook.xlsx.load(new Uint8Array(bytes).buffer, { ignoreNodes: NOT_READ });
  const visible = workbook.worksheets.filter((sheet) => sheet.state === 'visible');
  return visible.map((sheet) => {
    const rows: SheetRow[] = [];
    sheet.eachRow((row, number) => rows.push({ row: number, cells: cellsOf(row) }));
    return { name: sheet.name, rows: rows.filter((row) => row.cells.size > 0) };
  });
}

function cellsOf(row: Row): ReadonlyMap<number, Cell> {
  const cells = new Map<number, Cell>();
  (row.values as readonly CellValue[]).forEach((raw, column) => {
    const cell = readCell(raw);
    if (cell.state !== 'blank') cells.set(column, cell);
  });
  return cells;
}

/** The text of one cell, '' when it is blank. */
export function cellText(row: SheetRow, column: number): string {
  const cell = row.cells.get(column);
  return cell === undefined ? '' : textOf(cell);
}
