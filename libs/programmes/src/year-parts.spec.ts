import { partsOf } from './year-parts';

const [before, after] = [
  { grade: 3, child: 1 },
  { grade: 2, child: 1 },
];

describe('a year in which facts changed', () => {
  it('is cut where a fact that is asked monthly changes', () => {
    expect(partsOf({ facts: after, earlier: [{ until: 5, facts: before }] }, ['grade'])).toEqual([
      { months: 105, facts: before },
      { months: 612, facts: after },
    ]);
  });

  it('stays whole where only other facts change, or none is asked monthly', () => {
    for (const named of [['child'], []])
      expect(partsOf({ facts: after, earlier: [{ until: 5, facts: before }] }, named)).toEqual([{ months: 112, facts: before }]);
  });

  it('is that of the old facts where they held on the first day of every month', () => {
    expect(partsOf({ facts: after, earlier: [{ until: 12, facts: before }] }, ['grade'])).toEqual([
      { months: 112, facts: before },
    ]);
  });
});
