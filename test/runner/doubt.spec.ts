import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { County } from '@fenming/county';
import { openEventStoreLog, openMemoryLog, type EventLog } from '@fenming/event-log';
import { isOurStream } from '@fenming/subsidy';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';
import { newFolder, removeFolder, startServer, type Server } from '../journeys/real-server';
import { chunksDone } from './paid';
import { openCounty, prepareBatch, release } from './released-batch';

/** A batch of the year before, as our streams are named. */
const OTHER = 'payoutBatch-RURAL_REWARD-2022-991001-1';
const IN_DOUBT = '事件日志的批次 RURAL_REWARD-2022-991001-1 被设了保留期限，会丢失记录';

const dir = newFolder();
const store = openMemoryLog(PEER_LOG_OPTIONS);
let peer: Peer;
let server: Server;
/** As a worker has it open. */
let log: EventLog;
let administrator: EventStoreDBClient;
beforeAll(async () => {
  peer = await startPeer({ log: store });
  server = await startServer({ dir, env: { FENMING_EVENTSTORE_URL: peer.connectionString } });
  log = await openEventStoreLog(peer.connectionString, { isOurs: isOurStream });
  administrator = EventStoreDBClient.connectionString(peer.connectionString);
});
afterAll(async () => {
  await server.stop();
  await log.close();
  await administrator.dispose();
  await peer.stop();
  await store.close();
  removeFolder(dir);
});

describe('a released batch of a county whose log is in doubt', () => {
  it('waits, which stderr and each page say, and goes on by itself when the doubt is over', async () => {
    const county = new County(log);
    await openCounty(county);
    await county.changed();
    await administrator.setStreamMetadata(OTHER, { maxCount: 5 });
    while (!server.said().includes(IN_DOUBT)) await sleep(50);
    const batch = await prepareBatch(county, 'rural-reward', { lines: 4, perChunk: 2 });
    await release(county, batch);
    expect((await server.operator.ask('GET', '/account')).text).toContain(IN_DOUBT);
    expect(await chunksDone(county, batch)).toBe(0);
    await administrator.setStreamMetadata(OTHER, {});
    while ((await chunksDone(county, batch)) < batch.chunks) await sleep(50);
    expect(server.said().split(IN_DOUBT)).toHaveLength(2);
    while ((await server.operator.ask('GET', '/account')).text.includes(IN_DOUBT)) await sleep(50);
  });
});
