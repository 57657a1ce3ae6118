import { streams } from '@fenming/subsidy';
import { given } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';

describe('the years of a county', () => {
  it('are those that something was recorded for, and no other', () => {
    const to = new Recorder();
    expect(given(to).yearsKnown()).toEqual([]);
    const file = { importId: 'i1', programme: 'FIRST_AID', year: 2023, number: 1, fileHash: 'h1', rows: 1, goodRows: 1 };
    to.record(
      streams.rosterImports('FIRST_AID', 2023),
      { type: 'ImportStarted', data: { ...file, leftOut: [] } },
      { actor: 'health', role: 'health' },
    );
    expect(given(to).yearsKnown()).toEqual([2023]);
  });
});
