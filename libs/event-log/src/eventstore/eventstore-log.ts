import type { ResolvedEvent } from '@eventstore/db-client';
import { accepted } from '../accepted';
import { checkFloor, sealItems } from '../envelope';
import { Continuity } from '../continuity';
import { Doubts } from '../doubts';
import { Definite, type AppendItem, type AppendOutcome, type EventLog, type Handler, type Position } from '../port';
import type { PassedOver, RecordedEvent, StreamRange, Subscription, SubscriptionOptions } from '../port';
import { checkLimit, checkRange, numberOf, positionOf } from '../position';
import { Subscriptions } from '../subscription';
import { Appender } from './appender';
import { CatchUp } from './catch-up';
import { Connection } from './connection';
import { Lease, type Writer } from './lease';
import { Progress } from './progress';
import { EventStoreReader } from './reader';
import { fromServerEvent, isForeign } from './records';
import { Watch } from './watch';

export type EventStoreLogOptions = {
  /** No event is recorded before this UTC instant. */
  readonly clockFloor?: string;
  /** Milliseconds that an answer may take before it counts as silence; 3,000 unless told. */
  readonly deadlineMs?: number;
  /** Milliseconds from the acceptance of a request within which it is told that the log is silent; 10,000 unless told. */
  readonly giveUpMs?: number;
  /** Whether a stream of this name can be one of this engine; every stream unless told. What others keep in theirs is passed over. */
  readonly isOurs?: (stream: string) => boolean;
  /** What was passed over when the log was open before; it is counted on from there. */
  readonly passedOver?: PassedOver | undefined;
  /** Opens the log for its one server, of which there is one at a time. A process that does the server's work in pieces needs none. */
  readonly writer?: Writer;
};

const DEADLINE_MS = 3_000;

/**
 * Opens the log kept in an EventStoreDB or KurrentDB (version 22.10 or later, a store of its own). `connectionString`: esdb://… with
 * TLS and credentials. Positions are sparse here. Several processes may append; an event is then recorded no earlier than what its
 * process has seen of the log, so that two clocks which differ may show between two processes by as much as an event takes to arrive.
 * @throws Definite('unavailable') when the server cannot be reached or no node leads; WrittenElsewhere for a second `writer`.
 */
export async function openEventStoreLog(connectionString: string, options: EventStoreLogOptions = {}): Promise<EventLog> {
  const progress = new Progress(checkFloor(options.clockFloor));
  const connection = await Connection.open(connectionString, options.deadlineMs ?? DEADLINE_MS, options.giveUpMs);
  const doubts = new Doubts(options.isOurs, options.passedOver);
  const reader = new EventStoreReader(connection, progress, doubts);
  let lease: Lease | undefined;
  try {
    await reader.headNumber();
    if (options.writer !== undefined) lease = await Lease.take(connection, options.writer);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return new EventStoreLog({ connection, reader, progress, doubts, lease });
}

type Dependencies = {
  readonly connection: Connection;
  readonly reader: EventStoreReader;
  readonly progress: Progress;
  readonly doubts: Doubts;
  readonly lease: Lease | undefined;
};

const NOT_THE_SERVERS = '^[^$].*';

class EventStoreLog implements EventLog {
  private readonly appender: Appender;
  private readonly subscriptions: Subscriptions;
  private readonly watch: Watch;
  private readonly continuity: Continuity;
  /** Streams with events of another program, of which it is known who began them. */
  private readonly judged = new Set<string>();
  private closing: Promise<void> | undefined;

  constructor(private readonly deps: Dependencies) {
    const { connection, reader, progress, doubts } = deps;
    this.appender = new Appender(deps);
    this.continuity = new Continuity(
      {
        first: async () => (await reader.readAfter(0, 1))[0],
        last: () => reader.last(),
        readStream: (stream, range) => reader.readStream(stream, checkRange(range)),
      },
      doubts,
      () => progress.last,
    );
    this.subscriptions = new Subscriptions({
      headNumber: () => progress.head,
      open: (after, wake) =>
        new CatchUp(connection, { after, wake, types: NOT_THE_SERVERS, take: (delivered) => this.take(delivered) }),
    });
    this.watch = new Watch(connection, doubts, () => this.continuity.wentAway());
  }

  async append(item: AppendItem) {
    return accepted(item, await this.appendMany([item]));
  }

  async appendMany(items: readonly AppendItem[]): Promise<readonly AppendOutcome[]> {
    this.refuseWhenClosed();
    const sealed = sealItems(items);
    this.deps.doubts.refuse(sealed);
    const outcomes = await this.appender.record(sealed).catch(this.deps.doubts.keep);
    this.continuity.note(items, outcomes);
    return outcomes;
  }

  async readStream(stream: string, range?: StreamRange) {
    this.refuseWhenClosed();
    return this.deps.reader.readStream(stream, checkRange(range)).catch(this.deps.doubts.keep);
  }

  async readStreams(streams: readonly string[]) {
    this.refuseWhenClosed();
    return this.deps.reader.readStreams(streams).catch(this.deps.doubts.keep);
  }

  async lastRevisions(streams: readonly string[]) {
    this.refuseWhenClosed();
    return this.deps.reader.lastRevisions(streams).catch(this.deps.doubts.keep);
  }

  async readAll(after: Position | 'start', limit: number) {
    this.refuseWhenClosed();
    return this.deps.reader.readAfter(numberOf(after), checkLimit(limit));
  }

  async head() {
    this.refuseWhenClosed();
    const number = await this.deps.reader.headNumber();
    return number === 0 ? undefined : positionOf(number);
  }

  async last() {
    this.refuseWhenClosed();
    return this.deps.reader.last();
  }

  async doubts() {
    this.refuseWhenClosed();
    await this.watch.looked;
    await this.continuity.look();
    await this.tellNamesakes();
    return this.deps.doubts.answer();
  }

  subscribe(options: SubscriptionOptions, handler: Handler): Subscription {
    this.refuseWhenClosed();
    return this.subscriptions.start(options, handler);
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  /** An event of another program is passed over; nobody need know of it who follows ours. */
  private take(delivered: ResolvedEvent): RecordedEvent | undefined {
    const event = fromServerEvent(delivered);
    if (event === undefined) return undefined;
    const { doubts, progress } = this.deps;
    if (!isForeign(event)) {
      progress.see(event);
      return event;
    }
    doubts.strange(event.stream, event.number);
    return undefined;
  }

  /** Each stream in which another program has written is looked at once: who began it does not change. */
  private async tellNamesakes(): Promise<void> {
    const { doubts, reader } = this.deps;
    for (const stream of doubts.mixed.filter((name) => !this.judged.has(name))) {
      if (await reader.isNamesake(stream)) doubts.isNamesake(stream);
      this.judged.add(stream);
    }
  }

  private async finish(): Promise<void> {
    this.watch.close();
    await this.subscriptions.close();
    await this.appender.idle();
    await this.deps.lease?.release();
    await this.deps.connection.close();
  }

  private refuseWhenClosed(): void {
    if (this.closing !== undefined) throw new Definite('closed', 'the event log is closed');
  }
}
