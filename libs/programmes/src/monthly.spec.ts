import fc from 'fast-check';
import { plainDate } from '@fenming/calendar';
import counts from '../../../test/counts.json';
import { compileProgramme } from './compile-programme';
import type { EarlierFacts } from './definition';
import { parseDefinition } from './parse-definition';
import type { Question } from './programme';
import { spanOf } from './proration';

const runs = { numRuns: (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties };

/** 960 a year for whoever is married to a farmer, 600 more for grade 1, per parent; `tested` of all three, and how far back it is paid. */
const textOf = ({ tested = '', backPay = '' }) => `
id: REWARD
name: 奖励
shortName: 奖励
unit: person
legalBasis: [示例]
inForce: { from: 2000-01-01 }
facts:
  - { name: birthDate, type: date, title: 出生日期, from: applicant.birthDate }
  - { name: spouse, type: choice, title: 配偶, column: 配偶, choices: { 农业: rural, 无: none } }
  - { name: grade, type: integer, title: 等级, column: 等级 }
  - { name: parents, type: integer, title: 人数, column: 人数 }
  - { name: applied, type: date, title: 申请日期, column: 申请日期, required: false }
conditions:
  - { id: age, when: 'ageAt(birthDate, testDay) >= 60', sentence: 年满60周岁, clause: 示例, source: DEMO }
  - { id: spouse, when: 'spouse == "rural"'${tested}, sentence: 配偶为农业户口, clause: 示例, source: DEMO }
categories: [{ id: first, title: 一级, when: 'grade == 1'${tested} }]
counts: [{ of: parent, count: parents${tested} }]
proration: [{ policy: WHOLE_YEAR_BY_DEC31, from: 'anniversary(birthDate, 60)', clause: 示例, source: DEMO }]
onDeath: [{ policy: MONTH_OF_DEATH, clause: 示例, source: DEMO }]
${backPay === '' ? '' : `backPay: [{ ${backPay}, clause: 补发办法, source: DEMO }]`}
amounts:
  - { regions: [national], layer: national, category: all, from: 2000-01-01, rate: '960.00', unit: parent-year, clause: 示例, source: DEMO, funding: { central: 100 } }
  - { regions: [national], layer: national, category: first, from: 2000-01-01, rate: '600.00', unit: parent-year, clause: 示例, source: DEMO, funding: { central: 100 } }
notices: [{ village: { length: 7, unit: calendar-day }, township: { length: 7, unit: calendar-day }, county: { length: 7, unit: calendar-day }, clause: 示例, source: DEMO }]
examples: [{ title: 例, regions: [national], year: 2023, facts: {}, expect: { verdict: unknown, amount: '0' } }]
`;
const programmeOf = (options: Parameters<typeof textOf>[0]) => {
  const reading = parseDefinition(textOf(options), 'reward');
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return compileProgramme(reading.definition, ['national']);
};
const MONTHLY = programmeOf({ tested: ', tested: monthly' });
const ON_TEST_DAY = programmeOf({});

const FACTS = { birthDate: '1950-06-01', spouse: 'rural', grade: 2, parents: 1 };
const DIVORCED = { ...FACTS, spouse: 'none' };
const asked = (facts: Question['facts'], ...earlier: readonly EarlierFacts[]): Question => ({ facts, year: 2024, earlier });

describe('a fact that changes within the year', () => {
  it('counts by the test day: divorced in May, nothing of the year', () => {
    const { verdict, amountFen } = ON_TEST_DAY.assess(asked(DIVORCED, { until: 5, facts: FACTS }));
    expect([verdict, amountFen]).toEqual(['ineligible', 0]);
  });

  it('counts by the month where the rule says so: divorced in May, 400.00', () => {
    const { verdict, amountFen, lines, ladder } = MONTHLY.assess(asked(DIVORCED, { until: 5, facts: FACTS }));
    expect([verdict, amountFen]).toEqual(['eligible', 40_000]);
    expect(lines).toMatchObject([{ from: '2024-01', to: '2024-05', units: 5, unit: 'parent-year/12' }]);
    expect(ladder).toMatchObject([
      { id: 'age', outcome: 'true' },
      { id: 'spouse', outcome: 'true', sentence: '配偶为农业户口（本年度 1 至 5 月）' },
    ]);
  });

  it('has an outcome of each condition by the months for which it differs, and one where it is the same all year', () => {
    const outcomes = (programme: typeof MONTHLY, question: Question) =>
      programme
        .assess(question)
        .outcomes.map(({ condition, outcome, first, last }) => `${condition} ${outcome} ${first}-${last}`);
    const { spouse: _unsaid, ...unsaid } = FACTS;
    const changing = asked(DIVORCED, { until: 2, facts: unsaid }, { until: 5, facts: FACTS }, { until: 7, facts: DIVORCED });
    expect(outcomes(MONTHLY, changing)).toEqual(['age met 1-12', 'spouse unclear 1-2', 'spouse met 3-5', 'spouse not_met 6-12']);
    expect(outcomes(ON_TEST_DAY, changing)).toEqual(['age met 1-12', 'spouse not_met 1-12']);
    const half = { ...changing, months: spanOf(4, 6) };
    expect(outcomes(MONTHLY, half)).toEqual(['age met 4-6', 'spouse met 4-5', 'spouse not_met 6-6']);
    expect(outcomes(MONTHLY, { facts: FACTS, year: 1999 })).toEqual([]);
  });

  it('changes the rate and the number of units from the month after', () => {
    const [graded, alone] = [
      { ...FACTS, grade: 1 },
      { ...FACTS, parents: 2 },
    ];
    expect(MONTHLY.entitle(asked(graded, { until: 3, facts: FACTS })).amountFen).toBe(96_000 + 45_000);
    expect(MONTHLY.entitle(asked(FACTS, { until: 6, facts: alone })).amountFen).toBe(96_000 + 48_000);
    expect(ON_TEST_DAY.entitle(asked(graded, { until: 3, facts: FACTS })).amountFen).toBe(96_000 + 60_000);
  });

  it('leaves the year unknown where it is unknown for one of its months, and says which fact', () => {
    const { spouse: _unknown, ...unsaid } = FACTS;
    const { verdict, ladder } = MONTHLY.assess(asked(FACTS, { until: 2, facts: unsaid }));
    expect(verdict).toBe('unknown');
    expect(ladder.find(({ id }) => id === 'spouse')).toMatchObject({ outcome: 'unknown', wouldChange: '补充事实：配偶' });
  });

  it('pays nothing where no month meets all that is asked', () => {
    const { verdict, ladder } = MONTHLY.assess(asked(DIVORCED, { until: 12, facts: DIVORCED }));
    expect([verdict, ladder.find(({ id }) => id === 'spouse')?.outcome]).toEqual(['ineligible', 'false']);
  });

  it('changes nothing where it is the same in all parts, however the year is cut', () => {
    fc.assert(
      fc.property(fc.subarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), fc.integer({ min: 1, max: 3 }), (cuts, grade) => {
        const facts = { ...FACTS, grade };
        const whole = MONTHLY.entitle({ facts, year: 2024 });
        const cut = MONTHLY.entitle(
          asked(facts, ...cuts.map((until) => ({ until, facts: { ...facts, applied: `2024-${until}` } }))),
        );
        expect(cut).toEqual(whole);
      }),
      runs,
    );
  });

  it('comes to the sum of its months, each by its own facts', () => {
    const grades = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(grades, (byMonth) => {
        const parts = byMonth.map((grade, at) => ({ until: at + 1, facts: { ...FACTS, grade } }));
        const due = byMonth.reduce((sum, grade) => sum + 8_000 + (grade === 1 ? 5_000 : 0), 0);
        expect(MONTHLY.entitle(asked(FACTS, ...parts)).amountFen).toBe(due);
      }),
      runs,
    );
  });
});

