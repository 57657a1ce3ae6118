import { say } from '@fenming/language';
import type { Handlers, Payloads } from '../../log-event';
import { Tally, type Formula } from '../finding';
import { LAYER_TITLES } from '../register/fundings';
import type { Registers } from '../register/registers';
import { LEDGER_ACCOUNTS } from '@fenming/words';
import { PLACES, SOURCES, UNSPLIT, type LedgerAccount, type Books, type Posting } from './book';
import type { Bookkeeper } from './bookkeeper';
import { yuanText } from '../yuan-text';

const POSTING: readonly (keyof Payloads)[] = [
  'AppropriationReceived',
  'AppropriationAdjusted',
  'AppropriationCarriedIn',
  'AppropriationCarriedOut',
  'AppropriationLapsed',
  'FundsReserved',
  'FundsFreed',
  'RecoveryReceived',
  'PaymentInstructed',
  'PaymentSettled',
  'PaymentReturned',
  'ChunkInstructed',
  'BankResultRecorded',
];
const empty = (): string => say('日志中没有指标和资金事件', 'there are no events of appropriations and money in the log');

/** Asks after every event that posted, whatever it was. */
const afterPosting = ({ ledger }: Bookkeeper, ask: (posting: Posting) => void): Handlers =>
  Object.fromEntries(
    POSTING.map((type) => [
      type,
      () => {
        if (ledger.posting !== undefined) ask(ledger.posting);
      },
    ]),
  );

export const titleOf = ({ programme, year, area }: Books): string =>
  say(`${programme} ${year} 年度（${area}）`, `${programme} ${year} (${area})`);
const subjectOf = ({ what, batch, caseNumber, lineNo }: Posting): string =>
  [
    batch === undefined ? '' : say(`批次 ${batch}`, `batch ${batch}`),
    caseNumber ?? '',
    lineNo === undefined ? '' : say(`第 ${lineNo} 行`, `line ${lineNo}`),
    what,
  ]
    .filter((part) => part !== '')
    .join(' ');
const placeOf = ({ batch, caseNumber, lineNo }: Posting) => ({
  ...(batch === undefined ? {} : { batch }),
  ...(caseNumber === undefined ? {} : { caseNumber }),
  ...(lineNo === undefined ? {} : { rows: [{ lineNo }] }),
});

/** I-01: the debits of every posting equal its credits, and every amount is a whole number of fen above zero. */
export function balancedPostings(bookkeeper: Bookkeeper): Formula {
  const tally = new Tally('I-01');
  return {
    code: 'I-01',
    tally,
    on: afterPosting(bookkeeper, (posting) => {
      const { debit, credit, malformed } = posting;
      const unequal =
        debit === credit
          ? undefined
          : say(
              `借方 ${yuanText(debit)} 元、贷方 ${yuanText(credit)} 元，相差 ${yuanText(debit - credit)} 元`,
              `debit ${yuanText(debit)} yuan, credit ${yuanText(credit)} yuan, ${yuanText(debit - credit)} yuan apart`,
            );
      const wrong = malformed ? say('金额应大于零并精确到分', 'an amount should be above zero and in whole fen') : unequal;
      tally.check(wrong === undefined ? undefined : `${subjectOf(posting)}：${wrong}。`, placeOf(posting));
    }),
    verdict: () => tally.verdict(empty()),
  };
}

/** I-02: the sum over all accounts is zero after every event. A difference is named at the event that made it. */
export function zeroSum(bookkeeper: Bookkeeper): Formula {
  const tally = new Tally('I-02');
  let known = 0n;
  return {
    code: 'I-02',
    tally,
    on: afterPosting(bookkeeper, (posting) => {
      const { imbalance } = bookkeeper.ledger;
      const sentence = (): string =>
        say(
          `${subjectOf(posting)}之后全部账户合计为 ${yuanText(imbalance)} 元，应为零。`,
          `After ${subjectOf(posting)} all accounts add up to ${yuanText(imbalance)} yuan and not to zero.`,
        );
      tally.check(imbalance === known ? undefined : sentence(), placeOf(posting));
      known = imbalance;
    }),
    verdict: () => tally.verdict(empty()),
  };
}

const differenceOf = (books: Books, layer: number): bigint =>
  [...SOURCES, ...PLACES].reduce((sum, account) => sum + books.balance(account, layer), 0n);

/**
 * I-03: what came in equals what is there and what went out, per programme × year × budget, after every event; and a batch that was
 * reconciled has used up what it reserved, and given back what the bank returned.
 */
