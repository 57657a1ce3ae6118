import { readdirSync, readFileSync } from 'node:fs';
import { compileProgramme, parseDefinition, type ConditionOutcome, type EarlierFacts, type Programme } from '@fenming/programmes';
import type { TextOf } from '../register/adopted-texts';
import { outcomesByFacts, outcomesDiffer } from './condition-outcomes';

const folder = `${__dirname}/../../../../programmes/catalogue`;
const read = (file: string) => {
  const reading = parseDefinition(readFileSync(`${folder}/${file}`, 'utf8'), file);
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.definition;
};
const wholeYear = ({ contentHash }: Programme) => [{ contentHash, first: 1, last: 12 }];

describe('what the conditions come to, asked again of the facts', () => {
  it.each(readdirSync(folder))('is what the rules record, for every example of %s', (file) => {
    const definition = read(file);
    for (const { regions, facts, earlier, year, diedOn } of definition.examples) {
      const programme = compileProgramme(definition, regions);
      const known = earlier === undefined ? { facts } : { facts, earlier };
      const left = diedOn === undefined ? {} : { diedOn };
      const { outcomes } = programme.assess({ ...known, year, ...left });
      const texts = wholeYear(programme);
      expect(outcomesByFacts({ year, texts }, known, () => ({ definition, programme }), left)).toEqual(outcomes);
    }
  });

  const definition = read('SPECIAL_ASSISTANCE.yaml');
  const programme = compileProgramme(definition, definition.examples[0]?.regions ?? []);
  const textOf: TextOf = () => ({ definition, programme });
  const facts = { ...definition.examples.find((one) => one.facts['category'] === 'disability')?.facts, grade: 2 };
  const changing: readonly EarlierFacts[] = [
    { until: 4, facts: { ...facts, grade: 4 } },
    { until: 8, facts: { ...facts, grade: 1 } },
  ];
  const known = { facts, earlier: changing };
  const told = (outcomes: readonly ConditionOutcome[]): string | undefined =>
    outcomesDiffer({ year: 2024, texts: wholeYear(programme), outcomes }, known, textOf, {});
  const due = programme.assess({ ...known, year: 2024 }).outcomes;
  const grade = due.findIndex(({ condition }) => condition === 'grade');

  it('is by month where the facts changed within the year, and differs in nothing from what is recorded of it', () => {
    expect(due.slice(grade, grade + 2)).toEqual([
      { condition: 'grade', outcome: 'not_met', first: 1, last: 4 },
      { condition: 'grade', outcome: 'met', first: 5, last: 12 },
    ]);
    expect(told(due)).toBeUndefined();
  });

  it.each([
    [
      'another outcome',
      due.with(grade, { condition: 'grade', outcome: 'unclear', first: 1, last: 4 }),
      '记为1 至 4 月不清楚、5 至 12 月符合',
    ],
    [
      'other months',
      due.with(grade, { condition: 'grade', outcome: 'not_met', first: 1, last: 3 }),
      '记为1 至 3 月不符合、5 至 12 月符合',
    ],
    ['a condition left out', due.toSpliced(grade, 2), '记为没有'],
    [
      'a condition of no text',
      [...due, { condition: 'rich', outcome: 'met' as const, first: 1, last: 12 }],
      '条件“rich”按事实应为没有，记为1 至 12 月符合',
    ],
    ['a span twice', due.toSpliced(grade, 0, due[grade] as ConditionOutcome), '1 至 4 月不符合、1 至 4 月不符合'],
    ['another order', [...due.slice(1), due[0] as ConditionOutcome], '条件没有按规则的次序记'],
  ])('finds %s', (_, outcomes, sentence) => {
    expect(told(outcomes)).toContain(sentence);
  });
});
