import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { openSqliteLog } from '@fenming/event-log';
import { openDatabase } from '@fenming/sqlite';
import { derivedId } from '@fenming/subsidy';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';
import { fenming } from './command-line';
import { newFolder, removeFolder, startInVain, startServer, type Server } from './real-server';

const place = newFolder();
afterAll(() => removeFolder(place));

const COUNTY = { code: '991002', name: '样例县', demo: true, regions: ['national', 'henan'] };
type CountyState = {
  readonly restored?: string;
  readonly alarms: readonly { readonly code: string; readonly sentence: string }[];
};

type Health = Pick<CountyState, 'alarms'> & {
  readonly foreign_events: { readonly events: number; readonly streams: readonly string[] };
};

/** A county whose log can be put back: where its file lies, and how a server over it is started. */
type Store = {
  readonly dir: string;
  readonly file: string;
  readonly start: () => Promise<Server>;
  readonly rest: () => Promise<void>;
  /** Copies the log that a server has open; the answer puts the copy in its place under that server. */
  readonly copyUnder: () => Promise<() => Promise<void>>;
};

const copyOf = (file: string): string => {
  const copy = `${file}.copy`;
  const database = openDatabase(file, {});
  database.exec(`VACUUM INTO '${copy}'`);
  database.close();
  return copy;
};

const inOneFile = (name: string): Store => {
  const dir = join(place, name);
  const file = join(dir, 'log.sqlite');
  const copyUnder = async () => {
    const copy = copyOf(file);
    return async () => {
      for (const beside of ['-wal', '-shm']) rmSync(`${file}${beside}`, { force: true });
      renameSync(copy, file);
    };
  };
  return { dir, file, copyUnder, start: () => startServer({ dir }), rest: async () => undefined };
};

/** The peer keeps its events in a file, which its administrator may restore. */
const inEventStore = (name: string): Store & { readonly where: () => string } => {
  const file = join(place, `${name}.sqlite`);
  const dir = join(place, name);
  let running: { readonly peer: Peer; readonly stop: () => Promise<void> } | undefined;
  const begin = async (port = 0): Promise<string> => {
    const log = openSqliteLog(file, PEER_LOG_OPTIONS);
    const peer = await startPeer({ log, port });
    const stop = async (): Promise<void> => {
      await peer.stop();
      await log.close();
    };
    running = { peer, stop };
    return peer.connectionString;
  };
  const rest = async (): Promise<void> => {
    await running?.stop();
    running = undefined;
  };
  const copyUnder = async () => {
    const copy = copyOf(file);
    return async () => {
      const port = running?.peer.port;
      await rest();
      putBack({ file }, copy);
      await begin(port);
    };
  };
  const start = async () => startServer({ dir, env: { FENMING_EVENTSTORE_URL: await begin() } });
  return { dir, file, rest, copyUnder, start, where: () => running?.peer.connectionString ?? '' };
};

const putBack = ({ file }: Pick<Store, 'file'>, copy: string): void => {
  for (const beside of ['-wal', '-shm']) rmSync(`${file}${beside}`, { force: true });
  copyFileSync(copy, file);
};
const townships = (from: number) => Array.from({ length: 3 }, (_, n) => ({ code: `991002${from + n}`, name: `第${from + n}镇` }));

