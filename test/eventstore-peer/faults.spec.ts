import { setTimeout as sleep } from 'node:timers/promises';
import {
  CancelledError,
  END,
  NotLeaderError,
  START,
  UnavailableError,
  type AllStreamSubscription,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { CLASSIC, collect, connect, paid, payments, startRig, type Rig } from './ledger.fixture';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

const QUIET = Symbol('quiet');
/** What a promise comes to within 300 ms, or QUIET: the client has no end of its own here. */
const within = <T>(promise: Promise<T>) => Promise.race([promise.catch((error: unknown) => error), sleep(300, QUIET)]);
const once = (emitter: NodeJS.EventEmitter, event: string) =>
  new Promise<unknown>((resolve) => emitter.once(event, (value: unknown) => resolve(value)));
const recorded = async (stream: string) => {
  const state = await rig.log.readStream(stream);
  return state.length;
};
const listen = (subscription: AllStreamSubscription) => {
  const events: ResolvedEvent[] = [];
  subscription.on('data', (event: ResolvedEvent) => events.push(event));
  return events;
};

describe.each([
  ['together on one call', {}],
  ['one call each', CLASSIC],
] as const)('an append sent %s', (_way, way) => {
  const append = (stream = 'enrolment-1') => rig.client.appendToStream(stream, paid('1'), way);

  it('that is met with silence is neither recorded nor answered', async () => {
    rig.peer.faults.set('silent', { times: 1 });
    expect(await within(append())).toBe(QUIET);
    expect(await recorded('enrolment-1')).toBe(0);
    expect(await append()).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('whose answer is lost is recorded, fails for the client, and is recognised when it comes again', async () => {
    const payment = paid('1');
    const send = () => rig.client.appendToStream('enrolment-1', payment, { ...way, expectedRevision: 'no_stream' });
    rig.peer.faults.set('ackLost', { times: 1 });
    expect(await within(send())).toBeInstanceOf(Error);
    expect(await recorded('enrolment-1')).toBe(1);
    expect(await send()).toMatchObject({ nextExpectedRevision: 0n });
    expect(await recorded('enrolment-1')).toBe(1);
  });

  it('to a server that does not lead is told who does', async () => {
    rig.peer.faults.set('notLeader', { times: 1, leader: { host: '127.0.0.1', port: rig.peer.port } });
    const refused = await within(append());
    expect(refused).toBeInstanceOf(NotLeaderError);
    expect(refused).toMatchObject({ leader: { address: '127.0.0.1', port: rig.peer.port } });
    expect(await append()).toMatchObject({ success: true });
  });

  it('to a server that is not ready is told so', async () => {
    rig.peer.faults.set('unavailable', { times: 1 });
    expect(await within(append())).toBeInstanceOf(UnavailableError);
    expect(await append()).toMatchObject({ success: true });
  });

  it('to a slow server waits', async () => {
    rig.peer.faults.set('slow', { ms: 500 });
    const answer = append();
    expect(await within(answer)).toBe(QUIET);
    expect(await answer).toMatchObject({ success: true });
  });

  it('to a stream that the fault does not name goes through', async () => {
    rig.peer.faults.set('unavailable', { stream: '^batch-' });
    expect(await append()).toMatchObject({ success: true });
    expect(await within(append('batch-1'))).toBeInstanceOf(UnavailableError);
    rig.peer.faults.clear('unavailable');
    expect(await append('batch-1')).toMatchObject({ success: true });
  });
});

it('a batch-append call that ends cleanly leaves this append and all later ones of its client unanswered; another client goes on', async () => {
  rig.peer.faults.set('cleanEnd', { times: 1 });
  expect(await within(rig.client.appendToStream('enrolment-1', paid('1')))).toBe(QUIET);
  expect(await within(rig.client.appendToStream('enrolment-1', paid('1')))).toBe(QUIET);
  const other = connect(rig.peer);
  expect(await other.appendToStream('enrolment-1', paid('1'))).toMatchObject({ nextExpectedRevision: 0n });
  await other.dispose();
});

describe('a read', () => {
  beforeEach(() => rig.client.appendToStream('enrolment-1', payments(5)));
  const read = () => collect(rig.client.readStream('enrolment-1'));

  it('that ends cleanly in the middle looks like the whole stream', async () => {
    rig.peer.faults.set('cleanEnd', { times: 1, after: 2 });
    expect(await read()).toHaveLength(2);
    expect(await read()).toHaveLength(5);
  });

  it('that the server cancels fails', async () => {
    rig.peer.faults.set('cancelledRead', { times: 1, after: 2 });
    await expect(read()).rejects.toBeInstanceOf(CancelledError);
    expect(await read()).toHaveLength(5);
  });

  it('that is met with silence waits for ever', async () => {
    rig.peer.faults.set('silent', { operation: 'read' });
    expect(await within(read())).toBe(QUIET);
    expect(await rig.client.appendToStream('enrolment-1', paid('1'))).toMatchObject({ nextExpectedRevision: 5n });
  });

  it('of a server that is not ready fails', async () => {
    rig.peer.faults.set('unavailable', { times: 1, operation: 'read' });
    await expect(read()).rejects.toBeInstanceOf(UnavailableError);
  });
});

describe('a subscription', () => {
  const subscribe = async () => {
    const subscription = rig.client.subscribeToAll({ fromPosition: END });
    const events = listen(subscription);
    await once(subscription, 'caughtUp');
    return { subscription, events };
  };

  it('that ends cleanly ends for the client without an error', async () => {
    const { subscription } = await subscribe();
    const ended = once(subscription, 'end');
    rig.peer.faults.set('cleanEnd', { times: 1 });
    expect(await within(ended)).toBeUndefined();
  });

  it('that the server cancels fails for the client', async () => {
    const { subscription, events } = await subscribe();
    const failed = once(subscription, 'error');
    rig.peer.faults.set('cancelledRead', { times: 1, after: 2 });
    await rig.client.appendToStream('enrolment-1', payments(5));
    expect(await within(failed)).toBeInstanceOf(CancelledError);
    expect(events).toHaveLength(2);
  });

  it('fails for the client when the connection is cut, and appends then go through on a new one', async () => {
    const { subscription } = await subscribe();
    const failed = once(subscription, 'error');
    rig.peer.drop();
    expect(await within(failed)).toBeInstanceOf(Error);
    expect(await rig.client.appendToStream('enrolment-1', paid('1'))).toMatchObject({ success: true });
  });

  it('that delivers twice does so, and begins three events too early when it comes again', async () => {
    rig.peer.faults.set('duplicateDelivery');
    await rig.client.appendToStream('enrolment-1', payments(5));
    const all = await collect(rig.client.readAll());
    const fromPosition = all.at(-1)?.event?.position ?? START;
    const again = listen(rig.client.subscribeToAll({ fromPosition }));
    while (again.length < 6) await sleep(10);
    await sleep(100);
    const last = all.slice(-3).map(({ event }) => event?.id);
    expect(again.map(({ event }) => event?.id)).toEqual(last.flatMap((id) => [id, id]));
  });

  it('that is met with silence is not even confirmed', async () => {
    rig.peer.faults.set('silent', { operation: 'subscribe' });
    expect(await within(once(rig.client.subscribeToAll(), 'confirmation'))).toBe(QUIET);
  });
});

it('after its connections are cut the peer serves whoever comes again', async () => {
  await rig.client.appendToStream('enrolment-1', paid('1'));
  rig.peer.drop();
  await sleep(100);
  const other = connect(rig.peer);
  expect(await collect(other.readStream('enrolment-1'))).toHaveLength(1);
  await other.dispose();
});
