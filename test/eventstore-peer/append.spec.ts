import { randomUUID } from 'node:crypto';
import {
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type AppendResult,
} from '@eventstore/db-client';
import { CLASSIC, collect, paid, payments, scanned, startRig, type Rig } from './ledger.fixture';

describe.each([
  ['together on one call', {}],
  ['one call each', CLASSIC],
] as const)('appends sent %s', (_way, way) => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await startRig({ maxAppendBytes: 100_000 });
  });
  afterAll(() => rig.stop());

  const append = (stream: string, events: Parameters<Rig['client']['appendToStream']>[1], expectedRevision: Expected = 'any') =>
    rig.client.appendToStream(stream, events, { ...way, expectedRevision });
  type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

  it('begin a stream, go on where it stands, and tell revision and position', async () => {
    const stream = `enrolment-${randomUUID()}`;
    const first = await append(stream, payments(3), 'no_stream');
    const second = await append(stream, paid('1'), 2n);
    const third = await append(stream, paid('1'), 'stream_exists');
    const fourth = await append(stream, paid('1'));
    const revisions = [first, second, third, fourth].map(({ nextExpectedRevision }) => nextExpectedRevision);
    expect(revisions).toEqual([2n, 3n, 4n, 5n]);
    const commits = [first, second, third, fourth].map(({ position }) => position?.commit ?? 0n);
    expect(commits).toEqual(commits.toSorted((a, b) => Number(a - b)));
  });

  it.each([
    ['no_stream', 1n, 'no_stream'],
    [0n, 1n, 0n],
    [7n, 1n, 7n],
  ] as const)('expecting %s of a stream at revision 1 are refused with what stands', async (expected, actual, told) => {
    const stream = `enrolment-${randomUUID()}`;
    await append(stream, payments(2));
    const refused: unknown = await append(stream, paid('1'), expected).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WrongExpectedVersionError);
    expect(refused).toMatchObject({ streamName: stream, actualVersion: actual, expectedVersion: told });
  });

  it.each(['stream_exists', 0n] as const)('expecting %s of a stream that never was are refused', async (expected) => {
    const refused: unknown = await append(`enrolment-${randomUUID()}`, paid('1'), expected).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WrongExpectedVersionError);
    expect(refused).toMatchObject({ actualVersion: 'no_stream', expectedVersion: expected });
  });

  it.each(['no_stream', 'any'] as const)('sent twice expecting %s are recorded once', async (expected) => {
    const stream = `enrolment-${randomUUID()}`;
    const events = payments(3);
    const first = await append(stream, events, expected);
    await append(stream, paid('9'), 2n);
    const again: AppendResult = await append(stream, events, expected);
    expect(again).toEqual(first);
    expect(await collect(rig.client.readStream(stream))).toHaveLength(4);
  });

  it.each(['no_stream', 'any', 'stream_exists'] as const)(
    'expecting %s that are known only in part are refused',
    async (expected) => {
      const stream = `enrolment-${randomUUID()}`;
      const events = payments(2);
      await append(stream, events);
      const refused: unknown = await append(stream, [...events, paid('1')], expected).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(WrongExpectedVersionError);
    },
  );

  it('at an exact revision are recognised in the middle of the stream', async () => {
    const stream = `enrolment-${randomUUID()}`;
    const events = payments(2);
    await append(stream, payments(2), 'no_stream');
    const first = await append(stream, events, 1n);
    await append(stream, paid('9'), 3n);
    expect(await append(stream, events, 1n)).toEqual(first);
  });

  it('larger than the limit are refused with the limit, and nothing is recorded', async () => {
    const stream = `enrolment-${randomUUID()}`;
    const events = Array.from({ length: 5 }, () => scanned(Buffer.alloc(10_100)));
    const refused: unknown = await append(stream, events).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(refused).toMatchObject({ maxAppendSize: 100_000 });
    await expect(append(stream, events.slice(0, 4), 'no_stream')).resolves.toMatchObject({ success: true });
  });

  it('whose time is up when they arrive are refused', async () => {
    const late = rig.client.appendToStream('enrolment-late', paid('1'), { ...way, deadline: -1_000 });
    await expect(late).rejects.toBeInstanceOf(DeadlineExceededError);
    await expect(collect(rig.client.readStream('enrolment-late'))).rejects.toBeInstanceOf(StreamNotFoundError);
  });

  it('of nothing tell where the stream stands', async () => {
    const stream = `enrolment-${randomUUID()}`;
    await append(stream, payments(2));
    expect(await append(stream, [], 1n)).toEqual({ success: true, nextExpectedRevision: 1n });
  });

  it('to a stream with a tombstone are refused', async () => {
    const stream = `enrolment-${randomUUID()}`;
    await append(stream, paid('1'));
    await rig.client.tombstoneStream(stream);
    await expect(append(stream, paid('1'))).rejects.toBeInstanceOf(StreamDeletedError);
  });

  it('give back bytes, types, ids, metadata and odd stream names as they were sent', async () => {
    const stream = `a stream with spaces, 项目 and ${'a long name '.repeat(30)}${randomUUID()}`;
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const form = scanned(bytes);
    const payment = { ...paid('96000'), type: 'a type with spaces' };
    await append(stream, [payment, form]);
    const [json, binary] = await collect(rig.client.readStream(stream, { fromRevision: START }));
    expect(json?.event).toMatchObject({
      id: payment.id,
      type: payment.type,
      isJson: true,
      data: payment.data,
      metadata: payment.metadata,
    });
    expect(json?.event?.streamId).toBe(stream);
    expect(Math.abs(Date.now() - (json?.event?.created.getTime() ?? 0))).toBeLessThan(60_000);
    expect(binary?.event).toMatchObject({ id: form.id, isJson: false });
    expect(Buffer.from(binary?.event?.data as Uint8Array).equals(bytes)).toBe(true);
    expect(Buffer.from(binary?.event?.metadata as Uint8Array).equals(bytes)).toBe(true);
  });

  it('of many callers at once to one stream are all recorded, each where it was told', async () => {
    const stream = `enrolment-${randomUUID()}`;
    const results = await Promise.all(Array.from({ length: 200 }, (_, line) => append(stream, paid(String(line)))));
    const amounts = (await collect(rig.client.readStream(stream))).map(({ event }) => event?.data);
    const revisions = results.map(({ nextExpectedRevision }) => Number(nextExpectedRevision));
    expect(revisions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, line) => line));
    expect(revisions.map((revision) => amounts[revision])).toEqual(revisions.map((_, line) => ({ amountFen: String(line) })));
  });
});

