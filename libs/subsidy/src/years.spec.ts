import { COUNTY, given, official, outcome } from './subsidy.fixture';
import { fen } from '@fenming/money';
import { rosterImportDecider } from './eligibility/roster-import/roster-import.decider';
import { appropriationDecider } from './payout/appropriation/appropriation.decider';
import { at, HASH, lineOf, locking, lockingChunk, opening, stepping, BATCH } from './payout/batch/batch.fixture';
import { batchDecider } from './payout/batch/batch.decider';
import type { BatchEvent } from './payout/batch/batch.events';

const maker = (on: string) => official('maker-zhao', 'finance-maker', COUNTY, on);
const purpose = (year: number) => ({ programme: 'REWARD', year, area: COUNTY });
const NOTHING = { central: fen(0), province: fen(0), city: fen(0), county: fen(0) };

describe('a year that has not begun', () => {
  it('has no batch: not on its eve in Shanghai, and from its first hour there', () => {
    const next = { ...opening, batch: { ...BATCH, year: 2024 } };
    expect(outcome(given(batchDecider).when(next, maker('2023-12-31')))).toBe('year_not_begun');
    // Nine in the morning of New Year's Day in Shanghai is one o'clock at night in Greenwich.
    expect(outcome(given(batchDecider).when(next, maker('2024-01-01')))).toEqual(['BatchOpened']);
  });

  it('is not locked, signed or released, also where its batch was opened all the same', () => {
    const opened: BatchEvent = { type: 'BatchOpened', data: { ...BATCH, year: 2024 } };
    const story = given(batchDecider, { event: opened, by: maker('2023-06-01').by });
    expect(outcome(story.when(lockingChunk(1, [lineOf(1)]), maker('2023-12-31')))).toBe('year_not_begun');
    const locked = story.after(lockingChunk(1, [lineOf(1)]), maker('2024-01-02'));
    expect(outcome(locked.when(locking(), maker('2023-12-31')))).toBe('year_not_begun');
    expect(outcome(at('approved').when(stepping('release'), official('r', 'finance-releaser', COUNTY, '2022-12-31')))).toBe(
      'year_not_begun',
    );
    expect(outcome(at('locked').when(stepping('submit', { hash: HASH }), maker('2022-12-31')))).toBe('year_not_begun');
  });

  it('may have its lists and its money prepared in the year before, and no earlier', () => {
    const health = official('officer-gao', 'health', COUNTY, '2023-12-01');
    const file = (year: number) => ({
      importId: 'i',
      programme: 'REWARD',
      year,
      fileHash: 'h',
      rows: 1,
      goodRows: 1,
      leftOut: [],
    });
    const start = (year: number) => outcome(given(rosterImportDecider).when({ do: 'start', file: file(year) }, health));
    expect([start(2024), start(2025), start(2099)]).toEqual([['ImportStarted'], 'year_out_of_reach', 'year_out_of_reach']);
    const receive = (year: number) =>
      outcome(
        given(appropriationDecider).when(
          { ...purpose(year), do: 'receive', layer: 'central', amountFen: fen(1), documentNo: '1', arrivedOn: '2023-11-30' },
          maker('2023-12-01'),
        ),
      );
    expect([receive(2024), receive(2025)]).toEqual([['AppropriationReceived'], 'year_out_of_reach']);
  });

  it('is not closed, and its money is not carried beyond it', () => {
    const close = { do: 'close', documentNo: '1', closedOn: '2023-11-30', finished: [] } as const;
    const carry = { do: 'carry-out', funding: { ...NOTHING, county: fen(1) }, documentNo: '1', carriedOn: '2023-11-30' } as const;
    const asked = maker('2023-12-01');
    expect(outcome(given(appropriationDecider).when({ ...purpose(2024), ...close }, asked))).toBe('year_not_begun');
    expect(outcome(given(appropriationDecider).when({ ...purpose(2024), ...carry }, asked))).toBe('year_out_of_reach');
  });
});
