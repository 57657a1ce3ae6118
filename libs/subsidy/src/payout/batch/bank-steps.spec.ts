import { OTHER_COUNTY, outcome } from '../../subsidy.fixture';
import {
  ANSWERS,
  answered,
  applying,
  at,
  bank,
  BATCH,
  checker,
  closing,
  instructed,
  issuing,
  LINES,
  maker,
  reconciling,
  recording,
  recordingChunk,
  releaser,
  TOTALS,
  type BatchStory,
} from './batch.fixture';
import { answerTo, NO_ANSWERS } from './answer-sheet';
import type { ResultLine } from './batch.events';
import { bankAnswersOf } from './batch.state';

/** What the bank said of lines 1 to 3. */
const finalAnswers = ({ state }: BatchStory) => [1, 2, 3].map((lineNo) => answerTo(bankAnswersOf(state).answers, lineNo));

/** A whole result file: its chunk, the file itself, and its answers written into the enrolments. */
const withResult = (story: BatchStory, lines: readonly ResultLine[], sha256: string): BatchStory =>
  story.after(recordingChunk(lines, sha256), bank).after(recording(sha256), bank).after(applying(sha256), bank);

describe('instructing chunk by chunk', () => {
  it('is done when the last chunk is done, in whatever order', () => {
    const first = at('released').after(instructed(2), releaser);
    expect(first.state.stage).toBe('released');
    expect(first.after(instructed(1), releaser).state).toMatchObject({ stage: 'instructed', instructed: TOTALS });
  });

  it('counts a chunk once, however often the run is started again', () => {
    const first = at('released').after(instructed(1), releaser);
    expect(first.when(instructed(1), releaser)).toEqual([]);
    expect(at('instructed').when(instructed(2), releaser)).toEqual([]);
  });

  it('keeps the lines that were held back, with their cause, out of the money', () => {
    const exceptions = [{ lineNo: 3, caseNumber: 'REWARD-2023-1-00003', cause: 'enrolment_exited' as const, amountFen: '48000' }];
    const story = at('released')
      .after(instructed(1), releaser)
      .after(instructed(2, { totals: { count: 0, sumFen: '0' }, exceptions }), releaser);
    expect(story.state).toMatchObject({ stage: 'instructed', instructed: { count: 2, sumFen: '192000' }, exceptions });
    expect(outcome(story.when(issuing(), releaser))).toBe('control_total_mismatch');
    expect(outcome(story.when(issuing({ count: 2, sumFen: '192000' }), releaser))).toEqual(['BankFileIssued']);
  });
});

describe('a batch of which every line was held back', () => {
  it('has nothing to send, and is reconciled and closed without a bank file', () => {
    const none = { totals: { count: 0, sumFen: '0' }, exceptions: [] };
    const story = at('released').after(instructed(1, none), releaser).after(instructed(2, none), releaser);
    expect(story.state.stage).toBe('result_applied');
    expect(outcome(story.when(issuing({ count: 0, sumFen: '0' }), releaser))).toBe('batch_state');
    expect(outcome(story.after(reconciling, checker).when(closing(0), maker))).toEqual(['BatchClosed']);
  });
});

