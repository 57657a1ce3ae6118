import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { County } from '@fenming/county';
import { OutcomeUnknown, openEventStoreLog, type AppendItem, type EventLog, type RecordedEvent } from '@fenming/event-log';
import type { ActorId } from '@fenming/subsidy';
import { areaCode } from '@fenming/citizen';
import { event, eventStoreHarness, item } from './event-log.harness';

const SYSTEM = { by: 'system' as ActorId, role: 'system' as const, area: areaCode('991001') };

/** Long enough for a busy machine, short enough that silence is noticed within a test. */
const DEADLINE_MS = 700;
const harness = eventStoreHarness({ deadlineMs: DEADLINE_MS });
const { log, peer } = harness;
const strays: unknown[] = [];
const stray = (reason: unknown) => strays.push(reason);

beforeEach(async () => {
  strays.length = 0;
  process.on('unhandledRejection', stray);
  await harness.start();
});
afterEach(async () => {
  peer().faults.clear();
  await harness.end();
  process.off('unhandledRejection', stray);
  expect(strays).toEqual([]);
});

const numbered = (stream: string, expected: AppendItem['expected'], index: number) =>
  item(stream, expected, event({ payload: { index } }));
const numbersOf = (events: readonly RecordedEvent[]) => events.map(({ payload }) => payload['index']);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** One event a stream, all in one call. */
const fill = async (count: number, from = 0) =>
  log().appendMany(upTo(count).map((index) => numbered(`enrolment-${from + index}`, 'none', from + index)));

const everything = async (read: EventLog = log()): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await read.readAll(events.at(-1)?.position ?? 'start', 64);
    if (page.length === 0) return events;
    events.push(...page);
  }
};

/** What strikes for a while and is over: the caller notices nothing but time. */
const PASSING = [
  ['silence', () => peer().faults.set('silent', { times: 1 })],
  ['a lost acknowledgement', () => peer().faults.set('ackLost', { times: 1 })],
  ['the end of the call that carries the appends', () => peer().faults.set('cleanEnd', { times: 1, operation: 'append' })],
  ['a server that does not lead', () => leadHere(1)],
  ['a server that is not ready', () => peer().faults.set('unavailable', { times: 2 })],
  ['a slow server', () => peer().faults.set('slow', { ms: 100, times: 3 })],
  ['a cut connection', () => peer().drop()],
] as const;

const leadHere = (times: number) => peer().faults.set('notLeader', { times, leader: { host: '127.0.0.1', port: peer().port } });

describe.each(PASSING)('%s', (_fault, strike) => {
  it('is not noticed by who appends: the event is recorded once, and the answer tells where', async () => {
    await log().append(numbered('enrolment-1', 'none', 0));
    strike();
    const outcome = await log().append(numbered('enrolment-1', 0, 1));
    const events = await log().readStream('enrolment-1');
    expect(numbersOf(events)).toEqual([0, 1]);
    expect(outcome).toMatchObject({ revision: 1, position: events[1]?.position });
    expect(await log().append(numbered('enrolment-1', 'exists', 2))).toMatchObject({ revision: 2 });
  });

  it('does not change what a wrong expectation is told', async () => {
    await log().append(numbered('enrolment-1', 'none', 0));
    strike();
    const outcomes = await log().appendMany([numbered('enrolment-1', 4, 1), numbered('enrolment-2', 'exists', 2)]);
    expect(outcomes).toEqual([
      { outcome: 'conflict', actual: 0 },
      { outcome: 'conflict', actual: 'none' },
    ]);
  });

  it('at the first of several items for one stream lets the others wait for it', async () => {
    strike();
    const outcomes = await log().appendMany(upTo(4).map((i) => numbered('enrolment-1', i === 0 ? 'none' : i - 1, i)));
    expect(outcomes.map(({ outcome }) => outcome)).not.toContain('conflict');
    expect(numbersOf(await log().readStream('enrolment-1'))).toEqual([0, 1, 2, 3]);
  });

  it('in the middle of hundreds of items records each once, and each stream in its order', async () => {
    const streams = 40;
    const items = upTo(400).map((index) => {
      const revision = Math.floor(index / streams) - 1;
      return numbered(`enrolment-${index % streams}`, revision < 0 ? 'none' : revision, index);
    });
    const answer = log().appendMany(items);
    await sleep(15);
    strike();
    const outcomes = await answer;
    const places = new Map((await everything()).map((each) => [each.position, numbersOf([each])[0]]));
    expect(places.size).toBe(items.length);
    expect(outcomes.map((outcome) => ('position' in outcome ? places.get(outcome.position) : outcome))).toEqual(upTo(400));
    expect(outcomes.map((outcome) => ('revision' in outcome ? outcome.revision : outcome))).toEqual(
      upTo(400).map((index) => Math.floor(index / streams)),
    );
  });

  it('costs a subscriber nothing: every event comes once, in order', async () => {
    await fill(30);
    const seen: unknown[] = [];
    const subscription = log().subscribe({ after: 'start', batchSize: 7 }, (events) => void seen.push(...numbersOf(events)));
    strike();
    await fill(30, 30);
    strike();
    await fill(30, 60);
    await subscription.caughtUp((await log().head())!);
    expect(seen).toEqual(numbersOf(await everything()));
    expect(new Set(seen).size).toBe(90);
    await subscription.stop();
  });
});

