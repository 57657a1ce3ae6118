import Sqlite, { type Database, type Statement } from '@fenming/sqlite';
import type { Values } from './change';

/** A read-only connection of its own: it sees committed batches of events only. */
export type Reader = {
  readonly all: <Row>(sql: string, values?: Values) => readonly Row[];
  readonly first: <Row>(sql: string, values?: Values) => Row | undefined;
  /** Rows as arrays in column order, one at a time, for tables that do not fit into memory. To be read to the end. */
  readonly rows: (sql: string, values?: Values) => IterableIterator<readonly unknown[]>;
  /** Everything read inside belongs to one moment of the log. Not to be nested. */
  readonly snapshot: <T>(read: () => T) => T;
  /** Stays at one moment of the log, across turns, until the returned function is called. */
  readonly hold: () => () => void;
  readonly close: () => void;
};

/** Opens a view file that a projector of this or another thread keeps up to date. Throws when there is none. */
export function openReader(file: string): Reader {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  // A bank file looks up each payee under random ids: with the inner pages in memory, only the last page of each is read.
  db.pragma('cache_size = -16384');
  return readerOf(db);
}

export function readerOf(db: Database): Reader {
  const statements = new Map<string, Statement>();
  const rawStatements = new Map<string, Statement>();
  const raw = (sql: string): Statement => {
    const statement = rawStatements.get(sql) ?? db.prepare(sql).raw();
    rawStatements.set(sql, statement);
    return statement;
  };
  const prepared = (sql: string): Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    all: <Row>(sql: string, values: Values = {}) => prepared(sql).all(values) as Row[],
    first: <Row>(sql: string, values: Values = {}) => prepared(sql).get(values) as Row | undefined,
    rows: (sql, values = {}) => raw(sql).iterate(values) as IterableIterator<readonly unknown[]>,
    snapshot: (read) => db.transaction(read).deferred(),
    hold: () => {
      db.exec('BEGIN');
      return () => void db.exec('COMMIT');
    },
    close: () => db.close(),
  };
}
