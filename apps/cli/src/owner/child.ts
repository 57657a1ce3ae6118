import { say } from '@fenming/language';
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** The server did not come up. Its own sentence says why; `owned`: another process has the folder; `exitCode`: what it ended with. */
export class OwnerFailed extends Error {
  constructor(
    readonly owned: boolean,
    said: string,
    readonly exitCode: number | null = null,
  ) {
    super(said === '' ? say('分明服务没有启动。', 'The Fenming server did not start.') : said);
    this.name = 'OwnerFailed';
  }
}

export type OwnChild = {
  readonly url: string;
  /** What it had to say before it was ready; empty where all is well. */
  readonly said: string;
  readonly stop: () => Promise<void>;
  /** Resolves when the server has ended by itself, with what it ended with. */
  readonly ended: Promise<number | null>;
};

/** dist/apps/server beside dist/apps/cli. */
const SERVER = path.resolve(__dirname, '../../../server/src/main.js');
const EX_UNAVAILABLE = 69;
/** A server that has just been killed or is closing may hold the folder a moment longer. */
const PATIENCE_MS = 8000;
const PAUSE_MS = 200;

/** `host`: the address to listen at; loopback where none is given. */
export type ChildOptions = { readonly dir: string; readonly port: number; readonly host?: string };

const hasReady = (message: unknown): message is { readonly ready: string } =>
  typeof message === 'object' && message !== null && 'ready' in message && typeof message.ready === 'string';

const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => void child.once('exit', resolve));

/** Lists of hundreds of people are short-lived: with a larger young generation (MB) far fewer of them are copied around. */
const YOUNG_GENERATION = ['--max-semi-space-size=64'];

/** What the server says before it is ready is kept, so that a failure can be told in its own words; afterwards it is passed on. */
const startOnce = ({ dir, port, host }: ChildOptions): Promise<OwnChild> =>
  new Promise((resolve, reject) => {
    const child = fork(SERVER, ['--data', dir, '--port', String(port), ...(host === undefined ? [] : ['--host', host])], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: YOUNG_GENERATION,
    });
    let said = '';
    let ready = false;
    child.stderr?.on('data', (chunk: Buffer) => {
      if (ready) process.stderr.write(chunk);
      else said += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new OwnerFailed(code === EX_UNAVAILABLE, said.trim(), code)));
    child.once('message', (message) => {
      if (!hasReady(message)) return;
      ready = true;
      const end = ended(child);
      const stop = async (): Promise<void> => {
        if (child.connected) child.disconnect();
        await end;
      };
      resolve({ url: message.ready, said: said.trim(), stop, ended: end });
    });
  });

/** Starts the server as a child that ends with this process. Throws OwnerFailed. */
export const startChild = async (options: ChildOptions, takenElsewhere: () => Promise<boolean>): Promise<OwnChild> => {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await startOnce(options);
    } catch (error) {
      const dying = error instanceof OwnerFailed && error.owned && Date.now() < giveUpAt && !(await takenElsewhere());
      if (!dying) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
};
