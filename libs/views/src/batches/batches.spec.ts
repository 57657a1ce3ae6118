import { streams, type BatchEvent } from '@fenming/subsidy';
import { apply, confirmAtAllLevels, type Case } from '../histories/cases.fixture';
import { given, PLAIN } from '../histories/given.fixture';
import { payRound } from '../histories/payout.fixture';
import { Recorder, type Choose } from '../histories/recorder.fixture';

const AID = { programme: 'FIRST_AID', year: 2023 };

const paid = (people: number, choose: Choose = PLAIN) => {
  const to = new Recorder();
  const cases = Array.from({ length: people }, (_, index) => apply(to, AID, index + 2));
  for (const one of cases) confirmAtAllLevels(to, one, AID.year, PLAIN);
  payRound(to, cases, { ...AID, round: 1, chunkSize: 2 }, choose);
  return { to, cases, batch: batchOf(to) };
};
const batchOf = ({ events }: Recorder): string =>
  String((events.find(({ type }) => type === 'BatchOpened')?.payload as { readonly batch: string } | undefined)?.batch);

/** The history up to and including the last event of a type. */
const until = ({ events }: Pick<Recorder, 'events'>, type: BatchEvent['type']) => ({
  events: events.slice(0, events.findLastIndex((event) => event.type === type) + 1),
});
const stateAfter = (to: Recorder, type: BatchEvent['type']) => given(until(to, type)).batches()[0]?.state;

