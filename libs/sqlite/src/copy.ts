import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from './edition';
import { openDatabase } from './native';

/** Copied between two turns of the event loop: a few megabytes, some milliseconds. */
const PAGES_PER_STEP = 1000;

/** Copies a database that others may be writing. What is committed meanwhile is in the copy too, for SQLite then begins it anew. */
export async function copyDatabase(file: string, target: string): Promise<void> {
  const source = openDatabase(file, { readonly: true, fileMustExist: true });
  try {
    await copyTo(source, target);
  } finally {
    source.close();
  }
}

/** Copies what an open connection sees into a new file that is whole by itself. */
export async function copyTo(source: Database.Database, target: string): Promise<void> {
  await source.backup(target, { progress: () => PAGES_PER_STEP });
  await nextTurn();
  const copied = openDatabase(target, { fileMustExist: true });
  // With a WAL beside it, somebody would one day carry away only half of a backup.
  copied.pragma('journal_mode = DELETE');
  copied.close();
}
