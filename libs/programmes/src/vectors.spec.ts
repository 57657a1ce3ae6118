import { readdirSync, readFileSync } from 'node:fs';
import type { PlainDate } from '@fenming/calendar';
import { addFen, type Fen, fen, sumFen, timesFen, ZERO_FEN } from '@fenming/money';
import { compileProgramme, type Facts, type Programme, readCatalogue, recoveryOf, wholeYearMix } from './index';
import { SHIPPED_SOURCES } from './sources.fixture';

/** Worked examples from the sources; T11 (one person under two ids) belongs to the rosters. */
const folder = `${__dirname}/../catalogue`;
const reading = readCatalogue(
  readdirSync(folder).map((file) => ({ file, text: readFileSync(`${folder}/${file}`, 'utf8') })),
  SHIPPED_SOURCES,
);

function programme(id: string, ...regions: readonly string[]): Programme {
  const definition = reading.ok ? reading.definitions.find((candidate) => candidate.id === id) : undefined;
  if (definition === undefined) throw new Error(JSON.stringify(reading));
  return compileProgramme(definition, regions);
}

const yuan = (amount: number): Fen => fen(amount * 100);
const rural: Facts = {
  birthDate: '1950-06-01',
  sex: 'female',
  hukou: 'rural',
  spouseHukou: 'rural',
  breachBirth: false,
  everHadChild: true,
  livingSons: 1,
  livingDaughters: 0,
};
const urban: Facts = {
  birthDate: '1955-06-01',
  sex: 'male',
  residence: 'urban',
  breachBirth: false,
  everHadChild: true,
  livingChildren: 1,
  similarAward: false,
};
const special = { birthDate: '1955-06-01', sex: 'female', marital: 'widowed', childrenBorn: 1, evidenceDate: '2010-01-01' };
const death: Facts = { ...special, category: 'death', livingChildren: 0 };
const disability: Facts = { ...special, category: 'disability', grade: 2, livingChildren: 1 };
const complication = (grade: number): Facts => ({ ...special, category: 'complication', grade, livingChildren: 1 });
const FIVE = [death, disability, complication(1), complication(2), complication(3)];
const family: Facts = { certificateMonth: '2010-05', childBirthDate: '2009-11-02', childrenBorn: 1, spousePayer: 'finance' };

const paid = (of: Programme, facts: Facts, year = 2023, diedOn?: string): Fen =>
  of.assess({ facts, year, ...(diedOn === undefined ? {} : { diedOn: diedOn as PlainDate }) }).amountFen;
const five = (year: number, ...regions: readonly string[]): readonly number[] =>
  FIVE.map((facts) => paid(programme('SPECIAL_ASSISTANCE', ...regions), facts, year) / 100);

