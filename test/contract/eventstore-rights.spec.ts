import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { openEventStoreLog, openMemoryLog, type EventLog } from '@fenming/event-log';
import { certificate } from '../eventstore-peer/certificate.fixture';
import type { Target } from '../eventstore-peer/faults';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';
import { item } from './event-log.harness';

const PASSWORD = 'geheim-4711';
const may = (allowed: (target: Target) => boolean) => ({ password: PASSWORD, may: allowed });
const USERS = {
  admin: { password: PASSWORD },
  reader: may(({ operation }) => operation !== 'append'),
  blind: may(({ operation }) => operation === 'append'),
  townsman: may(({ stream }) => stream !== 'county-1'),
  fenming: may((target) => isGranted('fenming', target)),
  stranger: may((target) => isGranted('stranger', target)),
};

/** Who may do what, as the command has written it into the server. */
type Acl = Readonly<Partial<Record<'$r' | '$w' | '$d' | '$mr' | '$mw', string | readonly string[]>>>;
let acls: { readonly ofStreams: Acl; readonly ofSystem: Acl; readonly ofAll: Acl } | undefined;

/** A server's rule (its documentation, "Access control lists"): a stream's metadata has rights of its own, and so has the whole log. */
function isGranted(login: string, { operation, stream }: Target): boolean {
  if (acls === undefined) return false;
  const isMeta = stream.startsWith('$$');
  const acl =
    stream === '$all' ? acls.ofAll : (isMeta ? stream.slice(2) : stream).startsWith('$') ? acls.ofSystem : acls.ofStreams;
  const right = operation === 'delete' ? '$d' : operation === 'append' ? (isMeta ? '$mw' : '$w') : isMeta ? '$mr' : '$r';
  return [acl[right] ?? []].flat().includes(login);
}
let folder = '';
let store: EventLog;
let peer: Peer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fenming-rights-'));
  const tls = certificate();
  writeFileSync(join(folder, 'ca.pem'), tls.cert);
  store = openMemoryLog(PEER_LOG_OPTIONS);
  peer = await startPeer({ log: store, tls, users: USERS });
});
afterAll(async () => {
  await peer.stop();
  await store.close();
  rmSync(folder, { recursive: true });
});

const addressOf = (login: string, password = PASSWORD) =>
  `esdb://${login}:${password}@127.0.0.1:${peer.port}?tls=true&tlsCAFile=${join(folder, 'ca.pem')}`;
const opened = (login: string, password?: string) => openEventStoreLog(addressOf(login, password), { deadlineMs: 2_000 });

describe('a login of the log’s server without a right is told which one', () => {
  it('that it may not append to a stream', async () => {
    const log = await opened('reader');
    const append = log.append(item('county-1', 'none'));
    await expect(append).rejects.toMatchObject({ hindrance: 'rights', right: { to: 'append', stream: 'county-1' } });
    await log.close();
  });

  it('that it may not read a stream', async () => {
    const log = await opened('townsman');
    const read = log.readStream('county-1');
    await expect(read).rejects.toMatchObject({ hindrance: 'rights', right: { to: 'read', stream: 'county-1' } });
    await log.close();
  });

  it('that it may not read everything', () =>
    expect(opened('blind')).rejects.toMatchObject({ hindrance: 'rights', right: { to: 'read', stream: '$all' } }));

  it.each([
    ['whose password is wrong', () => opened('reader', 'wrong-0815'), 'login'],
    ['whose server is not there', () => openEventStoreLog('esdb://127.0.0.1:1?tls=false', { deadlineMs: 500 }), 'unreachable'],
    ['whose address is none', () => openEventStoreLog('http://127.0.0.1:1'), 'address'],
  ])('and one %s, what hinders it', async (_, open, hindrance) => {
    await expect(open()).rejects.toMatchObject({ name: 'Definite', code: 'unavailable', hindrance });
  });
});

describe('the command that gives the engine its rights', () => {
  const give = async (url: string) => {
    const script = join(__dirname, '../../docker/eventstore-rights.mjs');
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, ADMIN_URL: url, NODE_OPTIONS: '--no-deprecation' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString('utf8')));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said };
  };
  const told = async (stream: string) => {
    const [last] = (await store.readAll('start', 1_000))
      .filter(({ payload }) => JSON.stringify(payload).includes(stream))
      .slice(-1);
    return JSON.stringify(last?.payload ?? {});
  };

  it('lets nobody else write, and only administrators beside it read', async () => {
    const { code, said } = await give(addressOf('admin'));
    expect(said).toContain('fenming reads everything and writes');
    expect(code).toBe(0);
    expect(await told('$userStreamAcl')).toContain('fenming');
    expect(said).not.toContain(PASSWORD);
  });

  it('lets the engine do its whole work, and neither delete nor shorten a stream, and a stranger nothing', async () => {
    await give(addressOf('admin'));
    const written = (await store.readAll('start', 1_000)).map(({ payload }) => payload as { stream?: string; data?: string });
    const dataWith = (word: string) => JSON.parse(written.findLast(({ data }) => data?.includes(word))?.data ?? '{}') as object;
    const { $userStreamAcl: ofStreams, $systemStreamAcl: ofSystem } = dataWith('$userStreamAcl') as Record<string, Acl>;
    const { $acl: ofAll } = dataWith('$acl"') as Record<string, Acl>;
    acls = { ofStreams: ofStreams ?? {}, ofSystem: ofSystem ?? {}, ofAll: ofAll ?? {} };
    const log = await openEventStoreLog(addressOf('fenming'), {
      deadlineMs: 2_000,
      writer: { name: 'one', onLost: () => undefined },
    });
    await log.append(item('enrolment-1', 'none'));
    await log.append(item('enrolment-1', 'exists'));
    const seen: number[] = [];
    const subscription = log.subscribe({ after: 'start' }, (events) => void seen.push(events.length));
    await subscription.caughtUp((await log.head())!);
    expect([await log.readStream('enrolment-1'), await log.readStream('enrolment-2')].map(({ length }) => length)).toEqual([
      2, 0,
    ]);
    expect((await log.doubts()).incomplete).toEqual([]);
    await log.close();
    const client = EventStoreDBClient.connectionString(addressOf('fenming'));
    const shortened = [client.deleteStream('enrolment-1'), client.tombstoneStream('enrolment-1')];
    for (const attempt of [...shortened, client.setStreamMetadata('enrolment-1', { maxCount: 1 })])
      await expect(attempt).rejects.toMatchObject({ type: 'access-denied' });
    await client.dispose();
    await expect(opened('stranger')).rejects.toMatchObject({ hindrance: 'rights', right: { to: 'read', stream: '$all' } });
  });

  it('says that it has no effect on a server that asks nobody who he is', async () => {
    const open = await startPeer({ log: openMemoryLog(PEER_LOG_OPTIONS) });
    const { code, said } = await give(open.connectionString);
    expect(said).toContain('--insecure');
    expect(code).toBe(1);
    await open.stop();
  });
});
