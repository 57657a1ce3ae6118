import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AreaCode } from '@fenming/citizen';
import { readRoster, type VillageLookup } from '@fenming/rosters';
import * as rules from '@fenming/programmes';
import { demoCatalogue } from './catalogue';
import { drawDemoCounty } from './county/demo-county';
import { fillInbox, inboxFile } from './inbox';

const programmes = demoCatalogue(rules);
const county = drawDemoCounty(1, 0.01);
const villages = new Map(county.places.villages.map(({ townshipName, name, code }) => [`${townshipName}/${name}`, code]));
const lookup: VillageLookup = (township, village): AreaCode | undefined => villages.get(`${township}/${village}`);

const folders = [0, 1].map(() => mkdtempSync(path.join(tmpdir(), 'fenming-inbox-')));
const [inbox = '', other = ''] = folders;
beforeAll(async () => {
  await fillInbox(inbox, county, programmes);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const read = (fileName: string) => {
  const roster = [county.damaged, ...county.rosters].find((each) => each.fileName === fileName);
  const programme = programmes.get(roster?.programme ?? '');
  if (roster === undefined || programme === undefined) throw new Error(fileName);
  return readRoster(inboxFile(inbox, roster), programme, { villages: lookup, day: '2024-12-31' }).then((reading) => ({
    roster,
    reading,
  }));
};

describe("the demo county's inbox", () => {
  it('holds one file per programme and year and the damaged one', () => {
    expect(readdirSync(inbox).toSorted()).toEqual(
      [
        '2023-农村奖扶.xlsx',
        '2023-城镇奖扶.xlsx',
        '2023-特别扶助.xlsx',
        '2023-独生子女父母奖励.xlsx',
        '2024-农村奖扶.xlsx',
        '2024-独生子女父母奖励.xlsx',
        '损坏-2023-农村奖扶.xlsx',
      ].toSorted(),
    );
  });

  it.each(['2023-城镇奖扶.xlsx', '2023-特别扶助.xlsx', '2023-独生子女父母奖励.xlsx', '2024-农村奖扶.xlsx'])(
    'has in %s nothing that a reader would question',
    async (fileName) => {
      const { roster, reading } = await read(fileName);
      expect(reading.faults).toEqual([]);
      expect(reading.rows).toHaveLength(roster.applicants.length);
    },
  );

  it('has one person twice in the rural file, and names the second line', async () => {
    const { roster, reading } = await read('2023-农村奖扶.xlsx');
    const again = roster.applicants.findIndex(({ writtenId }) => writtenId !== undefined) + 2;
    expect(reading.faults.filter(({ severity }) => severity === 'error')).toMatchObject([
      { row: again, code: 'duplicate_person' },
    ]);
    expect(reading.rows).toHaveLength(roster.applicants.length - 1);
  });

  it('has a file whose ids a spreadsheet has destroyed, in every row', async () => {
    const { roster, reading } = await read('损坏-2023-农村奖扶.xlsx');
    const damaged = reading.faults.filter(({ code }) => code === 'id_damaged');
    expect(new Set(damaged.map(({ row }) => row)).size).toBe(roster.applicants.length);
  });

  it('states the same facts that the people were drawn with', async () => {
    const { roster, reading } = await read('2023-特别扶助.xlsx');
    const stated = (facts: object): object =>
      Object.fromEntries(Object.entries(facts).filter(([name]) => name !== 'birthDate' && name !== 'sex'));
    expect(reading.rows.map(({ facts }) => stated(facts))).toEqual(roster.applicants.map(({ facts }) => stated(facts)));
  });

  it('has the same bytes on every machine', async () => {
    await fillInbox(other, drawDemoCounty(1, 0.01), programmes);
    for (const roster of county.rosters) expect(inboxFile(other, roster).equals(inboxFile(inbox, roster))).toBe(true);
  });
});
