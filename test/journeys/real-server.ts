import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Seat } from './seat';

/** The server as `npm run build` made it: journeys go through the program that a county starts. */
const PROGRAM = join(__dirname, '../../dist/apps/server/src/main.js');

export type Server = {
  readonly dir: string;
  readonly operator: Seat;
  /** The operator's bearer token. */
  readonly token: string;
  /** Everything that the program has written to stdout and stderr so far. */
  readonly said: () => string;
  /** Ends it as Ctrl-C would, and keeps the folder. */
  readonly stop: () => Promise<void>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Resolves with the exit code when it has ended; null where a signal ended it. */
  readonly ended: Promise<number | null>;
};
/** `env`: what the program's environment says besides, e.g. where the log and the queue are. */
export type Start = {
  readonly dir: string;
  readonly catalogue?: string;
  readonly host?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
};

// A server starts in about a second; on a machine that builds and tests at the same time it may take many.
jest.setTimeout(120_000);

const launch = ({ dir, catalogue, host, cwd = tmpdir(), env = {} }: Start): ChildProcess => {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: run \`npm run build\` first.`);
  const chosen = Object.entries({ catalogue, host }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  const options = ['--data', dir, '--port', '0', ...chosen];
  const child = fork(PROGRAM, options, {
    cwd,
    env: { ...process.env, ...env },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  // A test that fails half-way leaves its server behind: it must not keep the test run alive, and ends when that is gone.
  for (const handle of [child, child.channel, child.stdout as Socket, child.stderr as Socket]) handle?.unref();
  return child;
};

const listenTo = (child: ChildProcess): (() => string) => {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
};

/** Starts the server over a data folder and waits until it listens. */
export const startServer = async (start: Start): Promise<Server> => {
  const child = launch(start);
  const said = listenTo(child);
  const exit = once(child, 'exit');
  const [message] = (await Promise.race([once(child, 'message'), exit.then(([code]) => [{ failed: code as number }])])) as [
    { readonly ready?: string },
  ];
  if (message.ready === undefined) throw new Error(`the server did not start: ${said()}`);
  const token = readFileSync(join(start.dir, 'operator.token'), 'utf8').trim();
  const operator = new Seat(message.ready, token);
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await exit;
  };
  const signal = (name: NodeJS.Signals): void => void child.kill(name);
  return { dir: start.dir, operator, token, said, stop, signal, ended: exit.then(([code]) => code as number | null) };
};

/** Starts a server that is expected to give up: its exit code, and what it said. */
export const startInVain = async (start: Start): Promise<{ readonly code: number | null; readonly said: string }> => {
  const child = launch(start);
  const said = listenTo(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: said() };
};

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'fenming-journey-'));
export const removeFolder = (dir: string): void => rmSync(dir, { recursive: true });