describe('silence that lasts', () => {
  it('leaves the outcome unknown; a retry after it settles the append, recorded once', async () => {
    await log().append(numbered('enrolment-1', 'none', 0));
    peer().faults.set('silent');
    const lost = numbered('enrolment-1', 0, 1);
    await expect(log().append(lost)).rejects.toBeInstanceOf(OutcomeUnknown);
    peer().faults.clear();
    expect(await log().append(lost)).toMatchObject({ revision: 1 });
    expect(await log().append(lost)).toMatchObject({ outcome: 'already', revision: 1 });
    expect(numbersOf(await log().readStream('enrolment-1'))).toEqual([0, 1]);
  });

  it('after an append was recorded leaves its outcome unknown; a retry is told that it stands', async () => {
    const lost = numbered('enrolment-1', 'none', 0);
    peer().faults.set('ackLost', { times: 1 });
    peer().faults.set('silent', { operation: 'read' });
    const outcome = await log().append(lost);
    peer().faults.clear();
    expect(outcome).toMatchObject({ revision: 0 });
    expect(await log().append(lost)).toMatchObject({ outcome: 'already', revision: 0 });
    expect(await everything()).toHaveLength(1);
  });

  it('of reads is an error that says so, and is over when the server answers again', async () => {
    await fill(3);
    peer().faults.set('silent', { operation: 'read' });
    await expect(log().readStream('enrolment-1')).rejects.toMatchObject({ name: 'Definite', code: 'unavailable' });
    peer().faults.clear();
    expect(await everything()).toHaveLength(3);
  });

  it('towards one writer does not stop the subscriber beside it', async () => {
    await fill(2);
    const seen: unknown[] = [];
    const subscription = log().subscribe({ after: 'start' }, (events) => void seen.push(...numbersOf(events)));
    await subscription.caughtUp((await log().head())!);
    peer().faults.set('silent', { times: 1, operation: 'append' });
    await log().append(numbered('enrolment-2', 'none', 2));
    await fill(2, 3);
    await subscription.caughtUp((await log().head())!);
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    await subscription.stop();
  });

  it('towards one writer does not change the outcome of the others', async () => {
    await fill(1);
    peer().faults.set('silent', { times: 1, stream: '^enrolment-silent$' });
    const silent = log().append(numbered('enrolment-silent', 'none', 1));
    await sleep(DEADLINE_MS / 2);
    peer().faults.set('slow', { ms: DEADLINE_MS * 0.8, times: 20 });
    const others = fill(20, 2);
    expect(await silent).toMatchObject({ revision: 0 });
    expect((await others).every(({ outcome }) => outcome !== 'conflict')).toBe(true);
    peer().faults.clear();
    expect(await everything()).toHaveLength(22);
  });
});

