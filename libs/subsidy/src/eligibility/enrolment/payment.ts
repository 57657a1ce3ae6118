import { documentKey, documentNumber } from '@fenming/citizen';
import { fenText, ZERO_FEN, type Fen } from '@fenming/money';
import { refuse, type Asked, type Decision, type Refusal } from '../../decider';
import type { HoldCause } from '../../refusals';
import type { EnrolmentCode } from './enrolment.refusals';
import { firstRefusal, notOwnCase, permit, permitCase } from '../../permission';
import { fundingText, NO_FUNDING } from '../../payout/funding';
import { leftBefore, paidOrOpen, payableYear } from './confirmation';
import { arrearsEntitlement, determined, regularEntitlement, settleExcess } from './determination';
import type { CorrectAccount, Displace, Instruct, Proposal, ReceiveRecovery, RecordResult } from './enrolment.commands';
import type { EnrolmentEvent, EnrolmentKey, FundingText } from './enrolment.events';
import { personsOf } from './case-persons';
import { isDead } from './case-exit';
import { keyIn } from './case-transfer';
import { isClaimed } from './enrolment-year';
import { evolveEnrolment, type EnrolmentState } from './enrolment.state';
import { fundingOfMonths, isWithin, monthlyTotal, type Monthly } from './monthly';
import { determinationOf, readyFen, readyMonths, type Determination, type Payment } from './owed';

/** What the next list would pay a case for a year. `funding`: who bears it; `determination`: whose months it pays. */
export type Payable = {
  readonly key: EnrolmentKey;
  readonly entitlement: string;
  readonly attempt: number;
  readonly amountFen: Fen;
  readonly funding: FundingText;
  readonly determination: number;
  readonly accountVersion: string;
};

const attemptsOf = (state: EnrolmentState, entitlement: string): readonly Payment[] =>
  state.payments.filter((payment) => payment.entitlement === entitlement);

/** An attempt may follow only one that came back: open and unknown ones are asked about, never sent again. */
const mayBeTried = (attempts: readonly Payment[]): boolean => attempts.every(({ state }) => state === 'returned');

/** What came back goes out again under its own name; then what nobody has paid yet; what is due beside it is arrears. */
const nextEntitlement = (state: EnrolmentState, year: number, { number }: Determination): string => {
  const cameBack = state.payments.find(
    (payment) => payment.year === year && mayBeTried(attemptsOf(state, payment.entitlement)),
  )?.entitlement;
  const regular = regularEntitlement(year);
  return cameBack ?? (attemptsOf(state, regular).length === 0 ? regular : arrearsEntitlement(year, number));
};

/** The whole of a determination is funded as it says; a part of it by the shares of the months that it pays. */
const fundingFor = ({ amountFen, funding, lines }: Determination, months: Monthly): FundingText =>
  monthlyTotal(months) === amountFen ? funding : fundingText(fundingOfMonths(lines, months));

export const payable = (state: EnrolmentState, year: number, asked: Asked): Payable | Refusal<HoldCause> => {
  const cleared = payableYear(state, year, asked);
  if ('refused' in cleared) return cleared;
  const determination = determinationOf(state, year);
  if (determination === undefined || state.account === undefined) return refuse('entitlement_missing');
  const months = readyMonths(state, year);
  const amountFen = monthlyTotal(months);
  if (amountFen === 0) return refuse(paidOrOpen(state, year) ? 'already_instructed' : 'nothing_due');
  if (isDead(state)) return refuse('payee_awaited');
  const entitlement = nextEntitlement(state, year, determination);
  return {
    key: keyIn(cleared.enrolment, year),
    entitlement,
    attempt: attemptsOf(state, entitlement).length + 1,
    amountFen,
    funding: fundingFor(determination, months),
    determination: determination.number,
    accountVersion: state.account.version,
  };
};

/**
 * Whether somebody objected after a revision, also when that is over: whoever carries out a locked line, sooner or later or twice at once,
 * must find the same, or a line that one held back would be paid by the other.
 */