describe.each([
  ['in one file', inOneFile('county')],
  ['in EventStoreDB', inEventStore('far')],
])('a log kept %s that is put back to an earlier state', (_where, store) => {
  const copy = join(place, `earlier-${_where}.sqlite`);
  let server: Server;
  afterAll(async () => {
    await server.stop();
    await store.rest();
  });

  it('closes the gate at the next start, and says what is missing and which files nobody knows', async () => {
    server = await store.start();
    await server.operator.act('/county', COUNTY);
    expect(await server.operator.read('/county')).toMatchObject({ alarms: [] });
    await server.stop();
    await store.rest();
    copyFileSync(store.file, copy);
    server = await store.start();
    for (const from of [101, 201, 301]) await server.operator.act('/county/areas', { areas: townships(from) });
    writeFileSync(join(store.dir, 'outbox', 'FM20231215.txt'), 'stands for a bank file that went out');
    await server.stop();
    await store.rest();
    putBack(store, copy);
    server = await store.start();
    const { restored, alarms } = await server.operator.read<CountyState>('/county');
    expect([restored, alarms.map(({ code }) => code)]).toEqual(['unreconciled', ['log_set_back']]);
    expect(alarms[0]?.sentence).toMatch(/日志止于.*至少缺 3 条记录.*FM20231215\.txt.*reconcile-restore/);
  });

  it('still says so at the start after that, and in its health', async () => {
    await server.stop();
    await store.rest();
    server = await store.start();
    const health = (await server.operator.ask('GET', '/health/ready')).json();
    expect(health).toMatchObject({ status: 'alarm', alarms: [{ code: 'log_set_back' }] });
  });

  it('is said by every command, reading ones too', async () => {
    const { code, err } = await fenming('batch', 'list', '--data', store.dir);
    expect([code, err]).toEqual([0, expect.stringContaining('事件日志被换回了早先的状态')]);
  });

  it('is noticed also when what the folder has seen was deleted with it, and the tables too', async () => {
    await server.stop();
    await store.rest();
    putBack(store, copy);
    for (const name of ['log.seen', 'views.sqlite']) rmSync(join(store.dir, name));
    server = await store.start();
    const { restored, alarms } = await server.operator.read<CountyState>('/county');
    expect([restored, alarms]).toEqual([
      'unreconciled',
      [
        {
          code: 'log_set_back',
          sentence: expect.stringMatching(/log\.seen 不见了.*FM20231215\.txt.*reconcile-restore/) as string,
        },
      ],
    ]);
  });

  it('is said by a backup, which is a copy of what is left; of a log that lies elsewhere there is none', async () => {
    const { out, err } = await fenming('backup', '--to', join(place, 'backups'), '--data', store.dir);
    const isHere = store.file === join(store.dir, 'log.sqlite');
    expect(out).toEqual(isHere ? expect.stringContaining('已备份') : '');
    expect(err).toMatch(isHere ? /log\.seen 不见了/ : /在 EventStoreDB 中/);
  });
});

describe('a file in the outbox that no event knows, beside a log that shows no sign of it', () => {
  it('is named as an alarm from the start on, until it is gone', async () => {
    const store = inOneFile('stray');
    let server = await store.start();
    await server.operator.act('/county', COUNTY);
    await server.stop();
    const file = join(store.dir, 'outbox', 'FM20231215.txt');
    writeFileSync(file, 'stands for a file that was written, and whose event was not recorded');
    server = await store.start();
    const { restored, alarms } = await server.operator.read<CountyState>('/county');
    expect([restored, alarms]).toEqual([
      undefined,
      [{ code: 'file_unknown', sentence: expect.stringContaining('FM20231215.txt') as string }],
    ]);
    rmSync(file);
    while ((await server.operator.read<CountyState>('/county')).alarms.length > 0) await sleep(50);
    await server.stop();
  });
});

describe('a note that nothing was seen, beside a county that was opened long before', () => {
  it('is never left behind by the opening of a county, though the server is killed at once', async () => {
    const store = inOneFile('newborn');
    const server = await store.start();
    await server.operator.act('/county', COUNTY);
    server.signal('SIGKILL');
    await server.ended;
    expect(JSON.parse(readFileSync(join(store.dir, 'log.seen'), 'utf8'))).toMatchObject({ stream: 'county-self', events: 1 });
  });
});

const CHANGED = '事件日志在运行中被换';