describe('a large append', () => {
  it('goes through up to the byte, whatever its bytes are', async () => {
    const rig = await startRig();
    const bytes = (1024 * 1024 - 'FormScanned'.length * 2) / 2;
    const [zeros, text] = [scanned(Buffer.alloc(bytes)), scanned(Buffer.alloc(bytes, 'é'))];
    expect(await rig.client.appendToStream('scan-1', zeros)).toMatchObject({ success: true });
    expect(await rig.client.appendToStream('scan-1', text)).toMatchObject({ success: true });
    const tooMuch = scanned(Buffer.alloc(bytes + 1));
    await expect(rig.client.appendToStream('scan-1', tooMuch)).rejects.toBeInstanceOf(MaxAppendSizeExceededError);
    const [first] = await collect(rig.client.readStream('scan-1', { maxCount: 1 }));
    expect(Buffer.from(first?.event?.data as Uint8Array).equals(Buffer.from(zeros.data))).toBe(true);
    await rig.stop();
  });

  it('in several parts is one append', async () => {
    const rig = await startRig();
    const events = Array.from({ length: 40 }, () => scanned(Buffer.alloc(5_000)));
    const result = await rig.client.appendToStream('roster-1', events, { batchAppendSize: 20_000 });
    expect(result.nextExpectedRevision).toBe(39n);
    expect(await collect(rig.client.readStream('roster-1'))).toHaveLength(40);
    await rig.stop();
  });
});
