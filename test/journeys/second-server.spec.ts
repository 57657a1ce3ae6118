import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openMemoryLog, type EventLog } from '@fenming/event-log';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';
import { fenmingIn } from './command-line';
import { factsOf, type Hall } from './hall';
import { newFolder, removeFolder, startInVain, startServer, type Server } from './real-server';
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
/** What whoever moves a server is told to take along. */
const MOVED = [...VAULT, 'log.seen'];
const bring = (from: string, to: string): void => {
  for (const name of readdirSync(from).filter((each) => MOVED.includes(each))) copyFileSync(join(from, name), join(to, name));
};

/** One sentence that says what is wrong and what to do, and nothing of the program's insides. */
const refusedAs = (said: string, code: number | null, sentence: string): void => {
  expect(said).toContain(sentence);
  expect(said).toContain('vault.sqlite、vault.key');
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(1);
};

describe('a server whose vault does not know the persons of the log', () => {
  it('refuses to start on an empty folder beside the log of a county, and leaves it empty', async () => {
    hall = await openRuralYear({ env: place() });
    folders.push(hall.dir);
    const before = await factsOf(hall);
    await hall.stop();
    const dir = emptyFolder();
    const { code, said } = await startInVain({ dir, env: place() });
    refusedAs(said, code, '没有个人信息库，服务没有启动');
    expect(readdirSync(dir)).toEqual([]);
    bring(hall.dir, dir);
    const server = await startServer({ dir, env: place() });
    expect(await factsOf({ seat: (actor) => server.operator.as(hall.tokenOf(actor)) })).toEqual(before);
    await server.stop();
  });

  it.each([
    ['init', '--county', '991003', '--name', '样县', '--region', 'national', '--areas'],
    ['demo', '--scale', '0.02'],
  ])('makes no folder for `%s` either', async (...words) => {
    const [parent, areas] = [emptyFolder(), join(emptyFolder(), 'areas.csv')];
    writeFileSync(areas, '991003101,青石镇\n');
    const whole = words.at(-1) === '--areas' ? [...words, areas] : words;
    const { code, err } = await fenmingIn(place(), ...whole, '--data', join(parent, 'counties', 'ours'));
    expect([code, err]).toEqual([1, expect.stringContaining('没有个人信息库')]);
    expect(readdirSync(parent)).toEqual([]);
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
    expect([code, said]).toEqual([4, expect.stringMatching(/^.*vault\.sqlite 不见了或是空的，而日志里已有记录.*\n$/)]);
  });
});

const OPENING = { code: '991002', name: '示例县', demo: true, regions: ['national'] };

describe('the one server of a log', () => {
  let own: Peer;
  let ownLog: EventLog;
  let env: Readonly<Record<string, string>>;
  let first: Server;
  beforeEach(async () => {
    ownLog = openMemoryLog(PEER_LOG_OPTIONS);
    own = await startPeer({ log: ownLog });
    env = { FENMING_EVENTSTORE_URL: own.connectionString };
    first = await startServer({ dir: emptyFolder(), env });
  });
  afterEach(async () => {
    first.signal('SIGKILL');
    await own.stop();
    await ownLog.close();
  });

  it('keeps a second one from starting, which is told who holds it', async () => {
    const dir = emptyFolder();
    const { code, said } = await startInVain({ dir, env });
    expect(said).toContain(`这个县已由另一台服务器办理（${hostname()} ${first.dir}`);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect([code, readdirSync(dir)]).toEqual([69, []]);
    await first.operator.act('/county', OPENING);
  });

  it('does not let another folder begin a county beside one that has no people yet, and no folder is made', async () => {
    await first.operator.act('/county', OPENING);
    await first.stop();
    const [parent, areas] = [emptyFolder(), join(emptyFolder(), 'areas.csv')];
    writeFileSync(areas, '991003101,青石镇\n');
    const place = ['--data', join(parent, 'ours')];
    const opened = ['--county', '991003', '--name', '样县', '--region', 'national', '--areas', areas];
    const init = await fenmingIn(env, 'init', ...opened, ...place);
    expect([init.code, init.err, readdirSync(parent)]).toEqual([5, expect.stringContaining('已经属于一个县') as string, []]);
    const demo = await fenmingIn(env, 'demo', ...place);
    expect([demo.code, demo.err, readdirSync(parent)]).toEqual([5, expect.stringContaining('不是演示县') as string, []]);
  });

  it('is followed by the next one when it was killed', async () => {
    first.signal('SIGKILL');
    await first.ended;
    const second = await startServer({ dir: emptyFolder(), env });
    expect(second.said()).toContain('没有交出办理权');
    await second.stop();
  });

  it('stops when another one has taken over while it stood still, and writes nothing more', async () => {
    first.signal('SIGSTOP');
    const second = await startServer({ dir: emptyFolder(), env });
    const late = first.operator.act('/county', { ...OPENING, name: '迟到县' }).then(
      () => 'written',
      () => 'refused',
    );
    first.signal('SIGCONT');
    expect(await first.ended).toBe(69);
    expect(first.said()).toContain(`另一台服务器已接替办理（${hostname()} ${second.dir}`);
    expect(await late).toBe('refused');
    expect(await second.operator.read('/county')).toMatchObject({ open: false });
    await second.operator.act('/county', OPENING);
    await second.stop();
  });
});
