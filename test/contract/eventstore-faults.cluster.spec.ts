import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStoreLog, openMemoryLog, type AppendItem, type EventLog } from '@fenming/event-log';
import { startCluster, type Cluster } from '../eventstore-peer/cluster';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';
import { event, item } from './event-log.harness';

const DEADLINE_MS = 700;
const PATIENT_MS = 5_000;
/** Longer than the client looks for a leader: ten attempts, 100 ms apart. */
const NO_LEADER_FOR_MS = 1_500;
const MANY = 64;

const strays: unknown[] = [];
const stray = (reason: unknown) => strays.push(reason);
let stores: EventLog[] = [];
let servers: { readonly stop: () => Promise<void> }[] = [];
let logs: EventLog[] = [];

beforeEach(() => {
  strays.length = 0;
  process.on('unhandledRejection', stray);
});
afterEach(async () => {
  for (const log of logs) await log.close();
  for (const server of servers) await server.stop();
  for (const store of stores) await store.close();
  [logs, servers, stores] = [[], [], []];
  process.off('unhandledRejection', stray);
  expect(strays).toEqual([]);
});

const store = (): EventLog => {
  const log = openMemoryLog(PEER_LOG_OPTIONS);
  stores.push(log);
  return log;
};
const cluster = async (): Promise<Cluster> => {
  const nodes = await startCluster({ log: store() });
  servers.push(nodes);
  return nodes;
};
const peer = async (): Promise<Peer> => {
  const one = await startPeer({ log: store() });
  servers.push(one);
  return one;
};
const open = async ({ connectionString }: { readonly connectionString: string }, deadlineMs = DEADLINE_MS): Promise<EventLog> => {
  const log = await openEventStoreLog(connectionString, { deadlineMs });
  logs.push(log);
  return log;
};

/** The 64 events of one revision, each in a stream of its own. */
const many = (revision: number): readonly AppendItem[] =>
  Array.from({ length: MANY }, (_, index) =>
    item(`enrolment-${index}`, revision === 0 ? 'none' : revision - 1, event({ payload: { index, revision } })),
  );

/** 64 appends on their way, each by itself; what is done to the servers meanwhile; how the appends ended. */
const during = async (log: EventLog, revision: number, blow: () => Promise<void> | void) => {
  const asked = many(revision).map((each) => log.append(each));
  const settled = Promise.allSettled(asked);
  await sleep(50);
  await blow();
  return (await settled).map((answer) => (answer.status === 'fulfilled' ? answer.value.revision : answer.reason));
};
const all = <Value>(value: Value): readonly Value[] => Array.from({ length: MANY }, () => value);

/** Every event of 64 streams up to a revision stands once. */
const expectOnce = async (log: EventLog, last: number) => {
  const events = await log.readAll('start', 10 * MANY);
  expect(events.filter(({ stream }) => stream.startsWith('enrolment-'))).toHaveLength(MANY * (last + 1));
  const revisions = await log.lastRevisions(many(0).map(({ stream }) => stream));
  expect([...revisions.values()]).toEqual(all(last));
};

describe('with 64 appends on their way', () => {
  it('a leader is cut off from its followers, stops when the cut is healed and then follows: each is recorded once', async () => {
    const nodes = await cluster();
    const log = await open(nodes, PATIENT_MS);
    const seen: string[] = [];
    const subscription = log.subscribe({ after: 'start' }, (events) => void seen.push(...events.map(({ id }) => id)));
    await log.appendMany(many(0));
    nodes.isolate(0);
    const outcomes = during(log, 1, async () => {
      nodes.lead(1);
      // What asks for the leader finds the new one, on a second stream of appends beside the one that waits.
      nodes.nodes[1]?.faults.set('late', { times: 1 });
      await log.readStream('enrolment-0');
      const others = log.appendMany(many(0).map((each, index) => ({ ...each, stream: `batch-${index}` })));
      await sleep(100);
      nodes.rejoin(0);
      await sleep(100);
      nodes.nodes[1]?.faults.clear('late');
      await others;
    });
    expect(await outcomes).toEqual(all(1));
    await expectOnce(log, 1);
    await subscription.caughtUp((await log.head())!);
    expect(new Set(seen).size).toBe(3 * MANY);
    expect(seen).toHaveLength(3 * MANY);
  });

  it('the leader changes twice while it can still be reached: each is recorded once', async () => {
    const nodes = await cluster();
    const log = await open(nodes);
    await log.appendMany(many(0));
    nodes.nodes[0]?.faults.set('slow', { ms: 150, times: 2 });
    expect(await during(log, 1, () => nodes.lead(2))).toEqual(all(1));
    expect(await during(log, 2, () => nodes.lead(0))).toEqual(all(2));
    await expectOnce(log, 2);
  });

  it('no node leads for a while: each is recorded once, and readers and subscribers go on', async () => {
    const nodes = await cluster();
    const log = await open(nodes, PATIENT_MS);
    await log.appendMany(many(0));
    const seen: string[] = [];
    const subscription = log.subscribe({ after: 'start' }, (events) => void seen.push(...events.map(({ id }) => id)));
    const reads: Promise<unknown>[] = [];
    nodes.nodes[0]?.faults.set('silent');
    const outcomes = await during(log, 1, async () => {
      nodes.lead(undefined);
      reads.push(...many(0).map(({ stream }) => log.readStream(stream)));
      await sleep(200);
      for (const node of nodes.nodes) node.drop();
      await sleep(NO_LEADER_FOR_MS);
      nodes.lead(2);
    });
    expect(outcomes).toEqual(all(1));
    await Promise.allSettled(reads);
    await expectOnce(log, 1);
    await subscription.caughtUp((await log.head())!);
    expect(seen).toHaveLength(2 * MANY);
  });

  it('no node ever leads again: each ends with an unknown outcome, and so does closing the log', async () => {
    const nodes = await cluster();
    const log = await open(nodes);
    await log.appendMany(many(0));
    const outcomes = await during(log, 1, () => {
      nodes.lead(undefined);
      for (const node of nodes.nodes) node.drop();
    });
    for (const outcome of outcomes) expect([1, expect.objectContaining({ name: 'OutcomeUnknown' })]).toContainEqual(outcome);
    await log.close();
  });

  it('another log of this process loses its server, and the answers come late: neither notices the other', async () => {
    const [near, far] = [await peer(), await peer()];
    const [log, other] = [await open(near), await open(far)];
    await log.append(item('batch-1', 'none'));
    await other.appendMany(many(0));
    near.faults.set('silent', { operation: 'append', times: 1 });
    far.faults.set('late', { times: 1 });
    const lost = log.append(item('batch-1', 0));
    const outcomes = await during(other, 1, async () => {
      near.drop();
      await sleep(50);
      far.faults.clear('late');
    });
    expect(outcomes).toEqual(all(1));
    expect(await lost).toMatchObject({ revision: 1 });
    await expectOnce(other, 1);
  });

  it('the answers come only after their client was let go: each is recorded once', async () => {
    const one = await peer();
    const log = await open(one);
    await log.appendMany(many(0));
    one.faults.set('late', { times: 1 });
    const outcomes = await during(log, 1, async () => {
      await sleep(DEADLINE_MS);
      const next = log.append(item('batch-1', 'none'));
      one.faults.clear('late');
      await next;
    });
    expect(outcomes).toEqual(all(1));
    await expectOnce(log, 1);
  });
});
