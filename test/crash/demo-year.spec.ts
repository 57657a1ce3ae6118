import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '@fenming/event-log';
import type { Api } from '../../apps/cli/src/owner/api';
import { replayAll } from '../../apps/cli/src/demo/result';
import counts from '../counts.json';
import { startDriver, startServer, type Demo, type DemoReport, type RunningServer } from './county-folder';
import { killPlan } from './kill-plan';
import type { Kill } from './kill-switch';
import { doubledPayments, placesOf, readLog, storiesOf } from './log-story';

const { kills: KILLS } = counts[process.env['FENMING_COUNTS'] === 'long' ? 'long' : 'ci'];
const KILLS_PER_RUN = 5;
const SEEDS = Array.from({ length: Math.ceil(KILLS / KILLS_PER_RUN) }, (_, index) => index + 1);

/** The smallest county in which every planted case still has several neighbours; most of the time goes into starting servers. */
const DEMO: Demo = { seed: 1, scale: 0.02 };

type Closed = { readonly report: DemoReport; readonly events: readonly RecordedEvent[] };

// How long a loaded machine takes is nobody's contract; this only ends a run that hangs.
jest.setTimeout(600_000);

const folder = mkdtempSync(join(tmpdir(), 'fenming-year-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const started = async (dir: string, kill?: Kill): Promise<RunningServer> => {
  const server = await startServer(dir, kill);
  if (server === 'killed') throw new Error('killed, but nobody asked for it');
  return server;
};

/** Drives the year, or what is left of it, to its end. */
const close = async (dir: string, look: (api: Api) => Promise<unknown>): Promise<Closed> => {
  const server = await started(dir);
  await look(server.api);
  const report = await startDriver(dir, DEMO).report;
  const events = await readLog(server.api);
  await server.stop();
  return { report, events };
};

/** Drives the year until the server is killed, and ends the driver with it. */
const driveUntilKilled = async (dir: string, kill: Kill, look: (api: Api) => Promise<unknown>): Promise<void> => {
  const server = await startServer(dir, kill);
  // Killed while it went on with what the kill before had cut off: that is an instant like any other.
  if (server === 'killed') return;
  await look(server.api);
  const driver = startDriver(dir, DEMO);
  const report = driver.report.then(
    () => 'closed',
    (error: unknown) => error,
  );
  const first = await Promise.race([server.ended, report]);
  if (first !== 'SIGKILL') {
    await server.stop();
    throw first instanceof Error ? first : new Error(`the kill at event ${kill.events} never came`);
  }
  await driver.kill();
};

/** After a restart: nothing recorded is lost or changed, nobody is paid twice, and the views are what the log says. */
const nothingLost = async (api: Api, { places, note }: { places: readonly string[]; note: string }): Promise<readonly string[]> => {
  const events = await readLog(api);
  const onDisk = existsSync(note) ? Number(readFileSync(note, 'utf8')) : 0;
  expect(events.length).toBeGreaterThanOrEqual(onDisk);
  const now = placesOf(events);
  expect(now.slice(0, places.length)).toEqual(places);
  expect(doubledPayments(events)).toEqual([]);
  expect((await replayAll(api)).differences).toEqual([]);
  return now;
};

const runThroughKills = async (dir: string, kills: readonly Kill[]): Promise<Closed> => {
  let places: readonly string[] = [];
  const look = async (api: Api): Promise<void> => {
    places = await nothingLost(api, { places, note: kills[0]?.note ?? '' });
  };
  for (const kill of kills) await driveUntilKilled(dir, kill, look);
  return close(dir, look);
};

describe(`${KILLS} seeded kill -9 instants on the small county, each started again until closed`, () => {
  let whole: Closed;

  beforeAll(async () => {
    whole = await close(join(folder, 'unkilled'), () => Promise.resolve());
    expect(whole.report.replay.differences).toEqual([]);
  });

  it.each(SEEDS)('ends with the digest, the totals and the events of the unkilled run (seed %i)', async (seed) => {
    const dir = join(folder, `seed-${seed}`);
    const kills = killPlan(seed, KILLS_PER_RUN, { events: whole.events.length, note: `${dir}.killed` });
    try {
      const { report, events } = await runThroughKills(dir, kills);
      // A run that is cut off repeats its steps, and every step knows what it has done: not one event more than without the kills.
      expect(storiesOf(events)).toEqual(storiesOf(whole.events));
      expect(report).toEqual(whole.report);
      expect(doubledPayments(events)).toEqual([]);
    } catch (error) {
      throw new Error(`seed ${seed}, killed at ${JSON.stringify(kills)}`, { cause: error });
    }
    rmSync(dir, { recursive: true, force: true });
  });
});
