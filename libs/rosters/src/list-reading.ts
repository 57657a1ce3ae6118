import { say } from '@fenming/language';
import {
  ABOVE_HEADER,
  BESIDE,
  columnsHidden,
  columnsUnnamed,
  duplicate,
  hiddenRows,
  MOST_REFUSED,
  NO_ROWS,
  SLIPPED,
  tooManyFaults,
  totalDiffers,
  UNRECOGNISED,
} from './list-wrongs';
import type { Book, RosterList } from './find-list';
import { MergedCells } from './merged-cells';
import type { ListColumn } from './roster-columns';
import { RowCells } from './row-cells';
import { fileFault, type RowFault, type Wrong } from './row-fault';
import { besideTheList, looksLikeAPerson, notAPerson, skipped, statedTotal } from './row-kind';
import type { Outline } from './workbook/outline';
import type { SheetRow } from './workbook/sheet-reader';

/**
 * Every row that the list's sheet holds, by what became of it: heading (header, titles above it), taken, refused, skipped (totals, signatures,
 * headers again, each named in a warning) and blank; together `sheet`.
 */
export type RowCounts = Readonly<Record<'sheet' | 'heading' | 'taken' | 'refused' | 'skipped' | 'blank', number>>;

/**
 * What a file says. With `fileFaults` nothing else was read. Otherwise `rows` are the sound ones and `faults` names everything to mend, in row order;
 * a row stands in `rows`, or has an error in `faults`, or is skipped with a warning there, or is blank: never two of these and never none.
 */
export type ListRead<Row> = {
  readonly fileFaults: readonly RowFault[];
  readonly rows: readonly Row[];
  readonly faults: readonly RowFault[];
  /** Warnings beyond those that `faults` names. */
  readonly moreWarnings: number;
  readonly counts: RowCounts;
};

/** What may stand in a list only once. */
export type Key = { readonly holds: 'citizenId' | 'spouseId' | 'childId'; readonly key: string };
/** A row without anything is one with faults, noted in its cells; `repeats`: it says once more what an earlier one has said. */
export type PersonRead<Row> = { readonly row?: Row; readonly keys: readonly Key[]; readonly repeats?: true };
export type ReadPerson<Row> = (cells: RowCells) => PersonRead<Row>;

const MOST_WARNINGS = 10_000;
const MOST_FILE_FAULTS = 1_000;

/** One list being read, row by row as the file unpacks. */
export class ListReading<Row extends { readonly row: number }> {
  private readonly rows: Row[] = [];
  private readonly faults: RowFault[];
  private readonly hidden: number[] = [];
  private readonly unnamed = new Set<number>();
  private readonly firstRow = new Map<string, number>();
  private warnings = 0;
  private readonly count = { sheet: 0, heading: 0, taken: 0, refused: 0, skipped: 0, blank: 0 };

  constructor(
    private readonly list: RosterList,
    private readonly columns: readonly ListColumn[],
    private readonly readPerson: ReadPerson<Row>,
  ) {
    this.faults = [...list.warnings];
  }

  async read(workbook: Book): Promise<ListRead<Row>> {
    const outline = await workbook.outline(this.list.sheet);
    const merged = new MergedCells(outline.merges, this.list.header.last);
    for await (const rows of workbook.rows(this.list.sheet, outline)) {
      for (const row of rows) this.take(row, merged);
      if (this.count.refused > MOST_REFUSED) return refusedFile([fileFault(tooManyFaults()), ...this.faults.filter(isError)]);
    }
    if (this.count.taken + this.count.refused === 0) return refusedFile([fileFault(NO_ROWS), ...this.faults]);
    this.noteColumns(outline);
    if (this.hidden.length > 0) this.faults.push(warning(this.hidden[0] ?? 0, hiddenRows(this.hidden)));
    const moreWarnings = Math.max(0, this.warnings - MOST_WARNINGS);
    return { fileFaults: [], rows: inOrder(this.rows), faults: inOrder(this.faults), moreWarnings, counts: this.count };
  }

  private take(row: SheetRow, merged: MergedCells): void {
    this.count.sheet += 1;
    const outcome = this.outcomeOf(row, merged);
    this.count[outcome] += 1;
    if (outcome !== 'taken' && outcome !== 'refused') return;
    if (row.hidden) this.hidden.push(row.row);
    if (row.row > this.list.header.last) this.noteUnnamed(row);
  }

  /** Whoever stands beside somebody else, in columns that nobody named, must not vanish without a word. */
  private noteUnnamed({ cells }: SheetRow): void {
    for (const at of cells.keys()) if (!this.list.header.labels.has(at)) this.unnamed.add(at);
  }

