import { documentKey } from '@fenming/citizen';
import { fen, parseFenText } from '@fenming/money';
import type { ActorId, PersonId } from '../../decider';
import { exitDay, type CaseExit, type ExitProposal } from './case-exit';
import type { CaseTransfer, TransferProposal } from './case-transfer';
import { certified, withCertified, type ElsewhereProposal } from './paid-elsewhere-said';
import { confirmedLevel, rejectionFor, reopened, withWithdrawal, type EnrolmentYear } from './enrolment-year';
import type { CaseHeld, EnrolmentApplied, EnrolmentEvent, EnrolmentKey, HeldFor, ObjectionRaised } from './enrolment.events';
import { addMonthly, earliest, NOTHING_MONTHLY } from './monthly';
import { NO_ENROLMENT, type NoEnrolment } from './no-enrolment';
import { claimableMonths, determinedAs, readyMonths, withUnclaimed, type Money } from './owed';

/** What holds a case, and who said so. */
export type Held = Pick<CaseHeld['data'], 'hold' | 'cause' | 'note' | 'dueOn'> & { readonly by: ActorId };
/** A case that was applied for. */
export type Enrolment = Money & {
  /** How many events the stream has: the next one's revision. */
  readonly events: number;
  readonly key: EnrolmentKey;
  readonly personId: PersonId;
  /** Who applied for a child, whose right it is. */
  readonly payeeId?: PersonId;
  readonly secondPersonId?: PersonId;
  readonly years: Readonly<Record<number, EnrolmentYear>>;
  readonly openObjections: Readonly<Record<string, Pick<ObjectionRaised['data'], 'year' | 'level' | 'kind'>>>;
  /** What holds it, the oldest first. */
  readonly holds: readonly Held[];
  /** What somebody has said of an exit and nobody has confirmed. */
  readonly exitProposal?: ExitProposal;
  /** What somebody has said of a move within the county and nobody has confirmed. */
  readonly transferProposal?: TransferProposal;
  /** What somebody has said of months that another county has paid, and nobody has confirmed. */
  readonly elsewhereProposal?: ElsewhereProposal;
  /** Moves within the county, the oldest first. */
  readonly transfers?: readonly CaseTransfer[];
  /** The revision from which the case was last held for a second signature, and what for. */
  readonly held?: { readonly at: number; readonly cause: HeldFor | 'exit_awaited' };
  /** The day on which the county first confirmed the case (PlainDate): later years and a withdrawn exit keep it. */
  readonly confirmedOn?: string;
  /** Why and from when the case was left, other than by death. */
  readonly exit?: CaseExit;
  /** Exits after which the case was taken up again, before the last one. */
  readonly earlierExits?: readonly CaseExit[];
  /** A death ends a case whatever else has been said of it, and its withdrawal gives back no more than it took. */
  readonly death?: CaseExit;
  /** The account on record, and every earlier version: a file already released names the one that was locked. */
  readonly account?: { readonly version: string; readonly sealed: string };
  readonly accounts: Readonly<Record<string, string>>;
};

export type EnrolmentState = NoEnrolment | Enrolment;
export { NO_ENROLMENT };

const withYear = (state: Enrolment, year: number, change: (year: EnrolmentYear) => EnrolmentYear): Enrolment => {
  const before = state.years[year];
  return before === undefined ? state : { ...state, years: { ...state.years, [year]: change(before) } };
};

const applied = ({ events }: EnrolmentState, sealedFacts: string): EnrolmentYear => ({
  sealedFacts,
  factsAt: events,
  confirmedBy: {},
  notices: {},
});

/** The newest roster says who the other parent is: a new spouse is a party, a former one no longer. */
const withSecondPerson = ({ secondPersonId: _former, ...state }: Enrolment, secondPersonId: PersonId | undefined): Enrolment =>
  secondPersonId === undefined ? state : { ...state, secondPersonId };

const withoutObjection = (state: Enrolment, objectionId: string): Enrolment => {
  const { [objectionId]: _closed, ...open } = state.openObjections;
  return { ...state, openObjections: open };
};

const withPayment = (state: Enrolment, entitlement: string, attempt: number, outcome: 'settled' | 'returned'): Enrolment => ({
  ...state,
  payments: state.payments.map((payment) =>
    payment.entitlement === entitlement && payment.attempt === attempt ? { ...payment, state: outcome } : payment,
  ),
});

/** An application for a year after the exit takes the case up again. */
const returned = ({ exit }: Enrolment, year: number): Pick<Enrolment, 'exit'> =>
  exit === undefined || year <= exit.year ? {} : { exit: { ...exit, returnedIn: exit.returnedIn ?? year } };

/** A death settles nothing of what somebody has said of another exit: should nobody have died, it still waits. */
const left = (state: Enrolment, exit: CaseExit): Enrolment => {
  if (exit.reason === 'death') return { ...state, death: exit };
  const { exitProposal: _settled, exit: before, ...enrolment } = state;
  return { ...enrolment, ...(before === undefined ? {} : { earlierExits: [...(state.earlierExits ?? []), before] }), exit };
};

