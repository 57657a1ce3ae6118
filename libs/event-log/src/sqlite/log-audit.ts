import { openDatabase, readApart, type Database } from '@fenming/sqlite';
import type { RecordedEvent } from '../port';
import { LogDamaged, damageIn } from './inspect';
import { faultsIn, type LogFault } from './log-faults';
import { readerOfPlaces, rowsOf, type LoggedRow, type Place } from './log-rows';
import { isLogFile } from './schema';

/** The reason of LogDamaged where the file is no event log of this version. */
export const NOT_A_LOG = 'not an event log of this version';

/** A log file as an auditor reads it: at one moment, by itself, whoever else is writing, and whatever somebody has done to it. */
export type LogAudit = {
  /** Every row in the order of its position, readable or not. Throws LogDamaged where the file itself is. */
  readonly rows: () => Generator<readonly LoggedRow[]>;
  /** The event at each place, in the order asked; undefined where none stands that can be read. Throws LogDamaged. */
  readonly eventsAt: (places: readonly Place[]) => readonly (RecordedEvent | undefined)[];
  /** What is wrong with the order and the number of the events. Throws LogDamaged. */
  readonly faults: () => readonly LogFault[];
  /** The id of the event at a position; undefined where none stands. */
  readonly idAt: (position: string) => string | undefined;
  /** How many events there are, and when the last one was recorded; empty where nobody can read that. */
  readonly extent: () => { readonly events: number; readonly until: string };
  readonly close: () => void;
};

/**
 * Opens a log file to read only, and writes nothing beside it. The file is held at its last commit until it is closed; its writer goes
 * on meanwhile.
 * @throws LogDamaged unless SQLite finds the file sound and ours, and what better-sqlite3 says where there is none
 */
export function openLogAudit(file: string): LogAudit {
  const reading = <Answer>(read: () => Answer): Answer => asDamage(file, read);
  const { database, close } = openApart(file);
  try {
    reading(() => holdSound(database, file));
  } catch (error) {
    close();
    throw error;
  }
  return {
    rows: function* () {
      const rows = rowsOf(database);
      for (;;) {
        const next = reading(() => rows.next());
        if (next.done === true) return;
        yield next.value;
      }
    },
    eventsAt: (places) => reading(() => places.map(readerOfPlaces(database))),
    faults: () => reading(() => faultsIn(database)),
    idAt: (position) =>
      reading(() => database.prepare('SELECT id FROM events WHERE position = ?').pluck().get(Number(position)) as string),
    extent: () => reading(() => extentOf(database)),
    close,
  };
}

function extentOf(database: Database): { readonly events: number; readonly until: string } {
  const events = database.prepare('SELECT count(*) FROM events').pluck().get() as number;
  const until = database
    .prepare(`SELECT iif(json_valid(meta), meta ->> 'at', '') FROM events ORDER BY position DESC LIMIT 1`)
    .pluck()
    .get();
  return { events, until: typeof until === 'string' ? until : '' };
}

function openApart(file: string): { readonly database: Database; readonly close: () => void } {
  const { path, release } = readApart(file);
  try {
    const database = openDatabase(path, { readonly: true, fileMustExist: true });
    const close = (): void => {
      database.close();
      release();
    };
    return { database, close };
  } catch (error) {
    release();
    throw error;
  }
}

function holdSound(database: Database, file: string): void {
  database.exec('BEGIN');
  // In a table that is not strict, anything may stand anywhere.
  const strict = database.prepare(
    `SELECT count(*) FROM pragma_table_list WHERE name IN ('events', 'streams', 'head') AND strict = 1`,
  );
  if (!isLogFile(database) || strict.pluck().get() !== 3) throw new LogDamaged(file, NOT_A_LOG);
  const sound: unknown = database.pragma('integrity_check(1)', { simple: true });
  if (sound !== 'ok') throw new LogDamaged(file, String(sound));
}

function asDamage<Answer>(file: string, read: () => Answer): Answer {
  try {
    return read();
  } catch (error) {
    const reason = damageIn(error);
    throw reason === undefined ? error : new LogDamaged(file, reason);
  }
}