describe('how far back a right is paid that was confirmed late', () => {
  const question = { facts: FACTS, year: 2024 };
  const confirmedOn = plainDate('2024-07-20');
  const october = { ...FACTS, applied: '2024-10-15' };

  it('is no year before that of the confirmation', () => {
    const none = programmeOf({ backPay: 'limit: none' });
    const paid = [2023, 2024, 2025].map((year) => none.entitle({ ...question, year, confirmedOn }).amountFen);
    expect(paid).toEqual([0, 96_000, 96_000]);
    const { ladder } = none.assess({ ...question, year: 2023, confirmedOn });
    expect(ladder.at(-1)).toMatchObject({ id: 'backPay', outcome: 'false', sentence: '不补发 2023 年度', clause: '补发办法' });
  });

  it('is no month before that of the confirmation', () => {
    const limited = programmeOf({ backPay: 'limit: from_confirmation' });
    const { amountFen, ladder } = limited.assess({ ...question, confirmedOn });
    expect(amountFen).toBe(48_000);
    expect(ladder.at(-1)).toMatchObject({ id: 'backPay', outcome: 'true', sentence: '不补发 2024 年 7 月以前的月份' });
  });

  it('is three months before the application of 15 October: July to December', () => {
    const limited = programmeOf({ backPay: 'limit: before_application, months: 3, applied: applied' });
    expect(limited.entitle({ ...question, facts: october }).lines).toMatchObject([{ from: '2024-07', to: '2024-12' }]);
    expect(limited.entitle({ ...question, facts: october, year: 2025 }).amountFen).toBe(96_000);
    expect(limited.assess(question)).toMatchObject({ verdict: 'unknown' });
  });

  it('is all of it where the programme says nothing, or that there is no limit', () => {
    for (const programme of [ON_TEST_DAY, programmeOf({ backPay: 'limit: unlimited' })])
      expect(programme.assess({ ...question, confirmedOn })).toMatchObject({
        amountFen: 96_000,
        ladder: [{ id: 'age' }, { id: 'spouse' }],
      });
  });
});

