import { liftAt, type SealedItem } from '../envelope';
import type { Doubts } from '../doubts';
import { Definite, HistoryIncomplete, OutcomeUnknown, type AppendOutcome } from '../port';
import { numberOf, positionOf } from '../position';
import { judge } from '../verdict';
import { definite, messageOf, pause, type Connection } from './connection';
import { isPassing, typeOf } from './faults';
import type { Lease } from './lease';
import type { Progress } from './progress';
import { EventStoreReader } from './reader';
import { toServerEvent } from './records';
import { Window } from './window';
import { acceptedAt } from '../waiting';

/** How often an append whose outcome is unknown is read back and sent again before its caller is told so. */
const TRIES = 4;
/** How often an append that only asks for an existing stream may find that somebody else was first. */
const RACES = 100;

/** An append with its exact expected revision (-1: no stream), the last event seen before it was sent, and since when it waits. */
type Exact = { readonly item: SealedItem; readonly expected: number; readonly seen: number; readonly accepted: number };

type Dependencies = {
  readonly connection: Connection;
  readonly reader: EventStoreReader;
  readonly progress: Progress;
  readonly doubts: Doubts;
  readonly lease: Lease | undefined;
};

/**
 * Appends at exact revisions, many on their way at once, one at a time per stream. An answer that does not come leaves the outcome
 * unknown: the stream is read back, and where nothing stands yet the same events are sent again under the same ids.
 */
export class Appender {
  private readonly lanes = new Map<string, Promise<unknown>>();
  private readonly window = new Window();
  private readonly calls = new Set<Promise<unknown>>();
  /** Asks once: who reads an append back tries again with the append itself. */
  private readonly readBack: EventStoreReader;

  private readonly connection: Connection;
  private readonly reader: EventStoreReader;
  private readonly progress: Progress;
  private readonly lease: Lease | undefined;

  constructor({ connection, reader, progress, doubts, lease }: Dependencies) {
    this.lease = lease;
    this.connection = connection;
    this.reader = reader;
    this.progress = progress;
    this.readBack = new EventStoreReader(connection, progress, doubts, 1);
  }

  record(items: readonly SealedItem[]): Promise<readonly AppendOutcome[]> {
    const call = this.recordAll(items).finally(() => this.calls.delete(call));
    this.calls.add(call);
    return call;
  }

  /** Resolves when nothing is on its way any more. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.calls);
  }

  private async recordAll(items: readonly SealedItem[]): Promise<readonly AppendOutcome[]> {
    const accepted = acceptedAt();
    const sent: Promise<AppendOutcome>[] = [];
    let failed: unknown;
    for (const item of items) {
      await this.window.enter(item);
      if (failed !== undefined) {
        this.window.leave(item);
        break;
      }
      const outcome = this.inLane(item, accepted).finally(() => this.window.leave(item));
      outcome.catch((error: unknown) => (failed ??= error));
      sent.push(outcome);
    }
    const settled = await Promise.allSettled(sent);
    const lost = settled.find((outcome) => outcome.status === 'rejected');
    if (lost !== undefined) throw lost.reason;
    return settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  }

  /** A second append to a stream waits for the first, so that its outcome is known to follow from it. */
  private inLane(item: SealedItem, accepted: number): Promise<AppendOutcome> {
    const before = this.lanes.get(item.stream);
    const run = before === undefined ? this.settle(item, accepted) : before.then(() => this.settle(item, accepted));
    const lane = run.then(
      () => undefined,
      () => undefined,
    );
    this.lanes.set(item.stream, lane);
    void lane.then(() => {
      if (this.lanes.get(item.stream) === lane) this.lanes.delete(item.stream);
    });
    return run;
  }

  private async settle(item: SealedItem, accepted: number): Promise<AppendOutcome> {
    this.connection.refuseInVain(accepted);
    const { expected } = item;
    const seen = this.progress.head;
    if (expected !== 'exists') return this.settleExact({ item, expected: expected === 'none' ? -1 : expected, seen, accepted });
    for (let race = 1; ; race += 1) {
      const found = await this.lookUp({ item, expected: 0, seen, accepted }, this.reader);
      if (typeof found === 'object') return found;
      const outcome = await this.settleExact({ item, expected: found, seen, accepted });
      if (outcome.outcome !== 'conflict' || race === RACES) return outcome;
    }
  }

