import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { auditControls } from '@fenming/audit';
import { derivedId } from '@fenming/subsidy';
import { openEventStoreLog, type EventLog, type LogDoubts } from '@fenming/event-log';
import { fenmingIn } from '../journeys/command-line';
import { event, eventStoreHarness, item } from './event-log.harness';

/** What others do in the database in which the log is kept: their own events, and what they tell the server of our streams. */
const harness = eventStoreHarness({ deadlineMs: 700 });
const place = mkdtempSync(join(tmpdir(), 'fenming-others-'));
beforeAll(() => writeFileSync(join(place, 'log.eventstore'), ''));
afterAll(() => rmSync(place, { recursive: true }));
let log: EventLog;
let client: EventStoreDBClient;

let opened: EventLog[] = [];

const open = async (): Promise<EventLog> => {
  const isOurs = (stream: string): boolean => !stream.startsWith('orders-');
  const one = await openEventStoreLog(harness.peer().connectionString, { deadlineMs: 700, isOurs });
  opened.push(one);
  return one;
};

beforeEach(async () => {
  await harness.start();
  log = await open();
  client = EventStoreDBClient.connectionString(harness.peer().connectionString);
});
afterEach(async () => {
  harness.peer().faults.clear();
  await client.dispose();
  for (const one of opened) await one.close();
  opened = [];
  await harness.end();
});

const theirs = (stream: string, count = 1) =>
  client.appendToStream(
    stream,
    Array.from({ length: count }, () => jsonEvent({ type: 'OrderPlaced', data: { order: 1 } })),
  );
const streamsOf = (events: readonly { readonly stream: string }[]) => events.map(({ stream }) => stream);
const until = async (wanted: (doubts: LogDoubts) => boolean, of = log): Promise<LogDoubts> => {
  for (;;) {
    const doubts = await of.doubts();
    if (wanted(doubts)) return doubts;
    await sleep(20);
  }
};

describe('events of another program', () => {
  it('in streams of its own are passed over by who reads, follows or asks for the end, and counted once', async () => {
    await theirs('orders-1', 3);
    await log.append(item('enrolment-1', 'none', event(), event()));
    await theirs('orders-2');
    await log.append(item('enrolment-2', 'none'));
    await theirs('orders-1', 40);
    const ours = ['enrolment-1', 'enrolment-1', 'enrolment-2'];
    const seen: string[] = [];
    const subscription = log.subscribe({ after: 'start' }, (events) => void seen.push(...streamsOf(events)));
    const all = await log.readAll('start', 100);
    expect(streamsOf(all)).toEqual(ours);
    expect(await log.head()).toBe(all.at(-1)?.position);
    await subscription.caughtUp(all.at(-1)!.position);
    expect(seen).toEqual(ours);
    const { foreign, incomplete } = await until((doubts) => doubts.foreign.events >= 44);
    expect({ foreign, incomplete }).toEqual({ foreign: { events: 44, streams: ['orders-1', 'orders-2'] }, incomplete: [] });
    await subscription.stop();
  });

  it('are counted and named by an audit, behind our last one too, and are no fault', async () => {
    const mine = `enrolment-${derivedId('1')}`;
    await theirs('orders-1', 3);
    await log.append(item(mine, 'none'));
    await theirs('orders-2');
    const url = harness.peer().connectionString;
    const before = await auditControls(place, { eventStoreUrl: url });
    expect(before.foreign_events).toEqual({ events: 4, streams: ['orders-1', 'orders-2'] });
    const { out } = await fenmingIn({ FENMING_EVENTSTORE_URL: url }, 'audit', 'controls', '--data', place);
    expect(out.replaceAll(/\n\s*/g, '')).toContain('另有其他程序的记录 4 条（orders-1、orders-2），没有核对，不影响本县的记录');
    await theirs(mine);
    const after = await auditControls(place, { eventStoreUrl: url });
    expect(after.totals.found).toBe(before.totals.found + 1);
    expect(JSON.stringify(after.formulas)).toContain(`案卷 ${derivedId('1')} 混入了其他程序的记录`);
  });

  it('at the end of the log do not keep it from being opened', async () => {
    await theirs('orders-1');
    const other = await open();
    expect(await other.head()).toBeUndefined();
  });

  it('inside a stream of ours are a gap in it, and those who follow everything go on', async () => {
    await log.append(item('enrolment-1', 'none'));
    await theirs('enrolment-1');
    await log.append(item('enrolment-2', 'none'));
    const seen: string[] = [];
    const subscription = log.subscribe({ after: 'start' }, (events) => void seen.push(...streamsOf(events)));
    const gap = { name: 'HistoryIncomplete', stream: 'enrolment-1', reason: 'foreign' };
    await expect(log.readStream('enrolment-1')).rejects.toMatchObject(gap);
    await expect(log.append(item('enrolment-1', 1))).rejects.toMatchObject(gap);
    await subscription.caughtUp((await log.head())!);
    expect(seen).toEqual(['enrolment-1', 'enrolment-2']);
    expect((await log.doubts()).incomplete).toEqual([{ stream: 'enrolment-1', reason: 'foreign' }]);
    await subscription.stop();
  });

  it('in a stream that is named like ours and that they began are not ours: counted, named, and nothing is in doubt', async () => {
    await theirs('enrolment-7', 2);
    await log.append(item('enrolment-1', 'none'));
    const NOT_OURS = { incomplete: [], foreign: { events: 3, streams: ['enrolment-7'] } };
    for (const reader of [log, await open()]) {
      const subscription = reader.subscribe({ after: 'start' }, () => undefined);
      if (reader === log) await theirs('enrolment-7');
      expect(await until(({ foreign }) => foreign.events === 3, reader)).toMatchObject(NOT_OURS);
      await expect(reader.readStream('enrolment-7')).rejects.toMatchObject({ name: 'HistoryIncomplete', reason: 'foreign' });
      await expect(reader.append(item('enrolment-7', 'none'))).rejects.toThrow();
      expect(await reader.doubts()).toMatchObject(NOT_OURS);
      await subscription.stop();
    }
  });
});

