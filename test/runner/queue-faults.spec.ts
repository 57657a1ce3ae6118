import { setTimeout as sleep } from 'node:timers/promises';
import { PayoutWork } from '@fenming/payout';
import { type Alarm } from '@fenming/county';
import { streams, type EnrolmentId, type RosterLine } from '@fenming/subsidy';
import { BullRunner, jobIdOf } from '@fenming/payout-queue';
import { randomFor } from '../../libs/demo-county/src/county/random';
import counts from '../counts.json';
import { begun, chunksDone, expectPaidOnce } from './paid';
import { object, prepareBatch, release, type Alter, type ReleasedBatch } from './released-batch';
import { overRedis, type Cluster } from './rigs';

jest.setTimeout(60_000);

const { queueFaults: FAULTS } = counts[process.env['FENMING_TEST_COUNTS'] === 'long' ? 'long' : 'ci'];
const SEED = 20_231_215;
const SIZE = { lines: 60, perChunk: 5 };
const LONGER_THAN_A_LOCK_MS = 2_500;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await overRedis(2);
});
afterAll(() => cluster.stop());

const released = async (programme: string, alter?: Alter): Promise<ReleasedBatch> => {
  const batch = await prepareBatch(cluster.county, programme, { ...SIZE, ...(alter === undefined ? {} : { alter }) });
  await release(cluster.county, batch);
  return batch;
};

const tasks = ({ id, chunks }: ReleasedBatch) => Array.from({ length: chunks }, (_, i) => ({ batch: id, chunk: i + 1 }));

type Fault = (batch: ReleasedBatch) => Promise<unknown>;

/** What may become of a queue and its workers while a batch is under way. */
const WAYS: Readonly<Record<string, Fault>> = {
  'everything in Redis is flushed': () => cluster.client.flushall(),
  'Redis is killed and comes back empty': () => cluster.redis.loseAll(),
  'Redis stands still for longer than a worker may hold a job': async () => {
    cluster.redis.freeze();
    await sleep(LONGER_THAN_A_LOCK_MS);
    cluster.redis.thaw();
  },
  'a worker is killed': () => cluster.workers()[0]?.kill() ?? Promise.resolve(),
  'a worker stands still for longer than it may hold a job, and goes on': async () => {
    cluster.workers()[0]?.signal('SIGSTOP');
    await sleep(LONGER_THAN_A_LOCK_MS);
    cluster.workers()[0]?.signal('SIGCONT');
  },
  'every job is there a second time': (batch) =>
    cluster.queue.jobs.addBulk(
      tasks(batch).map((task) => ({ name: 'task', data: task, opts: { jobId: `again.${jobIdOf(task)}` } })),
    ),
  'jobs are removed by hand': async (batch) => {
    for (const task of tasks(batch)) await cluster.queue.jobs.remove(jobIdOf(task));
  },
  'the locks of the jobs in hand are lost': async () => {
    for (const key of await cluster.client.keys('*:lock')) await cluster.client.del(key);
  },
  'the log cuts all connections': () => Promise.resolve(cluster.peer.drop()),
  'the log records and does not answer': () =>
    Promise.resolve(cluster.peer.faults.set('ackLost', { times: 2, operation: 'append' })),
};

const random = randomFor(SEED, 'queue-faults');
const names = Object.keys(WAYS);
const drawn = Array.from({ length: FAULTS }, (_, i) => ({ number: i + 1, fault: names[i % names.length] ?? '' }));

