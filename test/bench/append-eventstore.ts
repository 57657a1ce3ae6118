import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openEventStoreLog, type AppendItem } from '@fenming/event-log';

/** Events a second, and which share of a core each side used meanwhile. */
export type PeerRate = { readonly eventsPerSecond: number; readonly client: number; readonly peer: number };
export type Calls = { readonly size: number; readonly commits: number; readonly rounds: number };
type Make = (count: number, expected: AppendItem['expected']) => readonly AppendItem[];

// The kernel counts processor time in hundredths of a second, whatever the machine.
const TICKS_PER_SECOND = 100;

/**
 * The EventStoreDB adapter through the protocol peer, a process of its own over a SQLite log: one append after another, or `size` appends
 * a call, pipelined. Medians of the rounds. What it measures is the way there and back; a real server is another program.
 */
export async function rateThroughPeer(make: Make, { size, commits, rounds }: Calls): Promise<PeerRate> {
  const folder = mkdtempSync(join(tmpdir(), 'fenming-bench-'));
  const peer = fork(join(__dirname, '../eventstore-peer/main.js'), ['--port', '0', '--store', 'sqlite', '--data', folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ ready }] = (await once(peer, 'message')) as [{ readonly ready: string }];
  const log = await openEventStoreLog(ready);
  await log.appendMany(make(200, 'none'));
  const rates: PeerRate[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const calls = Array.from({ length: commits }, () => make(size, 'none'));
    const [began, client, there] = [performance.now(), process.cpuUsage(), secondsOf(peer)];
    for (const call of calls) await log.appendMany(call);
    const seconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(client);
    rates.push({
      eventsPerSecond: (size * commits) / seconds,
      client: (user + system) / 1e6 / seconds,
      peer: (secondsOf(peer) - there) / seconds,
    });
  }
  await log.close();
  const ended = once(peer, 'exit');
  peer.kill();
  await ended;
  rmSync(folder, { recursive: true });
  return (
    rates.toSorted((a, b) => a.eventsPerSecond - b.eventsPerSecond)[Math.floor(rounds / 2)] ?? {
      eventsPerSecond: 0,
      client: 0,
      peer: 0,
    }
  );
}

/** Processor time of another process so far, all its threads together. */
function secondsOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
