import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStoreLog, openSqliteLog, type EventLog, type RecordedEvent } from '@fenming/event-log';
import { randomFor, type Random } from '../../libs/demo-county/src/county/random';
import type { FaultMessage } from '../eventstore-peer/faults';
import { operationsOf, type Line, type Operation, type Seen } from './record';

const COMPILED = join(__dirname, '../../dist-test/test');
const CLIENTS = 3;
const CALLS = 90;
const BLOWS = 16;

/** What clients were told, what stands in the end, and how many of them and of their servers were killed on the way. */
export type History = { readonly operations: readonly Operation[]; readonly log: readonly Seen[]; readonly kills: number };

/** Clients of one EventStoreDB peer over a SQLite store; clients and peer are killed, and the network fails, as the seed has it. */
export async function eventStoreHistory(seed: number, folder: string): Promise<History> {
  const random = randomFor(seed, 'blows');
  const peer = new PeerChild(join(folder, 'store'));
  await peer.start();
  const clients = new Clients(peer.where, folder, seed);
  let kills = 0;
  for (let blow = 0; blow < BLOWS; blow += 1) {
    await sleep(random.between(20, 200));
    kills += await strike(random, peer, clients);
  }
  peer.tell({ clear: 'all' });
  await clients.finished();
  const log = await wholeLog(await openEventStoreLog(peer.where));
  await peer.kill();
  return { operations: clients.operations(), log, kills };
}

/** Clients of one SQLite file; one log per file at a time, so that they share a process and are killed together. */
export async function sqliteHistory(seed: number, folder: string): Promise<History> {
  const random = randomFor(seed, 'blows');
  const file = join(folder, 'events.sqlite');
  const clients = new Clients(file, folder, seed, 1);
  let kills = 0;
  for (; kills < 3; kills += 1) {
    await sleep(random.between(80, 300));
    await clients.kill(0);
  }
  await clients.finished();
  return { operations: clients.operations(), log: await wholeLog(openSqliteLog(file)), kills };
}

/** One blow; how many processes it killed. */
async function strike(random: Random, peer: PeerChild, clients: Clients): Promise<number> {
  const times = random.between(1, 4);
  const blows: readonly (() => Promise<number> | number)[] = [
    () => clients.kill(random.between(0, CLIENTS - 1)),
    () => peer.restart(random.between(0, 150)),
    () => peer.tell({ fault: 'ackLost', options: { times } }),
    () => peer.tell({ fault: 'silent', options: { times } }),
    () => peer.tell({ fault: 'slow', options: { times: 5 * times, ms: random.between(50, 500) } }),
    () => peer.tell({ fault: 'cleanEnd', options: { times, after: random.between(0, 20), operation: 'read' } }),
    () => peer.tell({ fault: 'cleanEnd', options: { times, operation: 'append' } }),
    () => peer.tell({ fault: 'cancelledRead', options: { times, after: random.between(0, 20) } }),
    () => peer.tell({ fault: 'notLeader', options: { times, leader: { host: '127.0.0.1', port: peer.port } } }),
    () => peer.tell({ fault: 'unavailable', options: { times } }),
    () => peer.tell({ drop: true }),
  ];
  return random.pick(blows)();
}

class PeerChild {
  port = 0;
  where = '';
  private child: ChildProcess | undefined;

  constructor(private readonly folder: string) {}

  async start(): Promise<void> {
    const told = ['--port', String(this.port), '--store', 'sqlite', '--data', this.folder];
    const child = fork(program('eventstore-peer/main.js'), told, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.child = child;
    const [{ ready }] = (await once(child, 'message')) as [{ readonly ready: string }];
    this.where = ready;
    this.port = Number(new URL(ready).port);
  }

  tell(message: FaultMessage): number {
    this.child?.send(message);
    return 0;
  }

  async restart(away: number): Promise<number> {
    await this.kill();
    await sleep(away);
    await this.start();
    return 1;
  }

  async kill(): Promise<void> {
    if (this.child !== undefined) await end(this.child);
  }
}

/** Clients that are replaced when they are killed, until their calls are made. Each writes a file of its own. */
class Clients {
  private readonly running: ChildProcess[] = [];
  private begun = 0;

  constructor(
    private readonly where: string,
    private readonly folder: string,
    private readonly seed: number,
    count = CLIENTS,
  ) {
    for (let index = 0; index < count; index += 1) this.begin(index);
  }

  async kill(index: number): Promise<number> {
    const child = this.running[index];
    if (child === undefined) return 0;
    await end(child);
    this.begin(index);
    return 1;
  }

  async finished(): Promise<void> {
    await Promise.all(this.running.map(async (child) => void (child.exitCode === null && (await once(child, 'exit')))));
    const failed = this.running.find(({ exitCode }) => exitCode !== 0);
    if (failed !== undefined) throw new Error(`a client ended with ${failed.exitCode ?? failed.signalCode}`);
  }

  operations(): readonly Operation[] {
    const files = readdirSync(this.folder).filter((name) => name.startsWith('client-'));
    return files.flatMap((name) => operationsOf(linesOf(readFileSync(join(this.folder, name), 'utf8'))));
  }

  private begin(index: number): void {
    this.begun += 1;
    const file = join(this.folder, `client-${this.begun}`);
    const told = [this.where, file, String(this.seed * 1_000 + this.begun), String(CALLS)];
    this.running[index] = spawn(process.execPath, [program('history/client.js'), ...told], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}

/** A client that is killed may leave half a line: its answer was not received, or its question not asked. */
function linesOf(text: string): readonly Line[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function wholeLog(log: EventLog): Promise<readonly Seen[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await log.readAll(events.at(-1)?.position ?? 'start', 1_000);
    if (page.length === 0) break;
    events.push(...page);
  }
  await log.close();
  return events.map(({ id, stream, revision, position }) => ({ id, stream, revision, position }));
}

function program(name: string): string {
  const file = join(COMPILED, name);
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build:test\` first.`);
  return file;
}
