import { addFen, fen, ZERO_FEN, type Fen } from '@fenming/money';
import type { EntitlementDetermined } from './enrolment.events';
import { isRefused } from './enrolment-year';
import { addMonthly, beyond, monthByMonth, monthlyOf, monthlyTotal, NOTHING_MONTHLY, type Monthly } from './monthly';

/** What a year was determined to be, the newest last. */
export type Determination = Pick<
  EntitlementDetermined['data'],
  'number' | 'cause' | 'funding' | 'lines' | 'texts' | 'outcomes' | 'statements' | 'inputHash' | 'excess'
> & { readonly amountFen: Fen };
export type Payment = {
  readonly entitlement: string;
  readonly year: number;
  readonly attempt: number;
  readonly batch: string;
  readonly lineNo: number;
  readonly amountFen: Fen;
  readonly determination: number;
  /** The months that it pays. */
  readonly months: Monthly;
  readonly state: 'open' | 'settled' | 'returned';
};
/** `documents`: the keys of the receipts under which money has come back. */
export type Recovery = {
  readonly recoveryId: string;
  readonly year: number;
  readonly outstandingFen: Fen;
  readonly documents: readonly string[];
};

/** `left`: by the rules of the time when it became too much; `undecided`: they said nothing of it. Later causes do not claim either. */
export type Unclaimed = { readonly left: Monthly; readonly undecided: Monthly };
const NOTHING_UNCLAIMED: Unclaimed = { left: NOTHING_MONTHLY, undecided: NOTHING_MONTHLY };

/** The money of a case. */
export type Money = {
  /** By year. */
  readonly determinations: Readonly<Record<number, readonly Determination[]>>;
  readonly payments: readonly Payment[];
  readonly recoveries: Readonly<Record<string, Recovery>>;
  /** What has come back of each year, by the months that it was too much for. */
  readonly repaid: Readonly<Record<number, Monthly>>;
  /** What is too much of each year and not claimed back, by its months. */
  readonly unclaimed: Readonly<Record<number, Unclaimed>>;
};

/** A determination as the event of it says. */
export const determinedAs = ({
  number,
  cause,
  funding,
  lines,
  texts,
  outcomes,
  statements,
  inputHash,
  excess,
}: Omit<Determination, 'amountFen'>): Omit<Determination, 'amountFen'> => {
  const determination = { number, cause, funding, lines, texts, outcomes, inputHash, excess };
  return statements === undefined ? determination : { ...determination, statements };
};

/** The latest determination of a year. */
export const determinationOf = ({ determinations }: Pick<Money, 'determinations'>, year: number): Determination | undefined =>
  determinations[year]?.at(-1);

const monthsOf = (state: Money, year: number, number?: number): Monthly => {
  const all = state.determinations[year] ?? [];
  const found = number === undefined ? all.at(-1) : all.find((one) => one.number === number);
  return found === undefined ? NOTHING_MONTHLY : monthlyOf(found.lines);
};

const sum = (all: readonly Monthly[]): Monthly => all.reduce(addMonthly, NOTHING_MONTHLY);

/** What is on its way or has arrived for a year and has not come back. */
const netMonths = ({ payments, repaid }: Money, year: number, counts: (payment: Payment) => boolean): Monthly => {
  const paid = sum(payments.filter((payment) => payment.year === year && counts(payment)).map(({ months }) => months));
  const back = repaid[year];
  return back === undefined ? paid : beyond(paid, back);
};

/** Under way or arrived: what came back was not paid. */
const isPaidOut = ({ state }: Payment): boolean => state !== 'returned';

/** What a determination (without a number the latest) leaves to be paid, by month and layer: nothing is set against what another month got too much. */
export const readyMonths = (state: Money, year: number, number?: number): Monthly => {
  const determined = monthsOf(state, year, number);
  const isFirst = !state.payments.some((payment) => payment.year === year) && state.repaid[year] === undefined;
  return isFirst ? determined : beyond(determined, netMonths(state, year, isPaidOut));
};

