import { fork } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { ATTACKS, WORK } from './hostile/attacks';
import type { Told } from './hostile/many-at-once';
import { Callers, type Calling, type Waits } from './hostile/callers';
import { openBenchCounty } from './hostile/county';

/**
 * bench:hostile: ten callers, in a process of their own, ask a server of a demo county every 50 ms whether it lives and what somebody is entitled to,
 * at rest, during each attack and during a large import. Printed are their p99 and their longest wait, counted from when a question was due.
 * `npm run bench:hostile -- roster` runs those alone whose name holds the word.
 */
const TARGET_P99_MS = 100;
/** Long enough for a hundred questions, however soon an attack is answered. */
const LEAST_MS = 3_000;

type Measured = {
  readonly attack: string;
  readonly seconds: number;
  readonly statuses: readonly number[];
  readonly largest: number;
} & Waits;

/** The callers' process: begins when it is told whom to call, and tells its waits when it is told to stop. */
const callFor = async (): Promise<void> => {
  const [calling] = (await once(process, 'message')) as [Calling];
  const callers = new Callers(calling);
  await once(process, 'message');
  process.send?.(await callers.stop());
  process.disconnect();
};

const whileCalling = async (calling: Calling, work: () => Promise<readonly Told[]>): Promise<Omit<Measured, 'attack'>> => {
  const callers = fork(__filename, ['callers'], { stdio: 'inherit' });
  const ended = once(callers, 'message') as Promise<[Waits]>;
  callers.send(calling);
  await after(1_000);
  const started = performance.now();
  const [told] = await Promise.all([work(), after(LEAST_MS)]);
  const seconds = (performance.now() - started) / 1000;
  callers.send('stop');
  const [waits] = await ended;
  return {
    seconds,
    statuses: told.map(({ status }) => status),
    largest: Math.max(0, ...told.map(({ bytes }) => bytes)),
    ...waits,
  };
};

const counted = (statuses: readonly number[]): string =>
  [...new Set(statuses)].map((status) => `${status}×${statuses.filter((one) => one === status).length}`).join(' ');

const lineOf = ({ attack, seconds, statuses, largest, count, p99, longest, failed }: Measured): string => {
  const verdict = p99 <= TARGET_P99_MS ? 'held' : 'MISSED';
  const figures = `p99 ${p99.toFixed(0)} ms, longest ${longest.toFixed(0)} ms of ${count}${failed > 0 ? `, ${failed} failed` : ''}`;
  return `${attack}: ${figures} (${verdict}); ${seconds.toFixed(1)} s, answers ${counted(statuses)}, at most ${largest} bytes`;
};

const main = async (): Promise<void> => {
  const { target, close } = await openBenchCounty();
  // Of another account than the one that asks hundreds of things: that one waits for itself.
  const calling = { url: target.url, token: target.tokens['health'] ?? '' };
  const measured: Measured[] = [];
  try {
    const wanted = [...ATTACKS, ...WORK].filter(({ name }) => name.includes(process.argv[2] ?? ''));
    const all = [{ name: 'at rest', send: () => Promise.resolve([]) }, ...wanted];
    for (const { name, send } of all) {
      measured.push({ attack: name, ...(await whileCalling(calling, () => send(target))) });
      console.log(lineOf(measured.at(-1) as Measured));
    }
  } finally {
    await close();
  }
  const held = measured.every(({ p99 }) => p99 <= TARGET_P99_MS);
  console.log(`target: p99 ≤ ${TARGET_P99_MS} ms during every attack: ${held ? 'held' : 'missed'}`);
  console.log(JSON.stringify({ measured, held }));
};

void (process.argv[2] === 'callers' ? callFor() : main());
