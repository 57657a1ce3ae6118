import { once } from 'node:events';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStoreLog, openMemoryLog } from '@fenming/event-log';
import { item } from '../contract/event-log.harness';
import { PEER_LOG_OPTIONS, startPeer } from '../eventstore-peer/server';
import type { Hall } from '../journeys/hall';
import { newFolder, removeFolder, startServer } from '../journeys/real-server';
import { lockRoster, sign, signUpTo } from '../journeys/payout';
import { FARMERS, fund, openRuralYear, RURAL } from '../journeys/rural-year';
import { confirmYear } from '../journeys/walk';
import { startRedis, type RedisServer } from './redis-server';
import { startInVain, startWorkers, type Places } from './worker';

const PEER = join(__dirname, '../../dist-test/test/eventstore-peer/main.js');
const COMMAND = join(__dirname, '../../bin/fenming.js');
const NOBODY = { code: 'no_worker', sentence: expect.stringContaining('没有办理进程连着队列') as string };

type Readiness = { readonly status: string; readonly alarms: readonly object[] };

let redis: RedisServer;
let peer: ChildProcess;
let places: Places;
let hall: Hall;
beforeAll(async () => {
  redis = await startRedis();
  peer = fork(PEER, ['--port', '0', '--store', 'memory'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [{ ready }] = (await once(peer, 'message')) as [{ readonly ready: string }];
  places = { FENMING_EVENTSTORE_URL: ready, FENMING_REDIS_URL: redis.url };
  hall = await openRuralYear({ env: { ...places } });
});
afterAll(async () => {
  await hall.close();
  peer.kill('SIGKILL');
  await redis.stop();
});

/** A command that goes on for a while, and what it has said so far. */
const follow = (...words: readonly string[]) => {
  const command = spawn(process.execPath, [COMMAND, ...words]);
  const said = { out: '', err: '' };
  command.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')));
  command.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')));
  return { said, ended: once(command, 'close').then(([code]) => code as number | null) };
};

const ready = () => hall.operator.ask('GET', '/health/ready');

describe('a queue without a worker', () => {
  it('is nothing to be told of while nothing is released, but for the number in the health', async () => {
    expect((await ready()).json()).toMatchObject({ status: 'ok', alarms: [], workers: 0 });
    expect(await hall.operator.read('/county')).toMatchObject({ alarms: [] });
  });

  it('is told of where the queue itself is away, for a release would stand still', async () => {
    redis.freeze();
    const [county, health] = await Promise.all([hall.operator.read('/county'), ready()]).finally(() => redis.thaw());
    const sentence = expect.stringContaining('现在放款，批次会停着不动') as string;
    expect(county).toMatchObject({ alarms: [{ code: 'queue_away', sentence }] });
    expect(health.json()).toMatchObject({ status: 'alarm', workers: null });
  });
});

describe('a release that no worker carries out', () => {
  it('says so in its answer, on the first page and its own, in the progress, to every command and in health, and goes on when one comes', async () => {
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    const locked = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'approve', locked);
    expect((await sign(hall, 'release', locked)).json()).toMatchObject({ done: 'release', state: 'released', alarms: [NOBODY] });
    const path = `/batches/${locked.batch_id}`;
    expect(await hall.operator.read(`${path}/progress`)).toMatchObject({ instructed: 0, alarms: [NOBODY] });
    for (const page of [path, '/years/2023', '/years/2023/money'])
      expect((await hall.operator.ask('GET', page)).text).toContain('没有办理进程连着队列');
    expect(await hall.operator.read('/county')).toMatchObject({ alarms: [NOBODY] });
    expect((await ready()).json<Readiness>()).toMatchObject({ status: 'alarm', alarms: [NOBODY] });
    const following = follow('batch', 'progress', locked.batch_id, '--data', hall.dir);
    while (!following.said.err.includes('没有办理进程连着队列')) await sleep(50);
    peer.kill('SIGSTOP');
    while (!following.said.err.includes('数据截至')) await sleep(50);
    peer.kill('SIGCONT');
    const workers = await startWorkers(1, places);
    let now = { state: 'released', alarms: [] as readonly object[] };
    while (now.state === 'released') now = await hall.operator.read(`${path}/progress`);
    expect(now).not.toHaveProperty('alarms');
    expect((await ready()).json()).toMatchObject({ status: 'ok', alarms: [], workers: 1 });
    expect([await following.ended, following.said.out]).toEqual([0, expect.not.stringContaining('数据截至')]);
    await Promise.all(workers.map((worker) => worker.stop()));
  });
});

describe('a log that stands still', () => {
  afterEach(() => void peer.kill('SIGCONT'));

  it('is not waited for by a reader, who is told until when it is true, nor by health; a write is told to come again', async () => {
    peer.kill('SIGSTOP');
    const opened = hall.operator.act('/county/clock', { to: '2023-12-01T01:00:00.000Z' }).then(
      () => 'written',
      (error: unknown) => String(error),
    );
    const order: string[] = [];
    const [health, stranger, county, page] = await Promise.all([
      ready().then((answer) => (order.push('health'), answer)),
      hall.operator.as(undefined).ask('GET', '/health/ready'),
      hall.operator.get('/county').then((answer) => (order.push('county'), answer)),
      hall.operator.ask('GET', '/years/2023'),
      opened.then(() => order.push('write')),
    ]);
    expect(order.at(-1)).toBe('write');
    expect(health.status).toBe(503);
    expect(health.json()).toMatchObject({ status: 'unready', alarms: [{ code: 'log_silent' }] });
    expect([stranger.status, stranger.json()]).toEqual([503, { status: 'unready' }]);
    expect([county.status, county.headers.get('fenming-as-of')]).toEqual([200, expect.stringMatching(/^20\d\d-.*Z$/)]);
    expect(page.text).toContain('其后的变化没有显示');
    expect(await opened).toContain('log_unavailable');
    peer.kill('SIGCONT');
    let again = await ready();
    while (again.status !== 200) again = await ready();
    expect((await hall.operator.get('/county')).headers.get('fenming-as-of')).toBeNull();
  });
});

describe('a worker whose Redis is lost', () => {
  it('says so in one line a retry, however many connections it has, and once when it is back, in Chinese', async () => {
    const other = await startRedis();
    const [worker] = await startWorkers(1, { ...places, FENMING_REDIS_URL: other.url });
    const lines = (): readonly string[] => (worker?.said() ?? '').split('\n').filter((line) => line.trim() !== '');
    await other.outage(async () => {
      while (lines().length < 6) await sleep(50);
    });
    while (lines().at(-1)?.includes('队列（Redis）已恢复，接着办理。') !== true) await sleep(50);
    await worker?.stop();
    await other.stop();
    const [lost, back] = [lines().slice(0, -1), lines().slice(-1)];
    expect(back).toEqual([expect.stringContaining('队列（Redis）已恢复')]);
    expect(lost.filter((line) => !/WARN.*连不上队列（Redis）：\p{Script=Han}+。正在重连/u.test(line))).toEqual([]);
    const seconds = lost.map((line) => /\d+:\d+:\d+/.exec(line)?.[0]);
    // 0.2 + 0.4 + 0.6 + … seconds: three retries at most begin in one of them.
    expect(Math.max(...seconds.map((one) => seconds.filter((other) => other === one).length))).toBeLessThanOrEqual(3);
  });
});

describe('a server whose Redis is lost', () => {
  it('ends when it is told to, and waits for no Redis', async () => {
    const other = await startRedis();
    const store = openMemoryLog(PEER_LOG_OPTIONS);
    const log = await startPeer({ log: store });
    const dir = newFolder();
    const env = { FENMING_EVENTSTORE_URL: log.connectionString, FENMING_REDIS_URL: other.url };
    const server = await startServer({ dir, env });
    await other.outage(async () => {
      while (!server.said().includes('连不上队列（Redis）')) await sleep(50);
      server.signal('SIGTERM');
      expect(await server.ended).toBe(0);
    });
    await Promise.all([other.stop(), log.stop()]);
    await store.close();
    removeFolder(dir);
  });
});

describe('a worker whose log is put back', () => {
  it('ends, for what it knows of batches and accounts is of the former one', async () => {
    const first = openMemoryLog(PEER_LOG_OPTIONS);
    const before = await startPeer({ log: first });
    const log = await openEventStoreLog(before.connectionString);
    await log.append(item('payoutBatch-1', 'none'));
    const [worker] = await startWorkers(1, { ...places, FENMING_EVENTSTORE_URL: before.connectionString });
    await Promise.all([log.close(), before.stop(), first.close()]);
    const store = openMemoryLog(PEER_LOG_OPTIONS);
    const after = await startPeer({ log: store, port: before.port });
    while (worker?.alive() === true) await sleep(50);
    expect(worker?.said()).toContain('事件日志在运行中被换成了另一份，办理进程停止');
    await after.stop();
    await store.close();
  });
});

describe('a worker that finds no log', () => {
  it('ends as a server does, in a sentence', async () => {
    const other = await startRedis();
    const { code, said } = await startInVain({
      FENMING_REDIS_URL: other.url,
      FENMING_EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false',
    });
    expect(said.trim()).toMatch(/^事件日志打不开：连不上事件日志的服务器[^\n]*$/);
    expect(code).toBe(69);
    await other.stop();
  });
});