/** What is still to be paid of a year, in fen. */
export const readyFen = (state: Money, year: number): Fen => monthlyTotal(readyMonths(state, year));

/** What has arrived beyond the latest determination, by month and layer. */
export const overMonths = (state: Money, year: number): Monthly =>
  beyond(
    netMonths(state, year, ({ state: of }) => of === 'settled'),
    monthsOf(state, year),
  );

/** What has arrived for a year, in fen, before anything came back of it. */
export const settledFen = ({ payments }: Money, year: number): Fen =>
  addFen(...payments.filter((payment) => payment.year === year && payment.state === 'settled').map(({ amountFen }) => amountFen));

/** What is claimed back of a year and has not come back yet. */
const outstandingFen = ({ recoveries }: Money, year: number): Fen =>
  addFen(...Object.values(recoveries).map((recovery) => (recovery.year === year ? recovery.outstandingFen : ZERO_FEN)));

export const unclaimedOf = ({ unclaimed }: Pick<Money, 'unclaimed'>, year: number): Unclaimed =>
  unclaimed[year] ?? NOTHING_UNCLAIMED;

/** What has arrived too much and may be claimed back, by month and layer. */
export const claimableMonths = (state: Money, year: number): Monthly => {
  const { left, undecided } = unclaimedOf(state, year);
  return beyond(overMonths(state, year), addMonthly(left, undecided));
};

/**
 * A year of a case by layer and month, in fen: determined + left + undecided + over = net + payable. `over`: claimed back, or on its way and too
 * much; `net`: gone out less what came back. Payable and too much never stand in one month together. A year that was refused owes nothing.
 */
export const equationOf = (state: Money & Parameters<typeof isRefused>[0], year: number) => {
  const determined = isRefused(state, year) ? NOTHING_MONTHLY : monthsOf(state, year);
  const net = netMonths(state, year, isPaidOut);
  const tooMuch = beyond(net, determined);
  const { left, undecided } = unclaimedOf(state, year);
  const over = beyond(tooMuch, addMonthly(left, undecided));
  return monthByMonth({ determined, left, undecided, over, net, payable: beyond(determined, net) });
};

type Sheet = Exclude<keyof ReturnType<typeof equationOf>[number], 'layer' | 'month'>;
/** The equation of a whole year, in fen. */
export const yearOwed = (state: Parameters<typeof equationOf>[0], year: number): Readonly<Record<Sheet, Fen>> => {
  const months = equationOf(state, year);
  const total = (sheet: Sheet): Fen => addFen(...months.map((one) => one[sheet]));
  return {
    determined: total('determined'),
    left: total('left'),
    undecided: total('undecided'),
    over: total('over'),
    net: total('net'),
    payable: total('payable'),
  };
};

/** What may be claimed back beyond what is claimed; below zero where more is claimed than may be. */
export const unclaimedFen = (state: Money, year: number): Fen =>
  fen(monthlyTotal(claimableMonths(state, year)) - outstandingFen(state, year));

const least = (a: Monthly, b: Monthly): Monthly => beyond(a, beyond(a, b));

/**
 * What is not claimed of a year, once it has come to more or less too much than before: what became too much since follows the latest
 * determination's own rule; a month that is not too much any more leaves nothing, and what is claimed back shrinks before the rest. Once an exit
 * or a death has been withdrawn nothing is claimed for it any more: whatever is still too much has another cause, and a person decides.
 */
export const withUnclaimed = <State extends Money>(before: Money, state: State, year: number): State => {
  const over = overMonths(state, year);
  const since = beyond(over, overMonths(before, year));
  const { excess, cause } = determinationOf(state, year) ?? {};
  const kept = unclaimedOf(state, year);
  const left = least(addMonthly(kept.left, excess === 'leave' ? since : NOTHING_MONTHLY), over);
  const rest = beyond(over, left);
  const undecided =
    cause === 'exit_withdrawn' ? rest : least(addMonthly(kept.undecided, excess === 'undecided' ? since : NOTHING_MONTHLY), rest);
  return { ...state, unclaimed: { ...state.unclaimed, [year]: { left, undecided } } };
};
