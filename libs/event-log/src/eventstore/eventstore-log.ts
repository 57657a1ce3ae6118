import { accepted } from '../accepted';
import { checkFloor, sealItems } from '../envelope';
import { Definite, type AppendItem, type AppendOutcome, type EventLog, type Handler, type Position } from '../port';
import type { StreamPart, Subscription, SubscriptionOptions } from '../port';
import { checkLimit, checkPart, numberOf, positionOf } from '../position';
import { Subscriptions } from '../subscription';
import { Appender } from './appender';
import { CatchUp } from './catch-up';
import { Connection } from './connection';
import { Progress } from './progress';
import { EventStoreReader } from './reader';

export type EventStoreLogOptions = {
  /** No event is recorded before this UTC instant. */
  readonly clockFloor?: string;
  /** Milliseconds that an answer may take before it counts as silence; 10,000 unless told. */
  readonly deadlineMs?: number;
};

const DEADLINE_MS = 10_000;

/**
 * Opens the log kept in an EventStoreDB or KurrentDB (version 22.10 or later, a store of its own). `connectionString`: esdb://… with
 * TLS and credentials. Positions are sparse here. Several processes may append; an event is then recorded no earlier than what its
 * process has seen of the log, so that two clocks which differ may show between two processes by as much as an event takes to arrive.
 * @throws Definite('unavailable') when the server cannot be reached or holds events of another program at its end.
 */
export async function openEventStoreLog(connectionString: string, options: EventStoreLogOptions = {}): Promise<EventLog> {
  const progress = new Progress(checkFloor(options.clockFloor));
  const connection = await Connection.open(connectionString, options.deadlineMs ?? DEADLINE_MS);
  const reader = new EventStoreReader(connection, progress);
  try {
    await reader.headNumber();
  } catch (error) {
    await connection.close();
    throw error;
  }
  return new EventStoreLog({ connection, reader, progress });
}

type Parts = { readonly connection: Connection; readonly reader: EventStoreReader; readonly progress: Progress };

class EventStoreLog implements EventLog {
  private readonly appender: Appender;
  private readonly subscriptions: Subscriptions;
  private closing: Promise<void> | undefined;

  constructor(private readonly parts: Parts) {
    const { connection, reader, progress } = parts;
    this.appender = new Appender(connection, reader, progress);
    this.subscriptions = new Subscriptions({
      headNumber: () => progress.head,
      open: (after, wake) => new CatchUp(connection, { after, wake, seen: (event) => progress.see(event) }),
    });
  }

  async append(item: AppendItem) {
    return accepted(item, await this.appendMany([item]));
  }

  async appendMany(items: readonly AppendItem[]): Promise<readonly AppendOutcome[]> {
    this.refuseWhenClosed();
    return this.appender.record(sealItems(items));
  }

  async readStream(stream: string, part?: StreamPart) {
    this.refuseWhenClosed();
    return this.parts.reader.readStream(stream, checkPart(part));
  }

  async readStreams(streams: readonly string[]) {
    this.refuseWhenClosed();
    return this.parts.reader.readStreams(streams);
  }

  async lastRevisions(streams: readonly string[]) {
    this.refuseWhenClosed();
    return this.parts.reader.lastRevisions(streams);
  }

  async readAll(after: Position | 'start', limit: number) {
    this.refuseWhenClosed();
    return this.parts.reader.readAfter(numberOf(after), checkLimit(limit));
  }

  async head() {
    this.refuseWhenClosed();
    const number = await this.parts.reader.headNumber();
    return number === 0 ? undefined : positionOf(number);
  }

  subscribe(options: SubscriptionOptions, handler: Handler): Subscription {
    this.refuseWhenClosed();
    return this.subscriptions.start(options, handler);
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    await this.subscriptions.close();
    await this.appender.idle();
    await this.parts.connection.close();
  }

  private refuseWhenClosed(): void {
    if (this.closing !== undefined) throw new Definite('closed', 'the event log is closed');
  }
}
