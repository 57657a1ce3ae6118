import { keyText, type Difference } from './difference';
import type { Cell, Table } from './table';

/** A row that stands on one side only, in column order. */
export type LoneRow = readonly Cell[];

/**
 * A row under a changed key looks like one surplus and one missing row. Where all other cells agree, it is named as what it is: one
 * changed cell of the key. Rows that find no partner are named as whole rows.
 */
export function pairMovedRows(table: Table, surplus: readonly LoneRow[], missing: readonly LoneRow[]): readonly Difference[] {
  const left = new Set(missing);
  const pairs = surplus.map((live) => {
    const rebuilt = [...left].find((row) => changedColumns(live, row).length === 1);
    if (rebuilt !== undefined) left.delete(rebuilt);
    return { live, rebuilt };
  });
  return [
    ...pairs.map(({ live, rebuilt }) => (rebuilt === undefined ? wholeRow(table, live, 'live') : movedRow(table, live, rebuilt))),
    ...[...left].map((row) => wholeRow(table, row, 'rebuilt')),
  ];
}

function changedColumns(a: LoneRow, b: LoneRow): readonly number[] {
  return a.flatMap((cell, index) => (cell === b[index] ? [] : [index]));
}

function movedRow(table: Table, live: LoneRow, rebuilt: LoneRow): Difference {
  const [index = 0] = changedColumns(live, rebuilt);
  const column = table.columnNames[index] ?? '';
  return { table: table.name, key: keyOf(table, rebuilt), column, live: live[index] ?? null, rebuilt: rebuilt[index] ?? null };
}

function wholeRow(table: Table, row: LoneRow, side: 'live' | 'rebuilt'): Difference {
  const [live, rebuilt] = side === 'live' ? ['present', 'missing'] : ['missing', 'present'];
  return { table: table.name, key: keyOf(table, row), column: '(row)', live: live ?? null, rebuilt: rebuilt ?? null };
}

const keyOf = ({ keyNames }: Table, row: LoneRow): string => keyText(row.slice(0, keyNames.length));
