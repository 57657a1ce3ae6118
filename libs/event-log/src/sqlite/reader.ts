import type { Database } from '@fenming/sqlite';
import { openEvents, type StoredEvent } from '../envelope';
import type { RecordedEvent, StreamPart } from '../port';
import { openDatabase } from './native';

const COLUMNS = 'position, stream, revision, id, type, schema_version AS schemaVersion, payload, meta';

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

  /** The same, but after the event with which the texts pass `characters` it comes back with what it has. */
  readSome(after: number, limit: number, characters: number): readonly RecordedEvent[] {
    const rows: StoredEvent[] = [];
    let read = 0;
    for (const row of this.statements.all.iterate(after, limit) as IterableIterator<StoredEvent>) {
      rows.push(row);
      read += row.payload.length;
      if (read >= characters) break;
    }
    return openEvents(rows);
  }

  readStream(stream: string, { from, limit }: Required<StreamPart>): readonly RecordedEvent[] {
    return openEvents(this.statements.stream.all(stream, from, limit) as StoredEvent[]);
  }

  readStreams(streams: readonly string[]): ReadonlyMap<string, readonly RecordedEvent[]> {
    const found = new Map<string, RecordedEvent[]>();
    for (const event of openEvents(this.statements.streams.all(JSON.stringify(streams)) as StoredEvent[])) {
      const events = found.get(event.stream);
      if (events === undefined) found.set(event.stream, [event]);
      else events.push(event);
    }
    return new Map(streams.flatMap((stream) => entryOf(stream, found.get(stream))));
  }

  lastRevisions(streams: readonly string[]): ReadonlyMap<string, number> {
    return new Map(this.statements.last.all(JSON.stringify(streams)) as [string, number][]);
  }

  close(): void {
    this.database.close();
  }
}

function entryOf(stream: string, events: readonly RecordedEvent[] | undefined): [string, readonly RecordedEvent[]][] {
  return events === undefined ? [] : [[stream, events]];
}

function prepareStatements(database: Database) {
  return {
    head: database.prepare('SELECT position FROM head').pluck(),
    all: database.prepare(`SELECT ${COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?`),
    stream: database.prepare(
      `SELECT ${COLUMNS} FROM events WHERE first = (SELECT first FROM streams WHERE name = ?) AND revision >= ? ORDER BY revision LIMIT ?`,
    ),
    last: database
      .prepare(
        `SELECT name, (SELECT max(revision) FROM events WHERE events.first = streams.first)
         FROM json_each(?) AS wanted CROSS JOIN streams ON streams.name = wanted.value`,
      )
      .raw(),
    streams: database.prepare(
      `SELECT ${COLUMNS} FROM streams CROSS JOIN events USING (first) WHERE name IN (SELECT value FROM json_each(?)) ORDER BY name, revision`,
    ),
  };
}
