import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enrolmentDecider, personsOf, streams, type EnrolmentId } from '@fenming/subsidy';
import { citizen, type Citizen } from './citizens';
import { behindClosedDoors } from './folder-desk';
import { openHall, type County, type Hall } from './hall';
import { die } from './second-signature';
import { confirmYear, enrolmentAt, importRoster, line, rosterFile } from './walk';

const COUNTY: County = {
  code: '991004',
  name: '试算县',
  demo: true,
  regions: ['national', 'demo'],
  townships: [
    { code: '991004001', name: '东乡', villages: [{ code: '991004001001', name: '一村' }] },
    { code: '991004002', name: '西乡', villages: [{ code: '991004002001', name: '二村' }] },
  ],
};
const RURAL = 'RURAL_REWARD';
const shipped = (id: string): string => readFileSync(join(__dirname, `../../libs/programmes/catalogue/${id}.yaml`), 'utf8');

type More = { readonly facts?: string; readonly conditions?: string; readonly known?: string; readonly incompatible?: string };
/** A programme that nobody has applied for: 60.00 a month from 70, of which the city bears 30 %. It calls a rural hukou by another value. */
const elderly = ({ facts = '', conditions = '', known = '', incompatible = '' }: More = {}): string => `id: ELDERLY_AID
name: 高龄农村居民补贴
shortName: 高龄补贴
unit: person
legalBasis: [县发〔2023〕3号]
inForce: { from: 2023-01-01 }
facts:
  - { name: birthDate, type: date, title: 出生日期, from: applicant.birthDate }
  - { name: hukou, type: choice, title: 户口性质, column: 户口性质, choices: { 农业: country, 非农业: town } }
${facts}conditions:
  - { id: age, when: 'ageAt(birthDate, testDay) >= 70', sentence: 年满70周岁, clause: 第一条, source: DEMO }
  - { id: hukou, when: hukou == "country", sentence: 农业户口, clause: 第二条, source: DEMO }
${conditions}proration:
  - { policy: MONTH_OF_REACHING, from: 'anniversary(birthDate, 70)', clause: 按月计发, source: DEMO }
onDeath:
  - { policy: MONTH_OF_DEATH, clause: 发放至死亡当月, source: DEMO }
amounts:
  - regions: [demo]
    layer: county
    category: all
    from: 2023-01-01
    rate: '60.00'
    unit: person-month
    clause: 每人每月60元
    source: DEMO
    funding: { city: 30, county: 70 }
${incompatible}clawback:
  - { cause: approved_by_mistake, recover: true, clause: 错发资金予以追回, source: DEMO }
notices:
  - village: { length: 7, unit: working-day }
    township: { length: 5, unit: working-day }
    county: { length: 5, unit: working-day }
    clause: 逐级公示
    source: DEMO
examples:
  - title: 全年720元
    regions: [demo]
    year: 2023
    facts: { birthDate: 1950-01-01, hukou: country${known} }
    expect: { verdict: eligible, amount: '720.00' }
`;

type Tally = {
  readonly people: number;
  readonly looked: { readonly own: number; readonly besides: number };
  readonly before_fen: number;
  readonly after_fen: number;
  readonly after_funding: Readonly<Record<string, number>>;
  readonly newly_eligible: number;
  readonly not_eligible: number;
  readonly unknown: number;
};
type DryRun = Tally & {
  readonly left_out: number;
  readonly besides_unasked: string | null;
  readonly failing_examples: readonly object[];
  readonly townships: readonly (Tally & { readonly area: string })[];
};

const facts = (hukou: string) => ({
  户口性质: hukou,
  配偶户口性质: '无配偶',
  有无违反政策生育: '无',
  曾生育子女: '是',
  现存男孩数: 1,
  现存女孩数: 0,
});
const [anna, bo, chen, ding, eve] = [
  citizen('王安', '女', '1950-03-08'),
  citizen('李博', '男', '1964-06-15'),
  citizen('陈晨', '女', '1945-09-01'),
  citizen('丁一', '男', '1951-01-12'),
  citizen('易平', '女', '1940-02-02'),
] as [Citizen, Citizen, Citizen, Citizen, Citizen];

let hall: Hall;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-20');
  const rows = [
    line(hall, anna, '一村', facts('农业')),
    line(hall, bo, '一村', facts('农业')),
    line(hall, chen, '二村', facts('农业')),
    line(hall, ding, '二村', facts('非农业')),
    line(hall, eve, '二村', facts('农业')),
  ];
  await importRoster(hall, { programme: RURAL, bytes: await rosterFile(hall, RURAL, rows) });
});
afterAll(() => hall.close());

/** Every row adds up: the lists to the people, the layers to the sum, the townships to the whole. */
const tried = async (text: string, year = 2023): Promise<DryRun> => {
  const run = await hall.seat('health').act<DryRun>('/programmes/dry-runs', { text, year });
  expect(run.failing_examples).toEqual([]);
  for (const one of [run, ...run.townships]) {
    expect(one.people).toBe(one.looked.own + one.looked.besides);
    expect(Object.values(one.after_funding).reduce((sum, fen) => sum + fen, 0)).toBe(one.after_fen);
  }
  for (const column of ['people', 'after_fen', 'newly_eligible', 'not_eligible', 'unknown'] as const)
    expect(run.townships.reduce((sum, township) => sum + township[column], 0)).toBe(run[column]);
  return run;
};

