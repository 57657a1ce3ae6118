import { canonicalJson, Conflict, Definite, EVENT_OVERHEAD_BYTES, MAX_APPEND_BYTES, type NewEvent } from '@fenming/event-log';
import { event, item, type LogHarness } from './event-log.harness';

export function appendingContract(harness: LogHarness): void {
  describe('expected revisions', () => expectedRevisions(harness));
  describe('a retry', () => retries(harness));
  describe('appending many items', () => manyItems(harness));
  describe('refusals', () => refusals(harness));
  describe('a closed log', () => closing(harness));
}

function expectedRevisions({ log }: LogHarness): void {
  it('begins a stream at revision 0 and goes on without gaps', async () => {
    expect(await log().append(item('enrolment-1', 'none'))).toMatchObject({ outcome: 'appended', revision: 0 });
    expect(await log().append(item('enrolment-1', 0, event(), event()))).toMatchObject({ outcome: 'appended', revision: 2 });
    expect(await log().append(item('enrolment-1', 'exists'))).toMatchObject({ outcome: 'appended', revision: 3 });
    expect((await log().readStream('enrolment-1')).map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
  });

  it('does not begin a stream twice', async () => {
    await log().append(item('enrolment-1', 'none'));
    await expect(log().append(item('enrolment-1', 'none'))).rejects.toEqual(new Conflict('enrolment-1', 'none', 0));
  });

  it('does not append where somebody else was first, nor past the end', async () => {
    await log().append(item('enrolment-1', 'none', event(), event()));
    await expect(log().append(item('enrolment-1', 0))).rejects.toEqual(new Conflict('enrolment-1', 0, 1));
    await expect(log().append(item('enrolment-1', 2))).rejects.toEqual(new Conflict('enrolment-1', 2, 1));
    expect(await log().readStream('enrolment-1')).toHaveLength(2);
  });

  it('does not append to a stream that does not exist', async () => {
    await expect(log().append(item('enrolment-1', 0))).rejects.toEqual(new Conflict('enrolment-1', 0, 'none'));
    await expect(log().append(item('enrolment-1', 'exists'))).rejects.toEqual(new Conflict('enrolment-1', 'exists', 'none'));
    expect(await log().head()).toBeUndefined();
  });
}

function retries(harness: LogHarness): void {
  const { log } = harness;

  it('with the same ids at the same revision is answered with what stands', async () => {
    const first = item('enrolment-1', 'none', event(), event());
    const second = item('enrolment-1', 1, event());
    const stands = [await log().append(first), await log().append(second)];
    for (const [index, again] of [first, second].entries()) {
      expect(await log().append(again)).toEqual({ ...stands[index], outcome: 'already' });
    }
    expect(await log().readStream('enrolment-1')).toHaveLength(3);
  });

  it('is recognised whatever else its second attempt carries', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    await log().append(item('enrolment-1', 'none', event({ id, payload: { first: true } })));
    expect(await log().append(item('enrolment-1', 'none', event({ id, payload: { first: false } })))).toMatchObject({
      outcome: 'already',
    });
    expect((await log().readStream('enrolment-1')).map(({ payload }) => payload)).toEqual([{ first: true }]);
  });

  it('that expects an existing stream is recognised at its tail', async () => {
    await log().append(item('enrolment-1', 'none'));
    const more = item('enrolment-1', 'exists', event(), event());
    const stands = await log().append(more);
    expect(await log().append(more)).toEqual({ ...stands, outcome: 'already' });
    expect(await log().readStream('enrolment-1')).toHaveLength(3);
  });

  it('with only some of the ids is a conflict', async () => {
    const [one, two] = [event(), event()];
    await log().append(item('enrolment-1', 'none', one));
    await expect(log().append(item('enrolment-1', 'none', one, two))).rejects.toThrow(Conflict);
    await log().append(item('enrolment-1', 0, two));
    await expect(log().append(item('enrolment-1', 'none', two, one))).rejects.toThrow(Conflict);
    await expect(log().append(item('enrolment-1', 0, one))).rejects.toThrow(Conflict);
  });

  it('after a restart is still recognised', async () => {
    if (harness.reopen === undefined) return;
    const items = [item('enrolment-1', 'none'), item('enrolment-1', 0, event(), event()), item('enrolment-1', 'exists')];
    const stands = await log().appendMany(items);
    await harness.reopen();
    // Only the last of them can be recognised by the tail; the others are recognised by their exact places.
    expect(await log().appendMany(items)).toEqual(stands.map((outcome) => ({ ...outcome, outcome: 'already' })));
  });
}