describe('a batch is paid once each, whatever becomes of the queue', () => {
  it.each(drawn)('$number: $fault', async ({ number, fault }) => {
    const batch = await released(`FAULT_${number}`);
    await object(cluster.county, batch.lines.at(-1) as RosterLine);
    const running = cluster.runner().resume(batch.id);
    await begun(cluster.county, batch, random.between(0, SIZE.lines / 2));
    await WAYS[fault]?.(batch);
    await running;
    await cluster.replenish();
    await expectPaidOnce(cluster.county, batch, { [SIZE.lines]: 'objection_open' });
  });

  it('has its tasks enqueued again by the refiller alone, where no server waits for it', async () => {
    await Promise.all(cluster.workers().map((worker) => worker.stop()));
    const batch = await released('ALONE');
    await cluster.county.caughtUp();
    await cluster.runner().resumeAll();
    await cluster.redis.loseAll();
    await cluster.replenish();
    while ((await chunksDone(cluster.county, batch)) < batch.chunks) await sleep(50);
    await expectPaidOnce(cluster.county, batch);
  });

  it('is told of while its tasks are tried often and in vain, and goes on', async () => {
    const { county, queue, peer, runner } = cluster;
    const batch = await prepareBatch(county, 'IN_VAIN', { lines: 2, perChunk: 2 });
    await release(county, batch);
    await county.caughtUp();
    const impatient = new BullRunner(county, new PayoutWork(county), queue, 2);
    peer.faults.set('unavailable', { stream: '^enrolment-', operation: 'append' });
    const running = runner().resume(batch.id);
    let alarms: readonly Alarm[] = [];
    while (alarms.length === 0) {
      await sleep(100);
      await impatient.refill();
      alarms = await impatient.alarms();
    }
    const sentence = expect.stringMatching(/^批次任务 \S+ 已试 \d+ 次仍未办成（事件日志[^）]+），还在重试/) as string;
    expect(alarms[0]).toEqual({ code: 'piece_retried', sentence });
    expect(await runner().alarms()).toEqual([]);
    peer.faults.clear();
    await running;
    await impatient.refill();
    expect(await impatient.alarms()).toEqual([]);
    await expectPaidOnce(county, batch);
  });

  it('goes on with another worker where one was killed in the middle of a chunk', async () => {
    const batch = await released('KILLED');
    cluster.peer.faults.set('slow', { ms: 400, operation: 'append', stream: streams.payoutBatch(batch.id) });
    const running = cluster.runner().resume(batch.id);
    await begun(cluster.county, batch);
    await cluster.workers()[0]?.kill();
    cluster.peer.faults.clear();
    await running;
    await cluster.replenish();
    await expectPaidOnce(cluster.county, batch);
  });
});

describe('what the queue tells', () => {
  it('names a task and nothing else, and keeps nothing of what is done', async () => {
    await Promise.all(cluster.workers().map((worker) => worker.stop()));
    const batch = await released('TELLS');
    const running = cluster.runner().resume(batch.id);
    while ((await cluster.queue.jobs.getWaitingCount()) < batch.chunks) await sleep(20);
    const [job] = await cluster.queue.jobs.getWaiting();
    expect({ id: job?.id, name: job?.name, data: job?.data }).toEqual({
      id: `${batch.id}.${job?.data.chunk}`,
      name: 'task',
      data: { batch: batch.id, chunk: job?.data.chunk },
    });
    await cluster.replenish();
    await running;
    while ((await cluster.queue.jobs.getJobCountByTypes('active', 'wait', 'delayed')) > 0) await sleep(20);
    expect(await cluster.queue.jobs.getJobCountByTypes('completed', 'failed')).toBe(0);
  });

  it('is the cause in one word where a task was given up, which is tried again when somebody asks', async () => {
    const batch = await released('SPOILT', ({ enrolmentId, ...line }) => ({
      ...line,
      enrolmentId: (line.lineNo === 7 ? '某人 的' : enrolmentId) as EnrolmentId,
    }));
    for (const _ of ['at first', 'again']) {
      await expect(cluster.runner().resume(batch.id)).rejects.toThrow(`task ${batch.id}.2 was given up: malformed`);
      const [failed, ...others] = await cluster.queue.jobs.getFailed();
      expect(others).toEqual([]);
      expect(failed?.failedReason).toBe('malformed');
      expect(JSON.stringify(failed)).not.toContain('某人');
    }
    expect(await chunksDone(cluster.county, batch)).toBe(batch.chunks - 1);
  });
});
