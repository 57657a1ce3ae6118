import fc from 'fast-check';
import { fen, plainYuan } from '@fenming/money';
import counts from '../../../test/counts.json';
import { compileProgramme } from './compile-programme';
import { entitleYear, assessYear, type GoverningTexts } from './governed-year';
import { parseDefinition } from './parse-definition';
import { spanOf } from './proration';

const runs = { numRuns: (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties };

const textOf = (rate: string, { unit = 'person-year', age = 60, cap = '' } = {}) => `
id: REWARD
name: 奖励
shortName: 奖励
unit: person
legalBasis: [示例]
inForce: { from: 2000-01-01 }
facts: [{ name: birthDate, type: date, title: 出生日期, from: applicant.birthDate }]
conditions:
  - { id: age, when: 'ageAt(birthDate, testDay) >= ${age}', sentence: 年满${age}周岁, clause: 示例, source: DEMO }
proration: [{ policy: WHOLE_YEAR_BY_DEC31, from: 'anniversary(birthDate, ${age})', clause: 示例, source: DEMO }]
onDeath: [{ policy: MONTH_OF_DEATH, clause: 示例, source: DEMO }]
amounts:
  - { regions: [national], layer: national, category: all, from: 2000-01-01, rate: '${rate}', unit: ${unit}, clause: 示例, source: DEMO, funding: { central: 60, county: 40 } }
${cap === '' ? '' : `caps: [{ perYear: '${cap}', clause: 示例, source: DEMO }]`}
notices: [{ village: { length: 7, unit: calendar-day }, township: { length: 7, unit: calendar-day }, county: { length: 7, unit: calendar-day }, clause: 示例, source: DEMO }]
examples: [{ title: 例, regions: [national], year: 2023, facts: {}, expect: { verdict: unknown, amount: '0' } }]
`;
const programme = (rate: string, options = {}) => {
  const reading = parseDefinition(textOf(rate, options), 'reward');
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return compileProgramme(reading.definition, ['national']);
};
const question = { facts: { birthDate: '1950-06-01' }, year: 2024 };
const governed = (...texts: [ReturnType<typeof programme>, number, number][]): GoverningTexts => {
  const [first, ...others] = texts.map(([text, from, to]) => ({ programme: text, months: spanOf(from, to) }));
  if (first === undefined) throw new Error('no text');
  return [first, ...others];
};

describe('a year whose months are governed by several texts', () => {
  const old = programme('960.00');
  const raised = programme('1080.00');

  it('pays each month by the text that governs it', () => {
    const year = entitleYear(governed([old, 1, 6], [raised, 7, 12]), question);
    expect(year.amountFen).toBe(102_000);
    expect(year.lines.map(({ from, to, amountFen, contentHash }) => ({ from, to, amountFen, contentHash }))).toEqual([
      { from: '2024-01', to: '2024-06', amountFen: 48_000, contentHash: old.contentHash },
      { from: '2024-07', to: '2024-12', amountFen: 54_000, contentHash: raised.contentHash },
    ]);
    expect(year.funding).toEqual({ central: 61_200, province: 0, city: 0, county: 40_800 });
  });

  it('pays three rates of one year, a retroactive one between: 240 + 250 + 540', () => {
    const between = programme('1000.00');
    expect(entitleYear(governed([old, 1, 3], [between, 4, 6], [raised, 7, 12]), question).amountFen).toBe(103_000);
  });

  it('pays nothing for months that no text governs', () => {
    expect(entitleYear(governed([raised, 7, 12]), question).amountFen).toBe(54_000);
  });

  it('asks each text its own conditions for its own months, and explains the last one', () => {
    const later = programme('1080.00', { age: 80 });
    const year = assessYear(governed([old, 1, 6], [later, 7, 12]), question);
    expect(year).toMatchObject({ verdict: 'eligible', amountFen: 48_000 });
    expect(year.ladder).toMatchObject([{ id: 'age', outcome: 'false', sentence: '年满80周岁' }]);
    expect(year.outcomes).toEqual([
      { condition: 'age', outcome: 'met', first: 1, last: 6 },
      { condition: 'age', outcome: 'not_met', first: 7, last: 12 },
    ]);
  });

  it('says a condition once that comes to the same by all of its texts, also where one governs the year in pieces', () => {
    const met = { condition: 'age', outcome: 'met' };
    const pieces = assessYear(governed([old, 1, 3], [raised, 4, 6], [old, 7, 12]), question);
    expect(pieces.outcomes).toEqual([{ ...met, first: 1, last: 12 }]);
    const gap = assessYear(governed([old, 1, 3], [raised, 7, 12]), question);
    expect(gap.outcomes).toEqual([
      { ...met, first: 1, last: 3 },
      { ...met, first: 7, last: 12 },
    ]);
  });

  it('is unknown where one of its texts cannot tell: nothing is determined by half', () => {
    expect(entitleYear(governed([old, 1, 6], [raised, 7, 12]), { ...question, facts: {} })).toMatchObject({
      verdict: 'unknown',
      amountFen: 0,
    });
  });

  it('holds the whole year to the cap of its last text', () => {
    const capped = programme('1080.00', { cap: '1000.00' });
    expect(entitleYear(governed([old, 1, 6], [capped, 7, 12]), question).amountFen).toBe(100_000);
    expect(entitleYear(governed([capped, 1, 6], [raised, 7, 12]), question).amountFen).toBe(108_000);
  });

  it('comes to the same however it is cut, to the fen: ten yuan in twelve parts are ten yuan', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 11 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 1, max: 200_000 }), (ends, rate) => {
        const text = programme(plainYuan(fen(rate)));
        const until = [...ends.sort((a, b) => a - b), 12];
        const [first, ...others] = until.map((to, at) => ({ programme: text, months: spanOf((until[at - 1] ?? 0) + 1, to) }));
        if (first === undefined) return;
        const year = entitleYear([first, ...others], question);
        expect(year.amountFen).toBe(rate);
        expect(year.lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(rate);
        expect(Object.values(year.funding).reduce((sum, part) => sum + part, 0)).toBe(rate);
      }),
      runs,
    );
  });
});