describe('a read that the server ends in the middle', () => {
  const CUTS = [
    ['cancelledRead', 0],
    ['cancelledRead', 3],
    ['cleanEnd', 0],
    ['cleanEnd', 1],
    ['cleanEnd', 3],
  ] as const;

  it.each(CUTS)('is read on: %s after %i events', async (fault, after) => {
    await log().append(item('batch-1', 'none', ...upTo(9).map((index) => event({ payload: { index } }))));
    const cut = () => peer().faults.set(fault, { times: 1, after, operation: 'read' });
    cut();
    expect(numbersOf(await log().readStream('batch-1'))).toEqual(upTo(9));
    cut();
    expect(numbersOf(await log().readStream('batch-1', { from: 2, limit: 6 }))).toEqual([2, 3, 4, 5, 6, 7]);
    cut();
    expect(numbersOf((await log().readStreams(['batch-1'])).get('batch-1') ?? [])).toEqual(upTo(9));
    cut();
    expect(await log().lastRevisions(['batch-1', 'batch-none'])).toEqual(new Map([['batch-1', 8]]));
    cut();
    expect(numbersOf(await everything())).toEqual(upTo(9));
    cut();
    const head = await log().head();
    expect(head).toBe((await everything()).at(-1)?.position);
  });

  it.each([1, 2, 4])('of all is read on also by who has not seen the end, cut %i times one after the other', async (times) => {
    await log().append(item('batch-1', 'none', ...upTo(9).map((index) => event({ payload: { index } }))));
    const all = await everything();
    const cut = (after: number) => peer().faults.set('cleanEnd', { times, after, operation: 'read', stream: '^\\$all$' });
    const before = await openEventStoreLog(peer().connectionString, { deadlineMs: DEADLINE_MS });
    await log().append(numbered('enrolment-1', 'none', 9));
    cut(1);
    const behind = await before.readAll(all.at(-1)!.position, 64);
    cut(0);
    const whole = await before.readAll('start', 64);
    cut(0);
    const fresh = await openEventStoreLog(peer().connectionString, { deadlineMs: DEADLINE_MS });
    const head = await fresh.head();
    for (const one of [before, fresh]) await one.close();
    expect([numbersOf(behind), numbersOf(whole)]).toEqual([[9], upTo(10)]);
    expect(head).toBe(whole.at(-1)?.position);
  });

  it('of what the server was told of a stream does not hide that the stream was deleted', async () => {
    await log().append(numbered('enrolment-1', 'none', 0));
    const client = EventStoreDBClient.connectionString(peer().connectionString);
    await client.deleteStream('enrolment-1');
    peer().faults.set('cleanEnd', { times: 2, operation: 'read', stream: '^\\$\\$enrolment-1$' });
    await expect(log().readStream('enrolment-1')).rejects.toMatchObject({ name: 'HistoryIncomplete', reason: 'deleted' });
    await client.dispose();
  });

  it.each(CUTS)('does not hide that an append stands: %s after %i events', async (fault, after) => {
    await log().append(item('batch-1', 'none', event(), event()));
    peer().faults.set('ackLost', { times: 1 });
    peer().faults.set(fault, { times: 1, after, operation: 'read' });
    expect(await log().append(item('batch-1', 1, event(), event(), event(), event()))).toMatchObject({ revision: 5 });
    expect(await log().readStream('batch-1')).toHaveLength(6);
  });
});

