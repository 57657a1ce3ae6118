import { textOf, type Cell } from './cell';
import type { RosterColumn } from './roster-columns';
import { maskedValue, type RowFault, type Wrong } from './row-fault';

type FactColumn = Extract<RosterColumn, { holds: 'fact' }>;
const BLANK: Cell = { state: 'blank' };

/** One row being read: hands out its cells by column and collects what is wrong with them. */
export class RowCells {
  readonly faults: RowFault[] = [];

  constructor(
    readonly row: number,
    private readonly columns: readonly RosterColumn[],
    private readonly cells: ReadonlyMap<RosterColumn, Cell>,
  ) {}

  /** Nobody has written anything but a running number here. */
  get empty(): boolean {
    return [...this.cells].every(([column, cell]) => column.holds === 'serial' || cell.state === 'blank');
  }

  get sound(): boolean {
    return this.faults.every((fault) => fault.severity === 'warning');
  }

  column(holds: RosterColumn['holds']): RosterColumn {
    const found = this.columns.find((column) => column.holds === holds);
    if (found === undefined) throw new Error(`This programme's roster has no column for ${holds}`);
    return found;
  }

  get factColumns(): readonly FactColumn[] {
    return this.columns.filter((column): column is FactColumn => column.holds === 'fact');
  }

  isBlank(column: RosterColumn): boolean {
    return (this.cells.get(column) ?? BLANK).state === 'blank';
  }

  /** The cell of a column. What is wrong with the cell itself is noted here, so that a broken one needs no further fault. */
  take(column: RosterColumn): Cell {
    const cell = this.cells.get(column) ?? BLANK;
    if (cell.state === 'broken') this.error(column, cell.wrong);
    if (cell.state === 'filled' && cell.fromFormula) this.note(column, FORMULA, 'warning');
    return cell;
  }

  error(column: RosterColumn, wrong: Wrong): void {
    this.note(column, wrong, 'error');
  }

  warn(column: RosterColumn, wrong: Wrong): void {
    this.note(column, wrong, 'warning');
  }

  private note(column: RosterColumn, { code, reason, hint }: Wrong, severity: RowFault['severity']): void {
    const value = maskedValue(column.holds, textOf(this.cells.get(column) ?? BLANK));
    this.faults.push({ row: this.row, column: column.header, value, code, reason, hint, severity });
  }
}

const FORMULA: Wrong = {
  code: 'formula_cell',
  reason: '单元格是公式，按文件保存时的结果读取',
  hint: '请确认结果正确，或改为数值',
};