describe('batches', () => {
  it('adds up what one bank file after the other sends, and leaves out what was not sent', () => {
    const { to, batch } = paid(5);
    const views = given(until(to, 'ChunkInstructed'));
    const amounts = views.payments({ batch, limit: 5 }).data.map(({ amount_fen }) => amount_fen);
    const sum = (from: number, upTo: number): number => amounts.slice(from, upTo).reduce((total, amount) => total + amount, 0);
    const next = (after: number) => views.nextSentSum({ batch, after, size: 2 });
    expect([next(0), next(2), next(4)]).toEqual([
      { count: 2, sumFen: sum(0, 2), lastLine: 2 },
      { count: 2, sumFen: sum(2, 4), lastLine: 4 },
      { count: 1, sumFen: sum(4, 5), lastLine: 5 },
    ]);
    const locked = given(until(to, 'RosterLocked'));
    expect(locked.nextSentSum({ batch, after: 0, size: 2 })).toEqual({ count: 0, sumFen: 0, lastLine: 0 });
  });

  it('walks through the states of the batch decider', () => {
    const { to } = paid(3);
    const walk = [
      'BatchOpened',
      'RosterLocked',
      'BatchSubmitted',
      'BatchChecked',
      'BatchApproved',
      'BatchReleased',
      'ChunkInstructed',
      'BankFileIssued',
      'BankResultRecorded',
      'BankResultApplied',
      'BatchReconciled',
      'BatchClosed',
    ] as const;
    expect(walk.map((type) => stateAfter(to, type))).toEqual([
      'opened',
      'locked',
      'submitted',
      'checked',
      'approved',
      'released',
      'instructed',
      'file_issued',
      'result_recorded',
      'result_applied',
      'reconciled',
      'closed',
    ]);
  });

  it('stays released until the last chunk is instructed', () => {
    const { to } = paid(3);
    const first = to.events.findIndex(({ type }) => type === 'ChunkInstructed');
    const views = given({ events: to.events.slice(0, first + 1) });
    expect(views.batches()[0]?.state).toBe('released');
    expect(views.controlTotals(batchOf(to)).find(({ step }) => step === 'instructed')).toMatchObject({
      count: 2,
      difference_fen: -24_000,
    });
  });

  it('lists who did what, a sent-back round included', () => {
    const { to, batch } = paid(2, (below) => (below === 6 ? 0 : below - 1));
    const steps = given(to).batch(batch)?.steps ?? [];
    expect(steps.map(({ step, actor }) => `${step} ${actor}`)).toEqual([
      'opened maker',
      'locked maker',
      'submitted maker',
      'checked checker',
      'sent_back maker',
      'locked maker',
      'submitted maker',
      'checked checker',
      'approved approver',
      'released releaser',
      'instructed releaser',
      'file_issued releaser',
      'result_recorded bank',
      'result_applied clerk',
      'reconciled clerk',
      'closed maker',
    ]);
    expect(steps[4]).toMatchObject({ detail: { reason: '名单需要补充' } });
  });

  it('has no roster and no totals once it was sent back', () => {
    const { to, batch } = paid(2, (below) => (below === 6 ? 0 : below - 1));
    const views = given(until(to, 'BatchSentBack'));
    expect(views.batch(batch)).toMatchObject({ state: 'opened', roster: null });
    expect(views.controlTotals(batch)).toEqual([]);
    expect(views.payments({ batch, limit: 10 }).data).toEqual([]);
  });

  it('has no difference in any control total when every payment has arrived', () => {
    const { to, batch } = paid(3);
    const totals = given(to).controlTotals(batch);
    expect(totals.map(({ step, count, sum_fen, difference_fen }) => [step, count, sum_fen, difference_fen])).toEqual([
      ['roster', 3, 72_000, 0],
      ['submitted', 3, 72_000, 0],
      ['checked', 3, 72_000, 0],
      ['approved', 3, 72_000, 0],
      ['released', 3, 72_000, 0],
      ['instructed', 3, 72_000, 0],
      ['exceptions', 0, 0, 0],
      ['bank_file', 3, 72_000, 0],
      ['settled', 3, 72_000, 0],
      ['failed', 0, 0, 0],
      ['unknown', 0, 0, 0],
      ['reconciled', 3, 72_000, 0],
    ]);
  });

  it('shows as a difference what the bank has not finally answered', () => {
    const answers = [1, 11, 11, 11];
    const { to, batch } = paid(3, (below) => (below === 12 ? (answers.shift() ?? 11) : below - 1));
    const views = given(until({ events: to.events.slice(0, firstApplied(to)) }, 'BankResultRecorded'));
    expect(views.payments({ batch, state: 'unknown', limit: 10 }).data.map(({ line_no }) => line_no)).toEqual([1]);
    const applied = given({ events: to.events.slice(0, firstApplied(to)) });
    expect(applied.controlTotals(batch).find(({ step }) => step === 'unknown')).toMatchObject({
      count: 1,
      sum_fen: 24_000,
      difference_fen: 24_000,
    });
    expect(
      given(to)
        .controlTotals(batch)
        .every(({ difference_fen }) => difference_fen === 0),
    ).toBe(true);
  });

  it('counts what was left out beside what was instructed', () => {
    const leavers = [0, 24, 24];
    const { to, batch } = paid(3, (below) => (below === 25 ? (leavers.shift() ?? 24) : below - 1));
    const views = given(to);
    const totals = views.controlTotals(batch);
    expect(totals.find(({ step }) => step === 'exceptions')).toMatchObject({ count: 1, sum_fen: 24_000 });
    expect(totals.every(({ difference_fen }) => difference_fen === 0)).toBe(true);
    expect(views.payments({ batch, state: 'exception', limit: 10 }).data).toMatchObject([
      { line_no: 1, reason: 'enrolment_exited', state: 'exception' },
    ]);
  });

  it('groups failed payments by reason and says which were settled since', () => {
    const { to, cases, batch } = paid(3, (below) => (below === 12 || below === 3 ? 0 : below - 1));
    expect(given(to).failedByReason(batch)).toEqual([
      { reason: 'NAME_MISMATCH', count: 3, sum_fen: 72_000, reissued_count: 0, settled_count: 0 },
    ]);
    payRound(to, cases.slice(0, 2) as Case[], { ...AID, round: 2, chunkSize: 2 }, PLAIN);
    expect(given(to).failedByReason(batch)).toEqual([
      { reason: 'NAME_MISMATCH', count: 3, sum_fen: 72_000, reissued_count: 2, settled_count: 2 },
    ]);
  });

  it('finds the batches that a restarted runner must go on with', () => {
    const { to, batch } = paid(2);
    expect(given(until(to, 'BatchReleased')).batchesInStates(['released', 'result_recorded'])).toEqual([batch]);
    expect(given(to).batchesInStates(['released', 'result_recorded'])).toEqual([]);
    expect(given(to).batch('none')).toBeUndefined();
  });

  it('overwrites the lines of a lock that was cut off and begun anew', () => {
    const { to, batch } = paid(3);
    const locked = until(to, 'RosterLocked').events;
    const story = new Recorder('again');
    story.events.push(...locked.slice(0, -1));
    const again = new Recorder('lock 2');
    const opened = { batch, ...AID, area: locked[0]?.meta.area as never, round: 1 };
    const chunk = locked.findLast(({ type }) => type === 'RosterChunkLocked')?.payload as { readonly lines: readonly object[] };
    const lines = chunk.lines.slice(0, 1).map((line) => ({ ...line, lineNo: 1 })) as never;
    again.record(streams.payoutBatch(batch), { type: 'RosterChunkLocked', data: { ...opened, lock: 2, chunk: 1, lines } });
    const funding = { central: '24000', province: '0', city: '0', county: '0' };
    const roster = { lock: 2, chunks: 1, count: 1, sumFen: '24000', hash: 'hash', funding };
    again.record(streams.payoutBatch(batch), { type: 'RosterLocked', data: { ...opened, ...roster } });
    const views = given(story);
    const after = String(story.events.length);
    views.apply(again.events.map((event) => ({ ...event, position: `${after.padStart(16, '0')}/${event.position}` as never })));
    expect(views.payments({ batch, limit: 10 }).data.map(({ line_no }) => line_no)).toEqual([1]);
    expect(views.batch(batch)?.roster).toEqual({ count: 1, sum_fen: 24_000, hash: 'hash' });
  });
});

const firstApplied = ({ events }: Recorder): number => events.findIndex(({ type }) => type === 'BankResultApplied') + 1;