const cameBack = ({ death, ...alive }: Enrolment, reason: string): Enrolment => {
  if (reason === 'death') return alive;
  const { exit: _withdrawn, exitProposal: _settled, ...state } = alive;
  return { ...state, ...(death === undefined ? {} : { death }) };
};

const keyOf = ({ enrolmentId, caseNumber, programme, village }: EnrolmentKey): EnrolmentKey => ({
  enrolmentId,
  caseNumber,
  programme,
  village,
});

type Later = Exclude<EnrolmentEvent, EnrolmentApplied>;
type Evolves = {
  readonly [Type in Later['type']]: (
    state: Enrolment,
    data: Extract<Later, { readonly type: Type }>['data'],
    by: ActorId,
  ) => Enrolment;
};

const EVOLVES: Evolves = {
  EnrolmentRenewed: (state, { year, sealedFacts, secondPersonId }) =>
    withSecondPerson(
      { ...state, ...returned(state, year), years: { ...state.years, [year]: applied(state, sealedFacts) } },
      secondPersonId,
    ),
  AccountRecorded: (state, { accountVersion, sealedAccount }) => ({
    ...state,
    account: { version: accountVersion, sealed: sealedAccount },
    accounts: { ...state.accounts, [accountVersion]: sealedAccount },
  }),
  EligibilityConfirmed: (state, { year: confirmed, level, confirmedOn }, by) =>
    withYear(level === 'county' ? { ...state, confirmedOn: state.confirmedOn ?? confirmedOn } : state, confirmed, (year) => ({
      ...year,
      confirmedBy: { ...year.confirmedBy, [level]: by },
    })),
  EligibilityRejected: (state, { year: rejected, level, reason }) =>
    withYear(state, rejected, (year) => ({ ...year, rejection: rejectionFor(reason, level) })),
  RejectionWithdrawalProposed: (state, { year: rejected, documentNo, note }, by) =>
    withYear(state, rejected, (year) => withWithdrawal(year, { documentNo, note, by })),
  RejectionWithdrawn: (state, data) => withYear(state, data.year, reopened),
  EnrolmentNoticed: (state, { year: noticed, level, noticeId, postedOn, closesOn }) =>
    withYear(state, noticed, (year) => ({ ...year, notices: { ...year.notices, [level]: { noticeId, postedOn, closesOn } } })),
  ObjectionRaised: (state, { objectionId, year: objected, level, kind }) =>
    withYear(
      { ...state, openObjections: { ...state.openObjections, [objectionId]: { year: objected, level, kind } } },
      objected,
      (year) => ({ ...year, objectedAt: state.events }),
    ),
  ObjectionUpheld: (state, { objectionId, year: disputed }) => {
    const objection = state.openObjections[objectionId];
    if (objection === undefined) throw new Error(`case ${state.key.caseNumber} has no objection ${objectionId} to uphold`);
    return withYear(withoutObjection(state, objectionId), disputed, (year) => ({
      ...year,
      rejection: { by: 'people', level: confirmedLevel(year) ?? objection.level },
    }));
  },
  ObjectionDismissed: (state, { objectionId }) => withoutObjection(state, objectionId),
  ObjectionRemedied: (state, { objectionId }) => withoutObjection(state, objectionId),
  CaseHeld: (state, { hold, cause, note, dueOn }, by) => ({
    ...state,
    holds: [
      ...state.holds,
      { hold, cause, by, ...(note === undefined ? {} : { note }), ...(dueOn === undefined ? {} : { dueOn }) },
    ],
    held: { at: state.events, cause },
  }),
  HoldReleased: (state, { hold }) => ({ ...state, holds: state.holds.filter((held) => held.hold !== hold) }),
  FactsCorrected: (state, { year: corrected, sealedFacts, statement }) =>
    withYear(state, corrected, ({ statements = [], ...year }) => ({
      ...year,
      sealedFacts,
      factsAt: state.events,
      statements: [...statements.filter((one) => one !== statement), statement],
    })),
  ExitProposed: (state, { reason, year, sealedDay, documentNo, note }, by) => ({
    ...state,
    exitProposal: { step: 'exit', reason, year, sealedDay, documentNo, note, by },
    held: { at: state.events, cause: 'exit_awaited' },
  }),
  ExitWithdrawalProposed: (state, { documentNo, note }, by) => ({
    ...state,
    exitProposal: { step: 'withdrawal', documentNo, note, by },
  }),
  ExitDropped: ({ exitProposal: _dropped, ...state }) => state,
  MonthsGivenWay: (state, { year: given, to, months }) =>
    withYear(state, given, (year) => ({ ...year, givenWay: { ...year.givenWay, [to]: months } })),
  PaidElsewhereProposed: (state, data, by) => ({
    ...state,
    elsewhereProposal: { ...certified(data), hold: data.hold, note: data.note, by },
  }),
  PaidElsewhereConfirmed: ({ elsewhereProposal: _settled, ...state }, data) =>
    withYear(state, data.year, (year) => withCertified(year, data)),
  PaidElsewhereDropped: ({ elsewhereProposal: _dropped, ...state }) => state,
  EnrolmentExited: (state, data) => left(state, { reason: data.reason, year: data.year, day: exitDay(data) }),
  ExitWithdrawn: (state, { reason }) => cameBack(state, reason),
  TransferProposed: (state, { toVillage, year, sealedDay, documentNo, note }, by) => ({
    ...state,
    transferProposal: { toVillage, year, sealedDay, documentNo, note, by },
  }),
  TransferDropped: ({ transferProposal: _dropped, ...state }) => state,
  EnrolmentTransferredOut: ({ transferProposal: _settled, ...state }, { village, year }) => ({
    ...state,
    transfers: [...(state.transfers ?? []), { year, from: village }],
  }),
  EnrolmentTransferredIn: (state, { village }) => ({ ...state, key: { ...state.key, village } }),
  EntitlementDetermined: (state, { year, amountFen, ...data }) => {
    const determination = { ...determinedAs(data), amountFen: parseFenText(amountFen) };
    const before = state.determinations[year] ?? [];
    const after = { ...state, determinations: { ...state.determinations, [year]: [...before, determination] } };
    return withUnclaimed(state, after, year);
  },
  PaymentInstructed: (state, { entitlement, year, attempt, batch, lineNo, amountFen, determination }) => {
    const months = readyMonths(state, year, determination);
    const payment = { entitlement, year, attempt, batch, lineNo, determination, months, amountFen: parseFenText(amountFen) };
    return { ...state, payments: [...state.payments, { ...payment, state: 'open' }] };
  },
  PaymentSettled: (state, { year, entitlement, attempt }) =>
    withUnclaimed(state, withPayment(state, entitlement, attempt, 'settled'), year),
  PaymentReturned: (state, { entitlement, attempt }) => withPayment(state, entitlement, attempt, 'returned'),
  RecoveryOpened: (state, { recoveryId, year, amountFen }) => ({
    ...state,
    recoveries: {
      ...state.recoveries,
      [recoveryId]: { recoveryId, year, outstandingFen: parseFenText(amountFen), documents: [] },
    },
  }),
  RecoveryReduced: (state, { recoveryId, amountFen }) => {
    const open = state.recoveries[recoveryId];
    if (open === undefined) return state;
    const outstandingFen = fen(open.outstandingFen - parseFenText(amountFen));
    return { ...state, recoveries: { ...state.recoveries, [recoveryId]: { ...open, outstandingFen } } };
  },
  // The state follows what is too much by its months.
  ExcessNoted: (state) => state,
  RecoveryReceived: (state, { recoveryId, year, amountFen, documentNo }) => {
    const open = state.recoveries[recoveryId];
    if (open === undefined) return state;
    const amount = parseFenText(amountFen);
    const outstandingFen = fen(open.outstandingFen - amount);
    const documents = [...open.documents, documentKey(documentNo)];
    const repaid = addMonthly(state.repaid[year] ?? NOTHING_MONTHLY, earliest(claimableMonths(state, year), amount));
    return {
      ...state,
      recoveries: { ...state.recoveries, [recoveryId]: { ...open, outstandingFen, documents } },
      repaid: { ...state.repaid, [year]: repaid },
    };
  },
};

