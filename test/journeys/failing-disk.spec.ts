import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { auditControls } from '@fenming/audit';
import { fenming } from './command-line';
import { startInVain, startServer } from './real-server';

jest.setTimeout(120_000);

const root = mkdtempSync(join(tmpdir(), 'failing-disk-'));
const dir = join(root, 'county');
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeAll(async () => {
  writeFileSync(join(root, 'areas.csv'), '991003101,青石镇\n');
  const words = ['--county', '991003', '--name', '样县', '--region', 'national', '--areas', join(root, 'areas.csv')];
  expect((await fenming('init', ...words, '--data', dir)).code).toBe(0);
});

const PROGRAM = join(__dirname, '../../bin/fenming.js');
/** As long as a file may grow; the system then fails the write, as a disk does. */
const KILOBYTES = 200;

/** `fenming serve` on a disk that fails when a file has grown so far; answers its address, and how it ended. */
const serveUntilItFails = async () => {
  const limited = `trap '' XFSZ; ulimit -f ${KILOBYTES}; exec "$0" "$@"`;
  const words = [limited, process.execPath, PROGRAM, 'serve', '--port', '0', '--data', dir];
  const child = spawn('bash', ['-c', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = Promise.all([once(child, 'exit'), text(child.stderr)]).then(([[code], said]) => ({ code: code as number, said }));
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: url.toString('utf8').split('\n')[0] ?? '', ended };
};

const codeOf = (number: number): string => String(991_003_200 + number);
const townshipAt = async (url: string, number: number): Promise<number | undefined> => {
  const authorization = `Bearer ${readFileSync(join(dir, 'operator.token'), 'utf8').trim()}`;
  const body = JSON.stringify({ areas: [{ code: codeOf(number), name: `青石${number}镇` }] });
  const headers = { authorization, 'content-type': 'application/json' };
  try {
    return (await fetch(`${url}/api/v1/county/areas`, { method: 'POST', headers, body })).status;
  } catch {
    return undefined;
  }
};

describe('a server whose disk fails under a write', () => {
  it('ends and says so; started again it has what it has answered for, and takes the same request once', async () => {
    const { url, ended } = await serveUntilItFails();
    let answered = 0;
    while ((await townshipAt(url, answered)) === 200) answered += 1;
    const { code, said } = await ended;
    expect([code, said]).toEqual([
      69,
      expect.stringMatching(
        /^(日志|账表)没有写进磁盘，服务停止：.*请检查磁盘，重新启动，再用同一请求办理，已登记的不会重复。（SQLITE_IOERR_WRITE）$/mu,
      ),
    ]);
    expect(said).not.toMatch(/ {4}at /);
    expect(answered).toBeGreaterThan(3);

    const server = await startServer({ dir });
    expect(server.said()).toBe('');
    expect(await townshipAt(server.operator.url, answered)).toBe(200);
    const { data } = await server.operator.read<{ readonly data: readonly { readonly code: string }[] }>(
      '/county/areas?limit=500',
    );
    const codes = data.map(({ code: one }) => one).filter((one) => one.startsWith('9910032'));
    expect(codes).toEqual(Array.from({ length: answered + 1 }, (_, i) => codeOf(i)));
    await server.stop();
    expect((await auditControls(dir, {})).formulas.filter(({ state }) => state === 'fails')).toEqual([]);
  });
});

describe('a disk that fails under the note of how far the log has come', () => {
  it('keeps the server from starting, with a sentence', async () => {
    const env = { NODE_OPTIONS: `--require ${join(__dirname, 'machine-note.cjs')}` };
    const { code, said } = await startInVain({ dir, env });
    expect([code, said]).toEqual([69, expect.stringMatching(/^写不进磁盘，服务没有启动.*请检查.*磁盘.*（EIO）$/mu)]);
    expect(said).not.toMatch(/ {4}at /);
  });
});
