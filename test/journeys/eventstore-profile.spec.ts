import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, removeFolder } from './real-server';

/**
 * The same county on both profiles. `npm run build:test` makes the programs; the peer stands in for EventStoreDB and is the store of one test
 * run: it keeps its events in memory.
 */
const ROOT = join(__dirname, '../..');
const PEER = join(ROOT, 'dist-test/test/eventstore-peer/main.js');
const DEMO = ['--seed', '1', '--scale', '0.1', '--json'];

jest.setTimeout(600_000);

type Report = {
  readonly totalFen: number;
  readonly payments: number;
  readonly events: number;
  readonly replay: { readonly digest: string };
};

/** Runs the command line in its own process; rejects with what it said unless it ends as expected. */
const fenming = async (words: readonly string[], environment: NodeJS.ProcessEnv, expected = 0): Promise<string> => {
  const command = spawn(process.execPath, [join(ROOT, 'bin/fenming.js'), ...words], { env: { ...process.env, ...environment } });
  const said = { out: '', err: '' };
  command.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')));
  command.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')));
  const [code] = (await once(command, 'close')) as [number | null];
  if (code !== expected) throw new Error(`${words.join(' ')} ended with ${code}\n${said.out}\n${said.err}`);
  return expected === 0 ? said.out : said.err;
};

const startPeer = async (): Promise<{ readonly peer: ChildProcess; readonly url: string }> => {
  if (!existsSync(PEER)) throw new Error(`${PEER} is missing: run \`npm run build:test\` first.`);
  const peer = fork(PEER, ['--port', '0', '--store', 'memory'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [message] = (await once(peer, 'message')) as [{ readonly ready: string }];
  return { peer, url: message.ready };
};

describe('a county whose log is kept in EventStoreDB', () => {
  const [here, there] = [newFolder(), newFolder()];
  let store: { readonly peer: ChildProcess; readonly url: string };
  beforeAll(async () => {
    store = await startPeer();
  });
  afterAll(() => {
    store.peer.kill();
    for (const dir of [here, there]) removeFolder(dir);
  });

  it('ends its year with the digest, the totals and the events of the county in one process', async () => {
    const remote = { FENMING_EVENTSTORE_URL: store.url };
    const [embedded, cluster] = await Promise.all([
      fenming(['demo', '--data', here, ...DEMO], { FENMING_EVENTSTORE_URL: '' }),
      fenming(['demo', '--data', there, ...DEMO], remote),
    ]);
    expect(JSON.parse(cluster) as Report).toEqual(JSON.parse(embedded));
    expect(existsSync(join(there, 'log.sqlite'))).toBe(false);
  });

  it('is not opened as if it were a county in one process, nor the other way round', async () => {
    expect(await fenming(['audit', 'replay', '--data', there], { FENMING_EVENTSTORE_URL: '' }, 1)).toContain(
      '记录在 EventStoreDB 中',
    );
    expect(await fenming(['audit', 'replay', '--data', here], { FENMING_EVENTSTORE_URL: store.url }, 1)).toContain('log.sqlite');
  });

  it('is found under the name that the setting once had, with one line that says the new one', async () => {
    const said = await fenming(['audit', 'replay', '--data', here], { EVENTSTORE_URL: store.url }, 1);
    expect(said).toContain('log.sqlite');
    expect(said.match(/已改名为 FENMING_EVENTSTORE_URL/g)).toHaveLength(1);
  });
});
