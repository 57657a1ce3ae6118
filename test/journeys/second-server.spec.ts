import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openMemoryLog, type EventLog } from '@fenming/event-log';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';
import { factsOf, type Hall } from './hall';
import { newFolder, removeFolder, startInVain, startServer } from './real-server';
import { openRuralYear } from './rural-year';

let log: EventLog;
let peer: Peer;
let hall: Hall;
const folders: string[] = [];
const place = (): Readonly<Record<string, string>> => ({ FENMING_EVENTSTORE_URL: peer.connectionString });
const emptyFolder = (): string => {
  const dir = newFolder();
  folders.push(dir);
  return dir;
};

beforeAll(async () => {
  log = openMemoryLog(PEER_LOG_OPTIONS);
  peer = await startPeer({ log });
});
afterAll(async () => {
  for (const dir of folders) removeFolder(dir);
  await peer.stop();
  await log.close();
});

const VAULT = ['vault.sqlite', 'vault.key', 'access.sqlite', 'operator.token'];
const bring = (from: string, to: string): void => {
  for (const name of readdirSync(from).filter((each) => VAULT.includes(each))) copyFileSync(join(from, name), join(to, name));
};

/** One sentence that says what is wrong and what to do, and nothing of the program's insides. */
const refusedAs = (said: string, code: number | null, sentence: string): void => {
  expect(said).toContain(sentence);
  expect(said).toContain('vault.sqlite、vault.key');
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(1);
};

describe('a server whose vault does not know the persons of the log', () => {
  it('refuses to start on an empty folder beside the log of a county, and makes no vault there', async () => {
    hall = await openRuralYear({ env: place() });
    folders.push(hall.dir);
    const before = await factsOf(hall);
    await hall.stop();
    const dir = emptyFolder();
    const { code, said } = await startInVain({ dir, env: place() });
    refusedAs(said, code, '没有个人信息库，服务没有启动');
    expect(VAULT.slice(0, 2).filter((name) => existsSync(join(dir, name)))).toEqual([]);
    bring(hall.dir, dir);
    const server = await startServer({ dir, env: place() });
    expect(await factsOf(server)).toEqual(before);
    await server.stop();
  });

  it('refuses to start beside the vault of another county', async () => {
    const stranger = await startServer({ dir: emptyFolder(), env: { FENMING_EVENTSTORE_URL: '' } });
    await stranger.stop();
    const dir = emptyFolder();
    bring(stranger.dir, dir);
    const { code, said } = await startInVain({ dir, env: place() });
    refusedAs(said, code, '的个人信息库不认识日志中的 6 人');
  });

  it('refuses to start where the log is a file, too', async () => {
    const own = await openRuralYear({ env: { FENMING_EVENTSTORE_URL: '' } });
    await own.stop();
    folders.push(own.dir);
    for (const name of VAULT.slice(0, 2)) rmSync(join(own.dir, name));
    const { code, said } = await startInVain({ dir: own.dir, env: { FENMING_EVENTSTORE_URL: '' } });
    refusedAs(said, code, '没有个人信息库');
  });
});
