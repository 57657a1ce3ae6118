import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import {
  MAX_APPEND_BYTES,
  openEventStoreLog,
  openMemoryLog,
  openSqliteLog,
  type AppendItem,
  type EventLog,
  type EventMeta,
  type EventStoreLogOptions,
  type MemoryLogOptions,
  type NewEvent,
} from '@fenming/event-log';
import Database from '@fenming/sqlite';
import counts from '../counts.json';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';

// How long a disk takes is nobody's contract; this only ends a test that waits for what never comes.
jest.setTimeout(Number(process.env['FENMING_TEST_TIMEOUT_MS'] ?? 300_000));

export const COUNTS = counts[process.env['FENMING_TEST_COUNTS'] === 'long' ? 'long' : 'ci'];

/** Takes events away from a stream of five, as only somebody beside the log can. */
export type Damage = (stream: string) => Promise<void>;

/** One adapter under the contract: a fresh log for each test, and the few things that differ by adapter. */
export type LogHarness = {
  readonly log: () => EventLog;
  /** Closes the log and opens what it kept; undefined where nothing is kept. */
  readonly reopen: (() => Promise<EventLog>) | undefined;
  /** Keeps every append waiting until the returned function is called; undefined where nobody can. */
  readonly holdWriter: (() => () => void) | undefined;
  /** Positions are 1, 2, 3, … without gaps. */
  readonly contiguous: boolean;
  /** By what was done to the stream. */
  readonly damages: Readonly<Record<string, Damage>>;
  /** The answer puts the log back to what it is now, under whoever has it open; undefined where nobody can. */
  readonly remember: (() => Promise<() => Promise<void>>) | undefined;
  readonly start: () => void | Promise<void>;
  readonly end: () => Promise<void>;
};

export function memoryHarness(): LogHarness {
  let log: EventLog | undefined;
  let gate = Promise.resolve();
  let lost: (revision: number) => boolean = () => false;
  let kept: NonNullable<MemoryLogOptions['kept']> = [];
  const lose = (which: typeof lost): Damage => {
    return async () => void (lost = which);
  };
  return {
    log: () => opened(log),
    reopen: undefined,
    remember: async () => {
      const { length } = kept;
      return async () => void kept.splice(length);
    },
    contiguous: true,
    damages: {
      'without its beginning': lose((revision) => revision < 3),
      'with a hole': lose((revision) => revision === 1),
      'without any event': lose(() => true),
    },
    holdWriter: () => {
      const { promise, resolve } = hold();
      gate = promise;
      return resolve;
    },
    start: () => {
      gate = Promise.resolve();
      lost = () => false;
      kept = [];
      log = openMemoryLog({
        kept,
        beforeRecording: () => gate,
        isLost: ({ stream, revision }) => stream === 'enrolment-1' && lost(revision),
      });
    },
    end: () => opened(log).close(),
  };
}

export type SqliteHarness = LogHarness & { readonly file: () => string };

