import type { RosterLine } from '@fenming/subsidy';
import { chunksDone, expectPaidOnce, paymentsOf, untilChunks, type Payout } from './paid';
import {
  answer,
  changeAccount,
  die,
  dismiss,
  issueFile,
  object,
  pause,
  prepareBatch,
  release,
  unpause,
  YEAR,
  type ReleasedBatch,
} from './released-batch';
import { inProcess, overRedis, type Rig } from './rigs';

const SIZE = { lines: 64, perChunk: 4 };
/** Chunks that may be in hand at once: two in each of at most three workers. */
const IN_HAND = 6;

/** What the first runner recorded for each programme: the others record the very same. */
const first = new Map<string, Payout>();
const expectSameAsFirst = (programme: string, payout: Payout): void => {
  expect(payout).toEqual(first.get(programme) ?? payout);
  first.set(programme, payout);
};

describe.each([
  ['in this process', inProcess],
  ['over Redis with one worker', () => overRedis(1)],
  ['over Redis with three workers', () => overRedis(3)],
] as const)('a released batch, carried out %s', (_, open: () => Promise<Rig>) => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await open();
  });
  afterAll(() => rig.stop());

  const released = async (programme: string, year = YEAR): Promise<ReleasedBatch> => {
    const batch = await prepareBatch(rig.county, programme, { ...SIZE, year });
    await release(rig.county, batch);
    return batch;
  };
  const resume = ({ id }: ReleasedBatch): Promise<void> => rig.runner().resume(id);
  const line = (batch: ReleasedBatch, lineNo: number): RosterLine => {
    const found = batch.lines[lineNo - 1];
    if (found === undefined) throw new Error(`no line ${lineNo}`);
    return found;
  };

  it('pays every line once, also when it is carried out again and twice at once', async () => {
    const batch = await released('PLAIN');
    await Promise.all([resume(batch), resume(batch)]);
    await resume(batch);
    expectSameAsFirst('PLAIN', await expectPaidOnce(rig.county, batch));
  });

  it('pays two batches at once, each its own', async () => {
    const both = [await released('LEFT'), await released('RIGHT')];
    await Promise.all(both.map(resume));
    for (const batch of both) expectSameAsFirst(batch.opened.programme, await expectPaidOnce(rig.county, batch));
  });

  it('holds back who died, was objected to or has another account since the lock', async () => {
    const batch = await released('CHANGED');
    await die(rig.county, line(batch, 1));
    await object(rig.county, line(batch, 33));
    await object(rig.county, line(batch, 34));
    await dismiss(rig.county, line(batch, 34));
    await changeAccount(rig.county, line(batch, 64));
    await resume(batch);
    const held = { 1: 'payee_awaited', 33: 'objection_open', 34: 'objected_since_lock', 64: 'payee_changed' };
    expectSameAsFirst('CHANGED', await expectPaidOnce(rig.county, batch, held));
  });

  it('holds back nobody because money of an earlier year has arrived or come back since the lock', async () => {
    const earlier = await released('SETTLED', YEAR - 1);
    await resume(earlier);
    await issueFile(rig.county, earlier);
    const batch = await prepareBatch(rig.county, 'SETTLED', { ...SIZE, renewing: true });
    await release(rig.county, batch);
    await answer(rig.county, earlier);
    await resume(earlier);
    await resume(batch);
    expectSameAsFirst('SETTLED', await expectPaidOnce(rig.county, batch));
  });

  it('does nothing while it is paused, and stops after the chunks in hand', async () => {
    const batch = await released('PAUSED');
    await pause(rig.county, batch);
    await resume(batch);
    expect(await chunksDone(rig.county, batch)).toBe(0);
    await unpause(rig.county, batch);
    const running = resume(batch);
    await untilChunks(rig.county, batch, 1);
    await pause(rig.county, batch);
    const done = await chunksDone(rig.county, batch);
    await running;
    await rig.drain();
    expect((await chunksDone(rig.county, batch)) - done).toBeLessThanOrEqual(IN_HAND);
    await rig.restart();
    await unpause(rig.county, batch);
    await resume(batch);
    expectSameAsFirst('PAUSED', await expectPaidOnce(rig.county, batch));
  });

  it('leaves no chunk half done at a shutdown, and goes on afterwards', async () => {
    const batch = await released('DRAINED');
    const running = resume(batch);
    await untilChunks(rig.county, batch, 1);
    await rig.drain();
    const done = await chunksDone(rig.county, batch);
    expect(done).toBeLessThan(batch.chunks);
    expect(await paymentsOf(rig.county, batch)).toHaveLength(done * SIZE.perChunk);
    await rig.restart();
    await rig.county.caughtUp();
    await rig.runner().resumeAll();
    await Promise.all([running, resume(batch)]);
    expectSameAsFirst('DRAINED', await expectPaidOnce(rig.county, batch));
  });

  it('writes the bank’s answers into the enrolments once', async () => {
    const batch = await released('ANSWERED');
    await resume(batch);
    await issueFile(rig.county, batch);
    await answer(rig.county, batch);
    await Promise.all([resume(batch), resume(batch)]);
    const types = (await paymentsOf(rig.county, batch)).map(({ type }) => type);
    const count = (wanted: string): number => types.filter((type) => type === wanted).length;
    expect([count('PaymentSettled'), count('PaymentReturned')]).toEqual([SIZE.lines - 1, 1]);
  });
});