describe('the bank file', () => {
  it('is issued by the releaser with exactly what was instructed', () => {
    expect(at('instructed').when(issuing(), releaser)).toEqual([
      { type: 'BankFileIssued', data: { ...BATCH, ...issuing().file } },
    ]);
    expect(outcome(at('instructed').when(issuing(), maker))).toBe('forbidden_role');
    expect(outcome(at('instructed').when(issuing(), { ...releaser, area: OTHER_COUNTY }))).toBe('forbidden_area');
  });

  it('is refused when a line or a fen is missing', () => {
    expect(outcome(at('instructed').when(issuing({ count: 2 }), releaser))).toBe('control_total_mismatch');
    expect(outcome(at('instructed').when(issuing({ sumFen: '239999' }), releaser))).toBe('control_total_mismatch');
  });

  it('may be written again with the same bytes, and never with others', () => {
    expect(at('file_issued').when(issuing(), releaser)).toEqual([]);
    expect(outcome(at('file_issued').when(issuing({ sha256: 'other bytes' }), releaser))).toBe('control_total_mismatch');
    expect(at('closed').when(issuing(), releaser)).toEqual([]);
  });

  it('may be split, as long as the parts add up to what was instructed', () => {
    const first = { count: 2, sumFen: '192000', fileName: 'part-1.txt', sha256: 'hash of part 1' };
    const split = at('instructed').after(issuing(first), releaser);
    expect(split.state.stage).toBe('instructed');
    expect(split.when(issuing(first), releaser)).toEqual([]);
    const rest = { count: 1, sumFen: '48000', fileName: 'part-2.txt', sha256: 'hash of part 2' };
    expect(outcome(split.when(issuing({ ...rest, sumFen: '48001' }), releaser))).toBe('control_total_mismatch');
    expect(outcome(split.when(issuing({ ...rest, count: 2 }), releaser))).toBe('control_total_mismatch');
    const whole = split.after(issuing(rest), releaser);
    expect(whole.state.stage).toBe('file_issued');
    expect(outcome(whole.when(issuing({ ...rest, fileName: 'part-3.txt' }), releaser))).toBe('control_total_mismatch');
  });
});

describe("the bank's result file", () => {
  it('is recorded by the bank with what settled, what failed and what it does not know yet', () => {
    const lines = [answered(1), answered(2, 'unknown'), answered(3, 'failed')];
    const story = at('file_issued').after(recordingChunk(lines), bank);
    expect(story.when(recording(), bank)).toEqual([
      {
        type: 'BankResultRecorded',
        data: {
          ...BATCH,
          sha256: 'result-1',
          chunks: 1,
          settled: { count: 1, sumFen: '96000' },
          failed: { count: 1, sumFen: '48000' },
          unknown: { count: 1, sumFen: '96000' },
        },
      },
    ]);
    expect(outcome(story.when(recording(), releaser))).toBe('forbidden_role');
    expect(outcome(story.when(recording(), { ...bank, area: OTHER_COUNTY }))).toBe('forbidden_area');
  });

  it('is no answer until the whole file is there', () => {
    const half = at('file_issued').after(recordingChunk(ANSWERS.slice(0, 2), 'result-1', 1), bank);
    expect(half.state).toMatchObject({ stage: 'file_issued', answers: NO_ANSWERS });
    expect(half.when(recording('result-1', 2), bank)).toEqual({ refused: 'results_incomplete', detail: '1/2' });
    const whole = half.after(recordingChunk(ANSWERS.slice(2), 'result-1', 2), bank).after(recording('result-1', 2), bank);
    expect(finalAnswers(whole)).toEqual(['settled', 'settled', 'failed']);
    expect(whole.state).toMatchObject({
      pending: {
        sha256: 'result-1',
        chunks: [whole.state.length - 3, whole.state.length - 2],
        recordedAt: whole.state.length - 1,
      },
    });
  });

  it('that was cut off half-way and comes again is the same file: no chunk is taken twice', () => {
    const half = at('file_issued').after(recordingChunk(ANSWERS.slice(0, 2), 'result-1', 1), bank);
    expect(half.when(recordingChunk(ANSWERS.slice(0, 2), 'result-1', 1), bank)).toEqual([]);
  });

  it('is not mixed with another file that arrives at the same moment', () => {
    const early = [answered(1), answered(2, 'unknown'), answered(3, 'unknown')];
    const story = at('file_issued')
      .after(recordingChunk(ANSWERS.slice(0, 2), 'result-1', 1), bank)
      .after(recordingChunk(early, 'result-0', 1), bank)
      .after(recordingChunk(ANSWERS.slice(2), 'result-1', 2), bank)
      .after(recording('result-1', 2), bank);
    expect(story.state).toMatchObject({
      pending: { sha256: 'result-1', chunks: [story.state.length - 4, story.state.length - 2] },
    });
    expect(finalAnswers(story)).toEqual(['settled', 'settled', 'failed']);
  });

  it('imported twice is refused, also much later', () => {
    for (const stage of ['result_recorded', 'result_applied', 'closed'] as const)
      expect(outcome(at(stage).when(recording(), bank))).toBe('duplicate_file');
  });

  it('is marked as applied once its answers stand in the enrolments', () => {
    expect(at('result_recorded').when(applying(), bank)).toEqual([
      { type: 'BankResultApplied', data: { ...BATCH, sha256: 'result-1' } },
    ]);
    expect(at('result_applied').state).not.toHaveProperty('pending');
    expect(at('result_applied').when(applying(), bank)).toEqual([]);
  });

  it('with unknown lines keeps the batch open for a second file that answers them', () => {
    const open = withResult(at('file_issued'), [answered(1), answered(2, 'unknown'), answered(3, 'failed')], 'result-1');
    expect(open.when(reconciling, checker)).toEqual({ refused: 'results_incomplete', detail: '2/3' });
    const complete = withResult(open, [answered(2)], 'result-2');
    expect(finalAnswers(complete)).toEqual(['settled', 'settled', 'failed']);
    expect(outcome(complete.when(reconciling, checker))).toEqual(['BatchReconciled']);
  });

  it('that answers a line again, because another file answered it while this one arrived, is refused', () => {
    const second = at('file_issued').after(recordingChunk([answered(1), answered(2, 'failed')], 'result-2'), bank);
    const first = withResult(second, [answered(1), answered(2), answered(3, 'unknown')], 'result-1');
    expect(outcome(first.when(recording('result-2'), bank))).toBe('return_answered_line');
    expect(outcome(withResult(first, [answered(3)], 'result-3').when(reconciling, checker))).toEqual(['BatchReconciled']);
  });

  it('waits until the one before it has been applied', () => {
    const second = recording('result-2');
    expect(outcome(at('result_recorded').when(second, bank))).toBe('batch_state');
    expect(outcome(at('result_recorded').when(recordingChunk([answered(2)], 'result-2'), bank))).toBe('batch_state');
  });
});