export function sourcesEqualPlaces(bookkeeper: Bookkeeper): Formula {
  const tally = new Tally('I-03');
  const known = new Map<Books, bigint[]>();
  return {
    code: 'I-03',
    tally,
    on: {
      ...afterPosting(bookkeeper, (posting) => {
        for (const books of posting.touched) {
          const before = known.get(books) ?? [0n, 0n, 0n, 0n, 0n];
          known.set(books, before);
          for (let layer = 0; layer <= UNSPLIT; layer += 1) {
            const difference = differenceOf(books, layer);
            if (difference !== before[layer]) {
              const where = `${titleOf(books)}${LAYER_TITLES[layer]}`;
              tally.find(
                say(
                  `${subjectOf(posting)}之后，${where}去向比来源多 ${yuanText(difference)} 元。`,
                  `After ${subjectOf(posting)} the uses of ${where} exceed its sources by ${yuanText(difference)} yuan.`,
                ),
                placeOf(posting),
              );
            }
            before[layer] = difference;
          }
        }
        tally.check(undefined);
      }),
      BatchReconciled: ({ batch }) => {
        const { reserved, returned } = bookkeeper.of(batch);
        reserved.forEach((amount, layer) => {
          const sentence = (): string =>
            say(
              `批次 ${batch} 对账后，${LAYER_TITLES[layer]}还预留 ${yuanText(amount)} 元没有发放也没有释放。`,
              `After batch ${batch} was reconciled, ${LAYER_TITLES[layer]} still has ${yuanText(amount)} yuan reserved that were neither paid nor freed.`,
            );
          tally.check(amount === 0n ? undefined : sentence(), { batch });
        });
        returned.forEach((amount, layer) => {
          const sentence = (): string =>
            say(
              `批次 ${batch} 对账后，${LAYER_TITLES[layer]}还有退票 ${yuanText(amount)} 元没有释放。`,
              `After batch ${batch} was reconciled, ${LAYER_TITLES[layer]} still has ${yuanText(amount)} yuan returned that were not freed.`,
            );
          tally.check(amount === 0n ? undefined : sentence(), { batch });
        });
      },
    },
    verdict: () => tally.verdict(empty()),
  };
}

/** By the names under which every ledger shows them. */
const NEVER_NEGATIVE = {
  Available: 'available',
  Reserved: 'reserved',
  InTransit: 'in_transit',
  Settled: 'settled',
  Returned: 'returned',
} as const satisfies Readonly<Partial<Record<LedgerAccount, keyof typeof LEDGER_ACCOUNTS>>>;
type NeverNegative = keyof typeof NEVER_NEGATIVE;
const accountTitle = (account: NeverNegative): string => LEDGER_ACCOUNTS[NEVER_NEGATIVE[account]];

/** I-04: nothing is spent that is not there, not even for a moment; the account and the event that overdrew it are named. */
export function neverNegative(bookkeeper: Bookkeeper): Formula {
  const tally = new Tally('I-04');
  const overdrawn = new Set<string>();
  const look = (posting: Posting, books: Books, account: NeverNegative): void => {
    for (let layer = 0; layer < UNSPLIT; layer += 1) {
      const balance = books.balance(account, layer);
      if (balance >= 0n && overdrawn.size === 0) continue;
      const name = `${titleOf(books)}${LAYER_TITLES[layer]}${accountTitle(account)}`;
      if (balance >= 0n) overdrawn.delete(name);
      else if (!overdrawn.has(name)) {
        overdrawn.add(name);
        tally.find(
          say(
            `${subjectOf(posting)}之后，${name}为 ${yuanText(balance)} 元。`,
            `After ${subjectOf(posting)} ${name} stands at ${yuanText(balance)} yuan.`,
          ),
          placeOf(posting),
        );
      }
    }
  };
  return {
    code: 'I-04',
    tally,
    on: afterPosting(bookkeeper, (posting) => {
      for (const books of posting.touched)
        for (const account of Object.keys(NEVER_NEGATIVE) as NeverNegative[]) look(posting, books, account);
      tally.check(undefined);
    }),
    verdict: () => tally.verdict(empty()),
  };
}

const MUST_BE_EMPTY: readonly NeverNegative[] = ['Available', 'InTransit', 'Returned', 'Reserved'];

/**
 * I-06: when the books of a programme and year are closed nothing is reserved, on its way, returned or left over; and nothing is posted
 * to them afterwards. No event reopens closed books; a recovery may still arrive, for it goes to the treasury. In the scope of one batch
 * what other batches paid is not known, and still counts as reserved.
 */
export function closedBooks(bookkeeper: Bookkeeper, { scope }: Registers): Formula {
  const tally = new Tally('I-06');
  const closed = new Set<Books>();
  return {
    code: 'I-06',
    tally,
    on: {
      ...afterPosting(bookkeeper, (posting) => {
        if (closed.size === 0) return;
        for (const books of posting.touched)
          if (closed.has(books))
            tally.find(
              say(
                `${titleOf(books)}已结账，之后又有${subjectOf(posting)}。`,
                `${titleOf(books)} is closed, and there was ${subjectOf(posting)} after that.`,
              ),
              placeOf(posting),
            );
      }),
      RecoveryReceived: () => undefined,
      AppropriationClosed: ({ programme, year, area }) => {
        const books = bookkeeper.ledger.at(programme, year, area);
        closed.add(books);
        const asked = scope === 'log' ? MUST_BE_EMPTY : MUST_BE_EMPTY.filter((account) => account !== 'Reserved');
        const left = asked.filter((account) => books.total(account) !== 0n);
        const text = left
          .map((account) =>
            say(
              `${accountTitle(account)} ${yuanText(books.total(account))} 元`,
              `${accountTitle(account)} ${yuanText(books.total(account))} yuan`,
            ),
          )
          .join(say('、', ', '));
        tally.check(
          left.length === 0
            ? undefined
            : say(`${titleOf(books)}结账时还有${text}。`, `${titleOf(books)} was closed with ${text} left.`),
        );
      },
    },
    verdict: () => tally.verdict(say('没有已结账的项目年度', 'no programme year is closed')),
  };
}
