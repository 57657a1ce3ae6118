import { setTimeout as sleep } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { AppendResult, Position } from '@eventstore/db-client';
import { collect, isSystem, paid, payments, startRig, type Rig } from './ledger.fixture';

let rig: Rig;
let appended: AppendResult;
beforeAll(async () => {
  rig = await startRig();
  appended = await rig.client.appendToStream('enrolment-1', payments(8));
  await rig.client.appendToStream('enrolment-2', payments(3));
});
afterAll(() => rig.stop());

describe('reading a stream', () => {
  it.each([
    ['from the start', {}, [0, 1, 2, 3, 4, 5, 6, 7]],
    ['from a revision, which is included', { fromRevision: 6n }, [6, 7]],
    ['from the start, at most so many', { maxCount: 2 }, [0, 1]],
    ['from a revision, at most so many', { fromRevision: 1n, maxCount: 6 }, [1, 2, 3, 4, 5, 6]],
    ['from past its end', { fromRevision: 8n }, []],
    ['from the end forwards', { fromRevision: END }, [7]],
    ['backwards', { direction: BACKWARDS, fromRevision: END }, [7, 6, 5, 4, 3, 2, 1, 0]],
    ['backwards, at most so many', { direction: BACKWARDS, fromRevision: END, maxCount: 2 }, [7, 6]],
    ['backwards from a revision', { direction: BACKWARDS, fromRevision: 1n }, [1, 0]],
    ['backwards from past its end', { direction: BACKWARDS, fromRevision: 100n, maxCount: 1 }, [7]],
  ] as const)('%s', async (_how, options, revisions) => {
    const events = await collect(rig.client.readStream('enrolment-1', options));
    expect(events.map(({ event }) => Number(event?.revision))).toEqual(revisions);
  });

  it('tells the position that the append told', async () => {
    const [last] = await collect(rig.client.readStream('enrolment-1', { direction: BACKWARDS, fromRevision: END, maxCount: 1 }));
    expect(last?.event?.position).toEqual(appended.position);
  });

  it('that never was says so', async () => {
    const refused: unknown = await collect(rig.client.readStream('enrolment-none')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StreamNotFoundError);
  });
});

