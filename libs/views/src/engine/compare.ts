import Sqlite, { readApart } from '@fenming/sqlite';
import { keyText, type Difference } from './difference';
import { pairMovedRows, type LoneRow } from './moved-rows';
import { readerOf, type Reader } from './reader';
import type { Cell, Table } from './table';

/** Two view files open side by side, for comparing them more than once. */
export type Comparison = {
  readonly live: Reader;
  /** At most `limit` differences, 1,000 unless told; all columns of all tables, volatile ones too. */
  readonly differences: (limit?: number) => readonly Difference[];
  readonly close: () => void;
};

const LIMIT = 1000;

/** Names every cell in which two view files of the same log differ: table by table, in key order. Both are only read. */
export function compareViews(live: string, rebuilt: string, tables: readonly Table[], limit = LIMIT): readonly Difference[] {
  const comparison = openComparison(live, rebuilt, tables);
  try {
    return comparison.differences(limit);
  } finally {
    comparison.close();
  }
}

/** Opens both to read only, and writes nothing beside the live one. */
export function openComparison(live: string, rebuilt: string, tables: readonly Table[]): Comparison {
  const { path, release } = readApart(live);
  try {
    return comparisonOf(openBoth(path, rebuilt), tables, release);
  } catch (error) {
    release();
    throw error;
  }
}

function openBoth(live: string, rebuilt: string): Reader {
  const db = new Sqlite(live, { readonly: true, fileMustExist: true });
  db.prepare('ATTACH DATABASE ? AS rebuilt').run(rebuilt);
  return readerOf(db);
}

function comparisonOf(reader: Reader, tables: readonly Table[], release: () => void): Comparison {
  return {
    live: reader,
    differences: (limit = LIMIT) => {
      const found: Difference[] = [];
      for (const table of tables) found.push(...differencesIn(reader, table, limit - found.length));
      return found;
    },
    close: () => {
      reader.close();
      release();
    },
  };
}

function differencesIn(reader: Reader, table: Table, limit: number): readonly Difference[] {
  if (limit <= 0) return [];
  const changed = changedCells(reader, table, limit);
  const surplus = loneRows(reader, table, ['main', 'rebuilt'], limit);
  const missing = loneRows(reader, table, ['rebuilt', 'main'], limit);
  return [...changed, ...pairMovedRows(table, surplus, missing)].slice(0, limit);
}

/** SQLite walks one table and looks each key up in the other: nothing is sorted and nothing is kept. */
function changedCells(reader: Reader, table: Table, limit: number): readonly Difference[] {
  const rest = table.columnNames.slice(table.keyNames.length);
  if (rest.length === 0) return [];
  const differ = rest.map((name) => `l.${name} IS NOT r.${name}`).join(' OR ');
  const cells = [...table.columnNames.map((name) => `l.${name}`), ...rest.map((name) => `r.${name}`)];
  const sql = `SELECT ${cells.join(', ')} FROM main.${table.name} l CROSS JOIN rebuilt.${table.name} r
    WHERE ${sameKey(table)} AND (${differ}) ORDER BY ${table.keyNames.map((name) => `l.${name}`).join(', ')} LIMIT ${limit}`;
  return [...reader.rows(sql)].flatMap((row) => cellDifferences(table, row.map(cellOf)));
}

function cellDifferences(table: Table, row: readonly Cell[]): readonly Difference[] {
  const { name, columnNames, keyNames } = table;
  const key = keyText(row.slice(0, keyNames.length));
  return columnNames.slice(keyNames.length).flatMap((column, index) => {
    const live = row[keyNames.length + index] ?? null;
    const rebuilt = row[columnNames.length + index] ?? null;
    return live === rebuilt ? [] : [{ table: name, key, column, live, rebuilt }];
  });
}

function loneRows(reader: Reader, table: Table, [here, there]: readonly [string, string], limit: number): readonly LoneRow[] {
  const sql = `SELECT * FROM ${here}.${table.name} l
    WHERE NOT EXISTS (SELECT 1 FROM ${there}.${table.name} r WHERE ${sameKey(table)})
    ORDER BY ${table.keyNames.map((name) => `l.${name}`).join(', ')} LIMIT ${limit}`;
  return [...reader.rows(sql)].map((row) => row.map(cellOf));
}

const sameKey = ({ keyNames }: Table): string => keyNames.map((name) => `l.${name} = r.${name}`).join(' AND ');

/** Somebody who edits a file may leave bytes where a text belongs; they are shown as SQL writes them. */
const cellOf = (value: unknown): Cell => (Buffer.isBuffer(value) ? `x'${value.toString('hex')}'` : (value as Cell));