export const objectedSince = (state: EnrolmentState, year: number, revision: number): boolean =>
  (state.years[year]?.objectedAt ?? -1) > revision;

/** Likewise whether it was held for a second signature, also when that is over. */
const heldSince = ({ held }: EnrolmentState, revision: number): Refusal<HoldCause> | undefined =>
  held !== undefined && held.at > revision ? refuse(held.cause) : undefined;

/** What a locked roster says of an enrolment. `lockedAt`: its revision then. */
export type LockedLine = Pick<
  Instruct,
  'lockedAt' | 'year' | 'entitlement' | 'attempt' | 'amountFen' | 'determination' | 'accountVersion'
>;

/** All that a year can be paid under. */
const entitlementsOf = ({ determinations }: EnrolmentState, year: number): readonly string[] => [
  regularEntitlement(year),
  ...(determinations[year] ?? []).map(({ number }) => arrearsEntitlement(year, number)),
];

/** A line pays the months of its determination; a later one that gives them all still lets it go, and the rest is arrears. */
const stillOwed = (state: EnrolmentState, { year, determination, amountFen }: LockedLine): boolean => {
  const locked = readyMonths(state, year, determination);
  return monthlyTotal(locked) === amountFen && isWithin(locked, readyMonths(state, year));
};

/** Why a locked line would no longer be paid as it was locked: only the same amount, payee and attempt may go out. */
export const changedSinceLock = (state: EnrolmentState, line: LockedLine, asked: Asked): Refusal<HoldCause> | undefined => {
  const now = payable(state, line.year, asked);
  if ('refused' in now) return now;
  const attempts = attemptsOf(state, line.entitlement);
  return firstRefusal(
    entitlementsOf(state, line.year).includes(line.entitlement) ? undefined : refuse('entitlement_missing'),
    mayBeTried(attempts) ? undefined : refuse('already_instructed'),
    attempts.length + 1 === line.attempt ? undefined : refuse('attempt_order'),
    stillOwed(state, line) ? undefined : refuse('amount_changed'),
    now.accountVersion === line.accountVersion ? undefined : refuse('payee_changed'),
    objectedSince(state, line.year, line.lockedAt) ? refuse('objected_since_lock') : undefined,
    heldSince(state, line.lockedAt),
  );
};

/** The locked line is decided again against what is known now. */
export const instruct = (state: EnrolmentState, command: Instruct, asked: Asked): Decision<EnrolmentEvent, HoldCause> => {
  const { entitlement, attempt, batch } = command;
  const made = attemptsOf(state, entitlement).find((payment) => payment.attempt === attempt);
  if (made !== undefined) return made.batch === batch ? [] : refuse('already_instructed');
  if (state.key === undefined) return refuse('not_applied');
  return changedSinceLock(state, command, asked) ?? [instruction(state.key, command)];
};

/**
 * The event of an instruction follows from the locked line alone. Its fields stand in canonical order, so that the log writes a million
 * of them as they are instead of sorting each.
 */
export const instruction = (key: EnrolmentKey, line: Omit<Instruct, 'do' | 'lockedAt'>): EnrolmentEvent => {
  const { caseNumber, enrolmentId, programme, village } = key;
  const { accountVersion, attempt, batch, determination, entitlement, lineNo, year } = line;
  const amountFen = fenText(line.amountFen);
  const data = {
    accountVersion,
    amountFen,
    attempt,
    batch,
    caseNumber,
    determination,
    enrolmentId,
    entitlement,
    lineNo,
    programme,
    village,
    year,
  };
  return { type: 'PaymentInstructed', data };
};

