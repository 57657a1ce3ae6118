import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessDeniedError, EventStoreDBClient, UnavailableError, UnknownError } from '@eventstore/db-client';
import { openMemoryLog } from '@fenming/event-log';
import { certificate } from './certificate.fixture';
import { CLASSIC, collect, connect, isSystem, paid, payments, startRig } from './ledger.fixture';
import { startPeer } from './server';

const PROGRAM = join(__dirname, '../../dist-test/test/eventstore-peer/main.js');

describe('the peer as a program of its own or behind TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fenming-peer-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lets in who knows a password', async () => {
    const tls = certificate();
    writeFileSync(join(folder, 'ca.pem'), tls.cert);
    // The client sends no password over a connection that is not encrypted.
    const peer = await startPeer({ log: openMemoryLog(), tls, users: { admin: { password: 'changeit' } } });
    const stranger = connect(peer, `&tlsCAFile=${join(folder, 'ca.pem')}`);
    await expect(stranger.appendToStream('enrolment-1', paid('1'))).rejects.toBeInstanceOf(AccessDeniedError);
    await expect(collect(stranger.readAll())).rejects.toBeInstanceOf(AccessDeniedError);
    expect(await stranger.appendToStream('enrolment-1', paid('1'), CLASSIC)).toMatchObject({ success: true });
    const credentials = { username: 'admin', password: 'guessed' };
    await expect(stranger.appendToStream('enrolment-1', paid('1'), { credentials })).rejects.toBeInstanceOf(AccessDeniedError);
    const known = peer.connectionString.replace('//', '//admin:changeit@');
    const admin = EventStoreDBClient.connectionString(`${known}&tlsCAFile=${join(folder, 'ca.pem')}`);
    expect(await admin.appendToStream('enrolment-1', paid('1'))).toMatchObject({ nextExpectedRevision: 1n });
    await Promise.all([admin.dispose(), stranger.dispose()]);
    await peer.stop();
  });

  const start = async (...args: string[]) => {
    const child = fork(PROGRAM, ['--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const line = new Promise<string>((resolve) => child.stdout?.once('data', (text: Buffer) => resolve(text.toString())));
    const { ready } = await new Promise<{ ready: string }>((resolve) =>
      child.once('message', resolve as (message: unknown) => void),
    );
    return { child, line: await line, client: EventStoreDBClient.connectionString(ready) };
  };
  const stop = async (child: ChildProcess) => {
    const code = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    return code;
  };

  it('says what it is, keeps what it was sent, obeys faults, and stops when told', async () => {
    const first = await start('--store', 'sqlite', '--data', folder);
    expect(first.line).toMatch(/^eventstore-peer: not EventStoreDB.*esdb:\/\/127\.0\.0\.1:\d+\?tls=false\n$/);
    await first.client.appendToStream('enrolment-1', payments(3));
    await first.client.dispose();
    expect(await stop(first.child)).toBe(0);

    const second = await start('--store', 'sqlite', '--data', folder);
    second.child.send({ fault: 'unavailable', options: { times: 1 } });
    await expect(collect(second.client.readStream('enrolment-1'))).rejects.toBeInstanceOf(UnavailableError);
    expect(await collect(second.client.readStream('enrolment-1'))).toHaveLength(3);
    await second.client.dispose();
    expect(await stop(second.child)).toBe(0);
  });
});

describe('a peer that is to keep a store', () => {
  it('is refused without a folder, and never writes where it happens to be started', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fenming-peer-'));
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, '--port', '0', '--store', 'sqlite'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '--store sqlite needs --data: the folder that keeps the store\n' });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('a peer that starts again over the same log', () => {
  it('knows its streams, their ends, what was deleted and what was sent before', async () => {
    const log = openMemoryLog();
    const first = await startPeer({ log });
    const before = connect(first);
    const events = payments(3);
    const told = await before.appendToStream('enrolment-1', events, { expectedRevision: 'no_stream' });
    await before.appendToStream('vault-1', paid('1'));
    await before.deleteStream('vault-1');
    await before.dispose();
    await first.stop();

    const rig = await startRig({ log });
    expect(await rig.client.appendToStream('enrolment-1', events, { expectedRevision: 'no_stream' })).toEqual(told);
    expect(await rig.client.appendToStream('enrolment-1', events)).toEqual(told);
    expect(await rig.client.appendToStream('enrolment-1', paid('1'), { expectedRevision: 2n })).toMatchObject({ success: true });
    await expect(collect(rig.client.readStream('vault-1'))).rejects.toThrow('not found');
    await rig.stop();
  });
});

it('what the peer does not speak is unimplemented', async () => {
  const rig = await startRig();
  const refused: unknown = await rig.client
    .createPersistentSubscriptionToStream('a', 'b', {} as never)
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Error);
  await expect(rig.client.listProjections()).rejects.toBeInstanceOf(UnknownError);
  await rig.stop();
});

it('every hundred events the server adds one of its own', async () => {
  const rig = await startRig();
  for (let line = 0; line < 40; line += 1) await rig.client.appendToStream('enrolment-1', payments(10));
  const system = (await collect(rig.client.readAll())).filter(isSystem);
  expect(new Set(system.map(({ event }) => event?.type))).toEqual(
    new Set(['$metadata', '$UserCreated', '$User', '$statsCollected', '$>']),
  );
  await rig.stop();
});
