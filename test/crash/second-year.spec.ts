import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driveUntilKilled, driveYear, type Demo, type DrivenYear } from './county-folder';
import { storiesOf, uncut } from './log-story';

jest.setTimeout(900_000);

const folder = mkdtempSync(join(tmpdir(), 'fenming-second-year-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The smallest demo county: a dozen people in a programme. */
const DEMO: Demo = { seed: 1, scale: 0.001 };

/** The commits of 2024 that a second signature, or the run that follows it, makes; each the last of its kind. */
const SECOND_STEPS = [
  'StatementAccepted',
  'ObjectionRemedied',
  'ExitWithdrawn',
  'EnrolmentExited',
  'ChangedCasesListed',
  'RedeterminationComputed',
  'RedeterminationSigned',
  'RedeterminationApplied',
] as const;

describe('the second year of the demo county, killed at each second signature', () => {
  let whole: DrivenYear;
  beforeAll(async () => {
    whole = await driveYear(join(folder, 'unkilled'), { demo: DEMO });
  });

  it('ends with the totals, the digest and the events of the run that nobody killed', async () => {
    const dir = join(folder, 'killed');
    const lastOf = (wanted: string): number => whole.events.findLastIndex(({ type }) => type === wanted) + 1;
    const steps = SECOND_STEPS.map((type) => ({ type, events: lastOf(type) })).toSorted((a, b) => a.events - b.events);
    for (const [index, { type, events }] of steps.entries()) {
      const moment = index % 2 === 0 ? ('before' as const) : ('after' as const);
      const kill = { events, type, moment, milliseconds: 1, note: `${dir}.killed` };
      await driveUntilKilled(dir, { demo: DEMO, kill });
    }
    const { report, events } = await driveYear(dir, { demo: DEMO });
    const done = uncut(events);
    expect({ ...report, events: done.length }).toEqual(whole.report);
    expect(storiesOf(done)).toEqual(storiesOf(whole.events));
  });
});