describe('what the server is told of a stream of ours', () => {
  const RETENTION = [{ stream: 'enrolment-1', reason: 'retention' }];

  it('before this process began is known to the first who asks', async () => {
    await log.append(item('enrolment-1', 'none', event(), event()));
    await client.setStreamMetadata('enrolment-1', { maxCount: 100 });
    await client.setStreamMetadata('orders-1', { maxCount: 100 });
    const other = await open();
    expect((await other.doubts()).incomplete).toEqual(RETENTION);
  });

  it('is in doubt while it may lose an event, whole or not, and no longer when that is taken back', async () => {
    await log.append(item('enrolment-1', 'none', event(), event()));
    await client.setStreamMetadata('enrolment-1', { maxAge: 86_400 });
    expect((await until(({ incomplete }) => incomplete.length > 0)).incomplete).toEqual(RETENTION);
    expect(await log.readStream('enrolment-1')).toHaveLength(2);
    await expect(log.append(item('enrolment-1', 1))).rejects.toMatchObject({ name: 'HistoryIncomplete' });
    await client.setStreamMetadata('enrolment-1', {});
    await until(({ incomplete }) => incomplete.length === 0);
    await expect(log.append(item('enrolment-1', 1))).resolves.toMatchObject({ revision: 2 });
  });

  it('of who may read it is nothing to doubt', async () => {
    await log.append(item('enrolment-1', 'none'));
    await client.setStreamMetadata('enrolment-1', { acl: { readRoles: ['$admins'] } });
    await client.setStreamMetadata('enrolment-2', { maxCount: 1 });
    const { incomplete } = await until((doubts) => doubts.incomplete.length > 0);
    expect(incomplete).toEqual([{ stream: 'enrolment-2', reason: 'retention' }]);
  });
});

describe('a node that follows and lags', () => {
  const leader = () => ({ host: '127.0.0.1', port: harness.peer().port });

  it('is not believed: the end of the log, and what is read after a place, are the leader’s', async () => {
    const other = await open();
    await log.append(item('enrolment-1', 'none', event(), event()));
    const { position } = await log.append(item('enrolment-1', 1));
    harness.peer().faults.set('behind', { events: 2, times: 1, leader: leader() });
    expect(await other.head()).toBe(position);
    harness.peer().faults.set('behind', { events: 2, times: 1, leader: leader() });
    expect(await other.readAll('start', 10)).toHaveLength(3);
  });

  it('without a leader is an error that says so', async () => {
    await log.append(item('enrolment-1', 'none'));
    harness.peer().faults.set('behind', { events: 1, leader: leader() });
    await expect(log.head()).rejects.toMatchObject({ name: 'Definite', code: 'unavailable' });
  });
});