describe('a programme that nobody has applied for', () => {
  it('without a rate of this region is not tried on anybody: everybody would be called not eligible', async () => {
    const answer = await hall.seat('health').post('/programmes/dry-runs', { text: shipped('GROUP_HEAD'), year: 2023 });
    expect(answer.problem).toMatchObject({ status: 422, code: 'programme_not_offered' });
    expect(answer.problem.title).toContain('amounts');
  });

  it('is tried on everybody in the record of the county by other lists, with its cost by layer and township', async () => {
    const run = await tried(elderly());
    // Three of 720.00: bo is 59, and ding has another hukou.
    expect(run).toMatchObject({
      people: 5,
      looked: { own: 0, besides: 5 },
      left_out: 0,
      besides_unasked: null,
      before_fen: 0,
      after_fen: 216_000,
      after_funding: { central_fen: 0, province_fen: 0, city_fen: 64_800, county_fen: 151_200 },
      newly_eligible: 3,
      not_eligible: 2,
      unknown: 0,
    });
    expect(run.townships).toMatchObject([
      { area: '991004001', people: 2, newly_eligible: 1, not_eligible: 1, after_fen: 72_000 },
      {
        area: '991004002',
        people: 3,
        newly_eligible: 2,
        not_eligible: 1,
        after_funding: { central_fen: 0, province_fen: 0, city_fen: 43_200, county_fen: 100_800 },
      },
    ]);
  });

  it('is asked by the latest list on record in a year that has none, and of nobody before the first', async () => {
    expect(await tried(elderly(), 2024)).toMatchObject({ looked: { own: 0, besides: 5 }, newly_eligible: 3, after_fen: 216_000 });
    expect(await tried(elderly(), 2022)).toMatchObject({ people: 0, townships: [] });
  });

  it('is unknown of whom no list has asked for a fact, unless another condition stands in the way', async () => {
    const inHome = {
      facts: '  - { name: inHome, type: boolean, title: 入住养老机构, column: 入住养老机构, choices: { 是: true, 否: false } }\n',
      conditions: "  - { id: home, when: '!inHome', sentence: 未入住养老机构, clause: 第三条, source: DEMO }\n",
      known: ', inHome: false',
    };
    expect(await tried(elderly(inHome))).toMatchObject({ newly_eligible: 0, not_eligible: 2, unknown: 3, after_fen: 0 });
    // A fact of the same name that means another thing, by its title, is another fact: bo alone is too young whatever it is.
    const another = elderly().replace('title: 户口性质', 'title: 现户口性质');
    expect(await tried(another)).toMatchObject({ newly_eligible: 0, not_eligible: 1, unknown: 4 });
  });

  it('does not take for blank what may be left blank, where no list has asked for it', async () => {
    const pension = {
      facts: '  - { name: pensionFrom, type: month, title: 领取养老金年月, column: 领取养老金年月, required: false }\n',
      conditions: "  - { id: pension, when: '!known(pensionFrom)', sentence: 未领取养老金, clause: 第三条, source: DEMO }\n",
    };
    expect(await tried(elderly(pension))).toMatchObject({ newly_eligible: 0, not_eligible: 2, unknown: 3, after_fen: 0 });
  });

  it('says that nobody besides was asked where it pays no person', async () => {
    const run = await tried(shipped('ONLY_CHILD_FEE'));
    expect(run).toMatchObject({ people: 0, looked: { own: 0, besides: 0 }, besides_unasked: 'household', townships: [] });
  });

  it('asks whom its own list has only there', async () => {
    expect(await tried(shipped(RURAL))).toMatchObject({ people: 5, looked: { own: 5, besides: 0 } });
  });
});

describe('what becomes of people of the record', () => {
  it('counts whoever died in the year up to the death, and not in the year after', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 6);
    await die(hall, enrolment_id, '2023-02-10');
    // Two months of 60.00 for eve.
    expect(await tried(elderly())).toMatchObject({
      newly_eligible: 3,
      after_fen: 156_000,
      after_funding: { city_fen: 46_800, county_fen: 109_200 },
    });
    expect(await tried(elderly(), 2024)).toMatchObject({ people: 5, newly_eligible: 2, not_eligible: 3, after_fen: 144_000 });
  });

  it('counts nobody who draws what the draft gives way to', async () => {
    const incompatible = `incompatible:\n  - { with: ${RURAL}, keeps: ${RURAL}, per: year, clause: 不重复享受, source: DEMO }\n`;
    expect(await tried(elderly({ incompatible }))).toMatchObject({ newly_eligible: 3 });
    await confirmYear(hall, RURAL);
    // anna, chen and, for half a year, eve draw the rural reward.
    expect(await tried(elderly({ incompatible }))).toMatchObject({ newly_eligible: 0, not_eligible: 5, after_fen: 0 });
    expect(await tried(elderly())).toMatchObject({ newly_eligible: 3, after_fen: 156_000 });
  });

  it('is unknown where a key was destroyed, besides and on its own list', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 4);
    hall = await behindClosedDoors(hall, async (folder) => {
      const { state } = await folder.executor.load(enrolmentDecider, streams.enrolment(enrolment_id as EnrolmentId));
      for (const person of personsOf(state)) folder.vault.destroyPersonKey(person);
    });
    // chen's 720.00 is nobody's any more.
    expect(await tried(elderly())).toMatchObject({
      people: 5,
      newly_eligible: 2,
      not_eligible: 2,
      unknown: 1,
      after_fen: 84_000,
    });
    expect(await tried(shipped(RURAL))).toMatchObject({ looked: { own: 5, besides: 0 }, unknown: 1 });
  });
});
