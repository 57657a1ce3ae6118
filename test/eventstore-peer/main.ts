import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openMemoryLog, openSqliteLog, type EventLog } from '@fenming/event-log';
import type { FaultMessage } from './faults';
import { PEER_LOG_OPTIONS, startPeer, type Peer } from './server';

/**
 * eventstore-peer -- --port 2113 --store sqlite|memory --data DIR: a stand-in for EventStoreDB, for tests and demonstrations of the
 * cluster profile on a machine that has none. Its first line of output says so. A parent process is told `{ ready }` with the
 * connection string, and may send faults (`FaultMessage`).
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '2113' },
      store: { type: 'string', default: 'memory' },
      data: { type: 'string' },
    },
  });
  const log = openStore(values.store, values.data);
  const peer = await startPeer({ log, port: Number(values.port) });
  console.log(`eventstore-peer: not EventStoreDB but a stand-in for tests (${values.store} store) at ${peer.connectionString}`);
  process.on('message', (message: FaultMessage) => obey(peer, message));
  process.send?.({ ready: peer.connectionString });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(peer, log));
}

function openStore(store: string, folder: string | undefined): EventLog {
  if (store === 'memory') return openMemoryLog(PEER_LOG_OPTIONS);
  if (store !== 'sqlite') throw new Error(`--store must be sqlite or memory, not ${store}`);
  if (folder === undefined) throw new Error('--store sqlite needs --data: the folder that keeps the store');
  mkdirSync(folder, { recursive: true });
  return openSqliteLog(join(folder, 'eventstore-peer.sqlite'), PEER_LOG_OPTIONS);
}

function obey(peer: Peer, message: FaultMessage): void {
  if ('fault' in message) peer.faults.set(message.fault, message.options);
  else if ('clear' in message) peer.faults.clear(message.clear === 'all' ? undefined : message.clear);
  else peer.drop();
}

async function stop(peer: Peer, log: EventLog): Promise<void> {
  await peer.stop();
  await log.close();
  if (process.connected) process.disconnect();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
