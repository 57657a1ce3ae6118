import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStoreLog, openMemoryLog, type EventLog } from '@fenming/event-log';
import { certificate } from '../eventstore-peer/certificate.fixture';
import type { FaultName } from '../eventstore-peer/faults';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from '../eventstore-peer/server';

const PASSWORD = 'geheim-4711';
const MARK = '张三-6222021234567890';
const NAMES = { clerk: { password: PASSWORD } };
let folder = '';
let store: EventLog;
let peer: Peer;

jest.setTimeout(120_000);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fenming-secrets-'));
  const tls = certificate();
  writeFileSync(join(folder, 'ca.pem'), tls.cert);
  store = openMemoryLog(PEER_LOG_OPTIONS);
  peer = await startPeer({ log: store, tls, users: NAMES });
});
afterAll(async () => {
  await peer.stop();
  await store.close();
  rmSync(folder, { recursive: true });
});

const connection = (password: string, rest = '') =>
  `esdb://clerk:${password}@127.0.0.1:${peer.port}?tls=true&tlsCAFile=${join(folder, 'ca.pem')}${rest}`;

/** Everything that a program with the client's debugging switched on prints while its server fails. */
async function outputOf(url: string, faults: readonly FaultName[]): Promise<string> {
  const child = fork(join(__dirname, '../../dist-test/test/history/telltale.js'), [url, MARK], {
    env: { ...process.env, DEBUG: 'esdb:*,esdb', NODE_OPTIONS: '' },
    silent: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += text.toString('utf8')));
  child.on('message', () => {
    for (const fault of faults) peer.faults.set(fault, { times: 3, ms: 400 });
  });
  await new Promise((resolve) => child.on('close', resolve));
  peer.faults.clear();
  return output;
}

const SECRETS = [
  PASSWORD,
  'wrong-0815',
  MARK,
  '张三',
  ...[PASSWORD, 'wrong-0815'].map((each) => encoded(`clerk:${each}`)),
  encoded(MARK),
];
function encoded(text: string): string {
  return Buffer.from(text).toString('base64').replaceAll('=', '');
}
const toldIn = (output: string) => SECRETS.filter((secret) => output.includes(secret));

describe('no output of the EventStoreDB adapter tells a password or a payload', () => {
  it('with its client debugged, while the server fails in every way', async () => {
    const output = await outputOf(connection(PASSWORD), [
      'silent',
      'ackLost',
      'unavailable',
      'cleanEnd',
      'cancelledRead',
      'slow',
    ]);
    expect(output).toContain('read ');
    expect(toldIn(output)).toEqual([]);
  });

  it('with its client debugged and the wrong password', async () => {
    const output = await outputOf(connection('wrong-0815'), []);
    expect(output).toContain('EventStoreDB refused');
    expect(toldIn(output)).toEqual([]);
  });

  it.each([
    ['a port that is none', `esdb://clerk:${PASSWORD}@127.0.0.1:port?tls=true`],
    ['a certificate that is not there', `esdb://clerk:${PASSWORD}@127.0.0.1:1?tls=true&tlsCAFile=/nowhere.pem`],
    ['a deadline that is no number', `esdb://clerk:${PASSWORD}@127.0.0.1:1?tls=true&defaultDeadline=${PASSWORD}`],
    ['an unknown setting', `esdb://clerk:${PASSWORD}@127.0.0.1:1?tls=true&password=${PASSWORD}&tlsVerifyCert=${PASSWORD}`],
    ['certificates left unchecked', `esdb://clerk:${PASSWORD}@127.0.0.1:1?tlsVerifyCert=false`],
    ['wrong revisions that pass for appends', `esdb://clerk:${PASSWORD}@127.0.0.1:1?tls=false&throwOnAppendFailure=false`],
    ['a password and no name', `esdb://${PASSWORD}@127.0.0.1:1`],
    ['another scheme', `http://clerk:${PASSWORD}@127.0.0.1:1`],
    ['a second @', `esdb://clerk:${PASSWORD}@${PASSWORD}@127.0.0.1:1`],
  ])('with a connection string that has %s', async (_what, url) => {
    const said: string[] = [];
    const spies = (['warn', 'error', 'log'] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation((...texts: unknown[]) => void said.push(texts.join(' '))),
    );
    const error: unknown = await openEventStoreLog(url, { deadlineMs: 200 }).catch((thrown: unknown) => thrown);
    for (const spy of spies) spy.mockRestore();
    expect(error).toMatchObject({ name: 'Definite', code: 'unavailable' });
    expect(toldIn(`${String(error)} ${(error as Error).stack} ${JSON.stringify(error)} ${said.join(' ')}`)).toEqual([]);
  });
});
