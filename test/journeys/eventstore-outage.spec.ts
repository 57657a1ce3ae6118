import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newFolder, removeFolder } from './real-server';

const ROOT = join(__dirname, '../..');
const PEER = join(ROOT, 'dist-test/test/eventstore-peer/main.js');
/** Longer than the engine itself tries again before it answers that the log is away. */
const OUTAGE_MS = 6_000;

jest.setTimeout(600_000);

describe('a log that is away for a moment', () => {
  const dir = newFolder();
  let peer: ChildProcess;
  let url = '';
  const start = (...words: readonly string[]) => {
    const command = spawn(process.execPath, [join(ROOT, 'bin/fenming.js'), ...words, '--data', dir], {
      env: { ...process.env, FENMING_EVENTSTORE_URL: url },
    });
    const said = { out: '', err: '' };
    command.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')));
    command.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')));
    return { said, ended: once(command, 'close').then(([code]) => code as number | null) };
  };
  const fenming = async (...words: readonly string[]) => {
    const { said, ended } = start(...words);
    return { code: await ended, ...said };
  };
  beforeAll(() => {
    if (!existsSync(PEER)) throw new Error(`${PEER} is missing: run \`npm run build:test\` first.`);
    peer = fork(PEER, ['--port', '0', '--store', 'memory'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  });
  afterAll(() => {
    peer.kill();
    removeFolder(dir);
  });

  it('keeps the demo waiting, which ends its year all the same and shows nobody a stack', async () => {
    const [{ ready }] = (await once(peer, 'message')) as [{ readonly ready: string }];
    url = ready;
    const { said, ended } = start('demo', '--scale', '0.02', '--json');
    // By then the county is open and its villages are at work.
    while (!/\b1\d%/.test(said.err)) await sleep(50);
    peer.send({ fault: 'unavailable' });
    await sleep(OUTAGE_MS);
    peer.send({ clear: 'all' });
    const code = await ended;
    expect({ code, err: said.err }).toEqual({ code: 0, err: expect.stringContaining('正在用同一请求重试') as string });
    expect(said.err).not.toMatch(/\n\s+at |Warning|[A-Z_]{6,}: /);
    expect(JSON.parse(said.out)).toMatchObject({ replay: { differences: [] } });
  });

  it.each([
    ['audit', 'replay'],
    ['batch', 'list'],
  ])('that does not come back ends `%s %s` with 69 and a sentence', async (...words) => {
    if (peer.exitCode === null && peer.signalCode === null) {
      peer.kill();
      await once(peer, 'exit');
    }
    const { code, err } = await fenming(...words);
    expect({ code, err }).toEqual({ code: 69, err: expect.stringContaining('连不上事件日志的服务器') as string });
    expect(err.trim()).not.toContain('\n');
  });
});
