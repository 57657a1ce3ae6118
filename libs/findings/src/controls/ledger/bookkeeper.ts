import { say } from '@fenming/language';
import type { FundingText, PaymentInstructed, PaymentSettled } from '@fenming/subsidy';
import type { Handlers, Payloads } from '../../log-event';
import { inMap } from '../register/columns';
import { fenOf, isWhole, LAYERS, layersOf, sumOf, type Layers, type Split } from '../register/fundings';
import type { Registers } from '../register/registers';
import type { Roster } from '../register/rosters';
import { Ledger, type LedgerAccount, type Books } from './book';
import type { MovesNothing } from './moves-nothing';

const NOTHING: Layers = [0n, 0n, 0n, 0n];
const plus = (a: Layers, b: Layers): Layers => [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
const minus = (a: Layers, b: Layers): Layers => [a[0] - b[0], a[1] - b[1], a[2] - b[2], a[3] - b[3]];
const positive = (funding: FundingText): boolean =>
  LAYERS.every((layer) => isWhole(funding[layer])) && sumOf(layersOf(funding)) > 0n;
/** One amount in the layer that its document names. */
const inLayer = (layer: string, amount: bigint): Layers =>
  LAYERS.map((name) => (name === layer ? amount : 0n)) as unknown as Layers;

/** What a batch still has to do with money it took: reserved and not instructed, returned by the bank and not freed. */
export type BatchMoney = { reserved: Layers; returned: Layers; taken: Layers };

type Where = { readonly programme: string; readonly year: number; readonly area: string };
type Payment = PaymentInstructed['data'] | PaymentSettled['data'];

/** Of a batch's own stream, where the payments are not there. */
type OfSteps = 'ChunkInstructed' | 'BankResultRecorded';
type OfPayments = 'PaymentInstructed' | 'PaymentSettled' | 'PaymentReturned';
/** Every other event: fails to compile, naming the type, where one neither has its posting here nor is said to move nothing. */
type OfAppropriations = Exclude<keyof Payloads, MovesNothing | OfPayments | OfSteps>;
type Postings<Types extends keyof Payloads> = Required<Pick<Handlers, Types>>;

/**
 * Writes the double-entry book. The two sides of a posting come from different facts wherever the log has two: a payment debits its own
 * programme, year and amount, and credits the reservation of its batch by the split of the locked line.
 *
 * In the scope of one batch the payments are not there: the chunks and the bank's answers of the batch itself post in their place.
 */
export class Bookkeeper {
  readonly ledger = new Ledger();
  private readonly money = new Map<string, BatchMoney>();

  constructor(private readonly registers: Registers) {}

  /** The money of a batch by layer. */
  of(batch: string): BatchMoney {
    return inMap(this.money, batch, () => ({ reserved: NOTHING, returned: NOTHING, taken: NOTHING }));
  }

  get on(): Handlers {
    return { ...this.appropriation, ...(this.registers.scope === 'log' ? this.payments : this.steps) };
  }

  private books({ programme, year, area }: Where): Books {
    return this.ledger.at(programme, year, area);
  }

  /** The whole amount moves from one account to another within one book. */
  private move(where: Where, [from, to]: readonly [LedgerAccount, LedgerAccount], layers: Layers): void {
    this.ledger.debit(this.books(where), to, layers);
    this.ledger.credit(this.books(where), from, layers);
  }

  private readonly appropriation: Postings<OfAppropriations> = {
    AppropriationReceived: (received) => {
      const { layer, amountFen, documentNo } = received;
      const amount = fenOf(amountFen);
      this.ledger.begin({
        what: say(`指标下达 ${documentNo}`, `appropriation received ${documentNo}`),
        malformed: !isWhole(amountFen) || amount <= 0n,
      });
      this.move(received, ['Appropriated', 'Available'], inLayer(layer, amount));
    },
    AppropriationAdjusted: (adjusted) => {
      const { layer, amountFen, documentNo } = adjusted;
      const amount = fenOf(amountFen);
      this.ledger.begin({
        what: say(`指标调整 ${documentNo}`, `appropriation adjusted ${documentNo}`),
        malformed: amount === 0n,
      });
      this.move(adjusted, ['Adjusted', 'Available'], inLayer(layer, amount));
    },
    AppropriationCarriedIn: (carried) => {
      this.ledger.begin({
        what: say(`结转转入 ${carried.documentNo}`, `brought forward ${carried.documentNo}`),
        malformed: !positive(carried.funding),
      });
      this.move(carried, ['CarriedIn', 'Available'], layersOf(carried.funding));
    },
    AppropriationCarriedOut: (carried) => {
      this.ledger.begin({
        what: say(`结转转出 ${carried.documentNo}`, `carried forward ${carried.documentNo}`),
        malformed: !positive(carried.funding),
      });
      this.move(carried, ['Available', 'CarriedOut'], layersOf(carried.funding));
    },
    AppropriationLapsed: (lapsed) => {
      this.ledger.begin({
        what: say(`缴回财政 ${lapsed.documentNo}`, `paid back ${lapsed.documentNo}`),
        malformed: !positive(lapsed.funding),
      });
      this.move(lapsed, ['Available', 'Lapsed'], layersOf(lapsed.funding));
    },
    FundsReserved: (reserved) => {
      const { batch, funding } = reserved;
      const money = this.of(batch);
      this.ledger.begin({ what: say('预留', 'reserved'), batch, malformed: !positive(funding) });
      // A batch has one reservation: the next one takes the place of the first, whose money is there for it.
      this.move(reserved, ['Reserved', 'Available'], money.taken);
      this.move(reserved, ['Available', 'Reserved'], layersOf(funding));
      money.reserved = plus(minus(money.reserved, money.taken), layersOf(funding));
      money.taken = layersOf(funding);
    },
    FundsFreed: (freed) => {
      const { batch, funding, reason } = freed;
      const layers = layersOf(funding);
      const money = this.of(batch);
      // Of another batch, only the appropriation is known in the scope of one batch: what it paid still counts as reserved.
      const returned = reason === 'returned' && this.knows(batch);
      this.ledger.begin({
        what: reason === 'returned' ? say('退票释放', 'freed by a return') : say('暂缓释放', 'freed by a line held back'),
        batch,
        malformed: !positive(funding),
      });
      this.move(freed, [returned ? 'Returned' : 'Reserved', 'Available'], layers);
      if (returned) money.returned = minus(money.returned, layers);
      else money.reserved = minus(money.reserved, layers);
    },
    RecoveryReceived: (received) => {
      const { programme, year, village, amountFen, caseNumber } = received;
      const books = this.books({ programme, year, area: village.slice(0, 6) });
      this.ledger.begin({ what: say('追回', 'recovered'), caseNumber, malformed: !isWhole(amountFen) || fenOf(amountFen) <= 0n });
      this.ledger.debit(books, 'BackAtTreasury', NOTHING, fenOf(amountFen));
      this.ledger.credit(books, 'Recovered', NOTHING, fenOf(amountFen));
    },
  };

  private readonly payments: Postings<OfPayments> = {
    PaymentInstructed: (payment) => {
      const { split, own, batch } = this.payment(say('发放', 'paid'), payment);
      const money = this.of(payment.batch);
      this.pay(payment, split, [own, 'InTransit'], [batch, 'Reserved']);
      money.reserved = minus(money.reserved, split.layers);
    },
    PaymentSettled: (payment) => {
      const { split, own } = this.payment(say('到账', 'arrived'), payment);
      this.pay(payment, split, [own, 'Settled'], [own, 'InTransit']);
    },
    PaymentReturned: (payment) => {
      const { split, own } = this.payment(say('退票', 'returned'), payment);
      const money = this.of(payment.batch);
      this.pay(payment, split, [own, 'Returned'], [own, 'InTransit']);
      money.returned = plus(money.returned, split.layers);
    },
  };

  private readonly steps: Postings<OfSteps> = {
    ChunkInstructed: ({ batch, chunk, sumFen, exceptions }) => {
      const roster = this.registers.rosters.of(batch);
      if (roster === undefined) return;
      const [first, last] = roster.chunks.get(chunk) ?? [1, 0];
      const held = new Set(exceptions.map(({ lineNo }) => lineNo));
      const lines = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      const layers = this.sum(
        roster,
        lines.filter((lineNo) => !held.has(lineNo)),
      );
      this.ledger.begin({ what: say(`第 ${chunk} 段发放`, `payment of chunk ${chunk}`), batch, malformed: !isWhole(sumFen) });
      this.ledger.debit(this.books(roster.place), 'InTransit', layers, fenOf(sumFen) - sumOf(layers));
      this.ledger.credit(this.books(roster.place), 'Reserved', layers);
      const money = this.of(batch);
      money.reserved = minus(money.reserved, layers);
    },
    BankResultRecorded: ({ batch, sha256, settled, failed }) => {
      const roster = this.registers.rosters.of(batch);
      if (roster === undefined) return;
      const answers = roster.arriving.get(sha256) ?? [];
      const of = (bit: number): Layers =>
        this.sum(
          roster,
          answers.filter((answer) => (answer & 1) === bit).map((answer) => answer >> 1),
        );
      const [arrived, returned] = [of(1), of(0)];
      this.ledger.begin({
        what: say('银行回盘', 'bank return'),
        batch,
        malformed: !isWhole(settled.sumFen) || !isWhole(failed.sumFen),
      });
      const books = this.books(roster.place);
      this.ledger.debit(books, 'Settled', arrived, fenOf(settled.sumFen) - sumOf(arrived));
      this.ledger.debit(books, 'Returned', returned, fenOf(failed.sumFen) - sumOf(returned));
      this.ledger.credit(books, 'InTransit', plus(arrived, returned));
      const money = this.of(batch);
      money.returned = plus(money.returned, returned);
    },
  };

  private knows(batch: string): boolean {
    return this.registers.scope === 'log' || this.registers.rosters.of(batch) !== undefined;
  }

  private sum(roster: Roster, lines: readonly number[]): Layers {
    return lines.reduce((sum, lineNo) => plus(sum, this.registers.rosters.splitOf(roster, lineNo).layers), NOTHING);
  }

  private payment(what: string, { batch, caseNumber, lineNo, amountFen, programme, year, village }: Payment) {
    const roster = this.registers.rosters.of(batch);
    const own = this.books({ programme, year, area: village.slice(0, 6) });
    const malformed = !isWhole(amountFen) || amountFen === '0';
    this.ledger.begin({ what, batch, caseNumber, lineNo, malformed });
    const split = this.registers.rosters.splitOf(roster, lineNo);
    return { split, own, batch: roster === undefined ? own : this.books(roster.place) };
  }

  private pay(
    { amountFen }: Payment,
    split: Split,
    to: readonly [Books, LedgerAccount],
    from: readonly [Books, LedgerAccount],
  ): void {
    this.ledger.debit(...to, split.layers, fenOf(amountFen) - split.sum);
    this.ledger.credit(...from, split.layers);
  }
}
