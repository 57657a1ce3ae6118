import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '@fenming/event-log';
import { replayAll } from '../../libs/api-client/src/replay';
import type { Api } from '../../libs/api-client/src/api';
import counts from '../counts.json';
import { driveUntilKilled, driveYear, type Demo, type DrivenYear } from './county-folder';
import { drawKills } from './kill-plan';
import type { Kill } from './kill-switch';
import { doubledPayments, isPayoutStep, placesOf, readLog, storiesOf, uncut } from './log-story';

const { kills: KILLS } = counts[process.env['FENMING_TEST_COUNTS'] === 'long' ? 'long' : 'ci'];
const KILLS_PER_RUN = 5;
const SEEDS = Array.from({ length: Math.ceil(KILLS / KILLS_PER_RUN) }, (_, index) => index + 1);

/** Holds every planted case among some neighbours; most of a run's time goes into starting servers. */
const DEMO: Demo = { seed: 1, scale: 0.01 };

// How long a loaded machine takes is nobody's contract; this only ends a run that hangs.
jest.setTimeout(900_000);

const folder = mkdtempSync(join(tmpdir(), 'fenming-year-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Look = { readonly api: Api; readonly dir: string; readonly before: readonly string[]; readonly note: string };

/** After a restart: nothing recorded is lost or changed, nobody is paid twice, and the views are what the log says. */
const nothingLost = async ({ api, dir, before, note }: Look): Promise<readonly string[]> => {
  const events = readLog(dir);
  const onDisk = existsSync(note) ? Number(readFileSync(note, 'utf8')) : 0;
  expect(events.length).toBeGreaterThanOrEqual(onDisk);
  const now = placesOf(events);
  expect(now.slice(0, before.length)).toEqual(before);
  expect(doubledPayments(events)).toEqual([]);
  expect(await replayAll(api)).toMatchObject({ differences: [], recomputed: { differences: [] } });
  return now;
};

const driveThroughKills = async (dir: string, kills: readonly Kill[]): Promise<DrivenYear> => {
  let places: readonly string[] = [];
  const look = async (api: Api): Promise<void> => {
    places = await nothingLost({ api, dir, before: places, note: kills[0]?.note ?? '' });
  };
  for (const kill of kills) await driveUntilKilled(dir, { demo: DEMO, kill, look });
  return driveYear(dir, { demo: DEMO, look });
};

/** Every second run is killed around the few hundred steps of the payouts only, which a year of confirmations would outnumber. */
const instantsFor = (seed: number, events: readonly RecordedEvent[]): readonly number[] =>
  events.flatMap((event, index) => (seed % 2 === 1 || isPayoutStep(event) ? [index + 1] : []));

describe(`${KILLS} seeded kill -9 instants on the small county, each started again until closed`, () => {
  let whole: DrivenYear;

  beforeAll(async () => {
    whole = await driveYear(join(folder, 'unkilled'), { demo: DEMO });
    expect(whole.report.replay.differences).toEqual([]);
  });

  it.each(SEEDS)('ends with the digest, the totals and the events of the unkilled run (seed %i)', async (seed) => {
    const dir = join(folder, `seed-${seed}`);
    const instants = instantsFor(seed, whole.events);
    const kills = drawKills({ seed, kills: KILLS_PER_RUN, instants, note: `${dir}.killed` });
    try {
      const { report, events } = await driveThroughKills(dir, kills);
      // A run that is cut off repeats its steps, and every step knows what it has done: not one event more than without the kills, but for
      // what a stop leaves behind.
      const done = uncut(events);
      expect({ ...report, events: report.events - (events.length - done.length) }).toEqual(whole.report);
      expect(storiesOf(done)).toEqual(storiesOf(whole.events));
    } catch (error) {
      throw new Error(`seed ${seed}, killed at ${JSON.stringify(kills)}`, { cause: error });
    }
    rmSync(dir, { recursive: true, force: true });
  });
});
