import type { EventLog } from '@fenming/event-log';
import { tokenOf } from './positions';
import { fromPortEvent, type PeerRecord, type ProposedEvent } from './records';

/** What the peer remembers of a stream between requests. */
export type StreamState = {
  /** Ids and numbers of its events by revision; a tombstone is not among them. */
  readonly ids: string[];
  readonly numbers: number[];
  /** When each was recorded, in milliseconds since 1970. */
  readonly times: number[];
  /** Events below this revision are not read any more; DELETED after a soft delete. */
  truncateBefore: number;
  maxCount: number;
  /** Events older than so many milliseconds are not read any more. */
  maxAgeMs: number;
  /** What `$$stream` says last, without `$tb`. */
  metadata: Readonly<Record<string, unknown>>;
  tombstoned: boolean;
};

export const DELETED = Number.MAX_SAFE_INTEGER;
const TICKS_PER_MS = 10_000n;
const LOAD_PAGE = 5_000;
/** EventStoreDB recognises a retry without an exact revision only by the events that it wrote lately. */
const RECENT_IDS = 100_000;

/**
 * The index over the log: revisions, numbers and ids by stream. Appends are entered when they are decided, before they are on disk, so
 * that those decided together see each other; readers look no further than `committed`.
 */
export class StreamTable {
  private readonly streams = new Map<string, StreamState>();
  private readonly recent = new Map<string, { readonly stream: string; readonly revision: number }>();
  /** The number of the last event entered, and of the last one on disk. */
  head = 0;
  committed = 0;

  /** Forgets everything and reads the log again. */
  async load(log: EventLog): Promise<void> {
    this.streams.clear();
    this.recent.clear();
    this.head = 0;
    for (;;) {
      const page = await log.readAll(tokenOf(this.head), LOAD_PAGE);
      for (const event of page) this.enterRecorded(fromPortEvent(event));
      if (page.length < LOAD_PAGE) break;
    }
    this.committed = this.head;
  }

  stream(name: string): StreamState | undefined {
    return this.streams.get(name);
  }

  /** Whether the stream or its metadata was ever written. */
  exists(name: string): boolean {
    return this.lastOf(name) >= 0 || this.lastOf(`$$${name}`) >= 0;
  }

  /** The last revision entered, -1 when there is none. */
  lastOf(name: string): number {
    return (this.streams.get(name)?.numbers.length ?? 0) - 1;
  }

  /** The last revision on disk, -1 when there is none. */
  lastCommittedOf(name: string): number {
    const numbers = this.streams.get(name)?.numbers ?? [];
    let last = numbers.length - 1;
    while (last >= 0 && (numbers[last] ?? 0) > this.committed) last -= 1;
    return last;
  }

  numberOf(name: string, revision: number): number {
    return this.streams.get(name)?.numbers[revision] ?? 0;
  }

  recentRevisionOf(name: string, id: string): number | undefined {
    const place = this.recent.get(id);
    return place?.stream === name ? place.revision : undefined;
  }

  /** `created`: .NET ticks since 1970. */
  enter(name: string, event: ProposedEvent, created: string): void {
    this.head += 1;
    const state = this.stateOf(name);
    if (event.tombstone === true) {
      state.tombstoned = true;
      return;
    }
    state.ids.push(event.id);
    state.numbers.push(this.head);
    state.times.push(Number(BigInt(created) / TICKS_PER_MS));
    this.remember(event.id, name, state.ids.length - 1);
    if (name.startsWith('$$')) readMetadata(this.stateOf(name.slice(2)), event);
  }

  private enterRecorded(record: PeerRecord): void {
    this.enter(record.stream, record, record.created);
    if (record.number !== this.head) throw new Error(`event ${this.head} of the log has number ${record.number}`);
  }

  private stateOf(name: string): StreamState {
    const known = this.streams.get(name);
    if (known !== undefined) return known;
    const everything = { truncateBefore: 0, maxCount: DELETED, maxAgeMs: DELETED };
    const state = { ids: [], numbers: [], times: [], ...everything, metadata: {}, tombstoned: false };
    this.streams.set(name, state);
    return state;
  }

  private remember(id: string, stream: string, revision: number): void {
    this.recent.set(id, { stream, revision });
    if (this.recent.size <= RECENT_IDS) return;
    const oldest = this.recent.keys().next();
    if (oldest.done !== true) this.recent.delete(oldest.value);
  }
}

/** `$tb`, `$maxCount` and `$maxAge` (seconds) change what can be read; access lists are kept but not obeyed. */
function readMetadata(state: StreamState, event: ProposedEvent): void {
  const { $tb: truncateBefore, ...metadata } = parseObject(event.data);
  state.truncateBefore = typeof truncateBefore === 'number' ? Math.min(truncateBefore, DELETED) : 0;
  state.maxCount = typeof metadata['$maxCount'] === 'number' ? metadata['$maxCount'] : DELETED;
  state.maxAgeMs = typeof metadata['$maxAge'] === 'number' ? metadata['$maxAge'] * 1_000 : DELETED;
  state.metadata = metadata;
}

function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    // The server keeps a metadata event that is not JSON, and it then sets nothing.
    return {};
  }
}
