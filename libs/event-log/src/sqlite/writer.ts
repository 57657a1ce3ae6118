import { openDatabase, type Database } from '@fenming/sqlite';
import { liftAt } from '../envelope';
import { judge } from '../verdict';
import { OutcomeWriter, SliceReader, type AppendSlice, type WriterOptions } from './messages';

// Someone else may hold the file for a while (a backup, a second process by mistake); the writer waits this long.
const BUSY_MILLISECONDS = 30_000;
const CACHE_KIBIBYTES = 32_768;
const CHECKPOINT_PAGES = 4_000;

/** Where the log stood before a call. */
export type Mark = { readonly number: number; readonly lastAt: string };
/** `first` is 0 and `last` is -1 where it was not begun yet. */
type Stream = { first: number; last: number };
/** The place of a name in the list asked for, the stream's first number, and its last revision unless its events were taken away. */
type Found = readonly [number, number, number | null];

/**
 * The only writer of a log file. It runs in a thread of its own; everything here is synchronous.
 * Whatever SQLite throws after `begin` means that what is on disk is unknown, and the writer must not go on; except that there was no room,
 * as long as `giveBack` finds the log as it was.
 */
export class Writer {
  private readonly database: Database;
  private readonly statements: Statements;
  private readonly streams = new Map<string, Stream>();
  /** The number of the last event: in the open transaction, and when it began. */
  private number = -1;
  private begunAt = -1;
  private lastAt = '';
  /** The number of the last event when the writer last let the file go. */
  private leftAt: number;
  private isAlone = true;

  constructor(private readonly options: WriterOptions) {
    this.database = openDatabase(options.file, { timeout: BUSY_MILLISECONDS, fileMustExist: true });
    this.database.pragma('synchronous = FULL');
    this.database.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
    this.database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    if (options.maxFileBytes !== undefined) this.limitFile(options.maxFileBytes);
    this.statements = prepareStatements(this.database);
    this.leftAt = this.statements.head.get() as number;
  }

  /** Whether nobody else has ever added to the file meanwhile. */
  get isOnlyWriter(): boolean {
    return this.isAlone;
  }

  /** Begins a transaction; false when another process holds the file too long. */
  begin(): boolean {
    try {
      this.statements.begin.run();
    } catch (error) {
      if (codeOf(error).startsWith('SQLITE_BUSY')) return false;
      throw error;
    }
    const head = this.statements.head.get() as number;
    if (head !== this.number) this.lastAt = this.readLastAt(head);
    this.number = head;
    this.begunAt = head;
    if (head > this.leftAt) this.isAlone = false;
    this.leftAt = head;
    return true;
  }

  /** Records each item of the slices whole or not at all; returns the outcomes of each slice's items. */
  record(slices: readonly AppendSlice[]): readonly Float64Array[] {
    const readers = slices.map((slice) => new SliceReader(slice));
    this.lookUp(readers.flatMap((slice) => slice.streams));
    return readers.map((slice) => this.recordSlice(slice));
  }

  /** Returns when the disk has everything recorded since `begin`. */
  commit(): void {
    // A commit of nothing but retries and conflicts writes nothing and waits for no disk.
    if (this.number !== this.begunAt) this.statements.setHead.run(this.number);
    this.statements.commit.run();
    this.leftAt = this.number;
    this.streams.clear();
  }

  /** From here a call can be taken back without the others of its transaction. */
  mark(): Mark {
    this.statements.mark.run();
    return { number: this.number, lastAt: this.lastAt };
  }

  keep(): void {
    this.statements.keep.run();
  }

  takeBack({ number, lastAt }: Mark): void {
    this.statements.takeBack.run();
    this.keep();
    this.streams.clear();
    this.number = number;
    this.lastAt = lastAt;
  }

  /** Takes back the whole transaction after SQLite found no room for it; false where the log does not stand where it stood before. */
  giveBack(): boolean {
    if (this.database.inTransaction) this.database.exec('ROLLBACK');
    this.streams.clear();
    this.number = -1;
    return this.statements.head.get() === this.begunAt;
  }

  close(): void {
    this.database.close();
  }

  private limitFile(bytes: number): void {
    const pageSize = Number(this.database.pragma('page_size', { simple: true }));
    this.database.pragma(`max_page_count = ${Math.max(1, Math.floor(bytes / pageSize))}`);
  }

