import { openDatabase, type Database } from '@fenming/sqlite';
import { Definite } from '../port';

const FORMAT = 1;
// 'FMLG' in ASCII: `file` and a careless open of another SQLite file can tell the log by it.
const APPLICATION_ID = 0x464d4c47;

/**
 * A stream is known inside by the position of its first event. The index by stream then grows at its end when many streams
 * get their next event in the order in which they began, as a payout does; with the stream's name in it, each event of a
 * payout would dirty a page of its own (measured: two to three times the time of a commit of 1,000).
 * The name stands in the event too, so that a row can be read by itself.
 */
const SCHEMA = `
CREATE TABLE events (
  position       INTEGER PRIMARY KEY,
  first          INTEGER NOT NULL,
  revision       INTEGER NOT NULL,
  stream         TEXT    NOT NULL,
  id             TEXT    NOT NULL,
  type           TEXT    NOT NULL,
  schema_version INTEGER NOT NULL,
  payload        TEXT    NOT NULL,
  meta           TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_stream ON events (first, revision);
CREATE TABLE streams (name TEXT PRIMARY KEY, first INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE head (only INTEGER PRIMARY KEY CHECK (only = 1), position INTEGER NOT NULL) STRICT;
INSERT INTO head VALUES (1, 0);
`;

const REFUSE = `BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END`;

/** REPLACE deletes the row in its way without asking the delete trigger, so the insert trigger must see it coming. */
const APPEND_ONLY = `
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events ${REFUSE};
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events ${REFUSE};
CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events
WHEN NEW.position <= (SELECT position FROM head)
  OR EXISTS (SELECT 1 FROM events WHERE first = NEW.first AND revision = NEW.revision) ${REFUSE};
CREATE TRIGGER streams_are_never_changed BEFORE UPDATE ON streams ${REFUSE};
CREATE TRIGGER streams_are_never_deleted BEFORE DELETE ON streams ${REFUSE};
CREATE TRIGGER head_is_never_deleted BEFORE DELETE ON head ${REFUSE};
CREATE TRIGGER head_is_the_last_event BEFORE UPDATE ON head
WHEN NEW.position < OLD.position OR NEW.position <> (SELECT max(position) FROM events) ${REFUSE};
`;

/**
 * Makes the log file when it is new, and checks that it is ours when it is not.
 * @throws Definite('unavailable') for a file of another program or of a later version.
 */
export function prepareFile(file: string): void {
  const database = openDatabase(file, { timeout: 5000 });
  try {
    // Takes effect in a new file only; a kilobyte an event fills pages of this size with the fewest writes (measured).
    database.pragma('page_size = 8192');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.transaction(() => ensureSchema(database, file)).immediate();
    // A process killed between writing a commit and syncing it leaves events that can be read but not survive a power cut.
    // Folding the WAL in syncs them before anybody reads one or is told that it is recorded already.
    database.pragma('wal_checkpoint(FULL)');
  } finally {
    database.close();
  }
}

function ensureSchema(database: Database, file: string): void {
  const application = database.pragma('application_id', { simple: true });
  if (application === 0 && isEmpty(database)) {
    database.exec(SCHEMA + APPEND_ONLY);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${FORMAT}`);
  } else if (!isLogFile(database)) {
    throw new Definite('unavailable', `${file} is not an event log of this version`);
  }
}

/** Whether the file says that it is an event log, and of this version. */
export function isLogFile(database: Database): boolean {
  const [application, format] = ['application_id', 'user_version'].map((name) => database.pragma(name, { simple: true }));
  return application === APPLICATION_ID && format === FORMAT;
}

function isEmpty(database: Database): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}
