import { plainDate } from '@fenming/calendar';
import type { YearFacts } from '@fenming/county';
import type { FactDefinition } from '@fenming/programmes';
import { yearWith, type Stated } from './stated-facts';

const SPOUSE: FactDefinition = {
  name: 'spouse',
  type: 'choice',
  title: '配偶',
  choices: { 农业: 'rural', 非农业: 'urban', 无: 'none' },
  required: true,
};
const stating = (written: string, replaces: readonly string[], since?: string): Stated => ({
  fact: 'spouse',
  title: '配偶',
  kind: since === undefined ? 'correction' : 'change',
  written,
  replaces,
  ...(since === undefined ? {} : { since: plainDate(since) }),
});
const yearOf = (spouse: string, ...earlier: readonly [number, string][]): YearFacts => {
  const facts = { spouse, child: 1 };
  const held = earlier.map(([until, before]) => ({ until, facts: { spouse: before, child: 1 } }));
  return held.length === 0 ? { facts } : { facts, earlier: held };
};
const after = (before: YearFacts, stated: Stated, year = 2024) => yearWith(SPOUSE, before, { year, stated });

describe('the facts of a year as a statement makes them', () => {
  it('change from the month after the day: what was holds until the end of its month', () => {
    const divorced = stating('无', ['农业'], '2024-05-16');
    expect(after(yearOf('rural'), divorced)).toEqual(yearOf('none', [5, 'rural']));
    expect(after(yearOf('rural'), divorced, 2025)).toEqual(yearOf('none'));
    expect(after(yearOf('rural'), divorced, 2023)).toBeUndefined();
  });

  it('change with the month itself where it begins on its first day', () => {
    expect(after(yearOf('rural'), stating('无', ['农业'], '2024-05-01'))).toEqual(yearOf('none', [4, 'rural']));
    expect(after(yearOf('rural'), stating('无', ['农业'], '2024-01-01'))).toEqual(yearOf('none'));
  });

  it('change after the first of December counts on the last day, and for no month', () => {
    expect(after(yearOf('rural'), stating('无', ['农业'], '2024-12-20'))).toEqual(yearOf('none', [12, 'rural']));
  });

  it('change twice in a year', () => {
    const once = yearOf('none', [5, 'rural']);
    const married = stating('非农业', ['农业', '无'], '2024-09-03');
    expect(after(once, married)).toEqual(yearOf('urban', [5, 'rural'], [9, 'none']));
    const before = stating('非农业', ['农业', '无'], '2024-03-03');
    expect(after(once, before)).toEqual(yearOf('urban', [3, 'rural'], [5, 'urban']));
  });

  it('are corrected in every part of the year that says what is corrected', () => {
    expect(after(yearOf('none', [5, 'rural']), stating('非农业', ['农业']))).toEqual(yearOf('none', [5, 'urban']));
    expect(after(yearOf('none', [5, 'rural']), stating('非农业', ['无']))).toEqual(yearOf('urban', [5, 'rural']));
  });

  it('stay as they are where something else stands there, or the programme cannot do without', () => {
    expect(after(yearOf('urban'), stating('无', ['农业']))).toBeUndefined();
    expect(after(yearOf('rural'), stating('', ['农业']))).toBeUndefined();
  });
});
