import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedEvent } from '@fenming/event-log';
import { connectApi, type Api } from '../../libs/api-client/src/api';
import type { Kill } from './kill-switch';
import { readLog } from './log-story';

const ROOT = join(__dirname, '../..');
const SERVER = join(ROOT, 'dist/apps/server/src/main.js');
const KILL_SWITCH = join(ROOT, 'dist-test/test/crash/kill-switch.js');

/** A server on a data folder, spoken to as its operator. `ended`: the signal that ended it, or null when it stopped by itself. */
export type RunningServer = {
  readonly api: Api;
  readonly ended: Promise<NodeJS.Signals | null>;
  readonly stop: () => Promise<void>;
};

const compiled = (file: string): string => {
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build:test\` first.`);
  return file;
};

const endOf = async (child: ChildProcess): Promise<NodeJS.Signals | null> => {
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal;
};

/** Starts the compiled server on a folder; with a kill, it dies there by its own hand. Answers 'killed' when that came before it was ready. */
export const startServer = async (folder: string, kill?: Kill): Promise<RunningServer | 'killed'> => {
  const server = fork(compiled(SERVER), ['--data', folder, '--port', '0'], {
    execArgv: kill === undefined ? [] : ['--require', compiled(KILL_SWITCH)],
    env: { ...process.env, ...(kill === undefined ? {} : { FENMING_TEST_KILL: JSON.stringify(kill) }) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = endOf(server);
  const ready = once(server, 'message').then(([message]) => (message as { readonly ready: string }).ready);
  const first = await Promise.race([ready, ended.then((signal) => ({ signal }))]);
  if (typeof first !== 'string') {
    if (first.signal === 'SIGKILL') return 'killed';
    throw new Error('the server did not start');
  }
  const stop = async (): Promise<void> => {
    if (server.connected) server.disconnect();
    await ended;
  };
  return { api: connectApi(first, readFileSync(join(folder, 'operator.token'), 'utf8').trim()), ended, stop };
};

/** What `fenming demo --json` prints. Amounts in fen. */
export type DemoReport = {
  readonly programmes: readonly { readonly id: string; readonly beneficiaries: number; readonly amountFen: number }[];
  readonly totalFen: number;
  readonly payments: number;
  readonly events: number;
  readonly replay: { readonly digest: string; readonly differences: readonly unknown[] };
};
/** `language`: in which the command speaks; Chinese where it is not said. */
export type Demo = { readonly seed: number; readonly scale: number; readonly language?: string };
/** `report`: what the command printed when it had come to its end; it rejects when the command failed or was killed. */
export type Driver = { readonly report: Promise<DemoReport>; readonly kill: () => Promise<void> };

/** The demo command in a process of its own. It drives the server that owns the folder, or starts one for itself. */
export const startDriver = (folder: string, { seed, scale, language }: Demo): Driver => {
  const spoken = language === undefined ? [] : ['--lang', language];
  const words = [...spoken, 'demo', '--data', folder, '--seed', String(seed), '--scale', String(scale), '--json'];
  const command = spawn(process.execPath, [join(ROOT, 'bin/fenming.js'), ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  command.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')));
  command.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')));
  const closed = once(command, 'close') as Promise<[number | null]>;
  const report = closed.then(([code]) => {
    if (code !== 0) throw new Error(`fenming demo ended with ${code ?? 'a signal'}\n${said.out}\n${said.err}`);
    return JSON.parse(said.out) as DemoReport;
  });
  const kill = async (): Promise<void> => {
    command.kill('SIGKILL');
    await closed;
  };
  return { report, kill };
};

/** The server of a folder where nobody asked for a kill. */
export const startUnkilled = async (folder: string): Promise<RunningServer> => {
  const server = await startServer(folder);
  if (server === 'killed') throw new Error('killed, but nobody asked for it');
  return server;
};

export type DrivenYear = { readonly report: DemoReport; readonly events: readonly RecordedEvent[] };
/** `look`: what to check on the server that has just started, before anything is driven. */
export type Drive = { readonly demo: Demo; readonly look?: (api: Api) => Promise<void> };

/** Drives the demo year, or what is left of it, to its end. */
export const driveYear = async (folder: string, { demo, look }: Drive): Promise<DrivenYear> => {
  const server = await startUnkilled(folder);
  try {
    await look?.(server.api);
    const report = await startDriver(folder, demo).report;
    return { report, events: readLog(folder) };
  } finally {
    await server.stop();
  }
};

/** Drives the demo year until the server is killed, and kills the driver with it. Throws when the kill never comes. */
export const driveUntilKilled = async (folder: string, { demo, look, kill }: Drive & { readonly kill: Kill }): Promise<void> => {
  const server = await startServer(folder, kill);
  // Killed while it went on with what the kill before had cut off: that is an instant like any other.
  if (server === 'killed') return;
  try {
    await look?.(server.api);
    const driver = startDriver(folder, demo);
    const ended = driver.report.then(
      () => new Error(`the kill at event ${kill.events} never came`),
      (error: unknown) => error,
    );
    await Promise.race([server.ended, ended]);
    await driver.kill();
    await server.stop();
    if ((await server.ended) !== 'SIGKILL') throw await ended;
  } finally {
    await server.stop();
  }
};
