import { accepted } from '../accepted';
import { Doubts } from '../doubts';
import { checkFloor, liftAt, openEvents, sealItems, type SealedItem, type StoredEvent } from '../envelope';
import { Definite, HistoryIncomplete, WHOLE_LOG, type AppendItem, type AppendOutcome, type EventLog } from '../port';
import type { Handler, Position, RecordedEvent, StreamPart, Subscription, SubscriptionOptions } from '../port';
import { checkLimit, checkPart, numberOf, positionOf } from '../position';
import { Subscriptions } from '../subscription';
import { judge } from '../verdict';

export type MemoryLogOptions = {
  /** No event is recorded before this UTC instant. */
  readonly clockFloor?: string;
  /** MAX_APPEND_BYTES unless told. */
  readonly maxAppendBytes?: number;
  /** Whether an event is not there any more: tests make holes with it. */
  readonly isLost?: (event: Pick<StoredEvent, 'stream' | 'revision'>) => boolean;
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
  private readonly met = new Doubts();
  private turn: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: MemoryLogOptions) {
    this.lastAt = checkFloor(options.clockFloor);
    this.subscriptions = new Subscriptions({
      open: () => ({ readAfter: (after, limit) => this.readAfter(after, limit) }),
      headNumber: () => this.events.length,
    });
  }

  async append(item: AppendItem) {
    return accepted(item, await this.appendMany([item]));
  }

  async appendMany(items: readonly AppendItem[]): Promise<readonly AppendOutcome[]> {
    this.refuseWhenClosed();
    const sealed = sealItems(items, this.options.maxAppendBytes);
    this.met.refuse(sealed);
    for (const { stream } of sealed) this.refuseWithoutEvents(stream);
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
    return this.part(stream, checkPart(part));
  }

  async readStreams(streams: readonly string[]) {
    this.refuseWhenClosed();
    const found = streams.filter((stream) => this.streams.has(stream));
    return new Map(found.map((stream) => [stream, this.part(stream, checkPart())]));
  }

  async lastRevisions(streams: readonly string[]) {
    this.refuseWhenClosed();
    return new Map(
      streams.flatMap((stream) => {
        const last = (this.streams.get(stream)?.length ?? 0) - 1;
        return last < 0 ? [] : [[stream, this.part(stream, { from: last, limit: 1 })[0]?.revision ?? last] as const];
      }),
    );
  }

  async readAll(after: Position | 'start', limit: number) {
    this.refuseWhenClosed();
    return this.readAfter(numberOf(after), checkLimit(limit));
  }

  async head() {
    this.refuseWhenClosed();
    return this.events.length === 0 ? undefined : positionOf(this.events.length);
  }

  async last() {
    this.refuseWhenClosed();
    return openEvents(this.events.slice(-1))[0];
  }

  async doubts() {
    this.refuseWhenClosed();
    return this.met.answer();
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

  private part(stream: string, { from, limit }: Required<StreamPart>): readonly RecordedEvent[] {
    const asked = (this.streams.get(stream) ?? []).slice(from, from + limit);
    if (asked.some((event) => this.isLost(event))) this.met.keep(new HistoryIncomplete(stream, 'gap'));
    return openEvents(asked);
  }

  private readAfter(after: number, limit: number): readonly RecordedEvent[] {
    const asked = this.events.slice(after, after + limit);
    if (asked.some((event) => this.isLost(event))) this.met.keep(new HistoryIncomplete(WHOLE_LOG, 'gap'));
    return openEvents(asked);
  }

  private isLost(event: StoredEvent): boolean {
    return this.options.isLost?.(event) === true;
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

  private refuseWithoutEvents(stream: string): void {
    const stored = this.streams.get(stream);
    if (stored !== undefined && this.options.isLost !== undefined && stored.every((event) => this.isLost(event)))
      this.met.keep(new HistoryIncomplete(stream, 'gap'));
  }

  private refuseWhenClosed(): void {
    if (this.closed) throw new Definite('closed', 'the event log is closed');
  }
}
