import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawDemoCounty, type DemoCounty } from '../../libs/demo-county/src/county/demo-county';
import type { Applicant } from '../../libs/demo-county/src/county/applicants';
import { byHand, RATES } from './by-hand';
import { idOf } from './citizens';
import { lockDemoYear, type Year } from './demo-year';
import { CATALOGUE } from './hall';

const county = drawDemoCounty(1, 0.02);
let before: Year;
beforeAll(async () => {
  const { locked, owed } = await lockDemoYear(county);
  expect(owed).toEqual(locked);
  before = locked;
});

/** What each programme pays more than before: people and yuan. */
const difference = (after: Year): Readonly<Record<string, readonly [number, number]>> =>
  Object.fromEntries(
    Object.entries(after)
      .map(([id, { count, fen }]) => [id, [count - (before[id]?.count ?? 0), (fen - (before[id]?.fen ?? 0)) / 100]] as const)
      .filter(([, [count, yuan]]) => count !== 0 || yuan !== 0),
  );

/** The county with one roster of 2023 changed. */
const withRoster = (programme: string, change: (applicants: readonly Applicant[]) => readonly Applicant[]): DemoCounty => ({
  ...county,
  rosters: county.rosters.map((roster) =>
    roster.programme === programme && roster.year === 2023 ? { ...roster, applicants: change(roster.applicants) } : roster,
  ),
});

/** One who is in none of the county's planted stories and fits. */
const somebody = (programme: string, fits: (applicant: Applicant) => boolean): Applicant => {
  const { died, objected, slandered, troubles, rural, urban } = county.story;
  const planted = [
    died,
    objected,
    slandered,
    ...troubles.map(({ applicant }) => applicant),
    ...rural.slice(0, 4),
    ...urban.slice(-1),
  ];
  const found = county.rosters
    .find((roster) => roster.programme === programme)
    ?.applicants.find((each) => !planted.includes(each) && fits(each));
  if (found === undefined) throw new Error(`nobody fits in ${programme}`);
  return found;
};

const born = (applicant: Applicant, birthDate: string): Applicant => {
  const { identity, facts } = applicant;
  const citizenId = idOf(birthDate, identity.sex === 'male' ? '男' : '女', 444);
  return { ...applicant, identity: { ...identity, birthDate, citizenId }, facts: { ...facts, birthDate } };
};
const reborn = (programme: string, applicant: Applicant, birthDate: string): DemoCounty =>
  withRoster(programme, (applicants) => applicants.map((each) => (each === applicant ? born(applicant, birthDate) : each)));

describe('the demo county’s year', () => {
  it('pays what plain arithmetic over its people says', () => {
    expect(before).toEqual(byHand(county));
  });

  it('pays each disabled child’s parent 12 times 1.50 more when the nation’s rate rises from 460.00 to 461.50', async () => {
    const catalogue = mkdtempSync(join(tmpdir(), 'fenming-catalogue-'));
    cpSync(CATALOGUE, catalogue, { recursive: true });
    const file = join(catalogue, 'SPECIAL_ASSISTANCE.yaml');
    const rows = readFileSync(file, 'utf8').split(/(?=^  - regions:)/m);
    const raised = rows.map((row) =>
      /regions: \[national\].*category: disability.*from: 2022-07-01/s.test(row) ? row.replace("'460.00'", "'461.50'") : row,
    );
    expect(raised.filter((row, i) => row !== rows[i])).toHaveLength(1);
    // Whoever raises a rate says in the file's examples what its people get: twelve months, and four before a child's death.
    const retold = raised.join('').replace("'9720.00'", "'9738.00'").replace("'11560.00'", "'11566.00'");
    writeFileSync(file, retold);
    const { locked } = await lockDemoYear(county, catalogue);
    rmSync(catalogue, { recursive: true });
    const parents = county.story.special.filter(({ facts }) => facts['category'] === 'disability').length;
    expect(difference(locked)).toEqual({ SPECIAL_ASSISTANCE: [0, parents * 12 * 1.5] });
    expect(locked).toEqual(byHand(county, { ...RATES, disability: 461.5 + 350 }));
  });

  it('pays 960.00 less when one farmer was born on the first day of 1964 and not before', async () => {
    const farmer = somebody('RURAL_REWARD', ({ identity }) => identity.birthDate < '1960');
    const changed = reborn('RURAL_REWARD', farmer, '1964-01-01');
    const { locked } = await lockDemoYear(changed);
    expect(difference(locked)).toEqual({ RURAL_REWARD: [-1, -960] });
    expect(locked).toEqual(byHand(changed));
  });

  it('pays a bereaved mother four months more when she was born in August and not in December', async () => {
    const mother = somebody('SPECIAL_ASSISTANCE', ({ identity }) => identity.birthDate === '1974-12-09');
    const changed = reborn('SPECIAL_ASSISTANCE', mother, '1974-08-31');
    const { locked } = await lockDemoYear(changed);
    expect(difference(locked)).toEqual({ SPECIAL_ASSISTANCE: [0, 4 * (590 + 450)] });
    expect(locked).toEqual(byHand(changed));
  });

  it('pays 480.00 less when the row of one couple is deleted from its roster', async () => {
    const couple = somebody('ONLY_CHILD_FEE', ({ spouse }) => spouse !== undefined);
    const changed = withRoster('ONLY_CHILD_FEE', (applicants) => applicants.filter((each) => each !== couple));
    const { locked } = await lockDemoYear(changed);
    expect(difference(locked)).toEqual({ ONLY_CHILD_FEE: [-1, -480] });
    expect(locked).toEqual(byHand(changed));
  });
});
