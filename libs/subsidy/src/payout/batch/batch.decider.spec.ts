import { given, OTHER_COUNTY, outcome } from '../../subsidy.fixture';
import type { BatchCommand } from './batch.commands';
import { batchDecider } from './batch.decider';
import { approver, at, BATCH, checker, HASH, maker, opening, TOTALS, WAY } from './batch.fixture';
import { BATCH_STAGES, type BatchStage } from './batch.state';

/** What a step answers that has happened already; every other one no longer fits the stage. */
const AGAIN: { readonly [what in BatchCommand['do']]?: string | readonly string[] } = {
  open: 'batch_exists',
  'record-chunk': [],
  'issue-file': [],
  'record-result-chunk': 'duplicate_file',
  'mark-applied': [],
};

describe('the way of a batch', () => {
  it('goes from the open batch to the closed one, one stage after the other', () => {
    expect(WAY.map(([stage]) => stage)).toEqual(BATCH_STAGES);
    expect(BATCH_STAGES.map((stage) => at(stage).state.stage)).toEqual(BATCH_STAGES);
  });

  it('carries the same count, sum and hash from the lock to the release', () => {
    const { state } = at('closed');
    expect(state).toMatchObject({
      roster: { ...TOTALS, hash: HASH, chunks: 2, lock: 1 },
      instructed: TOTALS,
      files: [TOTALS],
      duties: { maker: 'maker-zhao', checker: 'checker-qian', approver: 'approver-sun', releaser: 'releaser-zhou' },
    });
  });

  it('takes no event out of its turn: a log that contradicts itself is not read on', () => {
    const signed = (stage: BatchStage, type: 'BatchApproved' | 'BatchReleased') => () =>
      batchDecider.evolve(at(stage).state, { type, data: { ...BATCH, ...TOTALS, hash: HASH } }, approver.by);
    expect(signed('submitted', 'BatchApproved')).toThrow('has BatchApproved in the stage submitted');
    expect(signed('checked', 'BatchReleased')).toThrow('has BatchReleased in the stage checked');
  });

  it.each(BATCH_STAGES)('does only the next step from %s: every other one is refused or has happened', (stage) => {
    const { when } = at(stage);
    const here = BATCH_STAGES.indexOf(stage);
    for (const [leadsTo, [first]] of WAY) {
      const there = BATCH_STAGES.indexOf(leadsTo);
      if (first === undefined || there === here + 1) continue;
      const again = there <= here ? AGAIN[first[0].do] : undefined;
      const expected = again ?? (stage === 'none' ? 'batch_not_found' : 'batch_state');
      expect([leadsTo, outcome(when(...first))]).toEqual([leadsTo, expected]);
    }
  });
});

describe('opening a batch', () => {
  it('is the work of a finance maker of the county', () => {
    expect(given(batchDecider).when(opening, maker)).toEqual([{ type: 'BatchOpened', data: BATCH }]);
    expect(outcome(given(batchDecider).when(opening, checker))).toBe('forbidden_role');
    expect(outcome(given(batchDecider).when(opening, { ...maker, area: OTHER_COUNTY }))).toBe('forbidden_area');
  });

  it('happens once for a programme, year and round', () => {
    expect(at('opened').when(opening, maker)).toEqual({ refused: 'batch_exists', detail: BATCH.batch });
  });

  it('waits for the bank: no round begins before the one before it has its results', () => {
    const second = { ...opening, batch: { ...BATCH, batch: 'REWARD-2023-991001-2', round: 2 }, unfinished: BATCH.batch };
    expect(given(batchDecider).when(second, maker)).toEqual({ refused: 'batch_exists', detail: BATCH.batch });
  });
});
