import { fen } from '@fenming/money';
import type { Determination } from '../enrolment/owed';
import { proposing } from '../enrolment/enrolment.fixture';
import { changeOf } from './change';

const before = (options: Parameters<typeof proposing>[1] = {}): Determination => {
  const { amountFen, funding, lines, texts, outcomes } = proposing(2023, options);
  return { number: 1, cause: 'confirmation', amountFen, funding, lines, texts, outcomes, inputHash: '', excess: 'undecided' };
};
const TOLERANCE = fen(60_000);

describe('what becomes of a determined year by changed rules', () => {
  it('is nothing where every month comes to the same, whatever text says so', () => {
    expect(changeOf(before(), proposing(2023, { contentHash: 'text-2' }), TOLERANCE)).toBe('unchanged');
  });

  it('is a rise where no month falls and none is new, up to what the programme tolerates', () => {
    expect(changeOf(before(), proposing(2023, { rateFen: 156_000 }), TOLERANCE)).toBe('raised');
    expect(changeOf(before(), proposing(2023, { rateFen: 156_012 }), TOLERANCE)).toBe('beyond_tolerance');
    expect(changeOf(before(), proposing(2023, { rateFen: 97_200 }), fen(0))).toBe('beyond_tolerance');
  });

  it('is for a person where a month falls or is lost, also where the sum rises', () => {
    expect(changeOf(before(), proposing(2023, { rateFen: 90_000 }), TOLERANCE)).toBe('lower');
    expect(changeOf(before(), proposing(2023, { months: 0 }), TOLERANCE)).toBe('lower');
    expect(changeOf(before(), proposing(2023, { rateFen: 240_000, months: 6 }), TOLERANCE)).toBe('lower');
  });

  it('is for a person where a month that had nothing gets something, or a fact is missing', () => {
    expect(changeOf(before({ months: 6 }), proposing(), TOLERANCE)).toBe('new_months');
    expect(changeOf(before(), { ...proposing(), verdict: 'unknown' }, TOLERANCE)).toBe('facts_missing');
  });
});