describe('reading everything', () => {
  const positions = async () => (await collect(rig.client.readAll())).map(({ event }) => event?.position as Position);

  it('shows events of the server itself among those of its clients', async () => {
    const events = await collect(rig.client.readAll());
    expect(events.filter(isSystem).length).toBeGreaterThanOrEqual(3);
    expect(events.filter((event) => !isSystem(event))).toHaveLength(11);
  });

  it('has positions that rise with gaps of different sizes', async () => {
    const commits = (await positions()).map(({ commit }) => Number(commit));
    const gaps = commits.slice(1).map((commit, index) => commit - (commits[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(1);
    expect(new Set(gaps).size).toBeGreaterThan(3);
  });

  it('begins with the event at a position, backwards before it', async () => {
    const all = await positions();
    const fromPosition = all[4] as Position;
    const forwards = await collect(rig.client.readAll({ fromPosition, direction: FORWARDS }));
    const backwards = await collect(rig.client.readAll({ fromPosition, direction: BACKWARDS }));
    expect(forwards.map(({ event }) => event?.position)).toEqual(all.slice(4));
    expect(backwards.map(({ event }) => event?.position)).toEqual(all.slice(0, 4).reverse());
  });

  it('takes a limit', async () => {
    const all = await positions();
    const last = await collect(rig.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 2 }));
    expect(last.map(({ event }) => event?.position)).toEqual(all.slice(-2).reverse());
    expect(await collect(rig.client.readAll({ fromPosition: START, maxCount: 2 }))).toHaveLength(2);
    expect(await collect(rig.client.readAll({ fromPosition: END, maxCount: 2 }))).toHaveLength(1);
  });

  it('refuses a position at which no event lies', async () => {
    const { commit } = (await positions())[4] as Position;
    const fromPosition = { commit: commit + 1n, prepare: commit + 1n };
    await expect(collect(rig.client.readAll({ fromPosition }))).rejects.toThrow('position is invalid');
  });

  it('finds nothing past the last event', async () => {
    const fromPosition = { commit: 999_999_999n, prepare: 999_999_999n };
    expect(await collect(rig.client.readAll({ fromPosition }))).toHaveLength(0);
  });

  it('passes ten thousand events without a gap to a reader that takes its time', async () => {
    const big = await startRig();
    for (let from = 0; from < 10; from += 1) await big.client.appendToStream(`roster-${from}`, payments(1_000));
    let count = 0;
    for await (const event of big.client.readAll()) {
      if (count % 1_000 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      if (!isSystem(event)) count += 1;
    }
    expect(count).toBe(10_000);
    await big.stop();
  });
});

describe('deleting', () => {
  it('hides the events, and a later append goes on after them', async () => {
    await rig.client.appendToStream('vault-1', payments(3));
    await expect(rig.client.deleteStream('vault-1', { expectedRevision: 1n })).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await rig.client.deleteStream('vault-1', { expectedRevision: 2n });
    await expect(collect(rig.client.readStream('vault-1'))).rejects.toBeInstanceOf(StreamNotFoundError);
    const again = await rig.client.appendToStream('vault-1', paid('1'), { expectedRevision: 'no_stream' });
    expect(again.nextExpectedRevision).toBe(3n);
    const left = await collect(rig.client.readStream('vault-1'));
    expect(left.map(({ event }) => event?.revision)).toEqual([3n]);
    expect(await collect(rig.client.readStream('vault-1', { fromRevision: START, maxCount: 1 }))).toEqual(left);
  });

  it('a stream that never was is refused', async () => {
    await expect(rig.client.deleteStream('vault-none')).rejects.toBeInstanceOf(WrongExpectedVersionError);
  });

  it('for good refuses reads', async () => {
    await rig.client.appendToStream('vault-2', paid('1'));
    await rig.client.tombstoneStream('vault-2');
    await expect(collect(rig.client.readStream('vault-2'))).rejects.toBeInstanceOf(StreamDeletedError);
  });

  it('of a part by the stream’s metadata hides that part', async () => {
    await rig.client.appendToStream('vault-3', payments(5));
    await rig.client.setStreamMetadata('vault-3', { truncateBefore: 2 });
    expect((await collect(rig.client.readStream('vault-3'))).map(({ event }) => event?.revision)).toEqual([2n, 3n, 4n]);
    expect(await rig.client.getStreamMetadata('vault-3')).toMatchObject({ metadata: { truncateBefore: 2 } });
    await rig.client.setStreamMetadata('vault-3', { maxCount: 1 });
    expect((await collect(rig.client.readStream('vault-3'))).map(({ event }) => event?.revision)).toEqual([4n]);
  });

  it('of what is older than the stream’s metadata allows hides that from the stream, and not from everything', async () => {
    await rig.client.appendToStream('vault-4', payments(2));
    await sleep(1_100);
    await rig.client.appendToStream('vault-4', paid('1'));
    await rig.client.setStreamMetadata('vault-4', { maxAge: 1 });
    expect((await collect(rig.client.readStream('vault-4'))).map(({ event }) => event?.revision)).toEqual([2n]);
    const all = await collect(rig.client.readAll());
    expect(all.filter(({ event }) => event?.streamId === 'vault-4')).toHaveLength(3);
  });

  it('of everything by the stream’s metadata leaves a stream that is there and empty', async () => {
    await rig.client.appendToStream('vault-5', payments(2));
    await rig.client.setStreamMetadata('vault-5', { truncateBefore: 7 });
    expect(await collect(rig.client.readStream('vault-5'))).toEqual([]);
    expect(await collect(rig.client.readStream('vault-5', { direction: BACKWARDS, fromRevision: END }))).toEqual([]);
  });

  it('shows in everything: the metadata of a stream, and the end of one for good', async () => {
    await rig.client.appendToStream('vault-6', paid('1'));
    await rig.client.deleteStream('vault-6');
    await rig.client.appendToStream('vault-7', paid('1'));
    await rig.client.tombstoneStream('vault-7');
    const all = (await collect(rig.client.readAll())).map(({ event }) => [event?.streamId, event?.type]);
    expect(all).toEqual(
      expect.arrayContaining([
        ['$$vault-6', '$metadata'],
        ['vault-7', '$streamDeleted'],
      ]),
    );
  });
});