function manyItems({ log }: LogHarness): void {
  it('gives each its own outcome, in the order asked', async () => {
    const old = item('enrolment-1', 'none');
    await log().append(old);
    const outcomes = await log().appendMany([
      old,
      item('enrolment-2', 'none'),
      item('enrolment-1', 7),
      item('enrolment-3', 'exists'),
    ]);
    expect(outcomes).toEqual([
      expect.objectContaining({ outcome: 'already', revision: 0 }),
      expect.objectContaining({ outcome: 'appended', revision: 0 }),
      { outcome: 'conflict', actual: 0 },
      { outcome: 'conflict', actual: 'none' },
    ]);
  });

  it('records an item whole or not at all', async () => {
    await log().append(item('enrolment-1', 'none'));
    await log().appendMany([item('enrolment-1', 5, event(), event(), event()), item('enrolment-2', 'none', event(), event())]);
    expect(await log().readStream('enrolment-1')).toHaveLength(1);
    expect(await log().readStream('enrolment-2')).toHaveLength(2);
  });

  it('lets a later item build on an earlier one of the same stream', async () => {
    const outcomes = await log().appendMany([item('enrolment-1', 'none'), item('enrolment-1', 0), item('enrolment-1', 0)]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['appended', 'appended', 'conflict']);
  });

  it('keeps thousands in the order asked', async () => {
    const items = Array.from({ length: 1_300 }, (_, index) => item(`enrolment-${index}`, 'none', event({ payload: { index } })));
    await log().appendMany(items);
    expect((await log().readAll('start', 2_000)).map(({ payload }) => payload['index'])).toEqual(items.map((_, index) => index));
  });

  it('does nothing when there are none', async () => {
    expect(await log().appendMany([])).toEqual([]);
  });
}

function refusals({ log }: LogHarness): void {
  it('has room for 1 MiB over all events of an append and not one byte more', async () => {
    const first = event();
    const room = MAX_APPEND_BYTES - sizeOf(first) - sizeOf(event({ payload: { text: '' } }));
    const text = 'x'.repeat(room % 3) + '户'.repeat(Math.floor(room / 3));
    const full = event({ payload: { text } });
    const over = event({ payload: { text: `${text}x` } });
    await expect(log().append(item('enrolment-1', 'none', first, over))).rejects.toMatchObject({ code: 'too_large' });
    expect(await log().head()).toBeUndefined();
    await log().append(item('enrolment-1', 'none', first, full));
    expect((await log().readStream('enrolment-1'))[1]?.payload).toEqual(full.payload);
  });

  const malformed: readonly (readonly [string, object])[] = [
    ['an id that is no UUID', { id: 'payment-1' }],
    ['a nameless type', { type: '' }],
    ['a type with a space', { type: 'Payment Instructed' }],
    ['a type that looks like one of the store', { type: '$metadata' }],
    ['no schema version', { schemaVersion: 0 }],
    ['a payload that is a list', { payload: [] }],
    ['a float', { payload: { amount: 0.1 } }],
    ['a value that JSON would drop', { payload: { amount: undefined } }],
    ['half of a surrogate pair', { payload: { name: '\ud842' } }],
    ['no meta', { meta: undefined }],
    ['a time without zone', { meta: { ...event().meta, at: '2023-12-15T01:00:00' } }],
    ['no actor', { meta: { ...event().meta, actor: undefined } }],
  ];

  it.each(malformed)('refuses an event with %s, and all that came with it', async (_what, fault) => {
    const good = Array.from({ length: 600 }, (_, index) => item(`enrolment-${index}`, 'none'));
    const bad = item('enrolment-bad', 'none', { ...event(), ...fault } as NewEvent);
    await expect(log().appendMany([...good, bad])).rejects.toMatchObject({ name: 'Definite', code: 'malformed' });
    expect(await log().head()).toBeUndefined();
    expect(await log().append(item('enrolment-1', 'none'))).toMatchObject({ outcome: 'appended' });
  });

  it('refuses an item without events, without a stream, with one id twice, or with a revision that cannot be', async () => {
    const twice = event();
    const faults = [
      { events: [] },
      { stream: '' },
      { stream: 'a b' },
      { stream: '$ce-enrolment' },
      { events: [twice, twice] },
      { expected: -1 },
      { expected: 'any' as 'none' },
    ];
    for (const fault of faults) {
      await expect(log().append({ ...item('enrolment-1', 'none'), ...fault })).rejects.toThrow(Definite);
    }
    expect(await log().head()).toBeUndefined();
  });
}

/** As the port's limit counts an event. */
const sizeOf = ({ payload, meta, type }: NewEvent): number =>
  Buffer.byteLength(canonicalJson(payload)) + Buffer.byteLength(canonicalJson(meta)) + 2 * type.length + EVENT_OVERHEAD_BYTES;

function closing({ log }: LogHarness): void {
  it('finishes what was appended before and refuses what comes after', async () => {
    const before = log().append(item('enrolment-1', 'none'));
    const closed = log().close();
    await expect(before).resolves.toMatchObject({ outcome: 'appended' });
    await closed;
    await expect(log().append(item('enrolment-2', 'none'))).rejects.toMatchObject({ name: 'Definite', code: 'closed' });
    await expect(log().readAll('start', 1)).rejects.toMatchObject({ code: 'closed' });
    await expect(log().close()).resolves.toBeUndefined();
  });
}
