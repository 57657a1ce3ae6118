import { copyTo, openDatabase } from '@fenming/sqlite';
import type { Position } from '../port';
import { positionOf } from '../position';

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
    copyTo: (target) => copyTo(source, target),
    release: () => source.close(),
  };
}
