import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driveYear, type DemoReport } from './county-folder';

jest.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'fenming-seeds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The smallest demo county, made in a folder of its own. */
const demoIn = async (name: string, seed: number, language?: string): Promise<DemoReport> => {
  const demo = { seed, scale: 0.001, ...(language === undefined ? {} : { language }) };
  return (await driveYear(join(folder, name), { demo })).report;
};

const papersOf = (name: string): readonly string[] =>
  readdirSync(join(folder, name, 'inbox'))
    .toSorted()
    .map((file) => readFileSync(join(folder, name, 'inbox', file)).toString('base64'));

describe('the demo county of a seed', () => {
  let once: DemoReport;
  beforeAll(async () => {
    once = await demoIn('once', 1);
  });

  it('has the same digest, totals and number of events in every folder, watched in whatever language', async () => {
    expect(once.replay).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string, differences: [] });
    const again = await demoIn('again', 1, 'en');
    expect(again.replay).toEqual(once.replay);
    expect([again.totalFen, again.payments, again.events]).toEqual([once.totalFen, once.payments, once.events]);
    expect(papersOf('again')).toEqual(papersOf('once'));
  });

  it('has other people under another seed, and the same totals', async () => {
    const other = await demoIn('other', 2);
    const { programmes, totalFen, payments } = once;
    expect(other).toMatchObject({ programmes, totalFen, payments });
    expect(other.replay.differences).toEqual([]);
    expect(other.replay.digest).not.toBe(once.replay.digest);
    for (const [index, paper] of papersOf('other').entries()) expect(paper).not.toBe(papersOf('once')[index]);
  });
});