describe('months that give way to another programme', () => {
  const question = { facts: FACTS, year: 2024 };

  it('are left out: special assistance from June leaves 400.00 of 960.00', () => {
    const { amountFen, lines, ladder } = ON_TEST_DAY.assess({ ...question, givenWay: [6, 7, 8, 9, 10, 11, 12] });
    expect(amountFen).toBe(40_000);
    expect(lines).toMatchObject([{ from: '2024-01', to: '2024-05' }]);
    expect(ladder.at(-1)).toMatchObject({ id: 'givenWay', outcome: 'true' });
  });

  it('may lie between months that are due', () => {
    const { lines, amountFen } = ON_TEST_DAY.assess({ ...question, givenWay: [3, 4] });
    expect(lines.map(({ from, to }) => [from, to])).toEqual([
      ['2024-01', '2024-02'],
      ['2024-05', '2024-12'],
    ]);
    expect(amountFen).toBe(80_000);
  });

  it('are left out likewise where another county has paid them, beside those that give way', () => {
    const { amountFen, lines, ladder } = ON_TEST_DAY.assess({ ...question, givenWay: [12], paidElsewhere: [1, 2, 3] });
    expect(lines).toMatchObject([{ from: '2024-04', to: '2024-11' }]);
    expect(amountFen).toBe(64_000);
    expect(ladder.slice(-2).map(({ id, outcome }) => [id, outcome])).toEqual([
      ['givenWay', 'true'],
      ['paidElsewhere', 'true'],
    ]);
  });

  it('leave nothing where they are all, and the whole where they are none', () => {
    const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    expect(ON_TEST_DAY.assess({ ...question, givenWay: all })).toMatchObject({ verdict: 'ineligible', amountFen: 0 });
    expect(ON_TEST_DAY.entitle({ ...question, givenWay: [] })).toEqual(ON_TEST_DAY.entitle(question));
  });
});
