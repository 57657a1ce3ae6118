import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStoreLog, openMemoryLog, WrittenElsewhere, type EventLog } from '@fenming/event-log';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';
import { event, item } from './event-log.harness';

const PATIENCE_MS = 1_000;
/** Longer than any claim waits, and any look is good for. */
const LONG_MS = 3 * PATIENCE_MS;

let store: EventLog;
let peer: Peer;
const open: EventLog[] = [];
beforeEach(async () => {
  store = openMemoryLog(PEER_LOG_OPTIONS);
  peer = await startPeer({ log: store });
});
afterEach(async () => {
  for (const log of open.splice(0)) await log.close();
  await peer.stop();
  await store.close();
});

type Opened = { readonly log: EventLog; readonly lostTo: string[]; readonly waitedFor: string[] };
const opened = async (name: string): Promise<Opened> => {
  const [lostTo, waitedFor]: [string[], string[]] = [[], []];
  const onLost = (holder: string): void => void lostTo.push(holder);
  const onWaiting = (holder: string): void => void waitedFor.push(holder);
  const log = await openEventStoreLog(peer.connectionString, {
    deadlineMs: 300,
    writer: { name, patienceMs: PATIENCE_MS, onLost, onWaiting },
  });
  open.push(log);
  return { log, lostTo, waitedFor };
};

describe('the lease of the one server that writes', () => {
  it('is refused to a second one while the first answers, by name, and costs no event meanwhile', async () => {
    const { log, lostTo } = await opened('first');
    const head = await store.head();
    await sleep(LONG_MS);
    expect(await store.head()).toBe(head);
    await expect(opened('second')).rejects.toMatchObject({ name: 'WrittenElsewhere', holder: 'first' });
    await log.append(item('after-the-claim', 'none', event()));
    expect(lostTo).toEqual([]);
  });

  it('goes to the next one at once when the first has closed', async () => {
    const { log } = await opened('first');
    await log.close();
    const { waitedFor } = await opened('second');
    expect(waitedFor).toEqual([]);
  });

  it('goes to one of several who wait for it together', async () => {
    const { log } = await opened('first');
    const claims = ['second', 'third', 'fourth'].map(opened);
    const settled = Promise.allSettled(claims);
    await log.close();
    const outcomes = await settled;
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(WrittenElsewhere);
  });

  it('is not lost to another server where the log is not the one any more in which it was taken', async () => {
    const { log, lostTo } = await opened('first');
    await log.append(item('kept', 'none', event()));
    const { port } = peer;
    await peer.stop();
    await store.close();
    store = openMemoryLog(PEER_LOG_OPTIONS);
    peer = await startPeer({ log: store, port });
    await sleep(LONG_MS);
    await expect(log.append(item('kept', 0, event()))).rejects.toMatchObject({ name: 'HistoryIncomplete', reason: 'replaced' });
    expect(lostTo).toEqual([]);
  });

  it('is nothing that readers of the log see', async () => {
    const { log } = await opened('first');
    await log.append(item('seen', 'none', event()));
    expect((await log.readAll('start', 10)).map(({ stream }) => stream)).toEqual(['seen']);
    expect(await log.doubts()).toEqual({ incomplete: [], foreign: { events: 0, streams: [] } });
  });
});
