import { say } from '@fenming/language';
import { BLANK, readCell, type Cell, type Surroundings } from './cell';
import { contradictory, notXlsx, tooManyRows } from './file-refused';
import type { Limits } from './archive';
import { RichText } from './rich-text';
import { attributeOf, flagOf, nameOf, XmlReader, type Tag } from './xml';

/** A row as Excel numbers it. Cells are keyed by column number from 1; blank ones are absent. `hidden`: filtered out, or folded away. */
export type SheetRow = { readonly row: number; readonly hidden: boolean; readonly cells: ReadonlyMap<number, Cell> };

type OpenRow = { row: number | undefined; readonly hidden: boolean; readonly cells: Map<number, Cell>; column: number };
type OpenCell = { readonly column: number; readonly type: string; readonly style: number; readonly content: RichText };

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/**
 * Reads a sheet's XML chunk by chunk. Every row and cell counts, whatever element stands around it; what says one thing twice is refused rather
 * than guessed at. Throws FileRefused.
 */
export class SheetReader {
  rows = 0;
  cells = 0;
  private readonly xml = new XmlReader({
    open: (tag) => this.open(tag),
    text: (text) => this.cell?.content.text(text),
    close: (tag) => this.close(tag),
  });
  private readonly numbers = new Set<number>();
  private last = 0;
  private row: OpenRow | undefined;
  private cell: OpenCell | undefined;
  private finished: SheetRow[] = [];

  constructor(
    private readonly around: Surroundings,
    private readonly limits: Limits,
  ) {}

  /** Takes in a chunk and hands over the rows that ended in it. */
  write(chunk: string): readonly SheetRow[] {
    this.xml.write(chunk);
    const rows = this.finished;
    this.finished = [];
    return rows;
  }

  end(): void {
    this.xml.end();
  }

  private open(tag: Tag): void {
    const name = nameOf(tag);
    if (name === 'row') this.startRow(tag);
    else if (name === 'c') this.startCell(tag);
    else this.cell?.content.open(tag);
  }

  private close(tag: Tag): void {
    const name = nameOf(tag);
    if (name === 'row') this.finishRow();
    else if (name === 'c') this.finishCell();
    else this.cell?.content.close();
  }

  private startRow(tag: Tag): void {
    if (this.row !== undefined)
      throw contradictory(
        say(
          `第 ${this.row.row ?? this.last + 1} 行里面又套着一行`,
          `line ${this.row.row ?? this.last + 1} has another line within it`,
        ),
      );
    this.rows += 1;
    if (this.rows > this.limits.rows)
      throw tooManyRows(
        say(
          `表中超过 ${this.limits.rows} 行（含空白的）`,
          `the sheet has more than ${this.limits.rows} rows (empty ones included)`,
        ),
      );
    const r = attributeOf(tag, 'r');
    const hidden = flagOf(tag, 'hidden') || Number(attributeOf(tag, 'ht') ?? 1) === 0;
    this.row = { row: r === undefined ? undefined : rowNumber(r), hidden, cells: new Map(), column: 0 };
  }

  private finishRow(): void {
    if (this.row === undefined || this.cell !== undefined) throw notXlsx();
    const { row = this.last + 1, hidden, cells } = this.row;
    if (row > LAST_ROW) throw notXlsx();
    if (this.numbers.has(row)) throw contradictory(say(`文件里有两个第 ${row} 行`, `the file has two lines ${row}`));
    this.numbers.add(row);
    this.last = row;
    this.row = undefined;
    this.finished.push({ row, hidden, cells });
  }

  private startCell(tag: Tag): void {
    if (this.row === undefined || this.cell !== undefined)
      throw contradictory(say('有单元格不在任何一行之内', 'there is a cell that is in no line'));
    this.cells += 1;
    if (this.cells > this.limits.cells)
      throw tooManyRows(
        say(
          `表中超过 ${this.limits.cells} 个单元格（含空白的）`,
          `the sheet has more than ${this.limits.cells} cells (empty ones included)`,
        ),
      );
    const column = this.placeOf(attributeOf(tag, 'r'), this.row);
    const type = attributeOf(tag, 't') ?? 'n';
    this.cell = { column, type, style: Number(attributeOf(tag, 's') ?? 0), content: new RichText() };
  }

  /** The column of a cell: as its reference says, or the one after the last. A row without a number has that of its cells. */
  private placeOf(reference: string | undefined, row: OpenRow): number {
    const [, letters, digits] = /^\s*\$?([a-z]{1,3})\$?(\d{1,7})\s*$/i.exec(reference ?? '') ?? [];
    if (reference !== undefined && digits === undefined) throw notXlsx();
    if (digits !== undefined) row.row ??= rowNumber(digits);
    if (digits !== undefined && row.row !== Number(digits))
      throw contradictory(
        say(
          `单元格 ${String(letters).toUpperCase()}${digits} 写在第 ${row.row} 行里`,
          `the cell ${String(letters).toUpperCase()}${digits} stands in line ${row.row}`,
        ),
      );
    row.column = letters === undefined ? row.column + 1 : columnNumber(letters);
    if (row.column > LAST_COLUMN) throw notXlsx();
    return row.column;
  }

  private finishCell(): void {
    if (this.row === undefined || this.cell === undefined) throw notXlsx();
    const { column } = this.cell;
    const cell = readCell(this.cell, this.around);
    this.cell = undefined;
    if (cell === BLANK) return;
    if (this.row.cells.has(column))
      throw contradictory(
        say(
          `第 ${this.row.row ?? this.last + 1} 行有一格写了两次`,
          `a cell of line ${this.row.row ?? this.last + 1} is there twice`,
        ),
      );
    this.row.cells.set(column, cell);
  }
}

function rowNumber(text: string): number {
  const row = /^\s*\d{1,7}\s*$/.test(text) ? Number(text) : 0;
  if (row < 1) throw notXlsx();
  return row;
}

/** A is 1, Z 26, AA 27. */
export function columnNumber(letters: string): number {
  return Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