  private readLastAt(head: number): string {
    const at = (this.statements.atOf.get(head) as string | undefined) ?? '';
    return at > this.options.clockFloor ? at : this.options.clockFloor;
  }

  /** Asks for all streams of a commit at once (a third of the time of asking one by one), and remembers them until its end. */
  private lookUp(names: readonly string[]): void {
    const unknown = names.filter((name) => !this.streams.has(name));
    for (const name of unknown) this.streams.set(name, { first: 0, last: -1 });
    for (const [key, first, last] of this.statements.lookUp.all(JSON.stringify(unknown)) as readonly Found[]) {
      this.streams.set(unknown[key] ?? '', { first, last: last ?? -1 });
    }
  }

  private recordSlice(slice: SliceReader): Float64Array {
    const outcomes = new OutcomeWriter(slice.itemCount);
    let event = 0;
    for (let item = 0; item < slice.itemCount; item += 1) {
      this.recordItem(slice, item, event, outcomes);
      event += slice.eventCount(item);
    }
    return outcomes.numbers;
  }

  private recordItem(slice: SliceReader, item: number, event: number, outcomes: OutcomeWriter): void {
    const name = slice.stream(item);
    const count = slice.eventCount(item);
    const stream = this.streams.get(name) ?? { first: 0, last: -1 };
    const ids = Array.from({ length: count }, (_, index) => slice.id(event + index));
    const idsAt = (from: number, limit: number) => this.statements.idsAt.all(stream.first, from, limit) as string[];
    // A stream that was begun and has no event any more: nothing is added to it, whatever was expected.
    if (stream.first > 0 && stream.last < 0) return outcomes.add('conflict', -1, 0);
    const verdict = judge(slice.expected(item), ids, { last: stream.last, idsAt });
    if ('conflict' in verdict) return outcomes.add('conflict', verdict.conflict, 0);
    if ('already' in verdict) return outcomes.add('already', verdict.already, this.numberAt(stream, verdict.already));
    if (stream.last < 0) this.beginStream(name, stream);
    for (let index = 0; index < count; index += 1) this.insert(slice, event + index, name, stream);
    outcomes.add('appended', stream.last, this.number);
  }

  private beginStream(name: string, stream: Stream): void {
    stream.first = this.number + 1;
    this.statements.beginStream.run(name, stream.first);
  }

  private numberAt({ first }: Stream, revision: number): number {
    return this.statements.numberAt.get(first, revision) as number;
  }

  private insert(slice: SliceReader, event: number, name: string, stream: Stream): void {
    const meta = this.metaOf(slice, event);
    this.number += 1;
    stream.last += 1;
    this.statements.insert.run(
      this.number,
      stream.first,
      stream.last,
      name,
      slice.id(event),
      slice.type(event),
      slice.schemaVersion(event),
      slice.payload(event),
      meta,
    );
  }

  private metaOf(slice: SliceReader, event: number): string {
    const at = slice.at(event);
    if (at < this.lastAt) return liftAt(slice.meta(event), this.lastAt);
    this.lastAt = at;
    return slice.meta(event);
  }
}

type Statements = ReturnType<typeof prepareStatements>;

function prepareStatements(database: Database) {
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    mark: database.prepare('SAVEPOINT call'),
    keep: database.prepare('RELEASE call'),
    takeBack: database.prepare('ROLLBACK TO call'),
    head: database.prepare('SELECT position FROM head').pluck(),
    setHead: database.prepare('UPDATE head SET position = ?'),
    atOf: database.prepare(`SELECT meta ->> 'at' FROM events WHERE position = ?`).pluck(),
    lookUp: database
      .prepare(
        `SELECT wanted.key, first, (SELECT max(revision) FROM events WHERE events.first = streams.first)
         FROM json_each(?) AS wanted CROSS JOIN streams ON streams.name = wanted.value`,
      )
      .raw(),
    idsAt: database.prepare('SELECT id FROM events WHERE first = ? AND revision >= ? ORDER BY revision LIMIT ?').pluck(),
    numberAt: database.prepare('SELECT position FROM events WHERE first = ? AND revision = ?').pluck(),
    beginStream: database.prepare('INSERT INTO streams VALUES (?, ?)'),
    insert: database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
  };
}

/** SQLite's code of an error, across threads and realms where instanceof does not reach. */
export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : '';
}
