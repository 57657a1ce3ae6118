import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { rateThroughPeer, type PeerRate } from './append-eventstore';
import { canonicalJson, openSqliteLog, type AppendItem, type EventLog, type JsonObject } from '@fenming/event-log';

/**
 * bench:append -- --n 20000: how many events a second the SQLite log makes durable, at 1, 100, 1,000 and 10,000 events a commit, one
 * call after another, beside a plain file that gets the same bytes by one write and one fdatasync a commit in the same run.
 * Last, the EventStoreDB adapter through the protocol peer, with who was busy meanwhile.
 * The events are those of a payout: each goes to a stream of its own that exists, at an exact revision. `--n` is the number of
 * events in a round (fewer at 1 and 100 a commit, which would take minutes); figures are medians of five rounds.
 */
const SIZES = [1, 100, 1_000, 10_000] as const;
const PEER_SIZES = [1, 1_000] as const;
const ROUNDS = 5;
const MOST_COMMITS = 400;
const LONE_CALLERS = 64;
const EACH = 50;

type Rate = { readonly sqlite: number; readonly file: number };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { n: { type: 'string', default: '20000' } } });
  const n = Number(values.n);
  if (!Number.isSafeInteger(n) || n < 1) throw new Error(`--n must be a whole number from 1, not ${values.n}`);
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'fenming-bench-'));
  try {
    const rates = new Map<number, Rate>();
    for (const size of SIZES) rates.set(size, await compare(folder, size, n));
    const beginning = await rateOfNewStreams(folder, n);
    const alone = await rateOfLoneCallers(folder);
    const through = new Map<number, PeerRate>();
    for (const size of PEER_SIZES) {
      const commits = Math.max(1, Math.min(MOST_COMMITS, Math.ceil(n / 4 / size)));
      const make = (count: number, expected: AppendItem['expected']) => payments(streamNames(count), expected);
      through.set(size, await rateThroughPeer(make, { size, commits, rounds: ROUNDS }));
    }
    report(rates, { beginning, alone, through, seconds: (performance.now() - started) / 1_000 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Both take turns commit by commit, so that a busy machine is busy for both; what they write is made outside the measured time. */
async function compare(folder: string, size: number, n: number): Promise<Rate> {
  const commits = Math.max(1, Math.min(MOST_COMMITS, Math.ceil(n / size)));
  const streams = streamNames(commits * size);
  const log = openSqliteLog(join(folder, `events-${size}.sqlite`));
  for (let from = 0; from < streams.length; from += 1_000)
    await log.appendMany(payments(streams.slice(from, from + 1_000), 'none'));
  const file = openSync(join(folder, `events-${size}.txt`), 'a');
  const rounds: Rate[] = [];
  // The round before the first warms both up and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const seconds = { sqlite: 0, file: 0 };
    for (let from = 0; from < streams.length; from += size) {
      const call = payments(streams.slice(from, from + size), round);
      seconds.sqlite += await secondsToAppend(log, call);
      seconds.file += secondsToWrite(file, bytesOf(call));
    }
    if (round > 0) rounds.push({ sqlite: streams.length / seconds.sqlite, file: streams.length / seconds.file });
  }
  closeSync(file);
  await log.close();
  return { sqlite: median(rounds.map(({ sqlite }) => sqlite)), file: median(rounds.map(({ file: plain }) => plain)) };
}

async function secondsToAppend(log: EventLog, call: readonly AppendItem[]): Promise<number> {
  const began = performance.now();
  const outcomes = await log.appendMany(call);
  const seconds = (performance.now() - began) / 1_000;
  if (outcomes.some(({ outcome }) => outcome !== 'appended')) throw new Error('the log did not append every event');
  return seconds;
}

function secondsToWrite(file: number, bytes: Buffer): number {
  const began = performance.now();
  writeSync(file, bytes);
  fdatasyncSync(file);
  return (performance.now() - began) / 1_000;
}

/** An import rather than a payout: 1,000 events a commit, each the first of its stream. */
async function rateOfNewStreams(folder: string, n: number): Promise<number> {
  const log = openSqliteLog(join(folder, 'events-new.sqlite'));
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let seconds = 0;
    const commits = Math.ceil(n / 1_000);
    for (let commit = 0; commit < commits; commit += 1)
      seconds += await secondsToAppend(log, payments(streamNames(1_000), 'none'));
    rates.push((commits * 1_000) / seconds);
  }
  await log.close();
  return median(rates);
}

/** Many people at once, one event each: their calls share commits. */
async function rateOfLoneCallers(folder: string): Promise<number> {
  const log = openSqliteLog(join(folder, 'events-alone.sqlite'));
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const callers = Array.from({ length: LONE_CALLERS }, () => streamNames(EACH).map((stream) => payments([stream], 'none')));
    const began = performance.now();
    await Promise.all(
      callers.map(async (calls) => {
        for (const call of calls) await secondsToAppend(log, call);
      }),
    );
    rates.push((LONE_CALLERS * EACH) / ((performance.now() - began) / 1_000));
  }
  await log.close();
  return median(rates);
}

