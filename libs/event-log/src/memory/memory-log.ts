import { accepted } from '../accepted';
import { checkFloor, liftAt, openEvents, sealItems, type SealedItem, type StoredEvent } from '../envelope';
import { Definite, type AppendItem, type AppendOutcome, type EventLog, type Handler, type Position } from '../port';
import type { StreamPart, Subscription, SubscriptionOptions } from '../port';
import { checkLimit, checkPart, numberOf, positionOf } from '../position';
import { Subscriptions } from '../subscription';
import { judge } from '../verdict';

export type MemoryLogOptions = {
  /** No event is recorded before this UTC instant. */
  readonly clockFloor?: string;
  /** MAX_APPEND_BYTES unless told. */
  readonly maxAppendBytes?: number;
  /** Awaited before each call is recorded; later calls wait behind it. Tests hold a writer open with it. */
  readonly beforeRecording?: () => Promise<void>;
};

/** The log without a disk: the same contract, nothing kept after `close`. */
export function openMemoryLog(options: MemoryLogOptions = {}): EventLog {
  return new MemoryLog(options);
}

class MemoryLog implements EventLog {
  private readonly events: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly subscriptions: Subscriptions;
  private lastAt: string;
  private turn: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: MemoryLogOptions) {
    this.lastAt = checkFloor(options.clockFloor);
    this.subscriptions = new Subscriptions({
      open: () => ({ readAfter: (after, limit) => openEvents(this.events.slice(after, after + limit)) }),
      headNumber: () => this.events.length,
    });
  }

  async append(item: AppendItem) {
    return accepted(item, await this.appendMany([item]));
  }

  async appendMany(items: readonly AppendItem[]): Promise<readonly AppendOutcome[]> {
    this.refuseWhenClosed();
    const sealed = sealItems(items, this.options.maxAppendBytes);
    const turn = this.turn.then(async () => {
      await this.options.beforeRecording?.();
      return sealed.map((item) => this.record(item));
    });
    this.turn = turn.catch(() => undefined);
    const outcomes = await turn;
    this.subscriptions.wake();
    return outcomes;
  }

  async readStream(stream: string, part?: StreamPart) {
    this.refuseWhenClosed();
    const { from, limit } = checkPart(part);
    return openEvents((this.streams.get(stream) ?? []).slice(from, from + limit));
  }

  async readStreams(streams: readonly string[]) {
    this.refuseWhenClosed();
    const found = streams.filter((stream) => this.streams.has(stream));
    return new Map(found.map((stream) => [stream, openEvents(this.streams.get(stream) ?? [])]));
  }

  async lastRevisions(streams: readonly string[]) {
    this.refuseWhenClosed();
    return new Map(
      streams.flatMap((stream) => (this.streams.has(stream) ? [[stream, (this.streams.get(stream)?.length ?? 0) - 1]] : [])),
    );
  }

  async readAll(after: Position | 'start', limit: number) {
    this.refuseWhenClosed();
    const from = numberOf(after);
    return openEvents(this.events.slice(from, from + checkLimit(limit)));
  }

  async head() {
    this.refuseWhenClosed();
    return this.events.length === 0 ? undefined : positionOf(this.events.length);
  }

  subscribe(options: SubscriptionOptions, handler: Handler): Subscription {
    this.refuseWhenClosed();
    return this.subscriptions.start(options, handler);
  }

  async close() {
    this.closed = true;
    await this.turn;
    await this.subscriptions.close();
  }

  private record(item: SealedItem): AppendOutcome {
    const stored = this.streams.get(item.stream) ?? [];
    const ids = item.events.map(({ id }) => id);
    const idsAt = (from: number, count: number) => stored.slice(from, from + count).map(({ id }) => id);
    const verdict = judge(item.expected, ids, { last: stored.length - 1, idsAt });
    if ('conflict' in verdict) return { outcome: 'conflict', actual: verdict.conflict < 0 ? 'none' : verdict.conflict };
    if ('already' in verdict) {
      return { outcome: 'already', revision: verdict.already, position: positionOf(stored[verdict.already]?.position ?? 0) };
    }
    for (const event of item.events) this.store(item.stream, stored, event);
    this.streams.set(item.stream, stored);
    return { outcome: 'appended', revision: stored.length - 1, position: positionOf(this.events.length) };
  }

  private store(stream: string, stored: StoredEvent[], { at, ...event }: SealedItem['events'][number]): void {
    const meta = at < this.lastAt ? liftAt(event.meta, this.lastAt) : event.meta;
    if (at > this.lastAt) this.lastAt = at;
    const position = this.events.length + 1;
    const record = { ...event, meta, stream, revision: stored.length, position };
    this.events.push(record);
    stored.push(record);
  }

  private refuseWhenClosed(): void {
    if (this.closed) throw new Definite('closed', 'the event log is closed');
  }
}
