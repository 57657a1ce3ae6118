import { streams } from '@fenming/subsidy';
import { given } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';

const compared = (to: Recorder, source: string, number: number): void =>
  to.record(
    streams.comparison(source),
    {
      type: 'FileCompared',
      data: {
        comparison: `${source} ${number}`,
        source,
        number,
        fileHash: `file ${number}`,
        rows: 10,
        said: 10,
        agreed: 10 - number,
        differs: number,
        unknown: 0,
        stranger: 0,
        leads: number,
        found: 10,
        enrolled: 40,
        hash: `outcomes ${number}`,
      },
    },
    { actor: 'health', role: 'health' },
  );

describe('comparisons', () => {
  it('are told by the last list of each source', () => {
    const to = new Recorder();
    compared(to, 'deaths', 1);
    compared(to, 'marriage', 1);
    compared(to, 'deaths', 2);
    expect(given(to).lastComparisons()).toMatchObject([
      { source: 'deaths', number: 2, agreed: 8, differs: 2, found: 10, enrolled: 40, outcomes: 'outcomes 2', actor: 'health' },
      { source: 'marriage', number: 1, agreed: 9 },
    ]);
  });

  it('are none before anything was compared', () => {
    expect(given(new Recorder()).lastComparisons()).toEqual([]);
    expect(given(new Recorder()).personsWithOpenCase()).toBe(0);
  });
});
