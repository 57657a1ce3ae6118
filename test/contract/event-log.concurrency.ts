import { Conflict, type EventLog, type RecordedEvent } from '@fenming/event-log';
import { COUNTS, event, item, type LogHarness } from './event-log.harness';

export function concurrencyContract(harness: LogHarness): void {
  describe('many writers at once', () => {
    racing(harness);
    if (harness.holdWriter !== undefined) heldOpen(harness, harness.holdWriter);
  });
}

function racing({ log }: LogHarness): void {
  it('append to one stream once each, without a gap, however they race', async () => {
    const writers = 8;
    const each = Math.ceil(COUNTS.concurrentAppends / writers);
    await Promise.all(Array.from({ length: writers }, (_, writer) => insist(log(), writer, each)));
    const events = await log().readStream('batch-1');
    expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: writers * each }, (_, index) => index));
    expect(new Set(events.map(({ id }) => id)).size).toBe(writers * each);
  });

  it('of whom only one may be first: the others are told so', async () => {
    const rivals = Array.from({ length: COUNTS.parallelApprovals }, () => log().append(item('batch-1', 'none')));
    const outcomes = await Promise.allSettled(rivals);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Conflict);
    expect(await log().readStream('batch-1')).toHaveLength(1);
  });

  it('who retry the same append at once record it once', async () => {
    const same = item('batch-1', 'none');
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => log().append(same)));
    expect(outcomes.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
    expect(await log().readStream('batch-1')).toHaveLength(1);
  });

  it('are seen by a subscriber in log order, every event once', async () => {
    const seen: RecordedEvent[] = [];
    const subscription = log().subscribe({ after: 'start', batchSize: 7 }, (events) => void seen.push(...events));
    const appends = Array.from({ length: COUNTS.concurrentAppends }, (_, index) =>
      log().append(item(`enrolment-${index}`, 'none')),
    );
    const positions = (await Promise.all(appends)).map(({ position }) => position);
    await subscription.caughtUp(positions.toSorted().at(-1) ?? positions[0]!);
    expect(seen.map(({ position }) => position)).toEqual(positions.toSorted());
    expect(seen).toEqual(await log().readAll('start', seen.length + 1));
    await subscription.stop();
  });

  it('are answered with the place where their event then stands', async () => {
    const appends = Array.from({ length: 60 }, (_, index) => item(`enrolment-${index}`, 'none', event({ payload: { index } })));
    const outcomes = await Promise.all(appends.map((append) => log().append(append)));
    const recorded = new Map((await log().readAll('start', 100)).map((each) => [each.position, each.payload['index']]));
    expect(outcomes.map(({ position }) => recorded.get(position))).toEqual(appends.map((_, index) => index));
  });
}

function heldOpen({ log, contiguous }: LogHarness, holdWriter: () => () => void): void {
  it('wait for one that is held open, and none of their events is missed by who reads meanwhile', async () => {
    await log().append(item('enrolment-first', 'none'));
    const seen: string[] = [];
    const subscription = log().subscribe({ after: 'start' }, (events) => void seen.push(...events.map(({ stream }) => stream)));
    const release = holdWriter();
    const waiting = Array.from({ length: 20 }, (_, index) => log().append(item(`enrolment-${index}`, 'none')));
    const firstSettled = Promise.race(waiting).then(() => 'settled');
    // Reads go on while the writer is held.
    expect(await log().readAll('start', 100)).toHaveLength(1);
    expect(await Promise.race([firstSettled, turns(20)])).toBe('still waiting');
    release();
    const positions = (await Promise.all(waiting)).map(({ position }) => position);
    expect(new Set(positions).size).toBe(20);
    if (contiguous)
      expect(positions.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
    await subscription.caughtUp(positions.toSorted().at(-1)!);
    expect(seen).toHaveLength(21);
    await subscription.stop();
  });
}

/** Appends its events one after another, going by what the log says whenever another writer was first. */
async function insist(log: EventLog, writer: number, times: number): Promise<void> {
  let expected: 'none' | number = 'none';
  for (let done = 0; done < times;) {
    const [outcome] = await log.appendMany([item('batch-1', expected, event({ payload: { writer, done } }))]);
    if (outcome === undefined) throw new Error('no outcome');
    if (outcome.outcome === 'conflict') {
      expected = outcome.actual;
    } else {
      expected = outcome.revision;
      done += 1;
    }
  }
}

async function turns(count: number): Promise<string> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return 'still waiting';
}