describe.each([
  ['in one file', inOneFile('running')],
  ['in EventStoreDB', inEventStore('running-far')],
])('a log kept %s that is put back under a running server', (_where, store) => {
  let server: Server;
  afterAll(async () => {
    await server.stop();
    await store.rest();
  });

  it('closes it: nothing more is recorded, and stderr, health and each page say so', async () => {
    server = await store.start();
    await server.operator.act('/county', COUNTY);
    await server.operator.read('/county');
    const putBackNow = await store.copyUnder();
    for (const from of [101, 201]) await server.operator.act('/county/areas', { areas: townships(from) });
    // Whoever has read them knows how many are missing.
    await server.operator.read('/county');
    await putBackNow();
    while (!server.said().includes(CHANGED)) await sleep(50);
    const health = (await server.operator.ask('GET', '/health/ready')).json();
    expect(health).toMatchObject({ status: 'alarm', alarms: [{ code: 'log_replaced' }] });
    const { problem } = await server.operator.post('/county/areas', { areas: townships(301) });
    expect(problem).toMatchObject({ status: 409, code: 'history_incomplete' });
    expect((await server.operator.ask('GET', '/account')).text).toContain(CHANGED);
  });

  it('is told once, and what it misses at the next start', async () => {
    expect(server.said().split(CHANGED)).toHaveLength(2);
    await server.stop();
    await store.rest();
    server = await store.start();
    const { restored, alarms } = await server.operator.read<CountyState>('/county');
    expect([restored, alarms.map(({ code }) => code)]).toEqual(['unreconciled', ['log_set_back']]);
    expect(alarms[0]?.sentence).toMatch(/日志止于.*至少缺 2 条记录.*reconcile-restore/);
  });
});

/** The last event once more. */
const oneMore = (
  first: string,
  revision: string,
  stream: string,
  type: string,
): string => `INSERT INTO events SELECT position + 1,
  ${first}, ${revision}, ${stream}, '00000000-0000-4000-8000-000000000001', ${type}, schema_version, payload, meta
  FROM events ORDER BY position DESC LIMIT 1; UPDATE head SET position = position + 1`;
const KNOWN = oneMore('first', 'revision + 1', 'stream', 'type');
const UNKNOWN = `INSERT INTO streams SELECT 'notice-1', position + 1 FROM head;
  ${oneMore('position + 1', '0', `'notice-1'`, `'CountyPainted'`)}`;

