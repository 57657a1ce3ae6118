import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openSqliteLogReader, type Position } from '@fenming/event-log';
import { runProjectorThread } from '@fenming/views';
import { copyOf, payByEngine, prepared } from './payout/stages';

/**
 * bench:replay -- --n 1000000 --rounds 5: all views rebuilt from a log of about that many events, a county's year up to the paid batch,
 * beside parsing the same events from a flat file, a JSON line each.
 */
const EVENTS_PER_PERSON = 12;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      n: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '5' },
      store: { type: 'string' },
    },
  });
  const people = Math.ceil(Number(values.n) / EVENTS_PER_PERSON);
  const store = values.store ?? mkdtempSync(join(tmpdir(), 'fenming-bench-'));
  try {
    const ready = await prepared(store, people);
    const dir = copyOf(store, people);
    await payByEngine(dir, ready);
    const log = join(dir, 'log.sqlite');
    const flat = join(dir, 'events.jsonl');
    const { events, head } = writeFlat(log, flat);
    const rounds: { readonly rebuild: number; readonly parse: number }[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const rebuild = events / (await secondsToRebuild(log, join(dir, `views-${round}.sqlite`), head));
      const parse = events / (await secondsToParse(flat, events));
      rounds.push({ rebuild, parse });
      console.log(`  views ${Math.round(rebuild)} events/s, flat file ${Math.round(parse)} events/s`);
    }
    report(events, rounds);
  } finally {
    rmSync(values.store === undefined ? store : join(store, 'work'), { recursive: true, force: true });
  }
}

function writeFlat(logFile: string, path: string): { readonly events: number; readonly head: Position } {
  const log = openSqliteLogReader(logFile);
  const file = openSync(path, 'w');
  let after: Position | 'start' = 'start';
  let events = 0;
  for (let slice = log.readSome(after, 1_000); slice.length > 0; slice = log.readSome(after, 1_000)) {
    writeSync(file, slice.map((event) => `${JSON.stringify(event)}\n`).join(''));
    after = slice.at(-1)?.position ?? after;
    events += slice.length;
  }
  closeSync(file);
  log.close();
  if (after === 'start') throw new Error('an empty log');
  return { events, head: after };
}

async function secondsToRebuild(logFile: string, viewsFile: string, head: Position): Promise<number> {
  const onStopped = (error: Error): void => {
    throw error;
  };
  const began = performance.now();
  const projector = runProjectorThread({ logFile, viewsFile }, { onStopped });
  await projector.caughtUp(head);
  const seconds = (performance.now() - began) / 1_000;
  await projector.stop();
  return seconds;
}

/** Each line is parsed and let go, as a program would that only wants to look at every event once. */
async function secondsToParse(path: string, events: number): Promise<number> {
  const began = performance.now();
  let parsed = 0;
  for await (const line of createInterface({ input: createReadStream(path, { highWaterMark: 1 << 20 }) }))
    if ((JSON.parse(line) as { readonly type: string }).type !== '') parsed += 1;
  if (parsed !== events) throw new Error(`${parsed} events in the flat file instead of ${events}`);
  return (performance.now() - began) / 1_000;
}

function report(events: number, rounds: readonly { readonly rebuild: number; readonly parse: number }[]): void {
  const middle = (of: (round: (typeof rounds)[number]) => number): number =>
    rounds.map(of).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
  const figures = {
    events,
    rounds: rounds.length,
    eventsPerSecond: Math.round(middle(({ rebuild }) => rebuild)),
    flatPerSecond: Math.round(middle(({ parse }) => parse)),
    ratioFlatParse: Number(middle(({ rebuild, parse }) => rebuild / parse).toPrecision(3)),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  };
  const whole = (value: number): string => value.toLocaleString('en');
  console.log(`views rebuilt  ${whole(figures.eventsPerSecond)} events/s of ${whole(events)}`);
  console.log(`flat file      ${whole(figures.flatPerSecond)} events/s parsed`);
  console.log(JSON.stringify(figures));
}

void main();
