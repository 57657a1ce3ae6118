import { readFileSync } from 'node:fs';
import type { PlainDate } from '@fenming/calendar';
import { compileProgramme, type Facts, parseDefinition, type Programme, type Rung } from './index';

function programme(id: string): Programme {
  const reading = parseDefinition(readFileSync(`${__dirname}/../catalogue/${id}.yaml`, 'utf8'), `${id}.yaml`);
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return compileProgramme(reading.definition, ['national', 'demo']);
}

const reward = programme('RURAL_REWARD');
const facts: Facts = {
  birthDate: '1964-03-09',
  sex: 'male',
  hukou: 'rural',
  spouseHukou: 'rural',
  breachBirth: false,
  everHadChild: true,
  livingSons: 0,
  livingDaughters: 2,
};
const without = (name: string): Facts => Object.fromEntries(Object.entries(facts).filter(([key]) => key !== name));
const rung = (ladder: readonly Rung[], id: string): Rung | undefined => ladder.find((candidate) => candidate.id === id);

describe('the ladder', () => {
  it('lists every condition with its sentence, its clause and the facts it used', () => {
    const { ladder } = reward.assess({ facts, year: 2023 });
    expect(ladder.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'hukou true',
      'noBreach true',
      'children true',
      'bornSince1933 true',
      'age false',
    ]);
    expect(rung(ladder, 'children')?.facts).toEqual([
      { name: 'everHadChild', title: '曾生育子女', value: true },
      { name: 'livingSons', title: '现存男孩数', value: 0 },
      { name: 'livingDaughters', title: '现存女孩数', value: 2 },
    ]);
    expect(rung(ladder, 'age')).toMatchObject({
      sentence: '当年12月31日前年满60周岁',
      clause: expect.stringContaining('国人口发〔2004〕39号'),
    });
  });

  it('asks a condition only of the category that it is for, and calls it met of nobody else', () => {
    const special = programme('SPECIAL_ASSISTANCE');
    const harmed = { birthDate: '1983-04-04', sex: 'female', marital: 'divorced', category: 'complication', grade: 2 };
    const given = { facts: { ...harmed, evidenceDate: '2023-09-10' }, year: 2023 };
    const { ladder, verdict } = special.assess(given);
    expect([verdict, special.entitle(given).verdict]).toEqual(['eligible', 'eligible']);
    expect(ladder.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'bornSince1933 true',
      'age not_asked',
      'onlyChild not_asked',
      'childState not_asked',
      'grade true',
      'evidence true',
    ]);
    expect(rung(ladder, 'age')?.facts.map(({ name }) => name)).toEqual(['category']);
  });

  it('names a fact that nobody stated only under the condition that cannot be decided without it', () => {
    const { spouseHukou: _unstated, ...known } = facts;
    const unknown = reward.assess({ facts: known, year: 2024 }).ladder;
    expect(rung(unknown, 'hukou')).toMatchObject({ outcome: 'unknown', facts: [{ value: 'rural' }, { value: null }] });
    const decided = reward.assess({ facts: { ...known, hukou: 'urban' }, year: 2024 }).ladder;
    expect(rung(decided, 'hukou')).toMatchObject({ outcome: 'false', facts: [{ value: 'urban' }] });
    expect(rung(decided, 'hukou')?.facts).toHaveLength(1);
  });

  it('says nothing of a death in a later year', () => {
    const { ladder } = reward.assess({
      facts: { ...facts, birthDate: '1950-01-01' },
      year: 2023,
      diedOn: '2024-05-01' as PlainDate,
    });
    expect(rung(ladder, 'alive')).toBeUndefined();
  });

  it('says when the calendar will change a refusal', () => {
    expect(rung(reward.assess({ facts, year: 2023 }).ladder, 'age')?.wouldChange).toBe('2024-03 年满 60 周岁');
  });

  it('promises nothing for a day that the person did not live to see', () => {
    const { ladder, verdict } = reward.assess({
      facts: { ...facts, birthDate: '1963-09-09' },
      year: 2023,
      diedOn: '2023-05-01' as PlainDate,
    });
    expect(verdict).toBe('ineligible');
    expect(rung(ladder, 'age')?.outcome).toBe('false');
  });

  it.each(['hukou', 'spouseHukou', 'breachBirth', 'everHadChild', 'birthDate'])(
    'is unknown, never yes, without %s, and asks for it',
    (name) => {
      const { verdict, ladder, lines, amountFen } = reward.assess({ facts: without(name), year: 2024 });
      expect({ verdict, lines, amountFen }).toEqual({ verdict: 'unknown', lines: [], amountFen: 0 });
      const title = reward.facts.find((fact) => fact.name === name)?.title;
      expect(ladder.filter(({ outcome }) => outcome === 'unknown').map(({ wouldChange }) => wouldChange)).toContain(
        `补充事实：${title}`,
      );
    },
  );

  it('refuses rather than ask when a known fact already decides', () => {
    expect(reward.assess({ facts: { ...without('spouseHukou'), hukou: 'urban' }, year: 2024 }).verdict).toBe('ineligible');
  });

  it('tells out of force, dead before the year and nothing due apart', () => {
    const outcomes = (ladder: readonly Rung[]): readonly string[] =>
      ladder.filter(({ outcome }) => outcome === 'false').map(({ id }) => id);
    expect(outcomes(reward.assess({ facts, year: 2003 }).ladder)).toEqual(['inForce']);
    expect(outcomes(reward.assess({ facts, year: 2025, diedOn: '2024-05-01' as PlainDate }).ladder)).toEqual(['alive']);
    const fee = programme('ONLY_CHILD_FEE');
    const late = { certificateMonth: '2023-05', childBirthDate: '2005-03-01', childrenBorn: 1, spousePayer: 'none' };
    expect(outcomes(fee.assess({ facts: late, year: 2023 }).ladder)).toEqual(['months']);
  });

  it('is unknown when a fact that only the amount needs is absent', () => {
    const fee = programme('ONLY_CHILD_FEE');
    const { verdict, ladder } = fee.assess({
      facts: { certificateMonth: '2010-05', childBirthDate: '2009-03-01', childrenBorn: 1 },
      year: 2023,
    });
    expect(verdict).toBe('unknown');
    expect(rung(ladder, 'amount')).toMatchObject({
      outcome: 'unknown',
      wouldChange: expect.stringContaining('配偶奖励费发放单位'),
    });
  });
});
