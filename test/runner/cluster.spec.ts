import { openMemoryLog, type EventLog } from '@fenming/event-log';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';
import type { Hall } from '../journeys/hall';
import { bankFile, lockRoster, returnFile, sendReturn, signUpTo, type Locked } from '../journeys/payout';
import { newFolder, removeFolder, startInVain as startServerInVain } from '../journeys/real-server';
import { DUE_FEN, FARMERS, fund, openRuralYear, RURAL } from '../journeys/rural-year';
import { confirmYear } from '../journeys/walk';
import { startRedis, type RedisServer } from './redis-server';
import { startInVain, startWorkers, type Worker } from './worker';

let redis: RedisServer;
let log: EventLog;
let peer: Peer;
let places: { readonly FENMING_EVENTSTORE_URL: string; readonly FENMING_REDIS_URL: string };
beforeAll(async () => {
  redis = await startRedis();
  log = openMemoryLog(PEER_LOG_OPTIONS);
  peer = await startPeer({ log });
  places = { FENMING_EVENTSTORE_URL: peer.connectionString, FENMING_REDIS_URL: redis.url };
});
afterAll(async () => {
  await peer.stop();
  await log.close();
  await redis.stop();
});

describe('a county whose payouts two workers carry', () => {
  let hall: Hall;
  let workers: readonly Worker[];
  let locked: Locked;
  beforeAll(async () => {
    hall = await openRuralYear({ env: places });
    workers = await startWorkers(2, places);
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    locked = await lockRoster(hall, RURAL);
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await hall.close();
  });

  it('pays the released batch, and takes the bank’s answers', async () => {
    await signUpTo(hall, 'release', locked);
    const lines = await bankFile(hall, locked.batch_id);
    expect(lines.map(({ fen }) => fen)).toEqual(FARMERS.map(() => DUE_FEN));
    const answers = lines.map(({ lineNo, fen }) => ({ lineNo, fen, verdict: 'settled' as const }));
    const answer = await sendReturn(hall, locked.batch_id, returnFile(locked.batch_id, answers));
    expect(answer.json()).toMatchObject({ settled: { count: FARMERS.length, sum_fen: FARMERS.length * DUE_FEN } });
    expect(await hall.operator.read(`/batches/${locked.batch_id}`)).toMatchObject({ state: 'result_applied' });
    expect(workers.map((worker) => worker.said())).toEqual(['', '']);
  });

  it('shows the queue to the system role alone', async () => {
    const board = (token?: string) => hall.operator.as(token).ask('GET', '/ops/queues/api/queues');
    expect((await board()).problem).toMatchObject({ status: 401, code: 'unauthenticated' });
    for (const actor of ['finance-releaser', 'inspector', 'health'])
      expect((await board(hall.tokenOf(actor))).problem).toMatchObject({ status: 403, code: 'forbidden_role' });
    const seen = await board(hall.token);
    expect(seen.status).toBe(200);
    expect(seen.json<{ queues: readonly object[] }>().queues).toMatchObject([{ name: 'payout', readOnlyMode: true }]);
  });

  it('shows it as a page that loads nothing from elsewhere', async () => {
    const page = await hall.operator.ask('GET', '/ops/queues/');
    expect(page.text).toContain('分明 发放队列');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const script = /src="([^"]+\.js)"/.exec(page.text)?.[1] ?? '';
    expect((await hall.operator.ask('GET', new URL(script, 'http://x/ops/queues/').pathname)).status).toBe(200);
    expect((await hall.operator.as(undefined).ask('GET', new URL(script, 'http://x/ops/queues/').pathname)).status).toBe(401);
  });

  it.each([
    ['PUT', 'queues/pause'],
    ['POST', 'queues/payout/add'],
    ['PUT', 'queues/payout/retry/failed'],
    ['PUT', 'queues/payout/clean/failed'],
    ['PUT', 'queues/payout/pause'],
    ['PUT', 'queues/payout/empty'],
    ['PUT', 'queues/payout/obliterate'],
    ['PUT', 'queues/payout/concurrency'],
    ['PUT', 'queues/payout/a.1/retry'],
    ['PATCH', 'queues/payout/a.1/update-data'],
  ])('lets nobody change anything there: %s %s', async (method, path) => {
    const headers = { authorization: `Bearer ${hall.token}` };
    const answer = await fetch(`${hall.operator.url}/ops/queues/api/${path}`, { method, headers });
    expect(await answer.json()).toMatchObject({ status: 403, code: 'forbidden_role' });
  });
});

describe('a queue that cannot be used as it is', () => {
  // A folder without a vault beside a log that has persons would be refused first.
  const empty = openMemoryLog(PEER_LOG_OPTIONS);
  let fresh: Peer;
  let unused: typeof places;
  beforeAll(async () => {
    fresh = await startPeer({ log: empty });
    unused = { ...places, FENMING_EVENTSTORE_URL: fresh.connectionString };
  });
  afterAll(async () => {
    await fresh.stop();
    await empty.close();
  });

  const bothRefuse = async (env: Readonly<Record<string, string>>, sentence: string): Promise<void> => {
    const dir = newFolder();
    const server = await startServerInVain({ dir, env: { FENMING_EVENTSTORE_URL: '', FENMING_REDIS_URL: '', ...env } });
    removeFolder(dir);
    for (const { code, said } of [server, await startInVain(env)]) {
      expect(said).toContain(sentence);
      expect(said).not.toContain('secret');
      expect(said.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(78);
    }
  };

  it('is refused when it may drop jobs', async () => {
    const evicting = await startRedis('allkeys-lru');
    try {
      await bothRefuse({ ...unused, FENMING_REDIS_URL: evicting.url }, 'CONFIG SET maxmemory-policy noeviction');
    } finally {
      await evicting.stop();
    }
  });

  it.each([
    ['where nothing answers', 'redis://:secret@127.0.0.1:1/0', '连不上 FENMING_REDIS_URL 所指的 Redis：那里没有服务。'],
    ['under an address that is none', 'http://:secret@127.0.0.1:1/0', 'FENMING_REDIS_URL 不是 Redis 地址'],
  ])('is refused %s, and its address is not printed', (_, FENMING_REDIS_URL, sentence) =>
    bothRefuse({ ...unused, FENMING_REDIS_URL }, sentence),
  );

  it('is refused with a wrong password, which is not printed', () =>
    bothRefuse(
      { ...unused, FENMING_REDIS_URL: redis.url.replace('//', '//nobody:secret@') },
      '连不上 FENMING_REDIS_URL 所指的 Redis：用户或密码不对。',
    ));

  it('is refused over a log that is a file of the server', () =>
    bothRefuse({ FENMING_REDIS_URL: redis.url }, '设置了 FENMING_REDIS_URL 而没有 FENMING_EVENTSTORE_URL'));

  it('does not help a worker whose log is not there: it says so in one sentence', async () => {
    const nowhere = { FENMING_EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false', FENMING_REDIS_URL: redis.url };
    const { code, said } = await startInVain(nowhere);
    expect(code).toBe(69);
    expect(said.trim()).toMatch(/^事件日志打不开：连不上事件日志的服务器[^\n]*$/);
  });

  it('is what a worker cannot do without', async () => {
    expect(await startInVain({ FENMING_EVENTSTORE_URL: places.FENMING_EVENTSTORE_URL })).toMatchObject({
      code: 78,
      said: expect.stringContaining('没有设置 FENMING_REDIS_URL') as string,
    });
  });
});
