import { Readable } from 'node:stream';
import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';
import type { RecordedEvent, StreamPart } from '../port';
import { insist, Silence, typeOf, type Connection } from './connection';
import type { Progress } from './progress';
import { fromServerEvent, serverPosition } from './records';

const TRIES = 5;
const STREAMS_AT_ONCE = 64;
const FIRST_PAGE = 32;
const LARGEST_PAGE = 4_096;

type Open = (client: EventStoreDBClient) => AsyncIterable<ResolvedEvent>;

/** Reads that survive a server which goes away, ends early or says nothing. */
export class EventStoreReader {
  /** The raw place up to which the tail of the log was scanned for the last event that is not the server's own. */
  private scanned = 0;

  constructor(
    private readonly connection: Connection,
    private readonly progress: Progress,
  ) {}

  readStream(stream: string, { from, limit }: Required<StreamPart>): Promise<readonly RecordedEvent[]> {
    return this.stream(stream, { fromRevision: BigInt(from), maxCount: limit });
  }

  /** The stream's last events, in revision order. */
  async readTail(stream: string, count: number): Promise<readonly RecordedEvent[]> {
    const newestFirst = await this.stream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: count });
    return newestFirst.toReversed();
  }

  readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    return this.each(streams, (name) => this.stream(name, {}));
  }

  async lastRevisions(streams: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const tails = await this.each(streams, (name) => this.readTail(name, 1));
    return new Map([...tails].map(([name, events]) => [name, events.at(-1)?.revision ?? 0]));
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

  /** At most `limit` events after a place. The server's own events in between are skipped, page by page. */
  async readAfter(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for (let from = after, more = true; more && events.length < limit;) {
      // The server answers the event at the place too, which the reader knows already.
      const maxCount = limit - events.length + 1;
      const page = await this.page((client) =>
        client.readAll({ maxCount, fromPosition: from === 0 ? 'start' : serverPosition(from) }),
      );
      for (const event of page.events) if (event.number > from && events.length < limit) events.push(event.recorded);
      more = page.raw === maxCount && page.last > from;
      from = page.last;
    }
    return events;
  }

  /** The number of the last event, 0 in an empty log. Only what was written since the last call is looked at. */
  async headNumber(): Promise<number> {
    let tail = 0;
    let from: number | 'end' = 'end';
    for (let maxCount = FIRST_PAGE; ; maxCount = Math.min(LARGEST_PAGE, maxCount * 4)) {
      const fromPosition: 'end' | ReturnType<typeof serverPosition> = from === 'end' ? 'end' : serverPosition(from);
      const page = await this.page((client) => client.readAll({ direction: 'backwards', maxCount, fromPosition }));
      tail = Math.max(tail, page.first);
      const [newest] = page.events;
      if (newest !== undefined || page.raw < maxCount || page.last <= this.scanned) {
        this.scanned = Math.max(this.scanned, tail);
        if (newest !== undefined) this.progress.see(newest.recorded);
        return this.progress.head;
      }
      from = page.last;
    }
  }

  private stream(name: string, options: object): Promise<readonly RecordedEvent[]> {
    return insist(async () => {
      try {
        const { events } = await this.collect((client) => client.readStream(name, { requiresLeader: true, ...options }));
        return events.map(({ recorded }) => recorded);
      } catch (error) {
        if (typeOf(error) === 'stream-not-found') return [];
        throw error;
      }
    }, TRIES);
  }

  private page(open: Open): Promise<Page> {
    return insist(() => this.collect(open), TRIES);
  }

  /** Reads to the end of an answer; silence in the middle of it counts as silence. */
  private async collect(open: Open): Promise<Page> {
    const client = this.connection.current;
    const answer = open(client) as AsyncIterable<ResolvedEvent> & Readable;
    // An error that comes after the last event has been taken has nobody else to go to.
    answer.on('error', () => undefined);
    const { deadlineMs } = this.connection;
    const timer = setTimeout(() => answer.destroy(new Silence(deadlineMs)), deadlineMs);
    const page = { raw: 0, first: 0, last: 0, events: [] as Found[] };
    try {
      for await (const resolved of answer) {
        timer.refresh();
        page.raw += 1;
        page.last = Number(resolved.commitPosition ?? resolved.event?.position?.commit ?? 0n);
        if (page.raw === 1) page.first = page.last;
        const recorded = fromServerEvent(resolved);
        if (recorded === undefined) continue;
        this.progress.see(recorded);
        page.events.push({ recorded, number: page.last });
      }
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
/** One answer: how many events came, the raw places of the first and the last, and those that are ours. */
type Page = { readonly raw: number; readonly first: number; readonly last: number; readonly events: readonly Found[] };

const entryOf = (name: string, events: readonly RecordedEvent[]): [string, readonly RecordedEvent[]][] =>
  events.length === 0 ? [] : [[name, events]];
