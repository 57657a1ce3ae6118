import { plainDate } from '@fenming/calendar';
import { fen, fenText } from '@fenming/money';
import fc from 'fast-check';
import counts from '../../../../../test/counts.json';
import { isRefusal, type Asked } from '../../decider';
import type { EnrolmentCommand, Proposal } from './enrolment.commands';
import type { DeterminationCause, EnrolmentEvent, Excess } from './enrolment.events';
import { answering, officialOf, proposing, readyToPay, releaser, type EnrolmentStory } from './enrolment.fixture';
import type { EnrolmentState } from './enrolment.state';
import { equationOf, readyFen } from './owed';
import { payable, type Payable } from './payment';

const numRuns = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties;
const YEAR = 2023;
const health = officialOf('county');
const finance = { ...releaser(), role: 'finance-maker' as const };

/** Fen of each month of the year: twelve numbers, added up by nothing of what is tested. */
type Months = readonly number[];
const each = (value: (month: number) => number): Months => Array.from({ length: 12 }, (_, month) => value(month));
const NONE = each(() => 0);
const plus = (a: Months, b: Months): Months => each((month) => Number(a[month]) + Number(b[month]));
const above = (a: Months, b: Months): Months => each((month) => Math.max(0, Number(a[month]) - Number(b[month])));
const lower = (a: Months, b: Months): Months => each((month) => Math.min(Number(a[month]), Number(b[month])));
const sum = (months: Months): number => months.reduce((all, one) => all + one, 0);

/** A right from one month to another at so much a month, or none. */
type Span = { readonly first: number; readonly last: number; readonly perMonth: number };
const monthsOf = (spans: readonly Span[]): Months =>
  each((month) => sum(spans.map(({ first, last, perMonth }) => (first <= month && month <= last ? perMonth : 0))));
const proposalOf = (spans: readonly Span[]): Proposal => {
  const lines = spans.flatMap(({ first, last, perMonth }) => {
    const units = last - first + 1;
    const [line] = proposing(YEAR, { months: 1 }).lines;
    if (line === undefined || perMonth === 0) return [];
    const [from, to] = [first, last].map((month) => `${YEAR}-${String(month + 1).padStart(2, '0')}`) as [string, string];
    const amounts = { units, unit: 'person-year/12', rateFen: String(perMonth * 12), amountFen: fenText(fen(perMonth * units)) };
    return [{ ...line, ...amounts, from, to }];
  });
  const amountFen = fen(sum(monthsOf(spans)));
  return {
    ...proposing(YEAR),
    verdict: amountFen === 0 ? 'ineligible' : 'eligible',
    amountFen,
    funding: { central: '0', province: '0', city: '0', county: fenText(amountFen) },
    lines,
  };
};

type Move =
  | {
      readonly do: 'determine' | 'state a fact' | 'record a death' | 'withdraw the death';
      readonly spans: readonly Span[];
      readonly excess: Excess;
    }
  | { readonly do: 'pay' | 'lock' | 'carry out' | 'settle' | 'come back' | 'hold' | 'release' }
  | { readonly do: 'repay'; readonly part: number };

const span = fc
  .tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 }), fc.constantFrom(0, 1_000, 1_700, 8_000, 9_000))
  .map(([a, b, perMonth]): Span => ({ first: Math.min(a, b), last: Math.max(a, b), perMonth }));
const spans = fc.oneof(
  fc.constant([{ first: 0, last: 11, perMonth: 8_000 }]),
  span.map((one) => [one]),
  fc.tuple(span, span),
);
const excess = fc.constantFrom<Excess>('recover', 'leave', 'undecided');
const move: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: fc.record({ do: fc.constantFrom('determine' as const, 'state a fact' as const), spans, excess }), weight: 6 },
  {
    arbitrary: fc.record({ do: fc.constantFrom('record a death' as const, 'withdraw the death' as const), spans, excess }),
    weight: 2,
  },
  { arbitrary: fc.record({ do: fc.constant('pay' as const) }), weight: 6 },
  { arbitrary: fc.record({ do: fc.constantFrom('lock' as const, 'carry out' as const) }), weight: 4 },
  { arbitrary: fc.record({ do: fc.constantFrom('settle' as const, 'settle' as const, 'come back' as const) }), weight: 8 },
  {
    arbitrary: fc.record({ do: fc.constantFrom('hold' as const, 'release' as const) }),
    weight: 2,
  },
  { arbitrary: fc.record({ do: fc.constant('repay' as const), part: fc.constantFrom(1, 0.5, 0.1) }), weight: 3 },
);
const walk = fc.array(move, { minLength: 4, maxLength: 30, size: 'max' });

type Attempt = { readonly batch: string; readonly months: Months; state: 'open' | 'settled' | 'returned' };
/** What an accountant would keep of the case, with a pencil. */
class Account {
  private readonly determined = new Map<number, Months>([[1, each(() => 8_000)]]);
  private number = 1;
  private excess: Excess = 'undecided';
  private isClaimEnded = false;
  readonly attempts: Attempt[] = [];
  private repaid = NONE;
  left = NONE;
  undecided = NONE;

