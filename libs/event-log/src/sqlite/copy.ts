import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '@fenming/sqlite';
import type { Position } from '../port';
import { positionOf } from '../position';
import { openDatabase } from './native';

/** Copied between two turns of the event loop: a few megabytes, some milliseconds. */
const PAGES_PER_STEP = 1000;

/** The log as of one commit. The writer goes on meanwhile; only its WAL cannot shrink until `release`. */
export type HeldLog = {
  /** The last event of that commit; undefined in an empty log. */
  readonly position: Position | undefined;
  /** Copies exactly what stood in the log at that commit into a new file. */
  readonly copyTo: (target: string) => Promise<void>;
  readonly release: () => void;
};

/** Holds the log of a running or stopped county at its last whole commit. */
export function holdLog(file: string): HeldLog {
  const source = openDatabase(file, { readonly: true, fileMustExist: true });
  // A read inside a transaction fixes the moment: SQLite begins no copy anew because of what is committed after it.
  source.exec('BEGIN');
  const number = source.prepare('SELECT position FROM head').pluck().get() as number;
  return {
    position: number === 0 ? undefined : positionOf(number),
    copyTo: (target) => copy(source, target),
    release: () => source.close(),
  };
}

/** Copies a database that others may be writing. What is committed meanwhile is in the copy too, for SQLite then begins it anew. */
export async function copyDatabase(file: string, target: string): Promise<void> {
  const source = openDatabase(file, { readonly: true, fileMustExist: true });
  try {
    await copy(source, target);
  } finally {
    source.close();
  }
}

async function copy(source: Database, target: string): Promise<void> {
  await source.backup(target, { progress: () => PAGES_PER_STEP });
  await nextTurn();
  const copied = openDatabase(target, { fileMustExist: true });
  // One file that is whole by itself: with a WAL beside it, somebody would one day carry away only half of a backup.
  copied.pragma('journal_mode = DELETE');
  copied.close();
}
