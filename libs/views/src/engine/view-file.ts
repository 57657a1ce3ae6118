import { say } from '@fenming/language';
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import Sqlite, { type Database } from '@fenming/sqlite';
import type { Reader } from './reader';
import type { Table } from './table';

/** Raised when a projection fills the same tables otherwise: view files of the older kind are then rebuilt. */
const PROJECTIONS_VERSION = 1;

/** Marks our files, so that no other database is ever taken for a disposable view. */
const VIEW_FILE = 0x46_4d_56_57;

const CHECKPOINT = `CREATE TABLE checkpoint (
  one INTEGER PRIMARY KEY CHECK (one = 1), schema TEXT NOT NULL, position TEXT, origin TEXT, events INTEGER NOT NULL
)`;

const schemaHash = (tables: readonly Table[]): string =>
  createHash('sha256')
    .update(JSON.stringify([PROJECTIONS_VERSION, CHECKPOINT, tables.map(({ ddl }) => ddl)]))
    .digest('hex');

/** The file is a healthy database, but none of ours: nothing is touched. */
export class NotAViewFile extends Error {
  constructor(readonly file: string) {
    super(
      say(
        `${file} 是别的程序的数据库，不是账表，没有改动。请把它移走再启动，账表会由日志重建。`,
        `${file} is a database of another program and no tables' file; it was not changed. Move it away and start again; the tables are rebuilt from the log.`,
      ),
    );
    this.name = 'NotAViewFile';
  }
}

/**
 * Opens the view file for its one writer. A file of an older schema, or one that is damaged, is a lens that no longer fits: it is
 * deleted and filled again from the log. `scratch`: a file that nobody needs after a crash is written without syncs.
 */
export function openViewFile(file: string, tables: readonly Table[], { scratch = false } = {}): Database {
  if (existsSync(file) && !fits(file, tables)) discard(file);
  const db = new Sqlite(file);
  // A scratch file is kept by nobody, but a batch that fails in it must still be taken back.
  db.pragma(scratch ? 'journal_mode = MEMORY' : 'journal_mode = WAL');
  // A view lost in a power cut is rebuilt from the checkpoint it still has; WAL with NORMAL never tears rows and checkpoint apart.
  db.pragma(scratch ? 'synchronous = OFF' : 'synchronous = NORMAL');
  db.pragma('cache_size = -32768');
  db.pragma('wal_autocheckpoint = 4000');
  if (db.pragma('application_id', { simple: true }) === 0) db.transaction(createTables)(db, tables);
  return db;
}

/**
 * Looks through every page of a view file, and deletes one that is damaged anywhere: it is filled again from the log. To be called before
 * anybody opens it. A file of another program is no business of ours; `openViewFile` refuses it.
 */
export function discardDamaged(file: string): void {
  if (existsSync(file) && !isSound(file)) discard(file);
}

function isSound(file: string): boolean {
  let db: Database | undefined;
  try {
    db = new Sqlite(file, { fileMustExist: true });
    return db.pragma('integrity_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  } finally {
    db?.close();
  }
}

export function discard(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) rmSync(path, { force: true });
}

/** Empties every table and the checkpoint, so that the next event is the first one again. */
export function empty(db: Database, tables: readonly Table[]): void {
  for (const { name } of tables) db.exec(`DELETE FROM ${name}`);
  db.exec('UPDATE checkpoint SET position = NULL, origin = NULL, events = 0');
}

function createTables(db: Database, tables: readonly Table[]): void {
  db.exec(CHECKPOINT);
  for (const { ddl } of tables) for (const statement of ddl) db.exec(statement);
  db.prepare('INSERT INTO checkpoint (one, schema, events) VALUES (1, ?, 0)').run(schemaHash(tables));
  db.pragma(`application_id = ${VIEW_FILE}`);
}

function fits(file: string, tables: readonly Table[]): boolean {
  let db: Database | undefined;
  try {
    db = new Sqlite(file, { fileMustExist: true });
    const id: unknown = db.pragma('application_id', { simple: true });
    const isEmpty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
    if (id !== VIEW_FILE && !isEmpty) throw new NotAViewFile(file);
    return isEmpty || db.prepare('SELECT schema FROM checkpoint').pluck().get() === schemaHash(tables);
  } catch (error) {
    // Ours by its mark, and without the table that every one of ours has.
    if (isDamage(error) || codeOf(error) === 'SQLITE_ERROR') return false;
    throw error;
  } finally {
    db?.close();
  }
}

/** Whether an open file holds views of this program, of another version of it, or something else. */
export function kindOf(reader: Reader, tables: readonly Table[]): 'ours' | 'older' | 'unreadable' {
  const id = reader.first<{ readonly application_id: number }>('PRAGMA main.application_id')?.application_id;
  if (id !== VIEW_FILE) return 'unreadable';
  const { schema } = reader.first<{ readonly schema: string }>('SELECT schema FROM main.checkpoint') ?? {};
  return schema === schemaHash(tables) ? 'ours' : 'older';
}

/** SQLite has met a page that it did not write like this. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error));

/** There was no room on the disk, and nothing was written. */
export const isFull = (error: unknown): boolean => codeOf(error) === 'SQLITE_FULL';

/** The file, one of its pages or its tables cannot be read as views, for whatever reason. */
export const isUnreadable = (error: unknown): boolean =>
  /^(SQLITE_(NOTADB|CORRUPT|IOERR|ERROR|CANTOPEN)|EACCES|EPERM|EISDIR)/.test(codeOf(error));

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
