import { BLANK, textOf, type Cell } from './workbook/cell';
import type { ListColumn } from './roster-columns';
import { maskedValue, type RowFault, type Wrong, wrongOf } from './row-fault';

type FactColumn = Extract<ListColumn, { holds: 'fact' }>;

/** One row being read: hands out its cells by column and collects what is wrong with them. */
export class RowCells {
  readonly faults: RowFault[] = [];

  constructor(
    readonly row: number,
    private readonly columns: readonly ListColumn[],
    private readonly cells: ReadonlyMap<ListColumn, Cell>,
  ) {}

  /** No id, and at least half of what every row must say is missing: less a person with faults than a note of some kind. */
  get mostlyBlank(): boolean {
    const id = textOf(this.cells.get(this.column('citizenId')) ?? BLANK);
    if (/\d{6}/.test(id.normalize('NFKC'))) return false;
    const required = this.columns.filter((column) => column.required);
    return 2 * required.filter((column) => this.isBlank(column)).length >= required.length;
  }

  get sound(): boolean {
    return this.faults.every((fault) => fault.severity === 'warning');
  }

  column(holds: ListColumn['holds']): ListColumn {
    const found = this.columns.find((column) => column.holds === holds);
    if (found === undefined) throw new Error(`This programme's roster has no column for ${holds}`);
    return found;
  }

  get factColumns(): readonly FactColumn[] {
    return this.columns.filter((column): column is FactColumn => column.holds === 'fact');
  }

  isBlank(column: ListColumn): boolean {
    return (this.cells.get(column) ?? BLANK).state === 'blank';
  }

  /** The cell of a column. What is wrong with the cell itself is noted here, so that a broken one needs no further fault. */
  take(column: ListColumn): Cell {
    const cell = this.cells.get(column) ?? BLANK;
    if (cell.state === 'broken') this.error(column, cell.wrong);
    if (cell.state === 'filled' && cell.fromFormula) this.note(column, FORMULA, 'warning');
    return cell;
  }

  error(column: ListColumn, wrong: Wrong): void {
    this.note(column, wrong, 'error');
  }

  warn(column: ListColumn, wrong: Wrong): void {
    this.note(column, wrong, 'warning');
  }

  private note(column: ListColumn, { code, reason, hint }: Wrong, severity: RowFault['severity']): void {
    const value = maskedValue(column.holds, textOf(this.cells.get(column) ?? BLANK));
    this.faults.push({ row: this.row, column: column.header, value, code, reason, hint, severity });
  }
}

const FORMULA: Wrong = wrongOf('formula_cell', {
  reason: { zh: '单元格是公式，按文件保存时的结果读取', en: 'the cell is a formula and was read as the file has its result' },
  hint: { zh: '请确认结果正确，或改为数值', en: 'make sure that the result is right, or write the value' },
});
