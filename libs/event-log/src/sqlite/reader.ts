import type { Database } from 'better-sqlite3';
import { openEvents, type StoredEvent } from '../envelope';
import type { RecordedEvent } from '../port';
import { openDatabase } from './native';

const COLUMNS = 'position, stream, revision, id, type, schema_version AS schemaVersion, payload, meta';
const STREAMS_PER_QUERY = 500;

/** Reads on the caller's thread through a read-only WAL connection: a reader never waits for the writer. */
export class Reader {
  private readonly database: Database;
  private readonly statements: ReturnType<typeof prepareStatements>;

  constructor(file: string) {
    this.database = openDatabase(file, { readonly: true, fileMustExist: true });
    this.statements = prepareStatements(this.database);
  }

  headNumber(): number {
    return this.statements.head.get() as number;
  }

  readAfter(after: number, limit: number): readonly RecordedEvent[] {
    return openEvents(this.statements.all.all(after, limit) as StoredEvent[]);
  }

  readStream(stream: string): readonly RecordedEvent[] {
    return openEvents(this.statements.stream.all(stream) as StoredEvent[]);
  }

  readStreams(streams: readonly string[]): ReadonlyMap<string, readonly RecordedEvent[]> {
    const found = new Map<string, RecordedEvent[]>();
    const wanted = [...new Set(streams)];
    for (let from = 0; from < wanted.length; from += STREAMS_PER_QUERY) {
      for (const event of this.readChunk(wanted.slice(from, from + STREAMS_PER_QUERY))) {
        const events = found.get(event.stream);
        if (events === undefined) found.set(event.stream, [event]);
        else events.push(event);
      }
    }
    return found;
  }

  close(): void {
    this.database.close();
  }

  /** Always the same number of places, the last ones repeated, so that one prepared statement serves every call. */
  private readChunk(streams: readonly string[]): readonly RecordedEvent[] {
    const places = Array.from({ length: STREAMS_PER_QUERY }, (_, index) => streams[index] ?? streams[0]);
    return openEvents(this.statements.streams.all(places) as StoredEvent[]);
  }
}

function prepareStatements(database: Database) {
  const places = Array.from({ length: STREAMS_PER_QUERY }, () => '?').join(', ');
  return {
    head: database.prepare('SELECT position FROM head').pluck(),
    all: database.prepare(`SELECT ${COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?`),
    stream: database.prepare(
      `SELECT ${COLUMNS} FROM events WHERE first = (SELECT first FROM streams WHERE name = ?) ORDER BY revision`,
    ),
    streams: database.prepare(
      `SELECT ${COLUMNS} FROM streams CROSS JOIN events USING (first) WHERE name IN (${places}) ORDER BY first, revision`,
    ),
  };
}
