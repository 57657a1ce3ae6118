import { statSync } from 'node:fs';
import { accepted } from '../accepted';
import { Continuity } from '../continuity';
import { Doubts } from '../doubts';
import { checkFloor } from '../envelope';
import { Definite, type AppendItem, type AppendOutcome, type EventLog, type Handler, type Position } from '../port';
import type { StreamRange, Subscription, SubscriptionOptions } from '../port';
import { checkLimit, checkRange, numberOf, positionOf } from '../position';
import { Subscriptions } from '../subscription';
import type { WriterOptions } from './messages';
import { Reader } from './reader';
import { prepareFile } from './schema';
import { WriterThread } from './writer-thread';

export type SqliteLogOptions = {
  /** No event is recorded before this UTC instant. */
  readonly clockFloor?: string;
  /** The log file may grow to this size; then the writer stops as on a full disk. */
  readonly maxFileBytes?: number;
  /** MAX_APPEND_BYTES unless told. */
  readonly maxAppendBytes?: number;
  /** The disk failed in the midst of a write: what is recorded is unknown, and nothing is appended any more. */
  readonly onStopped?: (fault: string) => void;
};

/**
 * Opens the log kept in one SQLite file, making the file when there is none. One log per file at a time.
 * @throws NativeBuildMissing, Definite('unavailable') when the file is not an event log, HistoryIncomplete when events were taken out of
 * it, or what better-sqlite3 says of the path.
 */
export function openSqliteLog(file: string, options: SqliteLogOptions = {}): SqliteLog {
  const clockFloor = checkFloor(options.clockFloor);
  prepareFile(file);
  const reader = new Reader(file);
  try {
    reader.checkNumbers();
  } catch (error) {
    reader.close();
    throw error;
  }
  return new SqliteLog({ file, clockFloor, maxFileBytes: options.maxFileBytes }, reader, options);
}

export class SqliteLog implements EventLog {
  readonly file: string;
  /** Of the file that is open: appends go there, whatever is put in its place. */
  private readonly identity: string;
  private readonly writer: WriterThread;
  private readonly subscriptions: Subscriptions;
  private readonly listeners: (() => void)[] = [];
  private readonly met = new Doubts();
  /** The number of the last event when the log was opened. */
  private readonly openedAt: number;
  private readonly continuity: Continuity;
  private closing: Promise<void> | undefined;

  constructor(
    options: WriterOptions,
    private readonly reader: Reader,
    { maxAppendBytes, onStopped }: Pick<SqliteLogOptions, 'maxAppendBytes' | 'onStopped'>,
  ) {
    this.file = options.file;
    this.identity = identityOf(options.file);
    this.openedAt = this.reader.headNumber();
    const first = async () => this.reader.readAfter(0, 1)[0];
    const last = async () => this.kept(() => this.reader.last());
    const readStream = async (stream: string, range?: StreamRange) =>
      this.kept(() => this.reader.readStream(stream, checkRange(range)));
    this.continuity = new Continuity({ first, last, readStream }, this.met);
    this.writer = new WriterThread(options, { onCommit: () => this.committed(), onStopped }, maxAppendBytes);
    this.subscriptions = new Subscriptions({
      headNumber: () => this.reader.headNumber(),
      open: () => ({ readAfter: (after, limit) => this.reader.readAfter(after, limit) }),
    });
  }

  async append(item: AppendItem) {
    return accepted(item, await this.appendMany([item]));
  }

  async appendMany(items: readonly AppendItem[]): Promise<readonly AppendOutcome[]> {
    this.refuseWhenClosed();
    this.met.refuse(items);
    const outcomes = await this.writer.append(items);
    this.continuity.noteInOrder(items, outcomes);
    const nowhere = items.filter((_, index) => isNowhere(outcomes[index]));
    // A stream whose events were taken away answers like one that never was.
    if (nowhere.length > 0) this.kept(() => this.reader.lastRevisions(nowhere.map(({ stream }) => stream)));
    return outcomes;
  }

  async readStream(stream: string, range?: StreamRange) {
    this.refuseWhenClosed();
    return this.kept(() => this.reader.readStream(stream, checkRange(range)));
  }

  async readStreams(streams: readonly string[]) {
    this.refuseWhenClosed();
    return this.kept(() => this.reader.readStreams(streams));
  }

  async lastRevisions(streams: readonly string[]) {
    this.refuseWhenClosed();
    return this.kept(() => this.reader.lastRevisions(streams));
  }

  async readAll(after: Position | 'start', limit: number) {
    this.refuseWhenClosed();
    return this.kept(() => this.reader.readAfter(numberOf(after), checkLimit(limit)));
  }

  async head() {
    this.refuseWhenClosed();
    const number = this.reader.headNumber();
    return number === 0 ? undefined : positionOf(number);
  }

  async last() {
    this.refuseWhenClosed();
    return this.kept(() => this.reader.last());
  }

  async doubts() {
    this.refuseWhenClosed();
    if (identityOf(this.file) !== this.identity) this.met.meddledWith('replaced');
    await this.continuity.look();
    // Asked in this order: what is on its way when the head is read may already stand in it.
    const isOnlyWriter = this.writer.isOnlyWriter(this.reader.headNumber(), this.openedAt);
    if (!isOnlyWriter && this.met.ofWhole === undefined) this.met.meddledWith('written');
    return this.met.answer();
  }

  subscribe(options: SubscriptionOptions, handler: Handler): Subscription {
    this.refuseWhenClosed();
    return this.subscriptions.start(options, handler);
  }

  /** The place of the last event that this log has appended, also when it is closed. */
  get reached(): Position | undefined {
    return this.writer.reached;
  }

  /** Tells whoever reads the file by itself, as another thread does, that the log grew. */
  onCommit(listener: () => void): void {
    this.listeners.push(listener);
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private kept<Answer>(read: () => Answer): Answer {
    try {
      return read();
    } catch (error) {
      return this.met.keep(error);
    }
  }

  private async finish(): Promise<void> {
    await this.subscriptions.close();
    // The writer goes last, after what was appended before: only a writing connection can fold the WAL into the file.
    this.reader.close();
    await this.writer.close();
  }

  private committed(): void {
    this.subscriptions.wake();
    for (const listener of this.listeners) listener();
  }

  private refuseWhenClosed(): void {
    if (this.closing !== undefined) throw new Definite('closed', 'the event log is closed');
  }
}

/** Empty where nothing is there any more. */
const identityOf = (file: string): string => {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? '' : `${found.dev}/${found.ino}`;
};

const isNowhere = (outcome: AppendOutcome | undefined): boolean => outcome?.outcome === 'conflict' && outcome.actual === 'none';
