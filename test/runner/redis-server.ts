import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type RedisServer = {
  readonly url: string;
  /** Kills it and starts an empty one at the same port. */
  readonly loseAll: () => Promise<void>;
  /** Kills it, and starts an empty one at the same port when that is over. */
  readonly outage: (during: () => Promise<void>) => Promise<void>;
  /** Stops its clock, as a host that swaps or moves does; `thaw` lets it go on. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly stop: () => Promise<void>;
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};

const MISSING = 'These tests need a real Redis, and redis-server is not installed: `apt-get install redis-server`.';

const launch = async (port: number, dir: string, policy: string): Promise<ChildProcess> => {
  const keepsNothing = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', policy];
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, ...keepsNothing];
  // It writes its log to stdout; one that a failed test leaves behind must not keep the run from its end.
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  const failed = once(child, 'error').then(([error]) => {
    throw new Error((error as NodeJS.ErrnoException).code === 'ENOENT' ? MISSING : String(error));
  });
  const ready = (async () => {
    for await (const said of child.stdout ?? []) if (String(said).includes('Ready to accept connections')) return;
    throw new Error(`redis-server ended before it was ready at port ${port}`);
  })();
  await Promise.race([ready, failed]);
  child.unref();
  return child;
};

const kill = async (child: ChildProcess): Promise<void> => {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
};

/** A Redis of this test's own on a free loopback port, which keeps nothing on disk. */
export const startRedis = async (policy = 'noeviction'): Promise<RedisServer> => {
  const dir = mkdtempSync(join(tmpdir(), 'fenming-redis-'));
  const port = await freePort();
  let child = await launch(port, dir, policy);
  const outage = async (during: () => Promise<void>): Promise<void> => {
    await kill(child);
    await during();
    child = await launch(port, dir, policy);
  };
  return {
    url: `redis://127.0.0.1:${port}/0`,
    loseAll: () => outage(() => Promise.resolve()),
    outage,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: async () => {
      await kill(child);
      rmSync(dir, { recursive: true });
    },
  };
};
