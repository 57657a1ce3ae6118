import { COUNTY, given, official, outcome, TOWNSHIP } from '../../subsidy.fixture';
import { comparisonDecider, type CompareList } from './comparison.decider';

const health = official('officer-gao', 'health', COUNTY);
const comparing = (fileHash = 'hash-of-june'): CompareList => ({
  do: 'compare',
  file: {
    comparison: `comparison of ${fileHash}`,
    source: 'deaths',
    fileHash,
    rows: 5,
    said: 5,
    agreed: 1,
    differs: 2,
    unknown: 1,
    stranger: 1,
    leads: 2,
    found: 3,
    enrolled: 30,
    hash: 'hash-of-outcomes',
  },
});
const compared = given(comparisonDecider).after(comparing(), health);

describe('a list of another body', () => {
  it('is compared by the health commission, and its counts are kept with its number', () => {
    expect(given(comparisonDecider).when(comparing(), health)).toEqual([
      { type: 'FileCompared', data: { ...comparing().file, number: 1 } },
    ]);
    const second = compared.after(comparing('hash-of-july'), health);
    expect(Object.values(second.state.files).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('is compared by nobody else, and by no account that nobody has confirmed', () => {
    expect(outcome(given(comparisonDecider).when(comparing(), official('clerk-li', 'township', TOWNSHIP)))).toBe(
      'forbidden_role',
    );
    expect(outcome(given(comparisonDecider).when(comparing(), { ...health, unconfirmed: true }))).toBe('account_unconfirmed');
  });

  it('is compared once, whatever it is called', () => {
    expect(compared.when(comparing(), health)).toEqual({ refused: 'file_compared', detail: '1' });
  });
});