  get due(): Months {
    return this.determined.get(this.number) ?? NONE;
  }

  /** On its way or arrived, less what has come back. */
  get net(): Months {
    return above(this.of('open', 'settled'), this.repaid);
  }

  get over(): Months {
    return above(above(this.of('settled'), this.repaid), this.due);
  }

  get claimable(): Months {
    return above(this.over, plus(this.left, this.undecided));
  }

  determine(months: Months, excess: Excess, cause: string): void {
    const before = this.over;
    this.isClaimEnded = cause === 'exit_withdrawn';
    this.number += 1;
    this.determined.set(this.number, months);
    this.excess = excess;
    this.keep(before);
  }

  instruct(batch: string, number: number): void {
    this.attempts.push({ batch, months: above(this.determined.get(number) ?? NONE, this.net), state: 'open' });
  }

  answer(batch: string, state: 'settled' | 'returned'): void {
    const before = this.over;
    const attempt = this.attempts.find((one) => one.batch === batch);
    if (attempt !== undefined) attempt.state = state;
    if (state === 'settled') this.keep(before);
  }

  /** The earliest months first. */
  repay(amount: number): void {
    let rest = amount;
    const back = this.claimable.map((one) => {
      const part = Math.min(rest, one);
      rest -= part;
      return part;
    });
    this.repaid = plus(this.repaid, back);
  }

  private of(...states: readonly Attempt['state'][]): Months {
    return this.attempts.filter(({ state }) => states.includes(state)).reduce((all, { months }) => plus(all, months), NONE);
  }

  /** What became too much since is left, or undecided, or claimed, as the cause says; what is claimed shrinks before the rest. */
  private keep(before: Months): void {
    const since = above(this.over, before);
    this.left = lower(plus(this.left, this.excess === 'leave' ? since : NONE), this.over);
    this.undecided = lower(plus(this.undecided, this.excess === 'undecided' ? since : NONE), above(this.over, this.left));
    // Nothing is claimed for a death that never was; whatever is still too much is decided by a person.
    if (this.isClaimEnded) this.undecided = above(this.over, this.left);
  }
}

type Locked = Payable & { readonly lockedAt: number };
const outstanding = ({ recoveries }: EnrolmentState): number =>
  sum(Object.values(recoveries).map(({ outstandingFen }) => outstandingFen));

/** A case, and beside it what the accountant keeps. Every step that is not refused is taken. */
class Walk {
  story: EnrolmentStory = readyToPay();
  readonly account = new Account();
  readonly seen = new Set<string>();
  noted = { leftFen: '0', undecidedFen: '0' };
  private locked: Locked | undefined;
  private batches = 0;

  take(each: Move): void {
    if (each.do === 'pay') {
      this.take({ do: 'lock' });
      this.take({ do: 'carry out' });
      return;
    }
    const step = this.stepOf(each);
    if (step === undefined) return;
    const decision = this.story.when(...step);
    if (isRefusal(decision)) return;
    this.story = this.story.after(...step);
    for (const event of decision) this.enter(event, each);
  }

  private stepOf(move: Exclude<Move, { readonly do: 'pay' }>): readonly [EnrolmentCommand, Asked] | undefined {
    const { state } = this.story;
    switch (move.do) {
      case 'determine':
        return [{ do: 'determine', ...this.again(move, 'rules') }, health];
      case 'state a fact': {
        const years = [{ year: YEAR, sealedFacts: 'other facts' }];
        const said = { statement: `statement-${this.batches}`, documentNo: '1号', years };
        return [{ do: 'correct-facts', ...said, redetermined: [this.again(move, 'correction')] }, health];
      }
      case 'record a death': {
        const exit = { effectiveOn: plainDate('2023-05-11'), sealedDay: 'sealed-day' };
        return [{ do: 'exit-by-death', ...exit, redetermined: [this.again(move, 'death')] }, health];
      }
      case 'withdraw the death': {
        const said = { documentNo: '2号', note: '-' };
        return [{ do: 'withdraw-exit-by-death', ...said, redetermined: [this.again(move, 'exit_withdrawn')] }, health];
      }
      case 'lock': {
        const line = payable(state, YEAR, releaser());
        if (!('refused' in line)) this.locked = { ...line, lockedAt: state.events };
        return undefined;
      }
      case 'carry out': {
        if (this.locked === undefined) return undefined;
        const { lockedAt, entitlement, attempt, amountFen, accountVersion, determination } = this.locked;
        const line = { lockedAt, year: YEAR, entitlement, attempt, amountFen, accountVersion, determination, lineNo: 1 };
        return [{ do: 'instruct', ...line, batch: `batch-${this.batches}` }, releaser()];
      }
      case 'settle':
      case 'come back': {
        const batch = state.payments.find((payment) => payment.state === 'open')?.batch ?? '';
        return [answering(move.do === 'settle' ? 'settled' : 'failed', batch), releaser()];
      }
      case 'hold':
        return [{ do: 'hold', hold: 'statement-0', cause: 'fact_awaited', fact: 'hukou' }, health];
      case 'release':
        return [{ do: 'release-hold', hold: 'statement-0' }, health];
      case 'repay': {
        const open = Object.values(state.recoveries).find(({ outstandingFen }) => outstandingFen > 0);
        if (open === undefined) return undefined;
        const amountFen = fen(Math.ceil(open.outstandingFen * move.part));
        return [{ do: 'receive-recovery', recoveryId: open.recoveryId, amountFen, documentNo: `收据${this.batches}` }, finance];
      }
    }
  }

