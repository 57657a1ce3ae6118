import fc from 'fast-check';
import type { LogEvent } from '../log-event';
import counts from '../../../../test/counts.json';
import { compareBalances } from './compare';
import { recomputeBalances } from './recompute';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;

const key = { enrolmentId: 'e1', caseNumber: 'AID-2023-1-00002', programme: 'AID', village: '991001101201' };
const claim = { year: 2023, entitlement: '2023/regular/regular' };
const event = (type: string, payload: object): LogEvent => ({ type, payload: { ...key, ...payload }, meta: { actor: 'clerk' } });
const determined = (amountFen = '96000') => event('EntitlementDetermined', { ...claim, amountFen });
const payment = (type: string, attempt: number, amountFen = '96000') => event(type, { ...claim, attempt, amountFen, batch: 'b' });
const county = (...events: readonly LogEvent[]) => recomputeBalances(events).find(({ area }) => area === '991001');

describe('balances recomputed from the log', () => {
  it('stand in the village, the township and the county of a case', () => {
    expect(recomputeBalances([determined()]).map(({ area, due_fen }) => `${area} ${due_fen}`)).toEqual([
      '991001 96000',
      '991001101 96000',
      '991001101201 96000',
    ]);
  });

  it('put an appropriation where it was received, and nowhere else', () => {
    const received = { programme: 'AID', year: 2023, area: '991001', amountFen: '500' };
    const rows = recomputeBalances([
      { type: 'AppropriationReceived', payload: received, meta: { actor: 'maker' } },
      determined(),
    ]);
    expect(rows.map(({ appropriated_fen }) => appropriated_fen)).toEqual([500n, 0n, 0n]);
  });

  it('owe nothing to somebody who lost eligibility before any payment stood', () => {
    for (const lost of [
      event('EligibilityRejected', { year: 2023 }),
      event('ObjectionUpheld', { year: 2023 }),
      event('EnrolmentExited', { year: 2022 }),
    ]) {
      expect(county(determined(), lost)).toMatchObject({ due_fen: 0n, due_count: 0n });
      const cameBack = [determined(), payment('PaymentInstructed', 1), payment('PaymentReturned', 1), lost];
      expect(county(...cameBack)).toMatchObject({ due_fen: 0n, returned_fen: 96_000n });
      const arrived = [determined(), payment('PaymentInstructed', 1), payment('PaymentSettled', 1), lost];
      expect(county(...arrived)).toMatchObject({ due_fen: 96_000n, due_count: 1n, settled_count: 1n });
    }
  });

  it('owe what the year of an exit comes to, and nothing of the years after it', () => {
    const exited = event('EnrolmentExited', { year: 2023 });
    const next = event('EntitlementDetermined', { year: 2024, entitlement: '2024/regular/regular', amountFen: '96000' });
    const rows = recomputeBalances([determined('48000'), next, exited]).filter(({ area }) => area === '991001');
    expect(rows.map(({ year, due_fen, due_count }) => ({ year, due_fen, due_count }))).toEqual([
      { year: 2023, due_fen: 48_000n, due_count: 1n },
      { year: 2024, due_fen: 0n, due_count: 0n },
    ]);
  });

  it('owe nothing after a leaving or a death until both have fallen', () => {
    const exits = ['moved_out', 'death'].map((reason) => event('EnrolmentExited', { reason, year: 2022 }));
    const [stays, lives] = ['moved_out', 'death'].map((reason) => event('ExitWithdrawn', { reason, year: 2022 }));
    if (stays === undefined || lives === undefined) throw new Error('two exits');
    for (const withdrawn of [[stays], [lives]])
      expect(county(determined(), ...exits, ...withdrawn)).toMatchObject({ due_fen: 0n });
    expect(county(determined(), ...exits, lives, stays)).toMatchObject({ due_fen: 96_000n, due_count: 1n });
  });

  it('leave a year alone when another one was rejected', () => {
    expect(county(determined(), event('EligibilityRejected', { year: 2024 }))).toMatchObject({ due_fen: 96_000n });
  });

  it('count a reissued entitlement once, its attempts gross, and recoveries beside them', () => {
    const events = [
      determined(),
      payment('PaymentInstructed', 1),
      payment('PaymentReturned', 1),
      payment('PaymentInstructed', 2),
      payment('PaymentSettled', 2),
      determined('48000'),
      event('RecoveryReceived', { year: 2023, amountFen: '48000' }),
    ];
    expect(county(...events)).toEqual({
      programme: 'AID',
      year: 2023,
      area: '991001',
      appropriated_fen: 0n,
      due_fen: 48_000n,
      due_count: 1n,
      instructed_fen: 192_000n,
      settled_fen: 96_000n,
      settled_count: 1n,
      returned_fen: 96_000n,
      reissued_fen: 96_000n,
      recovered_fen: 48_000n,
    });
  });

  it('are exact past what a number can hold', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 20n }), { minLength: 1, maxLength: 20 }), (amounts) => {
        const events = amounts.map((amount, index) => ({
          ...determined(String(amount)),
          payload: { ...key, ...claim, enrolmentId: `e${index}`, amountFen: String(amount) },
        }));
        expect(county(...events)?.due_fen).toBe(amounts.reduce((sum, amount) => sum + amount, 0n));
      }),
      { numRuns },
    );
  });

  it('are the same when the log is read batch by batch', async () => {
    const events = [determined(), payment('PaymentInstructed', 1), payment('PaymentSettled', 1)];
    const batches = async function* (): AsyncGenerator<readonly LogEvent[]> {
      for (const one of events) yield [one];
    };
    expect(await recomputeBalances(batches())).toEqual(recomputeBalances(events));
  });

  it('say what follows from a log that pays what was never determined, or hears twice of one payment', () => {
    expect(county(payment('PaymentInstructed', 1))).toMatchObject({ due_fen: 0n, due_count: 0n, instructed_fen: 96_000n });
    expect(county(determined(), payment('PaymentSettled', 1))).toMatchObject({ instructed_fen: 0n, settled_fen: 96_000n });
    const twice = [determined(), payment('PaymentInstructed', 1), payment('PaymentSettled', 1), payment('PaymentSettled', 1)];
    expect(county(...twice)).toMatchObject({ due_fen: 96_000n, settled_fen: 192_000n, settled_count: 1n });
    const late = [payment('PaymentInstructed', 1), determined()];
    expect(county(...late)).toMatchObject({ due_fen: 96_000n, instructed_fen: 96_000n });
    expect(county(determined('0.5'), payment('PaymentInstructed', 1))).toMatchObject({ due_fen: 0n, due_count: 1n });
  });
});

