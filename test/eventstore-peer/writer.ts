import { randomUUID } from 'node:crypto';
import type { AppendItem, EventLog } from '@fenming/event-log';
import { createdNow, portStreamOf, toPortEvent, type ProposedEvent } from './records';
import { DELETED, type StreamTable } from './stream-table';
import type { ExpectedRevision } from './expected-revision';
import { judge, type WriteVerdict } from './verdict';

export type Write = {
  readonly kind: 'append' | 'delete' | 'tombstone';
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly ProposedEvent[];
};

/** `revision` is -1 and `number` 0 where an append of no events leaves the stream as it is. */
export type Written =
  Exclude<WriteVerdict, { kind: 'append' | 'already' }> | { kind: 'written'; revision: number; number: number };

type Waiting = { readonly write: Write; readonly resolve: (written: Written) => void; readonly reject: (error: unknown) => void };

const MOST_TOGETHER = 1_000;
/** The server's own events lie between those of its clients; the peer adds one after so many events. */
const SYSTEM_EVERY = 100;

/** The one place that writes: it decides whatever waits, in order, and hands it to the log in one call. */
export class Writer {
  private waiting: Waiting[] = [];
  private running = false;
  private lastSystem = 0;

  constructor(
    private readonly log: EventLog,
    private readonly table: StreamTable,
    private readonly onCommit: () => void,
  ) {}

  submit(write: Write): Promise<Written> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ write, resolve, reject });
      if (this.running) return;
      this.running = true;
      // Another turn first, so that requests which arrived together are written together.
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) await this.commit(this.waiting.splice(0, MOST_TOGETHER));
    this.running = false;
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const plan = new Plan(this.table);
      const written = batch.map(({ write }) => plan.add(write));
      if (this.table.head - this.lastSystem >= SYSTEM_EVERY) this.addSystemEvent(plan);
      if (plan.items.length > 0) await this.append(plan.items);
      batch.forEach(({ resolve }, index) => resolve(written[index] ?? { kind: 'deleted' }));
    } catch (error) {
      const reloaded = await this.table.load(this.log).then(
        () => true,
        () => false,
      );
      // One refused append must not take its neighbours down.
      if (reloaded && batch.length > 1) for (const one of batch) await this.commit([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  private async append(items: readonly AppendItem[]): Promise<void> {
    const outcomes = await this.log.appendMany(items);
    const strange = outcomes.find(({ outcome }) => outcome !== 'appended');
    if (strange !== undefined) throw new Error(`somebody else writes to the log of the peer: ${strange.outcome}`);
    this.table.committed = this.table.head;
    this.onCommit();
  }

  private addSystemEvent(plan: Plan): void {
    const link = Math.floor(this.table.head / SYSTEM_EVERY) % 2 === 1;
    const event = link ? systemEvent('$>', `${this.table.head}@$all`) : systemEvent('$statsCollected', '{"proc":{}}');
    plan.put(link ? '$ce-peer' : '$stats-peer', [event]);
    this.lastSystem = this.table.head;
  }
}

/** What a call to the log will hold, entered into the table as it is decided. */
export class Plan {
  readonly items: AppendItem[] = [];
  private readonly created = createdNow();
  private readonly meta;

  constructor(private readonly table: StreamTable) {
    const at = new Date().toISOString();
    this.meta = { at, actor: 'eventstore-peer', role: 'peer', area: '', cause: '', correlation: '' };
  }

  add(write: Write): Written {
    if (write.kind !== 'append') return this.end(write);
    const verdict = judge(
      this.table,
      write.stream,
      write.expected,
      write.events.map(({ id }) => id),
    );
    if (verdict.kind === 'already') return this.writtenAt(write.stream, verdict.revision);
    if (verdict.kind !== 'append') return verdict;
    const before = this.table.lastOf(write.stream);
    if (write.events.length === 0) return { kind: 'written', revision: before, number: 0 };
    this.put(write.stream, write.events);
    const written = this.writtenAt(write.stream, this.table.lastOf(write.stream));
    // A stream that was softly deleted goes on where it ended, and what lay before stays hidden.
    if (this.table.stream(write.stream)?.truncateBefore === DELETED) this.truncate(write.stream, String(before + 1));
    return written;
  }

  put(stream: string, events: readonly ProposedEvent[]): void {
    const last = this.table.lastOf(stream);
    this.items.push({
      stream: portStreamOf(stream),
      expected: last < 0 ? 'none' : last,
      events: events.map((event) => toPortEvent(event, stream, this.created, this.meta)),
    });
    for (const event of events) this.table.enter(stream, event, this.created);
  }

  private end({ kind, stream, expected }: Write): Written {
    const tombstone = { ...systemEvent('$streamDeleted', ''), tombstone: true };
    const verdict = judge(this.table, stream, expected, [tombstone.id]);
    if (verdict.kind === 'wrong' || verdict.kind === 'deleted') return verdict;
    if (kind === 'tombstone') this.put(stream, [tombstone]);
    else if (!this.table.exists(stream)) return { kind: 'wrong', current: -1 };
    // The largest number of the server's own integers says that the stream is deleted.
    else this.truncate(stream, '9223372036854775807');
    return { kind: 'written', revision: this.table.lastOf(stream), number: this.table.head };
  }

  private truncate(stream: string, before: string): void {
    const kept = JSON.stringify(this.table.stream(stream)?.metadata ?? {}).slice(1, -1);
    this.put(`$$${stream}`, [systemEvent('$metadata', `{"$tb":${before}${kept === '' ? '' : `,${kept}`}}`)]);
  }

  private writtenAt(stream: string, revision: number): Written {
    return { kind: 'written', revision, number: this.table.numberOf(stream, revision) };
  }
}

export function systemEvent(type: string, data: string): ProposedEvent {
  const contentType = data.startsWith('{') ? 'application/json' : 'application/octet-stream';
  return { id: randomUUID(), type, contentType, data: Buffer.from(data), metadata: Buffer.alloc(0) };
}