  private again({ spans, excess }: { readonly spans: readonly Span[]; readonly excess: Excess }, cause: DeterminationCause) {
    return { year: YEAR, cause, proposal: proposalOf(spans), excess };
  }

  private enter(event: EnrolmentEvent, move: Move): void {
    this.seen.add(event.type);
    this.batches += 1;
    const { account } = this;
    if (event.type === 'EntitlementDetermined')
      account.determine('spans' in move ? monthsOf(move.spans) : each(() => 8_000), event.data.excess, event.data.cause);
    if (event.type === 'PaymentInstructed') {
      expect(Number(event.data.amountFen)).toBe(this.locked?.amountFen);
      account.instruct(event.data.batch, event.data.determination);
      expect(sum(account.attempts.at(-1)?.months ?? NONE)).toBe(Number(event.data.amountFen));
    }
    if (event.type === 'PaymentSettled') account.answer(event.data.batch, 'settled');
    if (event.type === 'PaymentReturned') account.answer(event.data.batch, 'returned');
    if (event.type === 'RecoveryReceived') account.repay(Number(event.data.amountFen));
    if (event.type === 'ExcessNoted') this.noted = { leftFen: event.data.leftFen, undecidedFen: event.data.undecidedFen };
  }
}

describe('whatever is determined, stated, withdrawn, paid and sent back, in whatever order', () => {
  const walked = (visit: (walk: Walk) => void): void =>
    fc.assert(
      fc.property(walk, (moves) => {
        const going = new Walk();
        for (const each of moves) {
          going.take(each);
          visit(going);
        }
      }),
      { numRuns },
    );

  it('each month adds up: determined, and left or over, is what has gone out less what came back, and what is payable', () => {
    walked(({ account: { due, net, left }, story: { state } }) => {
      const [over, ready] = [above(net, due), above(due, net)];
      expect(plus(due, over)).toEqual(plus(net, ready));
      expect(lower(over, ready)).toEqual(NONE);
      expect(above(left, over)).toEqual(NONE);
      expect(readyFen(state, YEAR)).toBe(sum(ready));
      const told = equationOf(state, YEAR);
      const byMonth = (sheet: 'determined' | 'left' | 'net' | 'payable'): Months =>
        each((month) => sum(told.flatMap((one) => (one.month === month + 1 ? [one[sheet]] : []))));
      expect([byMonth('determined'), byMonth('left'), byMonth('net'), byMonth('payable')]).toEqual([due, left, net, ready]);
      for (const { determined, left: kept, undecided, over: rest, net: gone, payable: next } of told)
        expect(determined + kept + undecided + rest).toBe(gone + next);
    });
  });

  it('what arrived too much is claimed, left or undecided to the fen, and nothing is claimed twice', () => {
    walked(({ account, story: { state }, noted }) => {
      expect(outstanding(state)).toBe(sum(account.claimable));
      expect(noted).toEqual({ leftFen: String(sum(account.left)), undecidedFen: String(sum(account.undecided)) });
    });
  });

  it('no month is on its way or arrived twice: at most one attempt of an entitlement is not returned', () => {
    walked(({ story: { state } }) => {
      const paidOut = state.payments.filter((payment) => payment.state !== 'returned').map(({ entitlement }) => entitlement);
      expect(new Set(paidOut).size).toBe(paidOut.length);
    });
  });

  it('is walked far enough to mean something', () => {
    const seen = new Set<string>();
    for (const moves of fc.sample(walk, { numRuns: 300, seed: 42 })) {
      const going = new Walk();
      for (const each of moves) going.take(each);
      for (const type of going.seen) seen.add(type);
      if (going.account.attempts.length > 2) seen.add('three payments');
      if (sum(going.account.left) > 0) seen.add('left');
      if (sum(going.account.undecided) > 0) seen.add('undecided');
    }
    const wanted = [
      'EnrolmentExited',
      'EntitlementDetermined',
      'ExcessNoted',
      'ExitWithdrawn',
      'FactsCorrected',
      'PaymentReturned',
      'PaymentSettled',
      'RecoveryOpened',
      'RecoveryReceived',
      'RecoveryReduced',
      'left',
      'three payments',
      'undecided',
    ];
    expect(wanted.filter((one) => !seen.has(one))).toEqual([]);
  });
});