export function sqliteHarness(): SqliteHarness {
  let log: EventLog | undefined;
  let folder = '';
  const file = () => join(folder, 'events.sqlite');
  return {
    file,
    log: () => opened(log),
    reopen: async () => {
      await opened(log).close();
      log = openSqliteLog(file());
      return log;
    },
    contiguous: true,
    damages: {
      'without its beginning': async (stream) => removeRows(file(), stream, 'revision < 3'),
      'with a hole': async (stream) => removeRows(file(), stream, 'revision = 1'),
      'without any event': async (stream) => removeRows(file(), stream, 'true'),
    },
    remember: async () => {
      const head = numberOf(await opened(log).head());
      return async () => removeBehind(file(), head);
    },
    holdWriter: () => holdFile(file()),
    start: () => {
      folder = mkdtempSync(join(tmpdir(), 'fenming-log-'));
      log = openSqliteLog(file());
    },
    end: async () => {
      await opened(log).close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type EventStoreHarness = LogHarness & { readonly peer: () => Peer };

/** Far longer than any answer takes on a loaded machine: the contract is not about silence. */
const PATIENT = { deadlineMs: 60_000, giveUpMs: 120_000 };

/** The adapter through the protocol peer. */
export function eventStoreHarness(patience: Pick<EventStoreLogOptions, 'deadlineMs' | 'giveUpMs'> = PATIENT): EventStoreHarness {
  let parts: { readonly log: EventLog; readonly peer: Peer; readonly store: EventLog } | undefined;
  let gate = Promise.resolve();
  const started = () => {
    if (parts === undefined) throw new Error('no test has begun');
    return parts;
  };
  const open = (peer: Peer) => openEventStoreLog(peer.connectionString, patience);
  return {
    peer: () => started().peer,
    log: () => started().log,
    reopen: async () => {
      const { log, peer, store } = started();
      await log.close();
      parts = { log: await open(peer), peer, store };
      return parts.log;
    },
    contiguous: false,
    damages: serverDamages(() => started().peer.connectionString),
    remember: async () => {
      const kept = await started().store.readAll('start', 1_000);
      return async () => {
        const { log, peer, store } = started();
        await peer.stop();
        await store.close();
        const earlier = openMemoryLog(PEER_LOG_OPTIONS);
        for (const { stream, revision, position: _, ...event } of kept)
          await earlier.append({ stream, expected: revision === 0 ? 'none' : revision - 1, events: [event] });
        parts = { log, store: earlier, peer: await startPeer({ log: earlier, port: peer.port }) };
      };
    },
    holdWriter: () => {
      const { promise, resolve } = hold();
      gate = promise;
      return resolve;
    },
    start: async () => {
      gate = Promise.resolve();
      const store = openMemoryLog({ beforeRecording: () => gate, maxAppendBytes: 8 * MAX_APPEND_BYTES });
      const peer = await startPeer({ log: store });
      parts = { log: await open(peer), peer, store };
    },
    end: async () => {
      const { log, peer, store } = started();
      await log.close();
      await peer.stop();
      await store.close();
    },
  };
}

/** A program that has the file, and takes rows out of it although the log's triggers forbid it. */
function removeRows(file: string, stream: string, which: string): void {
  const other = new Database(file);
  other.exec('DROP TRIGGER events_are_never_deleted');
  other.prepare(`DELETE FROM events WHERE stream = ? AND ${which}`).run(stream);
  other.close();
}

/** An older state written into the file that is open, as `.restore` of sqlite3 does. */
function removeBehind(file: string, head: number): void {
  const other = new Database(file);
  const triggers = other.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[];
  for (const name of triggers) other.exec(`DROP TRIGGER ${name}`);
  other.exec(
    `DELETE FROM events WHERE position > ${head}; DELETE FROM streams WHERE first > ${head}; UPDATE head SET position = ${head}`,
  );
  other.close();
}

/** What the administrator of an EventStoreDB can do to a stream. `nameOf`: the stream as the server knows it. */
export function serverDamages(where: () => string, nameOf = (stream: string) => stream): LogHarness['damages'] {
  const told = (act: (client: EventStoreDBClient, stream: string) => Promise<unknown>): Damage => {
    return async (stream) => {
      const client = EventStoreDBClient.connectionString(where());
      await act(client, nameOf(stream));
      await client.dispose();
    };
  };
  return {
    'cut to its last events ($maxCount)': told((client, stream) => client.setStreamMetadata(stream, { maxCount: 2 })),
    'cut off before a revision ($tb)': told((client, stream) => client.setStreamMetadata(stream, { truncateBefore: 3 })),
    'cut off behind its end ($tb)': told((client, stream) => client.setStreamMetadata(stream, { truncateBefore: 9 })),
    'of which nothing is young enough ($maxAge)': told(async (client, stream) => {
      await client.setStreamMetadata(stream, { maxAge: 1 });
      await sleep(1_100);
    }),
    'softly deleted': told((client, stream) => client.deleteStream(stream)),
    'with a tombstone': told((client, stream) => client.tombstoneStream(stream)),
  };
}

/** A second connection in the middle of a write, as another program would be. */
function holdFile(file: string): () => void {
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('COMMIT');
    other.close();
  };
}

function hold(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const numberOf = (position: string | undefined): number => Number(position ?? 0);

function opened(log: EventLog | undefined): EventLog {
  if (log === undefined) throw new Error('no test has begun');
  return log;
}

export function meta(change: Partial<EventMeta> = {}): EventMeta {
  const at = '2023-12-15T01:00:00.000Z';
  return { at, actor: 'zhang', role: 'finance-maker', area: '991001', cause: 'c-1', correlation: 'r-1', ...change };
}

export function event(change: Partial<NewEvent> = {}): NewEvent {
  return {
    id: randomUUID(),
    type: 'PaymentInstructed',
    schemaVersion: 1,
    payload: { amountFen: '96000' },
    meta: meta(),
    ...change,
  };
}

export function item(stream: string, expected: AppendItem['expected'], ...events: readonly NewEvent[]): AppendItem {
  return { stream, expected, events: events.length === 0 ? [event()] : events };
}
