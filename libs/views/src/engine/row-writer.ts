import type { Database, Statement } from '@fenming/sqlite';
import type { Change } from './change';
import { Sums } from './sums';
import { counterNames, type Table } from './table';

/** Writes changes inside a transaction that the caller holds. */
export type RowWriter = {
  readonly write: (change: Change) => void;
  /** Writes the sums that were added up since the last flush. */
  readonly flush: () => void;
  /** Forgets sums that were not flushed, because their transaction failed. */
  readonly forget: () => void;
};

export function openRowWriter(db: Database): RowWriter {
  const statements = new Map<string, Statement>();
  const inserts = new Map<Table, Statement>();
  const sums = new Sums();

  const prepared = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const inserting = (table: Table): Statement => {
    const known = inserts.get(table);
    if (known !== undefined) return known;
    const statement = prepared(insertSql(table));
    inserts.set(table, statement);
    return statement;
  };

  const write = (change: Change): void => {
    if ('insert' in change) {
      inserting(change.insert).run(change.cells);
    } else if ('add' in change) {
      sums.add(change.add, change.key, change.amounts);
    } else {
      const { changes } = prepared(change.sql).run(change.values);
      if (change.rows === 'one' && changes !== 1) throw new RangeError(`${changes} rows instead of one: ${change.sql}`);
    }
  };
  const flush = (): void => {
    for (const { table, key, amounts } of sums.touched) {
      prepared(addSql(table)).run(...key, ...counterNames(table).map((name) => amounts[name] ?? 0));
    }
    sums.clear();
  };
  return { write, flush, forget: () => sums.clear() };
}

function insertSql({ name, columnNames }: Table): string {
  return `INSERT INTO ${name} (${columnNames.join(', ')}) VALUES (${columnNames.map(() => '?').join(', ')})`;
}

const addSqls = new Map<Table, string>();

function addSql(table: Table): string {
  const known = addSqls.get(table);
  if (known !== undefined) return known;
  const counters = counterNames(table);
  const columns = [...table.keyNames, ...counters];
  const sql =
    `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ` +
    `ON CONFLICT DO UPDATE SET ${counters.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`;
  addSqls.set(table, sql);
  return sql;
}
