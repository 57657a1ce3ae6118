import type { Cell } from './table';

/** One cell that differs. `column` is `(row)` where a whole row is missing or surplus in the live views. `key`: the business key. */
export type Difference = {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly live: Cell;
  readonly rebuilt: Cell;
};

export const keyText = (cells: readonly Cell[]): string => cells.join(' / ');
