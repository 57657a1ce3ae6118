import { END, eventTypeFilter, excludeSystemEvents, START, streamNameFilter, type Position } from '@eventstore/db-client';
import { collect, firstOf, isSystem, paid, payments, startRig, type Rig } from './ledger.fixture';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  await rig.client.appendToStream('enrolment-1', payments(4));
  await rig.client.appendToStream('batch-1', payments(4));
});
afterEach(() => rig.stop());

const once = (emitter: NodeJS.EventEmitter, event: string) => new Promise((resolve) => emitter.once(event, resolve));

describe('a subscription to everything', () => {
  it('is confirmed, catches up, says so, and goes on with what is appended', async () => {
    const subscription = rig.client.subscribeToAll({ fromPosition: START });
    const confirmed = once(subscription, 'confirmation');
    const caughtUp = once(subscription, 'caughtUp');
    const delivered = firstOf(subscription, 3 + 8 + 2);
    await Promise.all([confirmed, caughtUp]);
    await rig.client.appendToStream('enrolment-2', payments(2));
    const events = await delivered;
    expect(events.map(({ event }) => event?.position)).toEqual(
      (await collect(rig.client.readAll({ maxCount: 13 }))).map(({ event }) => event?.position),
    );
    expect(subscription.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('goes on after the position that it is given, not with it', async () => {
    const all = (await collect(rig.client.readAll())).map(({ event }) => event?.position as Position);
    const events = await firstOf(rig.client.subscribeToAll({ fromPosition: all[5] as Position }), 3);
    expect(events.map(({ event }) => event?.position)).toEqual(all.slice(6, 9));
  });

  it('from the end delivers only what comes', async () => {
    const subscription = rig.client.subscribeToAll({ fromPosition: END });
    const delivered = firstOf(subscription, 1);
    await once(subscription, 'confirmation');
    const payment = paid('1');
    await rig.client.appendToStream('enrolment-3', payment);
    expect((await delivered)[0]?.event?.id).toBe(payment.id);
  });

  it.each([
    ['stream names that begin so', streamNameFilter({ prefixes: ['batch-', 'none-'] }), 'batch-1'],
    ['stream names that match', streamNameFilter({ regex: '^enrol.*-1$' }), 'enrolment-1'],
  ])('delivers only %s', async (_what, filter, stream) => {
    const events = await firstOf(rig.client.subscribeToAll({ fromPosition: START, filter }), 4);
    expect(events.map(({ event }) => event?.streamId)).toEqual(Array.from({ length: 4 }, () => stream));
  });

  it('delivers only types that match', async () => {
    await rig.client.appendToStream('notice-1', { ...paid('1'), type: 'NoticePosted' });
    const filter = eventTypeFilter({ prefixes: ['Notice'] });
    const [event] = await firstOf(rig.client.subscribeToAll({ fromPosition: START, filter }), 1);
    expect(event?.event?.streamId).toBe('notice-1');
  });

  it('that leaves out what is the server’s own tells how far it is, and can go on from there', async () => {
    const checkpoints: Position[] = [];
    const checkpointReached = (_: unknown, position: Position) => Promise.resolve(void checkpoints.push(position));
    const filter = excludeSystemEvents({ checkpointInterval: 2, checkpointReached });
    for (let line = 0; line < 20; line += 1) await rig.client.appendToStream('enrolment-4', payments(20));
    const events = await firstOf(rig.client.subscribeToAll({ fromPosition: START, filter }), 408);
    expect(events.some(isSystem)).toBe(false);
    expect(checkpoints).toHaveLength(6);
    const rest = await firstOf(
      rig.client.subscribeToAll({ fromPosition: checkpoints[5] as Position, filter: excludeSystemEvents() }),
      5,
    );
    const later = events.filter(({ event }) => (event?.position?.commit ?? 0n) > (checkpoints[5]?.commit ?? 0n));
    expect(rest[0]?.event?.id).toBe(later[0]?.event?.id);
  });

  it('tells how far it is even where it delivers nothing', async () => {
    const reached = new Promise<Position>((resolve) => {
      const checkpointReached = (_: unknown, position: Position) => Promise.resolve(resolve(position));
      rig.client.subscribeToAll({ fromPosition: START, filter: streamNameFilter({ prefixes: ['none-'], checkpointReached }) });
    });
    const [last] = await collect(rig.client.readAll({ direction: 'backwards', fromPosition: END, maxCount: 1 }));
    expect(await reached).toEqual(last?.event?.position);
  });

  it('keeps up with appends that go on meanwhile, each event once and in order', async () => {
    const subscription = rig.client.subscribeToAll({ fromPosition: END, filter: excludeSystemEvents() });
    const delivered = firstOf(subscription, 500);
    await once(subscription, 'confirmation');
    await Promise.all(Array.from({ length: 100 }, (_, line) => rig.client.appendToStream(`enrolment-5${line}`, payments(5))));
    const commits = (await delivered).map(({ event }) => event?.position?.commit ?? 0n);
    expect(new Set(commits).size).toBe(500);
    expect(commits).toEqual(commits.toSorted((a, b) => Number(a - b)));
  });
});

describe('a subscription to a stream', () => {
  it('goes on after a revision, and with what is appended', async () => {
    const subscription = rig.client.subscribeToStream('enrolment-1', { fromRevision: 1n });
    const delivered = firstOf(subscription, 4);
    await once(subscription, 'caughtUp');
    await rig.client.appendToStream('batch-1', payments(2));
    await rig.client.appendToStream('enrolment-1', payments(2));
    expect((await delivered).map(({ event }) => event?.revision)).toEqual([2n, 3n, 4n, 5n]);
  });

  it('waits for a stream that is not there yet', async () => {
    const subscription = rig.client.subscribeToStream('enrolment-9', { fromRevision: START });
    const delivered = firstOf(subscription, 1);
    await once(subscription, 'caughtUp');
    await rig.client.appendToStream('enrolment-9', paid('1'));
    expect((await delivered)[0]?.event?.revision).toBe(0n);
  });

  it('from the end delivers only what comes', async () => {
    const subscription = rig.client.subscribeToStream('enrolment-1', { fromRevision: END });
    const delivered = firstOf(subscription, 1);
    await once(subscription, 'caughtUp');
    await rig.client.appendToStream('enrolment-1', paid('1'));
    expect((await delivered)[0]?.event?.revision).toBe(4n);
  });
});
