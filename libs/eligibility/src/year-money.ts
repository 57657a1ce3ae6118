import { say } from '@fenming/language';
import { addFen, fen, formatYuan, parseFenText, ZERO_FEN, type Fen } from '@fenming/money';
import type { RecordedEvent } from '@fenming/event-log';
import {
  determinationOf,
  readAs,
  readyFen,
  settledFen,
  monthlyTotal,
  unclaimedFen,
  unclaimedOf,
  type EnrolmentState,
  isDead,
} from '@fenming/subsidy';
import type { BatchListed, Payment } from '@fenming/views';
import { OWED_SUMS } from '@fenming/words';

/** A line on which the case stood for the year, and what is known of where it went. */
export type PaymentLines = {
  /** In the order of the rounds. */
  readonly payments: readonly Payment[];
  readonly batchOf: (id: string) => Pick<BatchListed, 'state' | 'paused'> | undefined;
  /** The last digits of the account to which a line went. */
  readonly accountTailOf: (line: Payment) => string | undefined;
  /** Whether the books of the year are closed: no list can bring anything of it any more. */
  readonly isClosed: boolean;
};
export type YearMoney = PaymentLines & {
  readonly year: number;
  readonly state: EnrolmentState;
  readonly events: readonly RecordedEvent[];
};

export const yuan = (amount: Fen): string => say(`${formatYuan(amount)} 元`, `${formatYuan(amount)} yuan`);

/** Arrears are paid beside the regular payment, and have attempts of their own. */
export const isArrears = (entitlement: string): boolean => entitlement.split('/')[1] === 'arrears';
export const amountOf = (entitlement: string, amount: Fen): string =>
  isArrears(entitlement) ? say(`补差 ${yuan(amount)}`, `${yuan(amount)} of arrears`) : yuan(amount);
/** An amount after a Chinese word: a figure stands apart from it. */
export const spaced = (amount: string): string => (/^\d/.test(amount) ? ` ${amount}` : amount);
/** Sentences one after the other; what is empty is left out. */
export const together = (...sentences: readonly string[]): string => {
  const told = sentences.filter((sentence) => sentence !== '');
  return say(told.join(''), told.join(' '));
};

/** Instructed is not sent: the bank can answer only what it was given. */
export const awaits = (batch: ReturnType<PaymentLines['batchOf']>): string =>
  batch?.state === 'released' || batch?.state === 'instructed'
    ? say('送盘文件还没有送银行', 'the bank file has not been sent yet')
    : say('等银行回盘', 'waiting for the bank return');

/** The latest line of each entitlement; one that was left out is told only while nothing came after it. */
export const toldLines = (payments: readonly Payment[]): readonly Payment[] => {
  const latest = new Map(payments.map((line) => [line.entitlement, line]));
  const last = payments.at(-1);
  return payments.filter((line) => latest.get(line.entitlement) === line && (line === last || line.state !== 'exception'));
};

const WAITING: readonly Payment['state'][] = ['locked', 'returned', 'exception'];
const GOES_AGAIN: readonly Payment['state'][] = ['returned', 'exception'];

/** What is due beyond the lines that wait: listed next, beside what was paid, or with what goes out again. */
export const dueSince = ({ state, year, payments, isClosed }: YearMoney): string => {
  const due = determinationOf(state, year);
  const lines = toldLines(payments);
  const waiting = lines.flatMap((line) => (WAITING.includes(line.state) ? [line.amount_fen] : []));
  const ready = readyFen(state, year);
  const rest = fen(ready - addFen(...waiting));
  if (due === undefined || rest <= 0 || isDead(state)) return '';
  const determined = say(`此后核定为 ${yuan(due.amountFen)}，`, `Determined to be ${yuan(due.amountFen)} since: `);
  if (isClosed)
    return say(
      `${determined}还应发 ${yuan(rest)}；${year} 年度已结账，待财政局按文件安排资金。`,
      `${determined}${yuan(rest)} still due; the books of ${year} are closed, and the finance bureau arranges for the money by a document.`,
    );
  const isBeside = lines.some((line) => !GOES_AGAIN.includes(line.state));
  return isBeside
    ? say(
        `${determined}补差 ${yuan(rest)}，待列入下一批次。`,
        `${determined}arrears of ${yuan(rest)}, to be listed in the next batch.`,
      )
    : say(`${determined}下一批次按 ${yuan(ready)}发放。`, `${determined}${yuan(ready)} will be paid in the next batch.`);
};

const receivedFen = ({ events, year }: Pick<YearMoney, 'events' | 'year'>): Fen =>
  addFen(
    ...events
      .flatMap((event) => readAs(event, 'RecoveryReceived') ?? [])
      .filter((received) => received.year === year)
      .map(({ amountFen }) => parseFenText(amountFen)),
  );

const outstandingFen = ({ recoveries }: EnrolmentState, year: number): Fen =>
  addFen(...Object.values(recoveries).map((recovery) => (recovery.year === year ? recovery.outstandingFen : ZERO_FEN)));