describe('the comparison with the views', () => {
  const recomputed = recomputeBalances([determined()]);
  const shown = recomputed.map((row) => ({ ...row, due_fen: 96_000, level: 'any' }));

  it('finds nothing where every figure agrees, numbers or bigints', () => {
    expect(compareBalances(recomputed, shown)).toEqual([]);
  });

  it('names programme, year, area and figure of each difference', () => {
    const wrong = shown.map((row) => (row.area === '991001101' ? { ...row, due_fen: 95_999, settled_count: 1 } : row));
    expect(compareBalances(recomputed, wrong)).toEqual([
      { programme: 'AID', year: 2023, area: '991001101', figure: 'due_fen', shown: '95999', recomputed: '96000' },
      { programme: 'AID', year: 2023, area: '991001101', figure: 'settled_count', shown: '1', recomputed: '0' },
    ]);
  });

  it('counts a missing row as zeros, on either side', () => {
    const [first] = shown;
    expect(compareBalances(recomputed, shown.slice(1))).toMatchObject([
      { area: '991001', figure: 'due_fen', shown: '0' },
      { area: '991001', figure: 'due_count', shown: '0' },
    ]);
    expect(compareBalances([], first === undefined ? [] : [first])).toMatchObject([
      { figure: 'due_fen', recomputed: '0' },
      { figure: 'due_count' },
    ]);
  });
});
