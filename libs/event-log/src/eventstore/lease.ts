import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResolvedEvent } from '@eventstore/db-client';
import { HistoryIncomplete, WHOLE_LOG, WrittenElsewhere } from '../port';
import type { Connection } from './connection';
import { CutShort, isPassing, typeOf } from './faults';

/** Whoever writes to the log as its one server. */
export type Writer = {
  /** Told to whoever comes second: the machine, the folder, the process. */
  readonly name: string;
  /** Another server has taken over: this log appends nothing any more. `holder`: the other one's name. */
  readonly onLost: (holder: string) => void;
  /** Who held the lease does not answer, and is waited for. */
  readonly onWaiting?: (holder: string) => void;
  /** How long a holder may leave a claim unanswered before it is taken for dead; 20,000 milliseconds unless told. */
  readonly patienceMs?: number;
};

type Holder = { readonly id: string; readonly name: string };
type Entry = Holder & ({ readonly state: 'held' | 'released' } | Claim);
/** `against`: whose lease is asked after. */
type Claim = { readonly state: 'claimed'; readonly against: Holder };
type Said = Claim | { readonly state: 'held' | 'released' };
type Tail = { readonly revision: number; readonly entry: Entry | undefined };

const STREAM = 'fenmingServer';
/** Types with this sign are passed over by everything that follows the log. */
const TYPE = '$fenming-lease';
const PATIENCE_MS = 20_000;
/** Parts of the patience: how often a holder looks, how long a look is good for, and when a claimant says that it waits. */
const [LOOK, GOOD_FOR, SAID_AFTER] = [1 / 8, 2 / 5, 2 / 5];
const TRIES = 5;
const RELEASES = 3;

/**
 * The lease of the log's one server, in a stream of its own, every entry at its exact revision. A holder looks at the stream's end every
 * 2.5 seconds and writes nothing there but the answer to a claim; a claim that stays unanswered for the patience is followed by the
 * claimant's own `held`. A holder appends only while its last look, counted from before it was sent, is at most two fifths of the patience
 * old, and looks anew otherwise: it has stopped, with what it had sent given up too, before the other one begins.
 *
 * The assumption: two machines count seconds equally fast, to within some tenths of the patience. No time of day is compared and none is
 * stored. An append that lies in the network for longer than that, or that a stopped process had already handed to its socket, meets the
 * exact revisions of the log like anybody's (docs/decisions/0024).
 */
