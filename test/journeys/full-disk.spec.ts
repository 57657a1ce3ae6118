import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchProgress } from '@fenming/views';
import { readLog } from '../crash/log-story';
import { fenming } from './command-line';
import { behindClosedDoors, releaseOnly } from './folder-desk';
import { lockRoster, signUpTo } from './payout';
import { newFolder, removeFolder, startServer, type Server } from './real-server';
import { DUE_FEN, FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear } from './walk';

const PROGRAM = join(__dirname, '../../bin/fenming.js');
const place = newFolder();
const dir = join(place, 'county');
const told = { disk: join(place, 'disk'), clock: join(place, 'clock') };
const loaded = ['machine-disk.cjs', 'machine-clock.cjs'].map((name) => `--require ${join(__dirname, name)}`);
const env = { NODE_OPTIONS: loaded.join(' '), FENMING_TEST_JOURNEY_DISK: told.disk, FENMING_TEST_JOURNEY_CLOCK: told.clock };

/** Free bytes on the disk, or by how many milliseconds the clock is ahead; a program that reads it finds the one or the other whole. */
const tell = (file: string, number: number): void => {
  writeFileSync(`${file}.new`, String(number));
  renameSync(`${file}.new`, file);
};
const ROOMY = 2 ** 40;
const DAY_MS = 86_400_000;

let server: Server;
const open = async (): Promise<void> => {
  server = await startServer({ dir, env });
};
beforeAll(async () => {
  tell(told.disk, ROOMY);
  tell(told.clock, DAY_MS);
  await open();
});
afterAll(async () => {
  await server.stop();
  removeFolder(place);
});

type Answer = { readonly status: number; readonly type: string | null; readonly body: Readonly<Record<string, unknown>> };
const asked = async (path: string, token = '', body?: object): Promise<Answer> => {
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${server.operator.url}${path}`, { headers, ...sent });
  const answer = (await response.json()) as Answer['body'];
  return { status: response.status, type: response.headers.get('content-type'), body: answer };
};
const recorded = (path: string, body: object): Promise<Answer> => asked(`/api/v1${path}`, server.token, body);
const township = (number: number) => ({ areas: [{ code: `99100310${number}`, name: `青石${number}镇` }] });

/** Disk and clock are looked at every few seconds at most; nothing is asserted before that has changed what is answered. */
const untilReady = async (isSo: (answer: Answer) => boolean): Promise<void> => {
  while (!isSo(await asked('/health/ready', server.token))) await sleep(50);
};

describe('a county whose disk runs out of room', () => {
  it('refuses to record in words, says so to whoever watches, can be looked at, and goes on by itself', async () => {
    const county = { code: '991003', name: '样县', demo: false, regions: ['national'] };
    expect((await recorded('/county', county)).status).toBe(200);
    tell(told.disk, 1024);
    // A server that is only slow is not ready either.
    await untilReady(({ body }) => JSON.stringify(body).includes('disk_full'));
    const refused = await recorded('/county/areas', township(1));
    expect([refused.status, refused.type]).toEqual([507, expect.stringContaining('application/problem+json')]);
    expect(refused.body).toMatchObject({
      detail: '现在可用 0 MB，至少要有 64 MB',
      code: 'disk_full',
      title: expect.stringMatching(/磁盘空间不够.*没有登记/u),
    });
    expect(await asked('/health/ready')).toMatchObject({ status: 503, body: { status: 'unready' } });
    expect((await asked('/health/ready')).body).toEqual({ status: 'unready' });
    const { body } = await asked('/health/ready', server.token);
    expect(body).toMatchObject({ status: 'unready', alarms: [{ code: 'disk_full' }], events: 1 });
    expect((await asked('/api/v1/county', server.token)).body).toMatchObject({ open: true, alarms: [{ code: 'disk_full' }] });
    tell(told.disk, ROOMY);
    await untilReady(({ status }) => status === 200);
    expect((await recorded('/county/areas', township(1))).status).toBe(200);
  });

  it('is opened on a full disk, for looking, and says so at once', async () => {
    await server.stop();
    tell(told.disk, 0);
    await open();
    expect(server.said()).toMatch(/^数据目录所在磁盘空间不够（现在可用 0 MB，至少要有 64 MB）.*\n$/u);
    expect((await asked('/api/v1/county', server.token)).body).toMatchObject({ open: true, alarms: [{ code: 'disk_full' }] });
    tell(told.disk, ROOMY);
    await untilReady(({ status }) => status === 200);
    while (!server.said().includes('磁盘又有了空间：恢复登记和放款。\n')) await sleep(50);
  });

  it('is told so by the command that starts it, beside its address', async () => {
    await server.stop();
    tell(told.disk, 0);
    const child = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0', '--data', dir], { env: { ...process.env, ...env } });
    const said = text(child.stderr);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    expect([code, await said]).toEqual([
      0,
      expect.stringMatching(/空间不够（现在可用 0 MB，至少要有 64 MB）：暂停一切登记和放款/u),
    ]);
    tell(told.disk, ROOMY);
    await open();
  });
});

describe('a batch that is being paid when the disk runs out of room', () => {
  it('stands still, can be looked at and not changed, and is paid by itself when there is room', async () => {
    let hall = await openRuralYear();
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    const locked = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'approve', locked);
    const path = `/batches/${locked.batch_id}`;
    tell(told.disk, 1024);
    const short = { ...env, NODE_OPTIONS: loaded[0] ?? '' };
    hall = await behindClosedDoors(hall, (folder) => releaseOnly(folder, locked.batch_id), short);
    const progress = () => hall.operator.read<BatchProgress>(`${path}/progress`);
    const releaser = hall.seat('finance-releaser');
    expect((await releaser.ask('GET', path)).text).toContain('磁盘空间不够');
    expect((await releaser.post(`${path}/pause`, { reason: '核实' })).status).toBe(507);
    expect(await progress()).toMatchObject({ state: 'released', paused: false, instructed: 0 });
    tell(told.disk, ROOMY);
    while ((await progress()).chunks_done < 1) await sleep(50);
    expect(await progress()).toMatchObject({ instructed: FARMERS.length, sum_fen: FARMERS.length * DUE_FEN });
    await hall.close();
  });
});

describe('a county on a machine whose clock is set back', () => {
  it('says so in its health and to every command, at the next start too, and records nothing earlier than what it has', async () => {
    tell(told.clock, 0);
    await untilReady(({ body }) => body['status'] === 'alarm');
    const { body } = await asked('/api/v1/county', server.token);
    expect(body).toMatchObject({
      alarms: [{ code: 'clock_set_back', sentence: expect.stringContaining('本机时钟比日志最后一条记录') }],
    });
    const listed = await fenming('batch', 'list', '--data', dir);
    expect([listed.code, listed.err]).toEqual([0, expect.stringMatching(/^! 本机时钟比日志最后一条记录.*慢 1,4\d\d 分钟/mu)]);
    const page = await fetch(`${server.operator.url}/years/2026`, {
      headers: { authorization: `Bearer ${server.token}`, accept: 'text/html' },
    });
    expect(await page.text()).toContain('本机时钟比日志最后一条记录');
    expect((await recorded('/county/areas', township(2))).status).toBe(200);
    const [first, ...later] = readLog(server.dir).map(({ meta }) => meta.at);
    expect(later.length).toBeGreaterThan(1);
    expect(later.filter((at) => at < (first ?? ''))).toEqual([]);
    await server.stop();
    await open();
    expect(server.said()).toMatch(/^本机时钟比日志最后一条记录.*请校准系统时间.*\n$/u);
  });
});
