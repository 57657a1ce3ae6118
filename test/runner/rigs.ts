import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningCounty } from '@fenming/county';
import { InProcessRunner, PayoutWork, type PayoutRunner } from '@fenming/payout';
import { openMemoryLog } from '@fenming/event-log';
import { BullRunner, connectionOf, PAYOUT_QUEUE, PayoutQueue, QUEUE_PREFIX, QueueRefiller } from '@fenming/payout-queue';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';
import { startRedis, type RedisServer } from './redis-server';
import { openCounty } from './released-batch';
import { startWorkers, type Worker } from './worker';

/** A county on which released batches are carried out in one way or the other. */
export type Rig = {
  readonly county: RunningCounty;
  readonly runner: () => PayoutRunner;
  /** As at a shutdown: the tasks in hand end, and no others are begun. */
  readonly drain: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
/** The parts that a test of the queue breaks. */
export type Cluster = Rig & {
  readonly redis: RedisServer;
  readonly client: Redis;
  readonly peer: Peer;
  readonly queue: PayoutQueue;
  readonly workers: () => readonly Worker[];
  /** Starts a worker in place of each that was killed. */
  readonly replenish: () => Promise<void>;
};

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'fenming-runner-'));

export const inProcess = async (): Promise<Rig> => {
  const county = await RunningCounty.open({ dir: newFolder() });
  await openCounty(county);
  await county.changed();
  let runner = new InProcessRunner(county, new PayoutWork(county));
  return {
    county,
    runner: () => runner,
    drain: () => runner.drain(),
    restart: async () => {
      runner = new InProcessRunner(county, new PayoutWork(county));
      await county.caughtUp();
    },
    stop: async () => {
      await runner.drain();
      await county.close();
      rmSync(county.dir, { recursive: true });
    },
  };
};

const REFILL_SECONDS = 0.5;

export const overRedis = async (count: number): Promise<Cluster> => {
  const redis = await startRedis();
  const peerLog = openMemoryLog(PEER_LOG_OPTIONS);
  const peer = await startPeer({ log: peerLog });
  const places = { FENMING_EVENTSTORE_URL: peer.connectionString, FENMING_REDIS_URL: redis.url };
  const county = await RunningCounty.open({ dir: newFolder(), eventStoreUrl: peer.connectionString });
  await openCounty(county);
  await county.caughtUp();
  const client = new Redis(redis.url);
  client.on('error', () => undefined);
  const queue = new PayoutQueue(new Queue(PAYOUT_QUEUE, { connection: connectionOf(redis.url), prefix: QUEUE_PREFIX }));
  const runner = new BullRunner(county, new PayoutWork(county), queue);
  const refiller = new QueueRefiller(runner, REFILL_SECONDS);
  refiller.onApplicationBootstrap();
  let workers = await startWorkers(count, places);
  return {
    county,
    redis,
    client,
    peer,
    queue,
    runner: () => runner,
    workers: () => workers,
    drain: async () => void (await Promise.all(workers.map((worker) => worker.stop()))),
    restart: async () => {
      workers = await startWorkers(count, places);
    },
    replenish: async () => {
      const alive = workers.filter((worker) => worker.alive());
      workers = [...alive, ...(await startWorkers(count - alive.length, places))];
    },
    stop: async () => {
      refiller.onModuleDestroy();
      await runner.drain();
      await Promise.all(workers.map((worker) => worker.stop()));
      client.disconnect();
      await county.close();
      await peer.stop();
      await peerLog.close();
      await redis.stop();
      rmSync(county.dir, { recursive: true });
    },
  };
};
