import type { ListColumn } from './roster-columns';
import { wrongOf, type Wrong } from './row-fault';
import { BLANK, textOf, type Cell } from './workbook/cell';
import type { Merge } from './workbook/outline';
import type { SheetRow } from './workbook/sheet-reader';

/**
 * Lists merge the village of all its people into one tall cell. Only the first row of it holds the name; the rows below show it, and are read
 * as they show. A cell below that holds something else, which nobody sees, is not guessed at.
 */
export class MergedCells {
  private readonly byColumn = new Map<number, Merge[]>();
  private readonly shown = new Map<Merge, Cell>();

  /** `below`: merged cells of the header say nothing about the rows under it. */
  constructor(merges: readonly Merge[], below: number) {
    for (const merge of merges) {
      if (merge.from <= below) continue;
      const others = this.byColumn.get(merge.column);
      if (others === undefined) this.byColumn.set(merge.column, [merge]);
      else others.push(merge);
    }
    for (const column of this.byColumn.values()) column.sort((one, other) => one.from - other.from);
  }

  /** The list's cells of a row, those that it shows by merging included. */
  cellsOf(row: SheetRow, columnAt: ReadonlyMap<ListColumn, number>): ReadonlyMap<ListColumn, Cell> {
    return new Map([...columnAt].map(([column, at]) => [column, this.cellAt(row, at)]));
  }

  private cellAt({ row, cells }: SheetRow, column: number): Cell {
    const own = cells.get(column);
    const merge = this.mergeAt(column, row);
    if (merge === undefined) return own ?? BLANK;
    if (merge.from === row && own !== undefined) this.shown.set(merge, own);
    const shown = this.shown.get(merge);
    if (own === undefined || shown === undefined) return own ?? shown ?? BLANK;
    return textOf(own) === textOf(shown) ? own : { state: 'broken', wrong: COVERED, text: textOf(own) };
  }

  private mergeAt(column: number, row: number): Merge | undefined {
    const merges = this.byColumn.get(column) ?? [];
    let [low, high] = [0, merges.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((merges[middle]?.from ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    const merge = merges[low];
    return merge !== undefined && merge.from <= row && row <= merge.to ? merge : undefined;
  }
}

const COVERED: Wrong = wrongOf('cell_unreadable', {
  reason: {
    zh: '这一格被合并单元格盖住，里面另有内容，与显示的不同',
    en: 'this cell is covered by a merged cell and holds something else than what is shown',
  },
  hint: { zh: '请取消合并，逐行填写后重新上传', en: 'undo the merging, fill in every line and upload the list again' },
});
