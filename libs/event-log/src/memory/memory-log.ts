import { accepted } from '../accepted';
import { Continuity } from '../continuity';
import { Doubts } from '../doubts';
import { checkFloor, liftAt, openEvents, sealItems, type SealedItem, type StoredEvent } from '../envelope';
import { Definite, HistoryIncomplete, WHOLE_LOG, type AppendItem, type AppendOutcome, type EventLog } from '../port';
import type { Handler, Position, RecordedEvent, StreamRange, Subscription, SubscriptionOptions } from '../port';
import { checkLimit, checkRange, numberOf, positionOf } from '../position';
import { Subscriptions } from '../subscription';
import { judge } from '../verdict';

export type MemoryLogOptions = {
  /** No event is recorded before this UTC instant. */
  readonly clockFloor?: string;
  /** MAX_APPEND_BYTES unless told. */
  readonly maxAppendBytes?: number;
  /** Whether an event is not there any more: tests make holes with it. */
  readonly isLost?: (event: Pick<StoredEvent, 'stream' | 'revision'>) => boolean;
  /** Where it keeps its events: tests set the log back by taking away the last of them. */
  readonly kept?: StoredEvent[];
  /** Awaited before each call is recorded; later calls wait behind it. Tests hold a writer open with it. */
  readonly beforeRecording?: () => Promise<void>;
};

/** The log without a disk: the same contract, nothing kept after `close`. */
export function openMemoryLog(options: MemoryLogOptions = {}): EventLog {
  return new MemoryLog(options);
}

class MemoryLog implements EventLog {
  private readonly events: StoredEvent[];
  /** How many events its streams are made of. */
  private known = 0;
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly subscriptions: Subscriptions;
  private lastAt: string;
  private readonly met = new Doubts();
  private readonly continuity: Continuity;
  private turn: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: MemoryLogOptions) {
    this.lastAt = checkFloor(options.clockFloor);
    this.events = options.kept ?? [];
    const first = async () => openEvents(this.events.slice(0, 1))[0];
    const readStream = async (stream: string, range?: StreamRange) => this.readRange(stream, checkRange(range));
    this.continuity = new Continuity({ first, last: () => this.last(), readStream }, this.met);
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
    this.continuity.noteInOrder(items, outcomes);
    this.subscriptions.wake();
    return outcomes;
  }

  async readStream(stream: string, range?: StreamRange) {
    this.refuseWhenClosed();
    return this.readRange(stream, checkRange(range));
  }

  async readStreams(streams: readonly string[]) {
    this.refuseWhenClosed();
    const found = streams.filter((stream) => this.streams.has(stream));
    return new Map(found.map((stream) => [stream, this.readRange(stream, checkRange())]));
  }

  async lastRevisions(streams: readonly string[]) {
    this.refuseWhenClosed();
    return new Map(
      streams.flatMap((stream) => {
        const last = (this.streams.get(stream)?.length ?? 0) - 1;
        return last < 0 ? [] : [[stream, this.readRange(stream, { from: last, limit: 1 })[0]?.revision ?? last] as const];
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
    await this.continuity.look();
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

  private readRange(stream: string, { from, limit }: Required<StreamRange>): readonly RecordedEvent[] {
    this.forgetWhatWent();
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
    this.forgetWhatWent();
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
    this.known = this.events.length;
    stored.push(record);
  }

  /** The streams are made of what is kept. */
  private forgetWhatWent(): void {
    if (this.events.length >= this.known) return;
    this.known = this.events.length;
    for (const [stream, stored] of this.streams) {
      const left = stored.filter(({ position }) => position <= this.known);
      if (left.length > 0) this.streams.set(stream, left);
      else this.streams.delete(stream);
    }
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