describe('a log into which another program writes under a running server', () => {
  const BESIDE = '事件日志在运行中被别的程序写入了记录';

  it.each([
    ['what the tables can take', KNOWN],
    ['what they cannot take', UNKNOWN],
  ])('answers and closes after %s, and can be stopped', async (what, written) => {
    const store = inOneFile(what.replaceAll(' ', '-'));
    const server = await store.start();
    const { operator } = server;
    await operator.act('/county', COUNTY);
    await operator.act('/county/clock', { to: '2030-01-01T01:00:00.000Z' });
    const database = openDatabase(store.file, {});
    database.exec(written);
    database.close();
    expect(await operator.ask('POST', '/api/v1/audit/replays')).toMatchObject({ status: 200 });
    while (!server.said().includes(BESIDE)) await sleep(50);
    const health = (await operator.ask('GET', '/health/ready')).json();
    expect(health).toMatchObject({ status: 'alarm', alarms: [{ code: 'log_written' }] });
    const { problem } = await operator.post('/county/areas', { areas: townships(301) });
    expect(problem).toMatchObject({ status: 409, code: 'history_incomplete' });
    expect((await operator.ask('GET', '/account')).text).toContain(BESIDE);
    server.signal('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  it('is remembered when the server is started again: no money moves before it was looked into', async () => {
    const store = inOneFile('what-the-tables-can-take');
    const server = await store.start();
    const { restored, alarms } = await server.operator.read<CountyState>('/county');
    expect([restored, alarms.map(({ code }) => code)]).toEqual(['unreconciled', ['log_written']]);
    await server.stop();
  });
});

describe('a log into which another program writes while nobody has it open', () => {
  it('is noticed at the next start, and by an audit before', async () => {
    const store = inOneFile('at-rest');
    let server = await store.start();
    await server.operator.act('/county', COUNTY);
    await server.operator.act('/county/clock', { to: '2030-01-01T01:00:00.000Z' });
    await server.stop();
    server = await store.start();
    expect(await server.operator.read('/county')).toMatchObject({ alarms: [] });
    await server.stop();
    const database = openDatabase(store.file, {});
    database.exec(KNOWN);
    database.close();
    expect((await fenming('audit', 'controls', '--data', store.dir)).out).toContain('日志被别的程序写入过记录');
    server = await store.start();
    const { restored, alarms } = await server.operator.read<CountyState>('/county');
    expect([restored, alarms.map(({ code }) => code)]).toEqual(['unreconciled', ['log_written']]);
    await server.stop();
  });
});

describe('events of another program in EventStoreDB', () => {
  const NAMESAKE = `person-${derivedId('nobody')}`;

  it('are remembered when the server is started again: in a stream of ours as a doubt, in theirs by their number', async () => {
    const store = inEventStore('mixed');
    let server = await store.start();
    await server.operator.act('/county', COUNTY);
    const shenhe = { id: 'shenhe', role: 'finance-checker', area: COUNTY.code, title: '财政审核', kind: 'person' };
    await server.operator.act('/actors', { actors: [{ ...shenhe, password: 'shenhe-2023-2-13' }] });
    const client = EventStoreDBClient.connectionString(store.where());
    const theirs = (stream: string) => client.appendToStream(stream, jsonEvent({ type: 'OrderPlaced', data: {} }));
    for (const stream of ['orders-1', 'orders-1', 'county-1', NAMESAKE, 'actor-shenhe']) await theirs(stream);
    await client.dispose();
    const logNow = async () => {
      const { alarms, foreign_events } = (await server.operator.ask('GET', '/health/ready')).json<Health>();
      return { codes: alarms.map(({ code }) => code), ...foreign_events };
    };
    const SAID = { codes: ['history_incomplete'], events: 4, streams: ['orders-1', 'county-1', NAMESAKE] };
    while ((await logNow()).events < 4) await sleep(50);
    expect(await logNow()).toEqual(SAID);
    await server.stop();
    await store.rest();
    server = await store.start();
    expect(await logNow()).toEqual(SAID);
    await server.stop();
    await store.rest();
  });
});

describe('a log out of which events are taken under a running server', () => {
  it('is told to whoever reads it as one that cannot be read whole', async () => {
    const store = inOneFile('torn');
    const server = await store.start();
    await server.operator.act('/county', COUNTY);
    const jiwei = { id: 'jiwei', title: '县纪委监委', role: 'inspector', area: COUNTY.code, kind: 'service' };
    const { data } = await server.operator.act<{ data: readonly { token: string }[] }>('/actors', { actors: [jiwei] });
    // The tables have taken what is about to go: one that they still had to read would end the server.
    expect(await server.operator.ask('POST', '/api/v1/audit/replays')).toMatchObject({ status: 200 });
    const database = openDatabase(store.file, {});
    database.exec('DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE position = 1');
    database.close();
    const { problem } = await server.operator.as(data[0]?.token).ask('GET', '/api/v1/events');
    expect(problem).toMatchObject({ status: 409, title: expect.stringContaining('读不全') as string });
    expect(problem.title).not.toContain('登记');
    server.signal('SIGTERM');
    await server.ended;
  });
});

describe('a folder beside another log', () => {
  it('is not opened, and the log is left as it is', async () => {
    const [one, other] = [inOneFile('one'), inOneFile('other')];
    for (const [store, code] of [
      [one, '991002'],
      [other, '991003'],
    ] as const) {
      const server = await store.start();
      await server.operator.act('/county', { ...COUNTY, code });
      await server.stop();
    }
    putBack(one, other.file);
    const { code, said } = await startInVain({ dir: one.dir });
    expect([code, said]).toEqual([4, expect.stringMatching(/^数据目录 .* 见过的事件日志不是现在打开的这一份.*\n$/)]);
  });

  it('is not opened beside one out of which events were taken, in one sentence', async () => {
    const dir = join(place, 'holed');
    mkdirSync(dir);
    const server = await startServer({ dir });
    await server.operator.act('/county', COUNTY);
    await server.stop();
    const database = openDatabase(join(dir, 'log.sqlite'), {});
    database.exec('DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE position = 1');
    database.close();
    const { code, said } = await startInVain({ dir });
    expect([code, said]).toEqual([4, expect.stringMatching(/^事件日志有记录缺失.*fenming audit controls.*\n$/)]);
  });
});
