import type { EventLog, Position, RecordedEvent, SubscriptionOptions } from '@fenming/event-log';
import { event, item, type LogHarness } from './event-log.harness';

export function subscribingContract(harness: LogHarness): void {
  describe('a subscription', () => {
    places(harness);
    batches(harness);
    faults(harness);
    ends(harness);
  });
}

/** Appends numbered events, one a commit, and returns their positions. */
async function fill(log: EventLog, from: number, count: number): Promise<readonly Position[]> {
  const positions: Position[] = [];
  for (let index = from; index < from + count; index += 1) {
    const { position } = await log.append(item(`enrolment-${index}`, 'none', event({ payload: { index } })));
    positions.push(position);
  }
  return positions;
}

function numbers(events: readonly RecordedEvent[]): readonly unknown[] {
  return events.map(({ payload }) => payload['index']);
}

/** Subscribes and keeps what arrives. */
function listen(log: EventLog, options: SubscriptionOptions) {
  const seen: unknown[] = [];
  const sizes: number[] = [];
  const subscription = log.subscribe(options, (events) => {
    seen.push(...numbers(events));
    sizes.push(events.length);
  });
  return { seen, sizes, ...subscription };
}

function places({ log }: LogHarness): void {
  it('from the start gets everything, then what comes', async () => {
    await fill(log(), 0, 5);
    const listener = listen(log(), { after: 'start' });
    const last = (await fill(log(), 5, 3)).at(-1)!;
    await listener.caughtUp(last);
    expect(listener.seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await listener.stop();
  });

  it('from the middle gets what lies after that place, then what comes', async () => {
    const positions = await fill(log(), 0, 5);
    const listener = listen(log(), { after: positions[2]! });
    const last = (await fill(log(), 5, 2)).at(-1)!;
    await listener.caughtUp(last);
    expect(listener.seen).toEqual([3, 4, 5, 6]);
    await listener.stop();
  });

  it('from the head gets only what is appended from then on', async () => {
    await fill(log(), 0, 5);
    const listener = listen(log(), { after: 'head' });
    const last = (await fill(log(), 5, 2)).at(-1)!;
    await listener.caughtUp(last);
    expect(listener.seen).toEqual([5, 6]);
    await listener.stop();
  });

  it('to an empty log waits for the first event', async () => {
    const listeners = [listen(log(), { after: 'start' }), listen(log(), { after: 'head' })];
    const last = (await fill(log(), 0, 1)).at(-1)!;
    for (const listener of listeners) {
      await listener.caughtUp(last);
      expect(listener.seen).toEqual([0]);
      await listener.stop();
    }
  });

  it('at the head is caught up with everything before', async () => {
    const positions = await fill(log(), 0, 2);
    const listener = listen(log(), { after: 'head' });
    await expect(listener.caughtUp(positions[1]!)).resolves.toBeUndefined();
    await listener.stop();
  });
}

function batches({ log }: LogHarness): void {
  it('gets no more events at once than it asked for', async () => {
    const last = (await fill(log(), 0, 10)).at(-1)!;
    const listener = listen(log(), { after: 'start', batchSize: 4 });
    await listener.caughtUp(last);
    expect(listener.sizes).toEqual([4, 4, 2]);
    await listener.stop();
  });

  it('cannot ask for batches of none', () => {
    expect(() => log().subscribe({ after: 'start', batchSize: 0 }, () => {})).toThrow('cannot read 0 events at once');
  });

  it('gets the next batch only after it has handled the last', async () => {
    const last = (await fill(log(), 0, 9)).at(-1)!;
    let inside = 0;
    let most = 0;
    const subscription = log().subscribe({ after: 'start', batchSize: 2 }, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    });
    await subscription.caughtUp(last);
    expect(most).toBe(1);
    await subscription.stop();
  });
}

function faults({ log }: LogHarness): void {
  it('whose handler throws stops there, says why once, and gets nothing more', async () => {
    const last = (await fill(log(), 0, 6)).at(-1)!;
    const poison = new Error('cannot read this event');
    const seen: unknown[] = [];
    const stopped: Error[] = [];
    const subscription = log().subscribe(
      { after: 'start', batchSize: 2, onStopped: (error) => stopped.push(error) },
      (events) => {
        if (numbers(events).includes(2)) throw poison;
        seen.push(...numbers(events));
      },
    );
    await expect(subscription.caughtUp(last)).rejects.toBe(poison);
    await fill(log(), 6, 2);
    expect([seen, stopped]).toEqual([[0, 1], [poison]]);
    await expect(subscription.caughtUp(last)).rejects.toBe(poison);
  });

  it('whose handler failed on an event is never caught up with it', async () => {
    const [first] = await fill(log(), 0, 1);
    const stopped = new Promise((resolve) => {
      const subscription = log().subscribe({ after: 'start', onStopped: () => resolve(subscription.caughtUp(first!)) }, () =>
        Promise.reject(new Error('not handled')),
      );
    });
    await expect(stopped).rejects.toThrow('not handled');
  });

  it('whose handler rejects stops in the same way', async () => {
    const stopped = new Promise<Error>((resolve) => {
      log().subscribe({ after: 'start', onStopped: resolve }, () => Promise.reject(new Error('later')));
    });
    await fill(log(), 0, 1);
    await expect(stopped).resolves.toThrow('later');
  });

  it('that stopped does not disturb the others, and a new one begins where its checkpoint says', async () => {
    const positions = await fill(log(), 0, 4);
    log().subscribe({ after: 'start', onStopped: () => {} }, () => {
      throw new Error('poison');
    });
    const healthy = listen(log(), { after: 'start' });
    await healthy.caughtUp(positions[3]!);
    const again = listen(log(), { after: positions[1]! });
    await again.caughtUp(positions[3]!);
    expect([healthy.seen, again.seen]).toEqual([
      [0, 1, 2, 3],
      [2, 3],
    ]);
  });
}

function ends({ log }: LogHarness): void {
  it('that was stopped gets nothing more, and tells who still waits', async () => {
    const [first] = await fill(log(), 0, 1);
    const listener = listen(log(), { after: 'start' });
    await listener.caughtUp(first!);
    const waiting = expect(listener.caughtUp('9999999999999999' as Position)).rejects.toMatchObject({ code: 'closed' });
    await listener.stop();
    await waiting;
    await fill(log(), 1, 2);
    expect(listener.seen).toEqual([0]);
  });

  it('ends with the log, after the batch in hand', async () => {
    const finished: unknown[] = [];
    await fill(log(), 0, 1);
    const begun = new Promise<void>((resolve) => {
      log().subscribe({ after: 'start' }, async (events) => {
        resolve();
        await new Promise((done) => setImmediate(done));
        finished.push(...numbers(events));
      });
    });
    await begun;
    await log().close();
    expect(finished).toEqual([0]);
  });
}