export const recordResult = (
  state: EnrolmentState,
  command: RecordResult,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const payment = state.payments.find(({ batch, lineNo }) => batch === command.batch && lineNo === command.lineNo);
  if (state.key === undefined || payment === undefined) return refuse('payment_unknown');
  const outcome = command.outcome === 'settled' ? 'settled' : 'returned';
  if (payment.state !== 'open') return payment.state === outcome ? [] : refuse('payment_unknown');
  const { entitlement, year, attempt, batch, lineNo, amountFen } = payment;
  const money = { ...state.key, year, entitlement, attempt, batch, lineNo, amountFen: fenText(amountFen) };
  if (command.outcome === 'failed') return [{ type: 'PaymentReturned', data: { ...money, reason: command.reason } }];
  // A year may have been determined lower while the bank was paying: what arrives beyond it is claimed back at once.
  const settled: EnrolmentEvent = { type: 'PaymentSettled', data: money };
  return [settled, ...settleExcess(state, evolveEnrolment(state, settled, asked.by), year)];
};

export const correctAccount = (
  state: EnrolmentState,
  command: CorrectAccount,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const barred = permitCase(asked, 'township', state.key?.village);
  if (barred !== undefined) return barred;
  if (state.key === undefined) return refuse('not_applied');
  const refusal = firstRefusal(
    notOwnCase(asked, ...personsOf(state)),
    command.unchanged ? refuse('account_unchanged') : undefined,
  );
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'AccountRecorded',
      data: { ...state.key, accountVersion: command.version, sealedAccount: command.sealed, reason: 'correction' },
    },
  ];
};

/** Nothing was paid for the year or is on its way, and nothing will be: the person is free to draw something else. */
export const drawsNothing = (state: EnrolmentState, year: number): boolean =>
  !paidOrOpen(state, year) && (leftBefore(state, year) || !isClaimed(state, year));

/** Whether something of a year is due that no list has brought yet, and for which a later list is waited for. */
export const awaitsList = (state: EnrolmentState, year: number): boolean =>
  !drawsNothing(state, year) && !isDead(state) && readyFen(state, year) > 0;

const NOTHING_DUE: Proposal = {
  verdict: 'ineligible',
  failing: [],
  amountFen: ZERO_FEN,
  funding: fundingText(NO_FUNDING),
  lines: [],
  texts: [],
  outcomes: [],
};

/** Gives way to a programme that the rules keep. Money that went out is settled by people first: it is never taken back unseen. */
export const displace = (
  state: EnrolmentState,
  { year, by }: Displace,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  if (state.key === undefined) return refuse('not_applied');
  if (drawsNothing(state, year)) return [];
  const refusal = firstRefusal(
    permit(asked, 'health', state.key.village),
    notOwnCase(asked, ...personsOf(state)),
    paidOrOpen(state, year) ? refuse('already_instructed', state.key.caseNumber) : undefined,
  );
  if (refusal !== undefined) return refusal;
  const reason = `displaced:${by}` as const;
  const rejected: EnrolmentEvent = { type: 'EligibilityRejected', data: { ...state.key, year, level: 'county', reason } };
  return [
    rejected,
    ...(determinationOf(state, year) === undefined
      ? []
      : determined(state, { year, cause: reason, proposal: NOTHING_DUE, excess: 'undecided' })),
  ];
};

export const receiveRecovery = (
  state: EnrolmentState,
  command: ReceiveRecovery,
  asked: Asked,
): Decision<EnrolmentEvent, EnrolmentCode> => {
  const { recoveryId, amountFen } = command;
  const documentNo = documentNumber(command.documentNo);
  const recovery = state.recoveries[recoveryId];
  if (state.key === undefined || recovery === undefined || recovery.outstandingFen === 0) return refuse('recovery_unknown');
  const refusal = firstRefusal(
    permit(asked, 'finance-maker', state.key.village),
    amountFen > 0 ? undefined : refuse('amount_not_positive'),
    recovery.documents.includes(documentKey(documentNo)) ? refuse('duplicate_document', documentNo) : undefined,
    amountFen <= recovery.outstandingFen ? undefined : refuse('recovery_exceeds'),
  );
  if (refusal !== undefined) return refusal;
  return [
    {
      type: 'RecoveryReceived',
      data: { ...state.key, recoveryId, year: recovery.year, amountFen: fenText(amountFen), documentNo },
    },
  ];
};
