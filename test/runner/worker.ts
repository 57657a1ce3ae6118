import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '../../dist/apps/worker/src/main.js');

export type Worker = {
  /** Everything that it has written so far. */
  readonly said: () => string;
  /** Ends it as an operator would: with the tasks in hand done. */
  readonly stop: () => Promise<void>;
  readonly alive: () => boolean;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly kill: () => Promise<void>;
};
/** `FENMING_EVENTSTORE_URL` and `FENMING_REDIS_URL`; what is left out is unset. */
export type Places = { readonly FENMING_EVENTSTORE_URL?: string; readonly FENMING_REDIS_URL?: string };

const launch = (places: Places, ...options: readonly string[]): ChildProcess => {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: run \`npm run build\` first.`);
  const env = { ...process.env, FENMING_EVENTSTORE_URL: '', FENMING_REDIS_URL: '', ...places };
  const child = fork(PROGRAM, options, { env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  // A worker that a failed test leaves behind ends with the test run.
  for (const handle of [child, child.channel, child.stdout as Socket, child.stderr as Socket]) handle?.unref();
  return child;
};

const listenTo = (child: ChildProcess): (() => string) => {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
};

/** A worker as `npm run build` made it; one that is silent for a second loses its tasks. */
export const startWorker = async (places: Places): Promise<Worker> => {
  const child = launch(places, '--lock-seconds', '1');
  const said = listenTo(child);
  const exit = once(child, 'exit');
  const [message] = (await Promise.race([once(child, 'message'), exit.then(() => [{}])])) as [{ readonly ready?: true }];
  if (message.ready === undefined) throw new Error(`the worker did not start: ${said()}`);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exit;
  };
  return {
    said,
    alive: () => child.exitCode === null && child.signalCode === null,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    signal: (signal) => void child.kill(signal),
  };
};

export const startWorkers = (count: number, places: Places): Promise<readonly Worker[]> =>
  Promise.all(Array.from({ length: count }, () => startWorker(places)));

/** Starts a worker that is expected to give up: its exit code, and what it said. */
export const startInVain = async (places: Places): Promise<{ readonly code: number | null; readonly said: string }> => {
  const child = launch(places);
  const said = listenTo(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: said() };
};
