import { Readable } from 'node:stream';
import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';
import type { Doubts } from '../doubts';
import { HistoryIncomplete, LogUnavailable, type Gap, type RecordedEvent, type StreamRange } from '../port';
import type { Connection } from './connection';
import { CutShort, Silence, typeOf } from './faults';
import { checkRange, numberOf } from '../position';
import type { Progress } from './progress';
import { isWhole } from '../whole';
import { fromServerEvent, isForeign, serverPosition, toldBy, type Foreign } from './records';

const TRIES = 5;
const STREAMS_AT_ONCE = 64;
const FIRST_PAGE = 32;
const LARGEST_PAGE = 4_096;

type LooksWhole = (events: readonly RecordedEvent[]) => boolean;
type Open = (client: EventStoreDBClient) => AsyncIterable<ResolvedEvent>;

/** Reads that survive a server which goes away, ends early or says nothing. */
export class EventStoreReader {
  /** The raw place up to which the tail of the log was scanned for the last event that is not the server's own. */
  private scanned = 0;

  constructor(
    private readonly connection: Connection,
    private readonly progress: Progress,
    private readonly doubts: Doubts,
    private readonly tries = TRIES,
  ) {}

  /**
   * A server that goes away may end an answer as if it were whole: the stream's last revision, asked beside it, tells.
   * @throws HistoryIncomplete
   */
  async readStream(stream: string, { from, limit }: Required<StreamRange>): Promise<readonly RecordedEvent[]> {
    const [first = [], last] = await Promise.all([this.readRange(stream, from, limit), this.lastOf(stream)]);
    const events = [...first];
    const whole = Math.min(limit, last - from + 1);
    while (events.length < whole && (events[0]?.revision ?? from) === from)
      events.push(...(await this.more(stream, from + events.length, whole - events.length)));
    if (isWhole(events, from)) return events;
    throw new HistoryIncomplete(stream, (await this.toldOf(stream)) ?? 'gap');
  }

  /** The stream's last events, in revision order. @throws HistoryIncomplete for a stream that was deleted or of which nothing is left */
  async readTail(stream: string, count: number): Promise<readonly RecordedEvent[]> {
    const options: object = { direction: 'backwards', fromRevision: 'end', maxCount: count };
    const newestFirst = await this.answer(
      stream,
      options,
      ([newest, ...older]) => newest !== undefined && older.length + 1 >= Math.min(count, newest.revision + 1),
    );
    if (newestFirst !== undefined) return newestFirst.toReversed();
    // A stream that was softly deleted answers like one that never was; only what the server was told of it tells.
    if ((await this.toldOf(stream)) === 'deleted') throw new HistoryIncomplete(stream, 'deleted');
    return [];
  }

  readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    return this.each(streams, (name) => this.readStream(name, checkRange()));
  }

  async lastRevisions(streams: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const tails = await this.each(streams, (name) => this.readTail(name, 1));
    return new Map([...tails].map(([name, events]) => [name, events.at(-1)?.revision ?? 0]));
  }

  /** The last revision of a stream; -1 where it was not begun. */
  private async lastOf(stream: string): Promise<number> {
    return (await this.readTail(stream, 1)).at(-1)?.revision ?? -1;
  }

  /** Asks for many streams, some at once; those without an event have no entry. */
  private async each(
    streams: readonly string[],
    read: (name: string) => Promise<readonly RecordedEvent[]>,
  ): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    const names = [...new Set(streams)];
    const found: (readonly RecordedEvent[])[] = [];
    let next = 0;
    const lane = async (): Promise<void> => {
      for (let index = next++; index < names.length; index = next++) found[index] = await read(names[index] ?? '');
    };
    await Promise.all(Array.from({ length: Math.min(STREAMS_AT_ONCE, names.length) }, lane));
    return new Map(names.flatMap((name, index) => entryOf(name, found[index] ?? [])));
  }

  /**
   * At most `limit` events after a place. The server's own events in between are skipped, page by page, until one brings nothing new. A
   * server that goes away may end such a page as if it were whole: the last event, asked beside it, tells.
   */
  async readAfter(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for (let from = after; events.length < limit;) {
      const page = await this.pageAfter(from, limit - events.length);
      for (const { stream, number } of page.foreign) this.doubts.strange(stream, number);
      for (const event of page.events) if (event.number > from && events.length < limit) events.push(event.recorded);
      if (page.last <= from) break;
      from = page.last;
    }
    return events;
  }

  /** The number of the last event, 0 in an empty log. */
  async headNumber(): Promise<number> {
    await this.last();
    return this.progress.head;
  }

  /** The last event; undefined in an empty log. Only what was written since the last call is looked at. */
  async last(): Promise<RecordedEvent | undefined> {
    let tail = 0;
    let from = Number.POSITIVE_INFINITY;
    for (let maxCount = FIRST_PAGE; ; maxCount = Math.min(LARGEST_PAGE, maxCount * 4)) {
      const fromPosition = Number.isFinite(from) ? serverPosition(from) : 'end';
      const page = await this.pageBefore(fromPosition, maxCount);
      tail = Math.max(tail, page.first);
      const [newest] = page.events;
      if (newest !== undefined || page.raw === 0 || page.last <= this.scanned || page.last >= from) {
        this.scanned = Math.max(this.scanned, tail);
        return newest?.recorded ?? this.progress.last;
      }
      from = page.last;
    }
  }

  private readRange(
    name: string,
    from: number,
    maxCount: number,
    looksWhole?: LooksWhole,
  ): Promise<readonly RecordedEvent[] | undefined> {
    return this.answer(name, { fromRevision: BigInt(from), maxCount }, looksWhole);
  }

  private async more(name: string, from: number, maxCount: number): Promise<readonly RecordedEvent[]> {
    const events = await this.readRange(name, from, maxCount, (more) => more.length > 0);
    if (events === undefined) throw new HistoryIncomplete(name, 'deleted');
    return events;
  }

  /**
   * Undefined where the stream was not begun. What is not whole is asked for again, unless the server was told to forget a part of the
   * stream. @throws HistoryIncomplete
   */
  private answer(
    name: string,
    options: object,
    looksWhole: LooksWhole = () => true,
  ): Promise<readonly RecordedEvent[] | undefined> {
    return this.connection.insist(
      async () => {
        try {
          const page = await this.collect((client) => client.readStream(name, { requiresLeader: true, ...options }));
          if (page.foreign.length > 0) throw new HistoryIncomplete(name, 'foreign');
          const events = page.events.map(({ recorded }) => recorded);
          if (!looksWhole(events)) throw await this.forgotten(name);
          return events;
        } catch (error) {
          if (typeOf(error) === 'stream-not-found') return undefined;
          throw typeOf(error) === 'stream-deleted' ? new HistoryIncomplete(name, 'deleted') : error;
        }
      },
      this.tries,
      { to: 'read', stream: name },
    );
  }

  private async forgotten(name: string): Promise<Error> {
    const reason = await this.toldOf(name);
    return reason === undefined ? new CutShort() : new HistoryIncomplete(name, reason);
  }

  /**
   * Whether another program began a stream that is named as ours are named. We begin one only where there is none, so nothing of ours
   * ever stood in it.
   */
  async isNamesake(stream: string): Promise<boolean> {
    const first: object = { fromRevision: 0n, maxCount: 1, requiresLeader: true };
    try {
      const page = await this.connection.insist(() => this.collect((client) => client.readStream(stream, first)), this.tries, {
        to: 'read',
        stream,
      });
      return page.foreign.some(({ revision }) => revision === 0);
    } catch (error) {
      if (error instanceof LogUnavailable && error.hindrance !== 'refused') throw error;
      return false;
    }
  }

  /** What the server was last told to forget of a stream. */
  private toldOf(name: string): Promise<Gap | undefined> {
    const latest: object = { direction: 'backwards', fromRevision: 'end', maxCount: 1, requiresLeader: true };
    return this.connection.insist(
      async () => {
        try {
          const page = await this.collect((client) => client.readStream(`$$${name}`, latest));
          if (page.raw === 0) throw new CutShort();
          return page.told;
        } catch (error) {
          if (typeOf(error) === 'stream-not-found') return undefined;
          throw error;
        }
      },
      this.tries,
      { to: 'read', stream: `$$${name}` },
    );
  }

  /** What stands in the log from a place on, that place included; it brings nothing new only where nothing of ours stands behind. */
  private pageAfter(place: number, limit: number): Promise<Page> {
    const fromPosition = place === 0 ? 'start' : serverPosition(place);
    return this.ofAll(async () => {
      // The event at the place is answered too.
      const page = await this.collect((client) => client.readAll({ requiresLeader: true, maxCount: limit + 1, fromPosition }));
      if (page.last <= place && !(await this.endsAt(place))) throw new CutShort();
      return page;
    });
  }

  /** Whether nothing of ours stands behind a place. */
  private async endsAt(place: number): Promise<boolean> {
    const last = await this.last();
    return last === undefined || numberOf(last.position) <= place;
  }

  /** Backwards, an answer of nothing is also that of an empty log: it is believed when it has come each time. */
  private async pageBefore(fromPosition: ReturnType<typeof serverPosition> | 'end', maxCount: number): Promise<Page> {
    const open: Open = (client) => client.readAll({ requiresLeader: true, direction: 'backwards', maxCount, fromPosition });
    for (let attempt = 1; ; attempt += 1) {
      const page = await this.ofAll(() => this.collect(open));
      if (page.raw > 0 || attempt === this.tries) return page;
    }
  }

  private ofAll(ask: () => Promise<Page>): Promise<Page> {
    return this.connection.insist(ask, this.tries, { to: 'read', stream: '$all' });
  }

  /** Reads to the end of an answer; silence in the middle of it counts as silence. */
  private async collect(open: Open): Promise<Page> {
    const client = this.connection.current;
    const answer = open(client) as AsyncIterable<ResolvedEvent> & Readable;
    // An error that comes after the last event has been taken has nobody else to go to.
    answer.on('error', () => undefined);
    const { deadlineMs } = this.connection;
    const timer = setTimeout(() => answer.destroy(new Silence(deadlineMs)), deadlineMs);
    const page: Gathered = { raw: 0, first: 0, last: 0, events: [], foreign: [], told: undefined };
    try {
      for await (const resolved of answer) {
        timer.refresh();
        this.connection.heard();
        page.raw += 1;
        page.last = Number(resolved.commitPosition ?? resolved.event?.position?.commit ?? 0n);
        if (page.raw === 1) page.first = page.last;
        page.told = toldBy(resolved)?.reason;
        const delivered = fromServerEvent(resolved);
        if (delivered === undefined) continue;
        if (isForeign(delivered)) {
          page.foreign.push(delivered);
          continue;
        }
        this.progress.see(delivered);
        page.events.push({ recorded: delivered, number: page.last });
      }
      // The streams of a client that was let go end as if they were whole.
      if (client !== this.connection.current) throw new CutShort();
      return page;
    } catch (error) {
      this.connection.replaceAfter(error, client);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

type Found = { readonly recorded: RecordedEvent; readonly number: number };
/**
 * One answer: how many events came, the raw places of the first and the last, those that are ours, those of another program, and what the
 * last one tells of a stream where it is metadata.
 */
type Gathered = { raw: number; first: number; last: number; events: Found[]; foreign: Foreign[]; told: Gap | undefined };
type Page = Readonly<Gathered>;

const entryOf = (name: string, events: readonly RecordedEvent[]): [string, readonly RecordedEvent[]][] =>
  events.length === 0 ? [] : [[name, events]];
