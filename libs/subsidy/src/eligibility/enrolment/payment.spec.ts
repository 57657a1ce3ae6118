import { plainDate } from '@fenming/calendar';
import { fen } from '@fenming/money';
import { given, outcome } from '../../subsidy.fixture';
import { enrolmentDecider } from './enrolment.decider';
import {
  accountRecorded,
  answering,
  applied,
  determined,
  DUE,
  ENTITLEMENT,
  instructing,
  KEY,
  noticed,
  confirmed,
  officialOf,
  paid,
  proposing,
  readyToPay,
  releaser,
  through,
} from './enrolment.fixture';
import { payable } from './payment';

const money = { ...KEY, year: 2023, entitlement: ENTITLEMENT, attempt: 1, batch: 'batch-1', lineNo: 1, amountFen: '96000' };
const correction = { do: 'correct-account', version: 'account-2', sealed: 'sealed-2', unchanged: false } as const;

describe('who may be paid', () => {
  it('somebody confirmed and noticed at all three levels: the amount, the account and the first attempt', () => {
    expect(payable(readyToPay().state, 2023, releaser())).toMatchObject({
      key: KEY,
      entitlement: ENTITLEMENT,
      amountFen: 96000,
      determination: 1,
      funding: { central: '57600', province: '19200' },
      attempt: 1,
      accountVersion: 'account-1',
    });
  });

  it('nobody before the last notice has ended', () => {
    const { state } = readyToPay();
    expect(payable(state, 2023, releaser('2023-04-12'))).toEqual({ refused: 'notice_open', detail: '2023-04-12' });
    expect(payable(state, 2023, releaser('2023-04-13'))).toMatchObject({ attempt: 1 });
  });

  it('nobody whose county confirmation or notice is missing', () => {
    const township = given(enrolmentDecider, applied(), accountRecorded(), ...through('township'));
    expect(payable(township.state, 2023, releaser())).toEqual({ refused: 'not_confirmed' });
    const unposted = township.and(confirmed('county'), determined());
    expect(payable(unposted.state, 2023, releaser())).toEqual({ refused: 'level_order', detail: 'county' });
    expect(payable(unposted.and(noticed('county')).state, 2023, releaser())).toMatchObject({ attempt: 1 });
  });

  it('nobody without an account, an amount, or more than nothing to pay', () => {
    const confirmedOnly = [applied(), ...through('county')];
    const withoutAccount = given(enrolmentDecider, ...confirmedOnly, determined());
    const withoutAmount = given(enrolmentDecider, ...confirmedOnly, accountRecorded());
    const withNothingDue = withoutAmount.and(determined(2023, proposing(2023, { months: 0 })));
    for (const { state } of [withoutAccount, withoutAmount])
      expect(payable(state, 2023, releaser())).toEqual({ refused: 'entitlement_missing' });
    expect(payable(withNothingDue.state, 2023, releaser())).toEqual({ refused: 'nothing_due' });
  });

  it('nobody for a year that was not applied for', () => {
    expect(payable(readyToPay().state, 2024, releaser())).toEqual({ refused: 'not_applied' });
  });
});

describe('instructing a locked line', () => {
  it('records the payment in the stream of the person', () => {
    expect(readyToPay().when(instructing(), releaser())).toEqual([
      { type: 'PaymentInstructed', data: { ...money, accountVersion: 'account-1', determination: 1 } },
    ]);
  });

  it('names its fields in canonical order, so that the log keeps the very text that JSON makes of it', () => {
    const [instructed] = [readyToPay().when(instructing(), releaser())].flat() as readonly { readonly data: object }[];
    const names = Object.keys(instructed?.data ?? {});
    expect(names).toHaveLength(12);
    expect(names).toEqual(names.toSorted());
  });

  it('is refused when the amount is no longer the one that was locked', () => {
    expect(outcome(readyToPay().when(instructing({ amountFen: fen(96001) }), releaser()))).toBe('amount_changed');
  });

  it('is refused when the account was corrected after the lock', () => {
    const story = readyToPay().after(correction, officialOf('township'));
    expect(outcome(story.when(instructing(), releaser()))).toBe('payee_changed');
    expect(outcome(story.when(instructing({ accountVersion: 'account-2' }), releaser()))).toEqual(['PaymentInstructed']);
  });

  it('is refused when a step of the attempts was left out', () => {
    expect(outcome(readyToPay().when(instructing({ attempt: 2 }), releaser()))).toBe('attempt_order');
  });

  it('is refused for an entitlement that nothing has determined', () => {
    const arrears = instructing({ entitlement: '2023/arrears/rate-change' });
    expect(outcome(readyToPay().when(arrears, releaser()))).toBe('entitlement_missing');
  });

  it('is refused for somebody who died, was rejected, or is objected to since the lock', () => {
    const rejection = { do: 'reject', year: 2023, level: 'county', reason: '资料有误' } as const;
    const died = readyToPay().after(
      { do: 'exit-by-death', effectiveOn: plainDate('2023-05-01'), sealedDay: 's', redetermined: [] },
      officialOf('county'),
    );
    const rejected = readyToPay().after(rejection, officialOf('county'));
    expect(outcome(died.when(instructing(), releaser()))).toBe('payee_awaited');
    expect(outcome(rejected.when(instructing(), releaser()))).toBe('rejected');
  });

  it('repeated by the same batch is no second payment', () => {
    const story = readyToPay().after(instructing(), releaser());
    expect(story.when(instructing(), releaser())).toEqual([]);
    const settled = story.after(answering('settled'), releaser());
    expect(settled.when(instructing(), releaser())).toEqual([]);
  });

  it('by another batch is refused, whether the first attempt is open, settled or came back', () => {
    const open = readyToPay().after(instructing(), releaser());
    const secondBatch = instructing({ batch: 'batch-2' });
    for (const story of [open, open.after(answering('settled'), releaser()), open.after(answering('failed'), releaser())])
      expect(outcome(story.when(secondBatch, releaser()))).toBe('already_instructed');
  });
});

