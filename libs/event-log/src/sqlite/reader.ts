import { openDatabase, type Database } from '@fenming/sqlite';
import { openEvents, type StoredEvent } from '../envelope';
import { HistoryIncomplete, WHOLE_LOG, type RecordedEvent, type StreamRange } from '../port';
import { wholeLog, wholeStream } from '../whole';

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

  last(): RecordedEvent | undefined {
    return openEvents(this.statements.lastEvent.all() as StoredEvent[])[0];
  }

  readAfter(after: number, limit: number): readonly RecordedEvent[] {
    const head = this.headNumber();
    return this.page(this.statements.all.all(after, limit) as StoredEvent[], { after, head, isLast: (count) => count < limit });
  }

  /** The same, but after the event with which the texts pass `characters` it comes back with what it has. */
  readSome(after: number, limit: number, characters: number): readonly RecordedEvent[] {
    const head = this.headNumber();
    const rows: StoredEvent[] = [];
    let read = 0;
    for (const row of this.statements.all.iterate(after, limit) as IterableIterator<StoredEvent>) {
      rows.push(row);
      read += row.payload.length;
      if (read >= characters) break;
    }
    return this.page(rows, { after, head, isLast: (count) => count < limit && read < characters });
  }

  readStream(stream: string, { from, limit }: Required<StreamRange>): readonly RecordedEvent[] {
    const events = wholeStream(stream, openEvents(this.statements.stream.all(stream, from, limit) as StoredEvent[]), from);
    if (events.length === 0) this.lastRevisions([stream]);
    return events;
  }

  readStreams(streams: readonly string[]): ReadonlyMap<string, readonly RecordedEvent[]> {
    const found = new Map<string, RecordedEvent[]>();
    for (const event of openEvents(this.statements.streams.all(JSON.stringify(streams)) as StoredEvent[])) {
      const events = found.get(event.stream);
      if (events === undefined) found.set(event.stream, [event]);
      else events.push(event);
    }
    for (const [stream, events] of found) wholeStream(stream, events, 0);
    this.lastRevisions(streams.filter((stream) => !found.has(stream)));
    return new Map(streams.flatMap((stream) => entryOf(stream, found.get(stream))));
  }

  /** @throws HistoryIncomplete for a stream that was begun and has no event any more */
  lastRevisions(streams: readonly string[]): ReadonlyMap<string, number> {
    const rows = this.statements.last.all(JSON.stringify(streams)) as [string, number | null][];
    return new Map(
      rows.map(([stream, last]) => {
        if (last === null) throw new HistoryIncomplete(stream, 'gap');
        return [stream, last];
      }),
    );
  }

  /** Throws HistoryIncomplete unless every number from 1 to the head is there: an index is counted, no event is read. */
  checkNumbers(): void {
    const [head, count, last] = this.statements.numbers.get() as [number, number, number];
    if (head !== count || head !== last) throw new HistoryIncomplete(WHOLE_LOG, 'gap');
  }

  close(): void {
    this.database.close();
  }

  /** `head`: asked for before the rows, so that what is committed in between is no gap. */
  private page(rows: readonly StoredEvent[], { after, head, isLast }: Page): readonly RecordedEvent[] {
    const events = wholeLog(openEvents(rows), after);
    if (isLast(events.length) && after + events.length < head) throw new HistoryIncomplete(WHOLE_LOG, 'gap');
    return events;
  }
}

type Page = { readonly after: number; readonly head: number; readonly isLast: (count: number) => boolean };

function entryOf(stream: string, events: readonly RecordedEvent[] | undefined): [string, readonly RecordedEvent[]][] {
  return events === undefined ? [] : [[stream, events]];
}

function prepareStatements(database: Database) {
  return {
    head: database.prepare('SELECT position FROM head').pluck(),
    numbers: database
      .prepare('SELECT position, (SELECT count(*) FROM events), (SELECT coalesce(max(position), 0) FROM events) FROM head')
      .raw(),
    lastEvent: database.prepare(`SELECT ${COLUMNS} FROM events WHERE position = (SELECT position FROM head)`),
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