const evolveApplied = (state: NoEnrolment, data: EnrolmentApplied['data']): Enrolment =>
  withSecondPerson(
    {
      ...state,
      key: keyOf(data),
      personId: data.personId,
      ...(data.payeeId === undefined ? {} : { payeeId: data.payeeId }),
      years: { [data.year]: applied(state, data.sealedFacts) },
    },
    data.secondPersonId,
  );

const evolveLater = (state: Enrolment, event: Later, by: ActorId): Enrolment => {
  const evolve = EVOLVES[event.type] as (state: Enrolment, data: Later['data'], by: ActorId) => Enrolment;
  return evolve(state, event.data, by);
};

const evolve = (state: EnrolmentState, event: EnrolmentEvent, by: ActorId): Enrolment => {
  if (state.key === undefined && event.type === 'EnrolmentApplied') return evolveApplied(state, event.data);
  if (state.key !== undefined && event.type !== 'EnrolmentApplied') return evolveLater(state, event, by);
  // An event stands where none can: the log contradicts itself, and nothing is decided on it.
  throw new Error(`enrolment ${event.data.enrolmentId} has ${event.type} after ${state.events} events`);
};

export const evolveEnrolment = (state: EnrolmentState, event: EnrolmentEvent, by: ActorId): Enrolment => ({
  ...evolve(state, event, by),
  events: state.events + 1,
});
