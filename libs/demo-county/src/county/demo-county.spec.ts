import { readBankAccount, readCitizenId } from '@fenming/citizen';
import { parseYuan, sumFen, type Fen } from '@fenming/money';
import * as rules from '@fenming/programmes';
import { demoCatalogue } from '../catalogue';
import type { Applicant } from './applicants';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { shownCases } from '../shown';
import { drawDemoCounty, sheetRowOf, type DemoCounty, type DemoRoster } from './demo-county';

const catalogue = demoCatalogue(rules);
const large = drawDemoCounty(1, 1);
const small = drawDemoCounty(1, 0.1);

const amountsOf = (roster: DemoRoster, left: ReadonlySet<Applicant>): readonly Fen[] => {
  const programme = catalogue.get(roster.programme);
  if (programme === undefined) throw new Error(roster.programme);
  return roster.applicants
    .filter((applicant) => !left.has(applicant))
    .map(({ facts }) => programme.assess({ facts, year: roster.year }))
    .filter(({ verdict }) => verdict === 'eligible')
    .map(({ amountFen }) => amountFen);
};

const rosterOf = (county: DemoCounty, programme: string, year = 2023): DemoRoster => {
  const found = county.rosters.find((roster) => roster.programme === programme && roster.year === year);
  if (found === undefined) throw new Error(programme);
  return found;
};

/** Those whom the story takes off a list although the conditions hold for them. */
const takenOff = (county: DemoCounty): ReadonlySet<Applicant> => {
  const rural = rosterOf(county, 'RURAL_REWARD').applicants;
  const ruralIds = new Set(rural.map(({ identity }) => identity.citizenId));
  const both = rosterOf(county, 'URBAN_ONLY_CHILD').applicants.filter(({ identity }) => ruralIds.has(identity.citizenId));
  return new Set([county.story.objected, ...both, ...rural.filter(({ writtenId }) => writtenId !== undefined)]);
};

const paid = (county: DemoCounty, programme: string): { count: number; sum: Fen } => {
  const amounts = amountsOf(rosterOf(county, programme), takenOff(county));
  return { count: amounts.length, sum: sumFen(amounts) };
};