type Settling = Pick<YearMoney, 'state' | 'year' | 'events'>;

/** What arrived beyond what is due, and what becomes of it; what came back though it is due after all. Without a stop. */
export const beyondDue = (known: Settling): string => {
  const { state, year } = known;
  const determination = determinationOf(state, year);
  if (determination === undefined) return '';
  const received = receivedFen(known);
  const outstanding = outstandingFen(state, year);
  const { left, undecided } = unclaimedOf(state, year);
  const [leftFen, undecidedFen] = [
    monthlyTotal(left),
    addFen(monthlyTotal(undecided), fen(Math.max(0, unclaimedFen(state, year)))),
  ];
  const over = addFen(outstanding, leftFen, undecidedFen);
  if (over === 0) return received === 0 ? '' : cameBackOf(known, determination.amountFen, received);
  const [first, ...others] = [
    { sum: received, becomes: OWED_SUMS.recovered },
    { sum: outstanding, becomes: OWED_SUMS.recovering },
    { sum: leftFen, becomes: say(`按规定${OWED_SUMS.not_claimed}`, `${OWED_SUMS.not_claimed}, by the rules`) },
    { sum: undecidedFen, becomes: say('是否追回还没有决定', 'not decided yet whether it is recovered') },
  ].filter(({ sum }) => sum > 0);
  const total = say(`多发 ${yuan(addFen(over, received))}`, `${yuan(addFen(over, received))} overpaid`);
  if (first === undefined) return '';
  if (others.length === 0) return say(`${total}，${first.becomes}`, `${total}, ${first.becomes}`);
  const rest = others.map(({ sum, becomes }) => say(`，还有 ${yuan(sum)}${becomes}`, `, ${yuan(sum)} ${becomes}`)).join('');
  return say(
    `${total}，其中 ${yuan(first.sum)}${first.becomes}${rest}`,
    `${total}, of which ${yuan(first.sum)} ${first.becomes}${rest}`,
  );
};

/** Money that came back, of which nothing is too much any more: it was the excess, or it is due once more. */
const cameBackOf = ({ state, year }: Settling, dueFen: Fen, received: Fen): string =>
  settledFen(state, year) - received >= dueFen
    ? say(`多发的 ${yuan(received)}已追回`, `${yuan(received)} overpaid and recovered`)
    : say(`${OWED_SUMS.recovered} ${yuan(received)}`, `${yuan(received)} ${OWED_SUMS.recovered}`);

/** What has arrived for a year, and what of it is too much or came back; nothing where nothing did. A sentence. */
export const arrivedSoFar = (known: Settling): string => {
  const arrived = settledFen(known.state, known.year);
  if (arrived === 0) return '';
  const beyond = beyondDue(known);
  return beyond === ''
    ? say(`已到账 ${yuan(arrived)}。`, `${yuan(arrived)} arrived.`)
    : say(`已到账 ${yuan(arrived)}，${beyond}。`, `${yuan(arrived)} arrived, ${beyond}.`);
};

const listedOrNot = (lines: readonly Payment[]): string => {
  const locked = lines.find(({ state }) => state === 'locked');
  return locked === undefined
    ? say('待列入批次', 'to be listed in the next batch')
    : say(`已列入批次 ${locked.batch_id}`, `listed in batch ${locked.batch_id}`);
};

/** What came of the year's money when the case was left in it: due, arrived, on its way, too much, and waiting for a payee; nothing while it is not determined. */
export const moneyAtExit = (known: YearMoney): string => {
  const { state, year, batchOf } = known;
  const determination = determinationOf(state, year);
  if (determination === undefined) return '';
  const arrived = settledFen(state, year);
  const open = state.payments
    .filter((payment) => payment.year === year && payment.state === 'open')
    .map(({ entitlement, amountFen, batch }) => {
      const amount = amountOf(entitlement, amountFen);
      return say(`正在发放${spaced(amount)}，${awaits(batchOf(batch))}`, `${amount} being paid, ${awaits(batchOf(batch))}`);
    });
  const ready = readyFen(state, year);
  const waits = isDead(state) ? say('待确定收款人', 'waiting for a payee') : listedOrNot(toldLines(known.payments));
  const unpaid =
    arrived === 0 && open.length === 0
      ? say(`没有发放，${waits}`, `not paid, ${waits}`)
      : say(`还有 ${yuan(ready)}没有发放，${waits}`, `${yuan(ready)} not paid, ${waits}`);
  const due = yuan(determination.amountFen);
  const clauses = [
    say(`${year} 年度应发 ${due}`, `${due} due for ${year}`),
    arrived > 0 ? say(`已到账 ${yuan(arrived)}`, `${yuan(arrived)} arrived`) : '',
    ...open,
    beyondDue(known),
    ready > 0 ? unpaid : '',
  ].filter((clause) => clause !== '');
  return say(`${clauses.join('，')}。`, `${clauses.join(', ')}.`);
};