describe('the worked examples of the sources', () => {
  it('T01: 6,743 rural people for the whole year cost 6,473,280 yuan', () => {
    expect(timesFen(paid(programme('RURAL_REWARD', 'national', 'demo'), rural), 6_743)).toBe(yuan(6_473_280));
  });

  it('T02: 3,858 urban people for the whole year cost 3,703,680 yuan', () => {
    expect(timesFen(paid(programme('URBAN_ONLY_CHILD', 'national', 'demo'), urban), 3_858)).toBe(yuan(3_703_680));
  });

  it('T03: 525 couples and 100 single parents at 20 a month cost 276,000 yuan', () => {
    const fee = programme('ONLY_CHILD_FEE', 'national', 'demo');
    const single = { ...family, spousePayer: 'none' };
    expect(addFen(timesFen(paid(fee, family), 525), timesFen(paid(fee, single), 100))).toBe(yuan(276_000));
    expect(fee.assess({ facts: family, year: 2023 }).lines).toMatchObject([{ units: 24, unit: 'parent-month', rateFen: 2_000 }]);
  });

  it('T04: 2,300 group heads at 50 a month cost 1,380,000 yuan', () => {
    const each = paid(programme('GROUP_HEAD', 'mian'), { onDutyList: true, dutyFrom: '2019-01' });
    expect(timesFen(each, 2_300)).toBe(yuan(1_380_000));
  });

  it('T05: the national rates of 2022 are six months old and six months new', () => {
    expect(five(2022, 'national')).toEqual([6_240, 4_860, 5_520, 4_140, 2_760]);
  });

  it('T06: Henan doubles them', () => {
    expect(five(2022, 'national', 'henan')).toEqual([12_480, 9_720, 11_040, 8_280, 5_520]);
  });

  it('T06 in 2023: Henan doubles the new rates, the demo county keeps its own row', () => {
    expect(five(2023, 'national', 'henan')).toEqual([14_160, 11_040, 12_480, 9_360, 6_240]);
    expect(five(2023, 'national', 'demo')).toEqual([12_480, 9_720, 11_040, 8_280, 5_520]);
  });

  it('T07: Bozhou 2023 pays the provincial totals and ten yuan of the city', () => {
    expect(five(2023, 'national', 'anhui', 'bozhou')).toEqual([9_610, 7_450, 6_250, 4_690, 3_130]);
  });

  it.each([
    ['2021-12', 0, 0],
    ['2022-01', 1, 300],
    ['2022-06', 6, 1_800],
    ['2022-12', 12, 3_600],
    ['2023-06', 18, 5_400],
    ['2023-12', 24, 7_200],
    ['2024-01', 25, 7_500],
    ['2024-12', 36, 10_800],
  ])('T08: a child born in %s gets %i months, %i yuan in all', (born, months, total) => {
    const childcare = programme('CHILDCARE', 'national');
    const years = [2025, 2026, 2027, 2028].map((year) =>
      childcare.assess({
        facts: { childBirthDate: `${born}-15`, lawfulBirth: true, childHukouHere: true, applicantIs: 'parent' },
        year,
      }),
    );
    expect(sumFen(years.map(({ amountFen }) => amountFen))).toBe(yuan(total));
    expect(years.flatMap(({ lines }) => lines).reduce((sum, { units }) => sum + units, 0)).toBe(months);
  });

  it('T08: a child born in 2025 or later gets three payments of 3,600 yuan', () => {
    const facts = { childBirthDate: '2025-02-28', lawfulBirth: true, childHukouHere: true, applicantIs: 'parent' };
    expect([2025, 2026, 2027, 2028].map((year) => paid(programme('CHILDCARE', 'national'), facts, year) / 100)).toEqual([
      3_600, 3_600, 3_600, 0,
    ]);
  });

  it('T09: the half-year rule pays half for an August birthday, half for a March death and all for a July death', () => {
    const text = readFileSync(`${folder}/RURAL_REWARD.yaml`, 'utf8').replace('policy: WHOLE_YEAR_BY_DEC31', 'policy: HALF_YEAR');
    const haizhou = readCatalogue([{ file: 'haizhou.yaml', text }], SHIPPED_SOURCES);
    const [definition] = haizhou.ok ? haizhou.definitions : [];
    if (definition === undefined) throw new Error(JSON.stringify(haizhou));
    const reward = compileProgramme(definition, ['national', 'demo']);
    expect(paid(reward, { ...rural, birthDate: '1963-08-15' })).toBe(yuan(480));
    expect(paid(reward, rural, 2023, '2023-03-20')).toBe(yuan(480));
    expect(paid(reward, rural, 2023, '2023-07-02')).toBe(yuan(960));
  });

  it('T10: born on 1963-12-31, a person is eligible in 2023 for the whole 960 yuan', () => {
    const assessment = programme('RURAL_REWARD', 'national', 'demo').assess({
      facts: { ...rural, birthDate: '1963-12-31' },
      year: 2023,
    });
    expect(assessment).toMatchObject({ verdict: 'eligible', amountFen: 96_000 });
  });

  it('T12: dead in 2013 and still listed from 2014 to 2016, a person must return 2,880 yuan', () => {
    const reward = programme('RURAL_REWARD', 'national', 'demo');
    const years = [2014, 2015, 2016].map((year) => ({
      due: reward.assess({ facts: rural, year, diedOn: '2013-05-20' as PlainDate }),
      paidFen: paid(reward, rural, year),
    }));
    expect(years.map(({ due }) => due.ladder.find(({ id }) => id === 'alive')?.outcome)).toEqual(['false', 'false', 'false']);
    const recovered = years.map(({ due, paidFen }) => recoveryOf(reward, 'death', paidFen, due.amountFen));
    expect(sumFen(recovered.map((recovery) => (recovery.decided ? recovery.recoverFen : ZERO_FEN)))).toBe(yuan(2_880));
  });

  it('T13: paid 960 instead of 1,080 from 2014 to 2017, the parent of an only daughter is owed 480 yuan', () => {
    const fumin = programme('RURAL_REWARD', 'national', 'fumin');
    const daughter = { ...rural, livingSons: 0, livingDaughters: 1 };
    const arrears = [2014, 2015, 2016, 2017].map((year) => fen(paid(fumin, daughter, year) - paid(fumin, rural, year)));
    expect(sumFen(arrears)).toBe(yuan(480));
  });

  it('T14: of 960 yuan the centre pays 576 and the local budgets 384', () => {
    const { funding } = programme('RURAL_REWARD', 'national', 'demo').assess({ facts: rural, year: 2023 });
    expect(funding.central).toBe(yuan(576));
    expect(addFen(funding.province, funding.city, funding.county)).toBe(yuan(384));
  });

  it('T15: a widow of 49 is eligible, a man of 49 whose wife is 48 is not', () => {
    const assistance = programme('SPECIAL_ASSISTANCE', 'national', 'demo');
    const widow = { ...death, birthDate: '1974-06-01' };
    const husband = { ...widow, sex: 'male', marital: 'married', spouseBirthDate: '1975-06-01' };
    expect(assistance.assess({ facts: widow, year: 2023 }).verdict).toBe('eligible');
    const refused = assistance.assess({ facts: husband, year: 2023 });
    expect(refused.verdict).toBe('ineligible');
    expect(refused.ladder.find(({ id }) => id === 'age')).toMatchObject({
      outcome: 'false',
      wouldChange: '2024-06 女方（单身的为本人）年满 49 周岁',
    });
  });

  it('T16: 3,360,560 yuan for 353 people cannot be rebuilt from whole-year amounts', () => {
    const henan = FIVE.map((facts) => paid(programme('SPECIAL_ASSISTANCE', 'national', 'henan'), facts));
    expect(wholeYearMix(353, yuan(3_360_560), henan)).toMatchObject({
      reconcilable: false,
      reason: expect.stringContaining('不按月份无法还原'),
    });
  });

  it('T17: a further birth in April 2023 ends the fee with that month, and nothing is taken back', () => {
    const fee = programme('ONLY_CHILD_FEE', 'national', 'henan');
    const facts = { ...family, childrenBorn: 2, furtherBirthOn: '2023-04-12' };
    const { lines, amountFen } = fee.assess({ facts, year: 2023 });
    expect(lines).toMatchObject([{ from: '2023-01', to: '2023-04' }]);
    expect(paid(fee, facts, 2024)).toBe(0);
    expect(recoveryOf(fee, 'further_birth', paid(fee, family), amountFen)).toMatchObject({
      decided: true,
      recoverFen: 0,
      clause: expect.stringContaining('第三十八条'),
    });
  });
});