describe('the demo county', () => {
  it.each([
    ['RURAL_REWARD', 6743, '6473280.00'],
    ['URBAN_ONLY_CHILD', 3858, '3703680.00'],
    ['SPECIAL_ASSISTANCE', 353, '3360560.00'],
    ['ONLY_CHILD_FEE', 625, '276000.00'],
  ])('owes for %s in 2023 exactly what the seed county published', (programme, count, sum) => {
    expect(paid(large, programme)).toEqual({ count, sum: parseYuan(sum) });
  });

  it('owes the same totals to other people when the seed is another', () => {
    const other = drawDemoCounty(2, 1);
    const ids = (county: DemoCounty): ReadonlySet<string> =>
      new Set(county.rosters.flatMap(({ applicants }) => applicants.map(({ identity }) => identity.citizenId)));
    const first = ids(large);
    expect([...ids(other)].filter((id) => first.has(id)).length).toBeLessThan(200);
    for (const { programme } of large.rosters) expect(paid(other, programme)).toEqual(paid(large, programme));
  });

  it('is the same county whenever it is drawn from the same seed', () => {
    expect(drawDemoCounty(1, 0.1)).toEqual(small);
  });

  it('has sixteen townships and about five hundred villages, each name once in its township', () => {
    expect(large.places.townships).toHaveLength(16);
    expect(large.places.villages).toHaveLength(502);
    expect(new Set(large.places.villages.map(({ townshipName, name }) => `${townshipName}${name}`)).size).toBe(502);
    expect(new Set(large.places.villages.map(({ code }) => code)).size).toBe(502);
  });

  it('gives nobody a real area code, a real account or an id that fails its check character', () => {
    for (const { identity, account, spouse, writtenId } of small.rosters.flatMap(({ applicants }) => applicants)) {
      for (const id of [identity.citizenId, writtenId, spouse?.citizenId]) {
        if (id === undefined) continue;
        expect(id).toMatch(/^9910/);
        expect(readCitizenId(id)).toMatchObject({ ok: true });
      }
      expect(account).toMatch(/^990000\d{13}$/);
      expect(readBankAccount(account)).toMatchObject({ ok: true, warnings: [] });
    }
  });

  it('gives every citizen id to one person and every account to one payee', () => {
    const first = large.rosters.filter(({ year }) => year === 2023).flatMap(({ applicants }) => applicants);
    const left = takenOff(large);
    const once = first.filter((applicant) => !left.has(applicant));
    expect(new Set(once.map(({ identity }) => identity.citizenId)).size).toBe(once.length);
    expect(new Set(once.map(({ account }) => account)).size).toBe(once.length);
  });

  it('lists one person under 18 and, further down, under 15 digits', () => {
    const roster = rosterOf(small, 'RURAL_REWARD');
    const [again] = roster.applicants.filter(({ writtenId }) => writtenId !== undefined);
    const first = roster.applicants.find(({ identity, writtenId }) => writtenId === undefined && identity === again?.identity);
    if (again === undefined || first === undefined) throw new Error('not planted');
    expect(readCitizenId(again.writtenId)).toMatchObject({ ok: true, id: first.identity.citizenId });
    expect(sheetRowOf(roster, again)).toBeGreaterThan(sheetRowOf(roster, first));
  });

  it('has the bank send back 38 payments: 35 of 960.00, and one each of 9,720.00, 5,520.00 and 480.00', () => {
    const dueTo = ({ applicant }: DemoCounty['story']['troubles'][number]): Fen => {
      const roster = large.rosters.find(({ applicants }) => applicants.includes(applicant));
      const programme = catalogue.get(roster?.programme ?? '');
      return programme?.assess({ facts: applicant.facts, year: 2023 }).amountFen ?? parseYuan('0');
    };
    const due = large.story.troubles.map(dueTo).toSorted((a, b) => a - b);
    expect(due).toEqual([
      parseYuan('480'),
      ...Array.from({ length: 35 }, () => parseYuan('960')),
      parseYuan('5520'),
      parseYuan('9720'),
    ]);
  });

  it('refuses nobody in 2024, when the one who was too young in 2023 is sixty', () => {
    const roster = rosterOf(large, 'RURAL_REWARD', 2024);
    expect(amountsOf(roster, new Set())).toHaveLength(roster.applicants.length);
    expect(roster.applicants).not.toContain(large.story.died);
    expect(roster.applicants).toHaveLength(6743 - 1 + 1 + 290);
  });

  it('pays in 2024 what the planted families are owed: 480.00 where the list says 240.00, and the whole year', () => {
    const { underpaid, changed, moved } = large.story.secondYear;
    const fee = catalogue.get('ONLY_CHILD_FEE');
    const dueTo = (facts: Applicant['facts']) => fee?.assess({ facts, year: 2024 }).amountFen;
    const listed = rosterOf(large, 'ONLY_CHILD_FEE', 2024).applicants.find(({ identity }) => identity === underpaid.identity);
    expect(dueTo(underpaid.facts)).toBe(parseYuan('480'));
    expect(dueTo({ ...listed?.facts, ...listed?.writtenFacts })).toBe(parseYuan('240'));
    expect([changed, moved].map(({ facts }) => dueTo(facts))).toEqual([parseYuan('480'), parseYuan('480')]);
  });

  it('lets one township go first in 2024, in which all planted cases of that year are', () => {
    const { early, rural, fee } = large.story.secondYear;
    const townOf = ({ village }: Applicant): string => village.code.slice(0, 9);
    expect(early.size).toBe(1);
    expect(fee.every((applicant) => early.has(townOf(applicant) as never))).toBe(true);
    expect(rural.filter((applicant) => early.has(townOf(applicant) as never)).length).toBeLessThan(rural.length / 10);
  });

  it('is told in the README by the case numbers that it has', () => {
    const readme = readFileSync(path.join(__dirname, '../../../../README.md'), 'utf8');
    for (const { caseNumber } of shownCases(large)) expect(readme.split(`\`${caseNumber}\``)).toHaveLength(3);
  });

  it.each([0.001, 0.01, 0.1, 0.5])('keeps every planted case at scale %d', (scale) => {
    const county = drawDemoCounty(3, scale);
    const { counts, story } = county;
    const { underpaid, changed, moved, mistaken } = story.secondYear;
    expect(paid(county, 'RURAL_REWARD').count).toBe(counts.rural);
    expect(paid(county, 'URBAN_ONLY_CHILD').count).toBe(counts.urban);
    expect(new Set(story.troubles.map(({ reason }) => reason)).size).toBe(3);
    expect(new Set([story.died, story.objected, story.slandered, ...story.troubles.map(({ applicant }) => applicant)]).size).toBe(
      3 + story.troubles.length,
    );
    expect(new Set([story.died, underpaid, changed, moved, mistaken]).size).toBe(5);
    expect([underpaid, changed].every(({ spouse }) => spouse !== undefined)).toBe(true);
  });

  it.each([0, -1, 3, Number.NaN])('refuses the scale %d', (scale) => {
    expect(() => drawDemoCounty(1, scale)).toThrow(RangeError);
  });
});
