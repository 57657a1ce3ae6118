import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { queriesWhilePaying, type Latencies, type Latency } from './payout/queries';
import { copyOf, emmettPerSecond, payByEngine, payByFiles, prepared, type Paid } from './payout/stages';

/**
 * bench:payout -- --n 1000000 --rounds 5: from an approved batch to all payments instructed, the views caught up and the bank files on
 * disk. Beside it in every round a pipeline of plain files, and once a general event-sourcing library, then eligibility queries at a
 * server that pays the same batch. Every round begins with a fresh copy of a folder that is prepared outside the measured time, in `--store` when it is to be used again. `--small`: the size that the cost of a
 * payment is compared with. `--double`: also pays twice as many once, for the memory that takes.
 */
type Round = { readonly engine: Paid; readonly files: Paid };

async function main(): Promise<void> {
  const { n, rounds, small, store: kept, double } = options();
  const store = kept ?? mkdtempSync(join(tmpdir(), 'fenming-bench-'));
  try {
    const all = await roundsOf(store, n, rounds);
    const few = await roundsOf(store, small, rounds);
    const emmett = await emmettPerSecond(store);
    const queries = await queriesWhilePaying(copyOf(store, n), await prepared(store, n));
    const [twice] = double ? await roundsOf(store, 2 * n, 1) : [];
    report({ n, small, all, few, emmett, queries, twice });
  } finally {
    for (const dir of kept === undefined ? [store] : ['work', 'plain'].map((name) => join(store, name)))
      rmSync(dir, { recursive: true, force: true });
  }
}

function options() {
  const { values } = parseArgs({
    options: {
      n: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '5' },
      small: { type: 'string', default: '10000' },
      store: { type: 'string' },
      double: { type: 'boolean', default: false },
    },
  });
  const [n, rounds, small] = [values.n, values.rounds, values.small].map(Number) as [number, number, number];
  if (![n, rounds, small].every((count) => Number.isSafeInteger(count) && count > 0))
    throw new Error('--n, --rounds and --small must be whole numbers from 1');
  return { n, rounds, small, store: values.store, double: values.double };
}

async function roundsOf(store: string, people: number, rounds: number): Promise<readonly Round[]> {
  const ready = await prepared(store, people);
  console.log(`${people.toLocaleString('en')} payments prepared in ${ready.seconds} s`);
  const done: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const engine = await payByEngine(copyOf(store, people), ready);
    const files = await payByFiles(store, ready);
    if (engine.payments !== people || engine.hashes.join() !== files.hashes.join())
      throw new Error('the engine and the plain files did not write the same bank files');
    done.push({ engine, files });
    console.log(
      `  engine ${perSecond(engine)}/s ${engine.peakRssMb} MB, plain files ${perSecond(files)}/s ${files.peakRssMb} MB`,
    );
  }
  return done;
}

const perSecond = ({ payments, seconds }: Paid): number => Math.round((payments * 1_000) / seconds.whole);
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const short = (value: number): number => Number(value.toPrecision(3));
/** The middle of the rounds of one figure per payment, in microseconds. */
const each = (rounds: readonly Round[], of: (paid: Paid) => number | undefined, whose: keyof Round = 'engine'): number =>
  short(median(rounds.map((round) => ((of(round[whose]) ?? 0) * 1_000) / round[whose].payments)));
const cpuOf = ({ cpuSeconds }: Paid): number => cpuSeconds * 1_000;

type Figures = {
  readonly n: number;
  readonly small: number;
  readonly all: readonly Round[];
  readonly few: readonly Round[];
  readonly emmett: number | undefined;
  readonly queries: Latencies;
  readonly twice: Round | undefined;
};

function report({ n, small, all, few, emmett, queries, twice }: Figures): void {
  const engine = median(all.map((round) => perSecond(round.engine)));
  const [whole, wholeOfFew] = [each(all, ({ seconds }) => seconds.whole), each(few, ({ seconds }) => seconds.whole)];
  const figures = {
    n,
    rounds: all.length,
    perSecond: engine,
    ratioPlainFile: short(median(all.map((round) => perSecond(round.engine) / perSecond(round.files)))),
    ratioEmmett: emmett === undefined ? null : short(engine / emmett),
    microsecondsEach: {
      whole,
      instruct: each(all, ({ seconds }) => seconds.instruct),
      project: each(all, ({ seconds }) => seconds.project),
      file: each(all, ({ seconds }) => seconds.file),
      cpu: each(all, cpuOf),
      plainFiles: each(all, ({ seconds }) => seconds.whole, 'files'),
      plainFilesCpu: each(all, cpuOf, 'files'),
    },
    growth: { from: small, microseconds: wholeOfFew, ratio: short(whole / wholeOfFew) },
    peakRssMb: median(all.map((round) => round.engine.peakRssMb)),
    peakRssMbTwice: twice?.engine.peakRssMb ?? null,
    queries,
  };
  console.log(
    `engine       ${engine.toLocaleString('en')} payments/s, ${whole} µs each (${wholeOfFew} µs at ${small.toLocaleString('en')})`,
  );
  console.log(`plain files  ${median(all.map((round) => perSecond(round.files))).toLocaleString('en')} payments/s`);
  console.log(`emmett       ${emmett === undefined ? 'not installed' : `${Math.round(emmett).toLocaleString('en')} appends/s`}`);
  for (const [name, latency] of Object.entries(queries)) console.log(`query ${name.padEnd(12)} ${latencyLine(latency)}`);
  console.log(JSON.stringify(figures));
}

const latencyLine = ({ count, p50, p99, max }: Latency): string => `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms of ${count}`;

void main();
