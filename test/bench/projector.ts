import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { AreaCode } from '@fenming/citizen';
import { openSqliteLog, type AppendItem, type JsonObject, type SqliteLog } from '@fenming/event-log';
import {
  batchIdOf,
  derivedId,
  streams,
  type EnrolmentId,
  type EnrolmentKey,
  type PersonId,
  type RosterLine,
  type SubsidyEvent,
} from '@fenming/subsidy';
import { digest, openReadOnlyViews, openViews, runProjector, runProjectorThread, type Projector } from '@fenming/views';

/**
 * bench:projector -- --n 200000: how many PaymentInstructed events a second the views take in, and how long this thread could do
 * nothing else meanwhile, with the projector in this thread and in one of its own. Both must come to the same digest.
 */
const COUNTY = '991001' as AreaCode;
const BATCH = batchIdOf('RURAL_REWARD', 2023, COUNTY, 1);
const OF_BATCH = { batch: BATCH, programme: 'RURAL_REWARD', year: 2023, area: COUNTY, round: 1 };
const CHUNK = 1_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { n: { type: 'string', default: '200000' } } });
  const n = Number(values.n);
  if (!Number.isSafeInteger(n) || n < 1) throw new Error(`--n must be a whole number from 1, not ${values.n}`);
  const folder = mkdtempSync(join(tmpdir(), 'fenming-bench-'));
  const log = openSqliteLog(join(folder, 'log.sqlite'));
  try {
    const before = join(folder, 'before.sqlite');
    await enrolAndLock(log, n);
    await project(log, before, 'here');
    await instruct(log, n);
    const digests = [];
    for (const where of ['here', 'thread'] as const) {
      const file = join(folder, `${where}.sqlite`);
      copyFileSync(before, file);
      digests.push(await measure(log, file, where, n));
    }
    if (new Set(digests).size > 1) throw new Error('the two projectors came to different views');
  } finally {
    await log.close();
    rmSync(folder, { recursive: true });
  }
}

async function measure(log: SqliteLog, file: string, where: 'here' | 'thread', n: number): Promise<string> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  const began = performance.now();
  delay.enable();
  await project(log, file, where);
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  // The last stall is seen only when the timer of the histogram runs again.
  await after(20);
  delay.disable();
  const rate = Math.round(n / seconds).toLocaleString('en');
  const perCpu = Math.round(n / ((user + system) / 1e6)).toLocaleString('en');
  const stall = (delay.max / 1e6).toFixed(0);
  const place = where === 'here' ? 'in this thread ' : 'in its own one ';
  console.log(`${place} ${rate} events/s, ${perCpu} per CPU second, this thread's longest stall ${stall} ms`);
  const views = openReadOnlyViews(file);
  const { digest: whole } = digest(views);
  views.close();
  return whole;
}

async function project(log: SqliteLog, file: string, where: 'here' | 'thread'): Promise<void> {
  const onStopped = (error: Error): void => {
    throw error;
  };
  const head = await log.head();
  if (head === undefined) throw new Error('an empty log');
  const catchUp = async (projector: Projector): Promise<void> => {
    await projector.caughtUp(head);
    await projector.stop();
  };
  if (where === 'thread') return catchUp(runProjectorThread({ logFile: log.file, viewsFile: file }, { onStopped }));
  const views = openViews(file);
  await catchUp(runProjector(log, views, { onStopped }));
  views.close();
}

async function enrolAndLock(log: SqliteLog, n: number): Promise<void> {
  const stream = streams.payoutBatch(BATCH);
  await append(log, [item(stream, 'none', { type: 'BatchOpened', data: OF_BATCH })]);
  let revision = 0;
  for (let from = 0; from < n; from += CHUNK) {
    const numbers = chunkFrom(from, n);
    await append(
      log,
      numbers.map((number) => begun(number)),
    );
    const chunk = { ...OF_BATCH, lock: 1, chunk: from / CHUNK + 1, lines: numbers.map(lineOf) };
    await append(log, [item(stream, revision, { type: 'RosterChunkLocked', data: chunk })]);
    revision += 1;
  }
  const roster = { lock: 1, chunks: Math.ceil(n / CHUNK), count: n, sumFen: String(n * 96_000), hash: 'hash', funding: FUNDING };
  await append(log, [item(stream, revision, { type: 'RosterLocked', data: { ...OF_BATCH, ...roster } })]);
}