function streamNames(count: number): readonly string[] {
  return Array.from({ length: count }, () => flat(`enrolment-${randomUUID()}`));
}

function payments(streams: readonly string[], expected: AppendItem['expected']): readonly AppendItem[] {
  const meta = {
    at: '2023-12-15T01:00:00.000Z',
    trueAt: '2026-11-22T03:00:00.000Z',
    actor: newId(),
    role: 'finance-releaser',
    area: '991001',
    cause: newId(),
    correlation: newId(),
  };
  return streams.map((stream, line) => ({
    stream,
    expected,
    events: [{ id: newId(), type: 'PaymentInstructed', schemaVersion: 1, payload: payment(line), meta }],
  }));
}

function payment(lineNo: number): JsonObject {
  return {
    entitlementId: newId(),
    attempt: 1,
    batchId: newId(),
    lineNo,
    programme: 'RURAL_REWARD',
    year: 2023,
    amountFen: '96000',
    funding: { central: '57600', province: '19200', county: '19200' },
    accountVersion: newId(),
    village: '991001002003',
  };
}

/** What the log keeps of the events, a line each. */
function bytesOf(call: readonly AppendItem[]): Buffer {
  const lines = call.flatMap(({ stream, expected, events }) =>
    events.map(({ id, type, schemaVersion, payload, meta }) =>
      [stream, expected, id, type, schemaVersion, canonicalJson(payload), canonicalJson(meta)].join('\t'),
    ),
  );
  return Buffer.from(`${lines.join('\n')}\n`);
}

function newId(): string {
  return flat(randomUUID());
}

/** Strings that come from a decoder are flat; those of randomUUID are ropes, and flattening them is no work of the log. */
function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

type Rest = {
  readonly beginning: number;
  readonly alone: number;
  readonly through: ReadonlyMap<number, PeerRate>;
  readonly seconds: number;
};

function report(rates: ReadonlyMap<number, Rate>, { beginning, alone, through, seconds }: Rest): void {
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  console.log('events a commit   SQLite log, events/s   plain file, events/s   ratio');
  const ratios: Record<string, number> = {};
  const eventsPerSecond: Record<string, number> = {};
  for (const [size, { sqlite, file }] of rates) {
    ratios[`ratioFile${size}`] = Number((sqlite / file).toPrecision(3));
    eventsPerSecond[size] = Math.round(sqlite);
    const columns = [whole(size).padStart(15), whole(sqlite).padStart(22), whole(file).padStart(22)];
    console.log(`${columns.join(' ')}   ${(sqlite / file).toPrecision(3)}`);
  }
  console.log(`first events of new streams, 1,000 a commit: ${whole(beginning)} events/s`);
  console.log(`${LONE_CALLERS} callers at once, one event each: ${whole(alone)} events/s`);
  const eventStore: Record<string, number> = {};
  for (const [size, { eventsPerSecond: rate, client, peer }] of through) {
    eventStore[size] = Math.round(rate);
    const shares = `this side used ${whole(client * 100)} % of a core, the peer ${whole(peer * 100)} %`;
    console.log(`EventStoreDB through the peer, ${whole(size)} appends a call: ${whole(rate)} events/s; ${shares}`);
  }
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1_024);
  const figures = { eventsPerSecond, newStreams1000: Math.round(beginning), callersAtOnce: Math.round(alone), eventStore };
  console.log(JSON.stringify({ ...ratios, ...figures, peakRssMb, seconds: Number(seconds.toFixed(1)) }));
}

void main();
