import type { FactDefinition } from '@fenming/programmes';
import { known, type Recorded } from './known-facts';

const fact = (name: string, type: FactDefinition['type'], more: Partial<FactDefinition> = {}): FactDefinition => ({
  name,
  type,
  title: `${name}的名称`,
  required: true,
  ...more,
});
const sons = fact('sons', 'integer');
const asks = [sons];
const born = { birthDate: '1950-03-08', sex: 'female' };
const of = (facts: readonly FactDefinition[], records: readonly Recorded[], year = 2024) =>
  known({ facts }, { records, born, year });

describe('what is on record of a person for a draft', () => {
  it('is the latest that a list has asked for, by name, title and type', () => {
    const records = [
      { year: 2022, asks, facts: { sons: 1 } },
      { year: 2023, asks, facts: { sons: 2 } },
      { year: 2025, asks, facts: { sons: 3 } },
      { year: 2024, asks: [fact('sons', 'integer', { title: '养子数' })], facts: { sons: 4 } },
      { year: 2024, asks: [fact('sons', 'boolean')], facts: { sons: true } },
    ];
    expect(of(asks, records)).toEqual({ facts: { sons: 2 }, notOnRecord: [] });
  });

  it('follows birth and sex from the citizen id, and nothing where its key was destroyed', () => {
    const drafted = [
      fact('born', 'date', { from: 'applicant.birthDate' }),
      fact('sex', 'choice', { from: 'applicant.sex', choices: { 男: 'male', 女: 'female' } }),
    ];
    expect(of(drafted, []).facts).toEqual({ born: '1950-03-08', sex: 'female' });
    expect(known({ facts: drafted }, { records: [], born: undefined, year: 2024 }).facts).toEqual({});
  });

  it('is nothing where lists of one year say different things', () => {
    const one = { year: 2023, asks, facts: { sons: 1 } };
    expect(of(asks, [one, { ...one, facts: { sons: 2 } }]).facts).toEqual({});
    expect(of(asks, [one, { ...one }]).facts).toEqual({ sons: 1 });
    // Older ones do not speak against it.
    expect(of(asks, [{ ...one, year: 2022, facts: { sons: 2 } }, one]).facts).toEqual({ sons: 1 });
  });

  it('goes by the word of a choice, which each programme values by itself', () => {
    const theirs = fact('hukou', 'choice', { choices: { 农业: 'rural', 非农业: 'urban' } });
    const ours = fact('hukou', 'choice', { choices: { 农业: 'country' } });
    const record = { year: 2024, asks: [theirs] };
    expect(of([ours], [{ ...record, facts: { hukou: 'rural' } }]).facts).toEqual({ hukou: 'country' });
    expect(of([ours], [{ ...record, facts: { hukou: 'urban' } }]).facts).toEqual({});
  });

  it('tells apart what a list left blank and what no list has asked for', () => {
    const until = fact('until', 'month', { required: false });
    expect(of([until], [{ year: 2024, asks: [until], facts: {} }])).toEqual({ facts: {}, notOnRecord: [] });
    expect(of([until], [{ year: 2024, asks, facts: { sons: 1 } }])).toEqual({ facts: {}, notOnRecord: ['until'] });
    // A later blank is what is on record, not the month before it.
    const before = { year: 2023, asks: [until], facts: { until: '2023-04' } };
    expect(of([until], [before, { year: 2024, asks: [until], facts: {} }]).facts).toEqual({});
  });

  it('knows the months before a change within the year, and of earlier years their last day', () => {
    const earlier = [{ until: 4, facts: { sons: 1 } }];
    const record = { asks, facts: { sons: 0 }, earlier };
    expect(of(asks, [{ ...record, year: 2024 }])).toEqual({ facts: { sons: 0 }, earlier, notOnRecord: [] });
    expect(of(asks, [{ ...record, year: 2023 }])).toEqual({ facts: { sons: 0 }, notOnRecord: [] });
  });
});