describe('reconciling', () => {
  it('finds that settled and failed lines are all lines that were sent, in count and in sum', () => {
    expect(at('result_applied').when(reconciling, checker)).toEqual([
      {
        type: 'BatchReconciled',
        data: { ...BATCH, settled: { count: 2, sumFen: '192000' }, failed: { count: 1, sumFen: '48000' } },
      },
    ]);
  });

  it('needs the final answer to every line', () => {
    const silent = withResult(at('file_issued'), [answered(1), answered(2)], 'result-1');
    expect(silent.when(reconciling, checker)).toEqual({ refused: 'results_incomplete', detail: '2/3' });
  });

  it('stops at a sum that differs although the count is right', () => {
    const short = LINES.map(({ lineNo }) => ({ ...answered(lineNo), amountFen: '80001' }));
    expect(outcome(withResult(at('file_issued'), short, 'result-1').when(reconciling, checker))).toBe('control_total_mismatch');
  });

  it('is the work of the finance checker of the county', () => {
    expect(outcome(at('result_applied').when(reconciling, maker))).toBe('forbidden_role');
    expect(outcome(at('result_applied').when(reconciling, { ...checker, area: OTHER_COUNTY }))).toBe('forbidden_area');
  });
});

describe('closing', () => {
  it('waits until every returned payment has been reissued and settled', () => {
    expect(at('reconciled').when(closing(1), maker)).toEqual({ refused: 'returns_waiting', detail: '1' });
    expect(at('reconciled').when(closing(0), maker)).toEqual([{ type: 'BatchClosed', data: BATCH }]);
  });

  it('is the work of the finance maker of the county', () => {
    expect(outcome(at('reconciled').when(closing(), checker))).toBe('forbidden_role');
    expect(outcome(at('reconciled').when(closing(), { ...maker, area: OTHER_COUNTY }))).toBe('forbidden_area');
  });
});