describe('a subscriber', () => {
  it.each([
    ['cancelledRead', 5],
    ['cleanEnd', 0],
    ['cleanEnd', 5],
    ['duplicateDelivery', 0],
    ['unavailable', 0],
    ['silent', 0],
  ] as const)('whose subscription meets %s after %i events gets each event once, in order', async (fault, after) => {
    await fill(60);
    const seen: unknown[] = [];
    peer().faults.set(fault, { ...(fault === 'duplicateDelivery' ? {} : { times: 4 }), after, operation: 'subscribe' });
    const subscription = log().subscribe({ after: 'start', batchSize: 9 }, (events) => void seen.push(...numbersOf(events)));
    for (let from = 60; from < 100; from += 10) await fill(10, from);
    await subscription.caughtUp((await log().head())!);
    expect(seen).toEqual(numbersOf(await everything()));
    expect(new Set(seen).size).toBe(100);
    await subscription.stop();
  });

  it('who is slower than the log loses nothing when the connection is cut while it lags', async () => {
    const count = 6_000;
    const patient = await openEventStoreLog(peer().connectionString);
    const all = upTo(count).map((index) => event({ payload: { index } }));
    await patient.append(item('batch-1', 'none', ...all.slice(0, 2_000)));
    await patient.append(item('batch-1', 1_999, ...all.slice(2_000, 4_000)));
    await patient.append(item('batch-1', 3_999, ...all.slice(4_000)));
    const seen: unknown[] = [];
    const subscription = patient.subscribe({ after: 'start', batchSize: 250 }, async (events) => {
      seen.push(...numbersOf(events));
      await sleep(3);
      if (seen.length % 2_000 === 0) peer().drop();
    });
    await subscription.caughtUp((await log().head())!);
    expect(seen).toEqual(upTo(count));
    await patient.close();
  });
});

describe('closing the log', () => {
  it.each(['silent', 'ackLost', 'cleanEnd', 'cancelledRead', 'notLeader', 'slow', 'duplicateDelivery', 'unavailable'] as const)(
    'comes to an end under %s, with appends, reads and a subscription on their way',
    async (fault) => {
      await fill(3);
      const other = await openEventStoreLog(peer().connectionString, { deadlineMs: DEADLINE_MS });
      other.subscribe({ after: 'start', onStopped: () => {} }, () => {});
      peer().faults.set(fault, fault === 'slow' ? { ms: 2 * DEADLINE_MS } : {});
      const asked = [
        ...upTo(20).map((index) => other.append(numbered(`batch-${index}`, 'none', index))),
        other.readAll('start', 10),
        other.readStream('enrolment-1'),
      ];
      const settled = Promise.allSettled(asked);
      await other.close();
      for (const answer of await settled)
        if (answer.status === 'rejected') expect(['OutcomeUnknown', 'Definite']).toContain((answer.reason as Error).name);
    },
  );
});

describe('a server that stands still while two writes wait for one stream', () => {
  const STILL = { name: 'Definite', code: 'unavailable' };
  let patient: EventLog;
  beforeEach(async () => {
    patient = await openEventStoreLog(peer().connectionString, { deadlineMs: 300, giveUpMs: 1_000 });
    peer().faults.set('silent');
  });
  afterEach(() => patient.close());

  /** Who asks anew when the first write is given up has waited for less than who asked together with it. */
  const isToldFirst = async (first: Promise<unknown>, second: Promise<unknown>): Promise<void> => {
    const told: string[] = [];
    const waiting = second.catch(() => told.push('second'));
    await expect(first).rejects.toThrow();
    await Promise.all([waiting, patient.head().catch(() => told.push('later'))]);
    expect(told).toEqual(['second', 'later']);
    await expect(second).rejects.toMatchObject(STILL);
  };

  it('tells the second with the first: it waits from when it was accepted, also for its place', async () => {
    await isToldFirst(patient.append(numbered('enrolment-1', 'none', 0)), patient.append(numbered('enrolment-1', 0, 1)));
  });

  it('tells so the second command, which waits for its turn', async () => {
    const { executor } = new County(patient);
    const decide = () => [{ type: 'PaymentInstructed', data: {} }];
    const decider = { initial: 0, evolve: (count: number) => count + 1, decide };
    const command = (commandId: string) =>
      executor.one(decider, 'enrolment-1', {}, { asked: SYSTEM, commandId, correlation: commandId, decidedBefore: true });
    await isToldFirst(command('one'), command('two'));
  });

  it('is asked again by who waits when it has answered somebody', async () => {
    const first = patient.append(numbered('enrolment-1', 'none', 0));
    const second = patient.append(numbered('enrolment-1', 0, 1));
    peer().faults.clear();
    expect((await Promise.all([first, second])).map(({ revision }) => revision)).toEqual([0, 1]);
  });
});