describe("the bank's answer", () => {
  const open = readyToPay().after(instructing(), releaser());

  it('settles the payment with the amount that was instructed', () => {
    expect(open.when(answering('settled'), releaser())).toEqual([{ type: 'PaymentSettled', data: money }]);
  });

  it('returns the payment with the reason', () => {
    expect(open.when(answering('failed', 'batch-1', 'NAME_MISMATCH'), releaser())).toEqual([
      { type: 'PaymentReturned', data: { ...money, reason: 'NAME_MISMATCH' } },
    ]);
  });

  it('counts once', () => {
    for (const said of ['settled', 'failed'] as const)
      expect(open.after(answering(said), releaser()).when(answering(said), releaser())).toEqual([]);
  });

  it('is final: a settled payment is not returned by a second answer, nor a returned one settled', () => {
    const settled = open.after(answering('settled'), releaser());
    const returned = open.after(answering('failed'), releaser());
    expect(outcome(settled.when(answering('failed'), releaser()))).toBe('payment_unknown');
    expect(outcome(returned.when(answering('settled'), releaser()))).toBe('payment_unknown');
  });

  it('is about a payment that was made', () => {
    expect(outcome(open.when(answering('settled', 'batch-9'), releaser()))).toBe('payment_unknown');
    expect(outcome(open.when({ ...answering('settled'), lineNo: 2 }, releaser()))).toBe('payment_unknown');
    expect(outcome(given(enrolmentDecider).when(answering('settled'), releaser()))).toBe('payment_unknown');
  });
});

describe('a returned payment', () => {
  const returned = readyToPay()
    .after(instructing(), releaser())
    .after(answering('failed', 'batch-1', 'CLOSED'), releaser());

  it('is reissued as the next attempt, to the corrected account', () => {
    const story = returned.after(correction, officialOf('township'));
    expect(payable(story.state, 2023, releaser())).toMatchObject({ attempt: 2, accountVersion: 'account-2' });
    const reissued = story
      .after(instructing({ attempt: 2, accountVersion: 'account-2' }), releaser())
      .after(answering('settled', 'batch-2'), releaser());
    expect(reissued.state.payments.map(({ attempt, state }) => `${attempt} ${state}`)).toEqual(['1 returned', '2 settled']);
    expect(payable(reissued.state, 2023, releaser())).toEqual({ refused: 'already_instructed' });
  });

  it('may come back again and again; each attempt follows the one before', () => {
    const twice = returned.after(instructing({ attempt: 2 }), releaser()).after(answering('failed', 'batch-2'), releaser());
    expect(payable(twice.state, 2023, releaser())).toMatchObject({ attempt: 3, amountFen: DUE });
    expect(outcome(twice.when(instructing({ attempt: 4 }), releaser()))).toBe('attempt_order');
  });

  it('may be objected to or rejected before the reissue, which then never happens', () => {
    const rejected = returned.after({ do: 'reject', year: 2023, level: 'county', reason: '资料有误' }, officialOf('county'));
    expect(outcome(rejected.when(instructing({ attempt: 2 }), releaser()))).toBe('rejected');
  });

  it('is not reissued while an attempt has no answer: open and unknown ones are asked about, never sent again', () => {
    const open = returned.after(instructing({ attempt: 2 }), releaser());
    expect(outcome(open.when(instructing({ attempt: 3 }), releaser()))).toBe('already_instructed');
    expect(payable(open.state, 2023, releaser())).toEqual({ refused: 'already_instructed' });
  });

  it('does not reopen a year that was paid when the next year is paid', () => {
    const nextYear = paid().and(...through('county', 2024), determined(2024));
    expect(payable(nextYear.state, 2023, releaser('2024-09-20'))).toEqual({ refused: 'already_instructed' });
  });
});