  private noteColumns({ hiddenColumns }: Outline): void {
    const { columnAt, header } = this.list;
    const hidden = [...columnAt].filter(([, at]) => hiddenColumns.some(({ from, to }) => from <= at && at <= to));
    if (hidden.length > 0) this.faults.push(warning(header.last, columnsHidden(hidden.map(([column]) => column.header))));
    if (this.unnamed.size > 0) this.faults.push(warning(header.last, columnsUnnamed([...this.unnamed])));
  }

  private outcomeOf(row: SheetRow, merged: MergedCells): Exclude<keyof RowCounts, 'sheet'> {
    if (row.row <= this.list.header.last) return this.heading(row);
    const cells = new RowCells(row.row, this.columns, merged.cellsOf(row, this.list.columnAt));
    if (this.isBlank(row)) return this.beside(row);
    const kind = notAPerson(row, this.list);
    if (kind === undefined) return this.person(cells);
    this.note([warning(row.row, skipped(kind))]);
    if (kind === 'total') this.compareTotal(row);
    return 'skipped';
  }

  /** A person whose cells have slipped to the right of the list would be a blank row. */
  private beside(row: SheetRow): 'blank' | 'skipped' | 'refused' {
    const kind = besideTheList(row, this.list);
    if (kind === undefined) return 'blank';
    this.note([kind === 'person' ? { ...warning(row.row, SLIPPED), severity: 'error' } : warning(row.row, BESIDE)]);
    return kind === 'person' ? 'refused' : 'skipped';
  }

  /** Nobody has written anything here but a running number; what merged cells show is of the rows above. */
  private isBlank({ cells }: SheetRow): boolean {
    return [...this.list.columnAt].every(([column, at]) => column.holds === 'serial' || !cells.has(at)) && !this.hasRemark(cells);
  }

  /** A running number's column is where totals and signatures begin. */
  private hasRemark(cells: SheetRow['cells']): boolean {
    const serial = [...this.list.columnAt].find(([{ holds }]) => holds === 'serial')?.[1];
    const cell = serial === undefined ? undefined : cells.get(serial);
    return cell?.state === 'filled' && !/^[\d.]*$/.test(String(cell.value).normalize('NFKC'));
  }

  private heading(row: SheetRow): 'heading' | 'refused' {
    if (!looksLikeAPerson(row)) return 'heading';
    this.faults.push({ ...warning(row.row, ABOVE_HEADER), severity: 'error' });
    return 'refused';
  }

  private person(cells: RowCells): 'taken' | 'refused' | 'skipped' {
    const { row, keys, repeats } = cells.mostlyBlank ? unrecognised<Row>(cells) : this.readPerson(cells);
    this.noteDuplicates(cells, keys);
    this.note(cells.faults);
    if (repeats === true && cells.sound) return 'skipped';
    if (row === undefined || !cells.sound) return 'refused';
    this.rows.push(row);
    return 'taken';
  }

  /** All errors, and the first warnings: each of a hundred thousand passbooks may have some. */
  private note(faults: readonly RowFault[]): void {
    for (const fault of faults) {
      if (!isError(fault)) this.warnings += 1;
      if (isError(fault) || this.warnings <= MOST_WARNINGS) this.faults.push(fault);
    }
  }

  private noteDuplicates(cells: RowCells, keys: readonly Key[]): void {
    for (const { holds, key } of keys) {
      const earlier = this.firstRow.get(key);
      if (earlier === undefined) this.firstRow.set(key, cells.row);
      else if (earlier !== cells.row) cells.error(cells.column(holds), duplicate(earlier));
    }
  }

  private compareTotal(row: SheetRow): void {
    const stated = statedTotal(row);
    const found = this.count.taken + this.count.refused;
    if (stated !== undefined && stated !== found) this.faults.push(warning(row.row, totalDiffers(stated, found)));
  }
}

/** One finding for a row that says next to nothing, instead of one for each of its blank cells. */
function unrecognised<Row>(cells: RowCells): PersonRead<Row> {
  cells.error(cells.column('citizenId'), UNRECOGNISED);
  return { keys: [] };
}

function inOrder<T extends { readonly row: number }>(some: readonly T[]): readonly T[] {
  return some.toSorted((one, other) => one.row - other.row);
}

function warning(row: number, wrong: Wrong): RowFault {
  return { row, column: say('整行', 'whole row'), value: '', ...wrong, severity: 'warning' };
}

const isError = ({ severity }: RowFault): boolean => severity === 'error';

/** A file of which nothing is used. */
export function refusedFile(fileFaults: readonly RowFault[]): ListRead<never> {
  return {
    fileFaults: fileFaults.slice(0, MOST_FILE_FAULTS),
    rows: [],
    faults: [],
    moreWarnings: 0,
    counts: { sheet: 0, heading: 0, taken: 0, refused: 0, skipped: 0, blank: 0 },
  };
}