  private async settleExact(append: Exact): Promise<AppendOutcome> {
    const { accepted } = append;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.send(append);
      } catch (error) {
        const conflict = conflictOf(error);
        if (conflict !== undefined) return conflict;
        if (typeOf(error) === 'stream-deleted') throw new HistoryIncomplete(append.item.stream, 'deleted');
        const passing = isPassing(error);
        if (!passing && attempt === 1) throw refused(error, append.item.stream);
        // An earlier attempt may have been recorded.
        if (!passing || attempt === TRIES || this.connection.isTooLate(accepted, error))
          throw new OutcomeUnknown(`stream ${append.item.stream}: ${messageOf(error)}`);
        await pause(attempt);
      }
      const found = await this.lookUp(append, this.readBack).catch((error: unknown) => {
        if (error instanceof HistoryIncomplete) throw error;
        return append.expected;
      });
      if (typeof found === 'object') return found;
    }
  }

  private async send({ item, expected, seen }: Exact): Promise<AppendOutcome> {
    await this.lease?.confirm();
    const events = item.events.map((event) => {
      const at = this.progress.lift(event.at);
      return toServerEvent(event, at === event.at ? event.meta : liftAt(event.meta, at));
    });
    const { appends } = this.connection;
    const { revision, commit } = await this.connection.inTime((client) =>
      appends.append(client, { stream: item.stream, expected, events }),
    );
    // The server begins a stream anew behind the events of one that was softly deleted.
    if (revision !== expected + events.length) throw new HistoryIncomplete(item.stream, 'deleted');
    return this.outcomeAt(revision, commit ?? (await this.numberAt(item.stream, revision)), seen);
  }

  /** The server answers a repeated append as it did the first: that it stood already shows by a place seen before it was sent. */
  private outcomeAt(revision: number, number: number, seen: number): AppendOutcome {
    this.progress.reach(number);
    return { outcome: number <= seen ? 'already' : 'appended', revision, position: positionOf(number) };
  }

  private async numberAt(stream: string, revision: number): Promise<number> {
    const [event] = await this.reader.readStream(stream, { from: revision, limit: 1 }).catch(() => []);
    if (event === undefined) throw new OutcomeUnknown(`stream ${stream}: revision ${revision} was answered and cannot be read`);
    return numberOf(event.position);
  }

  /** What the stream says of an append: its outcome, or the revision after which it is still to be recorded. */
  private async lookUp({ item, seen, expected }: Exact, reader: EventStoreReader): Promise<AppendOutcome | number> {
    const count = item.events.length;
    const tail = await reader.readTail(item.stream, item.expected === 'exists' ? count : 1);
    const last = tail.at(-1)?.revision ?? -1;
    const placed =
      item.expected === 'exists' || expected >= last
        ? tail
        : await reader.readStream(item.stream, { from: expected + 1, limit: count });
    const idsAt = (from: number): readonly string[] => placed.filter(({ revision }) => revision >= from).map(({ id }) => id);
    const ids = item.events.map(({ id }) => id);
    const verdict = judge(item.expected, ids, { last, idsAt });
    if ('appendFrom' in verdict) return verdict.appendFrom - 1;
    if ('conflict' in verdict) return { outcome: 'conflict', actual: verdict.conflict < 0 ? 'none' : verdict.conflict };
    const recorded = placed.find(({ revision }) => revision === verdict.already);
    return this.outcomeAt(verdict.already, numberOf(recorded?.position ?? positionOf(0)), seen);
  }
}

function conflictOf(error: unknown): AppendOutcome | undefined {
  if (typeOf(error) !== 'wrong-expected-version') return undefined;
  const { actualVersion } = error as { readonly actualVersion: bigint | 'no_stream' };
  return { outcome: 'conflict', actual: actualVersion === 'no_stream' || actualVersion < 0n ? 'none' : Number(actualVersion) };
}

function refused(error: unknown, stream: string): Error {
  if (typeOf(error) === 'maximum-append-size-exceeded')
    return new Definite('too_large', 'EventStoreDB is set to take smaller appends than this engine makes: raise MaxAppendSize');
  return definite(error, { to: 'append', stream });
}
