import type { Position, RecordedEvent } from '../port';
import { checkLimit, numberOf, positionOf } from '../position';
import { Reader } from './reader';

/** A thousand roster chunks of 350 kB each would otherwise stand in memory together. */
const CHARACTERS_AT_ONCE = 4 * 1024 * 1024;

/** The log file as another thread sees it: read only, at once, and always as of the last commit. */
export type SqliteLogReader = {
  readonly head: () => Position | undefined;
  /** At most `limit` events after a position, in log order, and fewer where they are large; none at the end only. */
  readonly readSome: (after: Position | 'start', limit: number) => readonly RecordedEvent[];
  readonly close: () => void;
};

/** Opens a log file that somebody else writes. @throws what better-sqlite3 says when there is none. */
export function openSqliteLogReader(file: string): SqliteLogReader {
  const reader = new Reader(file);
  return {
    head: () => {
      const number = reader.headNumber();
      return number === 0 ? undefined : positionOf(number);
    },
    readSome: (after, limit) => reader.readSome(numberOf(after), checkLimit(limit), CHARACTERS_AT_ONCE),
    close: () => reader.close(),
  };
}
