import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { controlReport, type LogEvent } from '@fenming/findings';
import { countyYear } from '../controls/county-year';

/**
 * bench:controls -- --n 200000: a year of that many people through all control formulas in one pass. Every event goes through JSON as
 * it would from a log, and that time is measured apart: events a second are those of the formulas, and the peak is of the whole process.
 */
/** As the server reads: a chunk of a roster is one event of a thousand lines, so that many events at once would be a whole roster. */
const SLICE = 100;

type Measured = { events: number; readingMs: number; peakMb: number };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { n: { type: 'string', default: '200000' } } });
  const people = Number(values.n);
  if (!Number.isSafeInteger(people) || people < 100) throw new Error(`--n must be a whole number from 100, not ${values.n}`);
  const measured: Measured = { events: 0, readingMs: 0, peakMb: 0 };
  const started = performance.now();
  const report = await controlReport(slices(people, measured));
  const seconds = (performance.now() - started - measured.readingMs) / 1000;
  const rate = Math.round(measured.events / seconds).toLocaleString('en-US');
  console.log(`${people.toLocaleString('en-US')} people, ${measured.events.toLocaleString('en-US')} events`);
  console.log(
    `formulas ${seconds.toFixed(1)} s (${rate} events/s), making and parsing the log ${(measured.readingMs / 1000).toFixed(1)} s`,
  );
  console.log(`peak RSS ${measured.peakMb.toFixed(0)} MB`);
  console.log(JSON.stringify(report.totals));
  for (const { code, state, found } of report.formulas) if (state !== 'holds') console.log(`${code} ${state} ${found}`);
}

async function* slices(people: number, measured: Measured): AsyncGenerator<readonly LogEvent[]> {
  let slice: LogEvent[] = [];
  let began = performance.now();
  const hand = function* (): Generator<readonly LogEvent[]> {
    measured.events += slice.length;
    measured.peakMb = Math.max(measured.peakMb, process.memoryUsage.rss() / 1024 / 1024);
    measured.readingMs += performance.now() - began;
    yield slice;
    began = performance.now();
    slice = [];
  };
  for (const event of countyYear({ people, villages: 400 })) {
    slice.push(JSON.parse(JSON.stringify(event)) as LogEvent);
    if (slice.length === SLICE) yield* hand();
  }
  yield* hand();
}

void main();