export class Lease {
  private readonly id = randomUUID();
  private readonly patience: number;
  private revision = -1;
  private lookedAt: Moment = now();
  private lost: Error | undefined;
  private looking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly connection: Connection,
    private readonly writer: Writer,
  ) {
    this.patience = writer.patienceMs ?? PATIENCE_MS;
  }

  /** Waits for a holder that does not answer. @throws WrittenElsewhere where one answers. */
  static async take(connection: Connection, writer: Writer): Promise<Lease> {
    const lease = new Lease(connection, writer);
    await lease.acquire();
    lease.timer = setInterval(() => void lease.look().catch(() => undefined), lease.patience * LOOK);
    return lease;
  }

  /** Resolves when this process may append. @throws WrittenElsewhere, and what a look at the log fails with */
  async confirm(): Promise<void> {
    if (this.lost !== undefined) throw this.lost;
    while (since(this.lookedAt) > this.patience * GOOD_FOR) await this.look();
  }

  /** Lets the next server begin at once. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    for (let left = RELEASES; left > 0 && this.lost === undefined; left -= 1) {
      try {
        await this.look();
        if (await this.put(this.revision, { state: 'released' })) return;
      } catch {
        // A log that is away, or another holder: then the next server waits, or has no need to.
      }
    }
  }

  private look(): Promise<void> {
    this.looking ??= this.lookNow().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookNow(): Promise<void> {
    for (;;) {
      const asked = now();
      const { revision, entry } = await this.tail();
      if (entry?.id === this.id && entry.state === 'held') return this.confirmed(revision, asked);
      if (entry?.state !== 'claimed' || entry.against.id !== this.id) return this.lose(entry, await this.stood());
      if (await this.put(revision, { state: 'held' })) return this.confirmed(revision + 1, asked);
    }
  }

  private confirmed(revision: number, asked: Moment): void {
    this.revision = revision;
    this.lookedAt = asked;
  }

  /** `stood`: whether the log still holds what this server wrote; otherwise it is not the log any more in which it had the lease. */
  private lose(entry: Entry | undefined, stood: boolean): never {
    clearInterval(this.timer);
    if (this.lost !== undefined) throw this.lost;
    const holder = entry?.name ?? '';
    this.lost = stood ? new WrittenElsewhere(holder) : new HistoryIncomplete(WHOLE_LOG, 'replaced');
    if (stood) this.writer.onLost(holder);
    throw this.lost;
  }

  private async stood(): Promise<boolean> {
    return (await this.entryAt(this.revision)).entry?.id === this.id;
  }

  private async acquire(): Promise<void> {
    let waited: { readonly revision: number; readonly at: Moment } | undefined;
    for (let hasClaimed = false, hasSaid = false; ;) {
      const asked = now();
      const { revision, entry } = await this.connection.insist(() => this.tail(), TRIES, { to: 'read', stream: STREAM });
      if (entry?.id === this.id && entry.state === 'held') return this.confirmed(revision, asked);
      if (entry?.state !== 'claimed') {
        if (entry?.state === 'held' && hasClaimed) throw new WrittenElsewhere(entry.name);
        hasClaimed = (await this.firstWord(revision, entry)) && entry?.state === 'held';
        continue;
      }
      if (waited?.revision !== revision) waited = { revision, at: now() };
      const patience = since(waited.at) / this.patience;
      if (patience > SAID_AFTER && !hasSaid) this.writer.onWaiting?.(entry.against.name);
      hasSaid ||= patience > SAID_AFTER;
      if (patience > 1 && entry.id === this.id) await this.insistOnPut(revision, { state: 'held' });
      // Who claimed it has died over it.
      else if (patience > 2) hasClaimed = await this.insistOnPut(revision, { state: 'claimed', against: entry.against });
      else await sleep((this.patience * LOOK) / 4);
    }
  }

  private firstWord(revision: number, entry: Entry | undefined): Promise<boolean> {
    if (entry?.state !== 'held') return this.insistOnPut(revision, { state: 'held' });
    return this.insistOnPut(revision, { state: 'claimed', against: { id: entry.id, name: entry.name } });
  }

  private tail(): Promise<Tail> {
    return this.entryAt('end');
  }

  /** The entry at a revision, or the last one before it. */
  private async entryAt(revision: number | 'end'): Promise<Tail> {
    const fromRevision = revision === 'end' ? revision : BigInt(revision);
    try {
      const [last] = await this.connection.inTime(async (client) => {
        const found: ResolvedEvent[] = [];
        const options = { direction: 'backwards', fromRevision, maxCount: 1, requiresLeader: true } as const;
        const answer = client.readStream(STREAM, options) as unknown as AsyncIterable<ResolvedEvent> & Readable;
        // An error that comes when nobody waits for the answer any longer has nobody else to go to.
        answer.on('error', () => undefined);
        for await (const resolved of answer) found.push(resolved);
        return found;
      });
      // The streams of a client that was let go end as if they were whole: a stream that is not there is said to be so.
      if (last?.event === undefined) throw new CutShort();
      return { revision: Number(last.event.revision), entry: last.event.data as unknown as Entry };
    } catch (error) {
      if (typeOf(error) === 'stream-not-found') return { revision: -1, entry: undefined };
      throw error;
    }
  }

  private insistOnPut(expected: number, said: Said): Promise<boolean> {
    // Whether one whose answer was lost stands is seen by the next look.
    const put = () =>
      this.put(expected, said).catch((error: unknown) => {
        if (isPassing(error)) return false;
        throw error;
      });
    return this.connection.insist(put, 1, { to: 'append', stream: STREAM });
  }

  /** False where somebody else was first. */
  private async put(expected: number, said: Said): Promise<boolean> {
    const data = JSON.stringify({ ...said, id: this.id, name: this.writer.name });
    const events = [{ id: randomUUID(), type: TYPE, data, metadata: '{}' }];
    const { appends } = this.connection;
    try {
      await this.connection.inTime((client) => appends.append(client, { stream: STREAM, expected, events }));
      return true;
    } catch (error) {
      if (typeOf(error) === 'wrong-expected-version') return false;
      throw error;
    }
  }
}

/** By both clocks of the machine: one of them stands still while the machine sleeps, the other may be set. */
type Moment = { readonly steady: number; readonly day: number };
const now = (): Moment => ({ steady: performance.now(), day: Date.now() });
const since = ({ steady, day }: Moment): number => Math.max(performance.now() - steady, Date.now() - day);