async function instruct(log: SqliteLog, n: number): Promise<void> {
  for (let from = 0; from < n; from += CHUNK) {
    const items = chunkFrom(from, n).map((number) => {
      const { lineNo, entitlement, attempt, amountFen, accountVersion } = lineOf(number);
      const money = { year: 2023, entitlement, attempt, batch: BATCH, lineNo, amountFen, accountVersion, determination: 1 };
      return item(streamOf(number), 1, { type: 'PaymentInstructed', data: { ...keyOf(number), ...money } });
    });
    await append(log, items);
  }
}

const FUNDING = { central: '57600', province: '19200', city: '0', county: '19200' };

const chunkFrom = (from: number, n: number): readonly number[] =>
  Array.from({ length: Math.min(CHUNK, n - from) }, (_, index) => from + index + 1);

const streamOf = (number: number): string => streams.enrolment(keyOf(number).enrolmentId);

function keyOf(number: number): EnrolmentKey {
  const caseNumber = `RURAL_REWARD-2023-1-${String(number).padStart(7, '0')}`;
  const village = `${COUNTY}${101 + (number % 12)}${201 + (number % 20)}` as AreaCode;
  return { enrolmentId: derivedId('enrolment', number) as EnrolmentId, caseNumber, programme: 'RURAL_REWARD', village };
}

function lineOf(number: number): RosterLine {
  const { enrolmentId, caseNumber, village } = keyOf(number);
  const money = { entitlement: '2023/regular/regular', attempt: 1, amountFen: '96000', funding: FUNDING, determination: 1 };
  return {
    lineNo: number,
    enrolmentId,
    caseNumber,
    village,
    revision: 1,
    ...money,
    accountVersion: derivedId('account', number),
  };
}

/** The two events of an enrolment that its payment builds on. */
function begun(number: number): AppendItem {
  const key = keyOf(number);
  const personId = derivedId('person', number) as PersonId;
  const applied = { ...key, personId, year: 2023, importId: derivedId('import'), row: number, sealedFacts: 'sealed' };
  const { entitlement, amountFen } = lineOf(number);
  const due = {
    ...key,
    year: 2023,
    entitlement,
    number: 1,
    cause: 'confirmation',
    amountFen,
    funding: FUNDING,
    lines: [],
    texts: [],
    outcomes: [],
    factsAt: 0,
    inputHash: 'hash',
    excess: 'undecided',
  } as const;
  const events = [told({ type: 'EnrolmentApplied', data: applied }), told({ type: 'EntitlementDetermined', data: due })];
  return { stream: streamOf(number), expected: 'none', events };
}

const META = {
  at: '2023-12-15T01:00:00.000Z',
  actor: 'maker',
  role: 'finance-maker',
  area: COUNTY,
  cause: 'c',
  correlation: 'b',
};

const told = ({ type, data }: SubsidyEvent) => ({
  id: randomUUID(),
  type,
  schemaVersion: 1,
  payload: data as unknown as JsonObject,
  meta: META,
});

const item = (stream: string, expected: AppendItem['expected'], event: SubsidyEvent): AppendItem => ({
  stream,
  expected,
  events: [told(event)],
});

async function append(log: SqliteLog, items: readonly AppendItem[]): Promise<void> {
  const outcomes = await log.appendMany(items);
  if (outcomes.some(({ outcome }) => outcome !== 'appended')) throw new Error('the log did not append every event');
}

void main();
