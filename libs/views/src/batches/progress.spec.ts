import { apply, confirmAtAllLevels } from '../histories/cases.fixture';
import { given } from '../histories/given.fixture';
import { payRound } from '../histories/payout.fixture';
import { Recorder } from '../histories/recorder.fixture';
import { isUnderWay } from './progress.questions';

const AID = { programme: 'FIRST_AID', year: 2023 };

/** Five people in chunks of two; the first leaves before the payment, and the bank answers the second later than the others. */
const history = () => {
  const to = new Recorder();
  const leavers = [0];
  const answers = [1];
  const cases = Array.from({ length: 5 }, (_, index) => apply(to, AID, index + 2));
  for (const one of cases) confirmAtAllLevels(to, one, AID.year, (below) => below - 1);
  payRound(to, cases, { ...AID, round: 1, chunkSize: 2 }, (below) => {
    if (below === 25) return leavers.shift() ?? 24;
    return below === 12 ? (answers.shift() ?? 11) : below - 1;
  });
  return { events: to.events, batch: given(to).batches()[0]?.batch_id ?? '' };
};
const { events, batch } = history();
const released = events.findIndex(({ type }) => type === 'BatchReleased');
/** The views after each event from the release on. */
const moments = () =>
  events.slice(released).map((event, index) => ({ event, views: given({ events: events.slice(0, released + index + 1) }) }));

describe('the progress of a batch', () => {
  it('never goes back once it is released, and ends with every line accounted for', () => {
    let before = [0, 0, 0, 0, 0, 0, 0];
    for (const { views } of moments()) {
      const now = views.batchProgress(batch);
      if (now === undefined) throw new Error('the batch is gone');
      const { instructed, sum_fen, exceptions, chunks_done, files, settled, failed } = now;
      const counts: number[] = [instructed, sum_fen, exceptions, chunks_done, files, settled, failed];
      counts.forEach((count, index) => expect(count).toBeGreaterThanOrEqual(before[index] ?? 0));
      before = counts;
    }
    expect(given({ events }).batchProgress(batch)).toMatchObject({
      lines: 5,
      instructed: 4,
      exceptions: 1,
      settled: 4,
      failed: 0,
    });
    expect(given({ events }).batchProgress('none')).toBeUndefined();
  });

  it('is under way between the release and the last chunk, and while an answer of the bank is being recorded', () => {
    const states = moments().flatMap(({ views }) => {
      const now = views.batchProgress(batch);
      return now !== undefined && isUnderWay(now) ? [now.state] : [];
    });
    expect([...new Set(states)]).toEqual(['released', 'result_recorded']);
    expect(isUnderWay({ state: 'released', paused: true })).toBe(false);
  });
});

describe('a difference of the control totals', () => {
  it('is the sum of the lines behind it, at every moment', () => {
    const differing = new Set<string>();
    for (const { views } of moments())
      for (const { step, difference_fen } of views.controlTotals(batch)) {
        const { data } = views.payments({ batch, difference: step, limit: 100 });
        if (difference_fen === 0) continue;
        differing.add(step);
        expect(data.reduce((sum, { amount_fen }) => sum + amount_fen, 0)).toBe(Math.abs(difference_fen));
      }
    expect([...differing]).toEqual(expect.arrayContaining(['instructed', 'unknown']));
  });

  it.each(['constructor', '__proto__', "' OR 1 = 1"])('of a step called %p is no condition of its own', (difference) => {
    const views = given({ events });
    expect(views.payments({ batch, difference, limit: 100 })).toEqual(views.payments({ batch, limit: 100 }));
  });
});

describe('the lines of a batch', () => {
  it('add up by township to the locked roster', () => {
    const views = given({ events });
    const sums = views.townshipSums(batch);
    expect(sums.reduce((count, each) => count + each.count, 0)).toBe(5);
    expect(sums.reduce((sum, each) => sum + each.sum_fen, 0)).toBe(views.batch(batch)?.roster?.sum_fen);
  });

  it('are held back under a cause that can be counted and listed', () => {
    const views = given({ events });
    expect(views.exceptionsByCause(batch)).toEqual([{ cause: 'enrolment_exited', count: 1, sum_fen: 24_000 }]);
    expect(views.payments({ batch, state: 'exception', reason: 'enrolment_exited', limit: 10 }).data).toHaveLength(1);
    expect(views.payments({ batch, state: 'exception', reason: 'payee_changed', limit: 10 }).data).toEqual([]);
  });
});
