import { documentKey } from '@fenming/citizen';
import { fen, parseFenText } from '@fenming/money';
import type { ActorId, PersonId } from '../../decider';
import type { EnrolmentEvent, EnrolmentKey, ExitDay, Level } from './enrolment.events';
import { addMonthly, earliest, NOTHING_MONTHLY } from './monthly';
import { overMonths, readyMonths, type Money } from './owed';

export type Notice = { readonly noticeId: string; readonly postedOn: string; readonly closesOn: string };
export type EnrolmentYear = {
  readonly sealedFacts: string;
  /** The revision of the event that stated them. */
  readonly factsAt: number;
  readonly confirmedBy: { readonly [level in Level]?: ActorId };
  readonly notices: { readonly [level in Level]?: Notice };
  readonly rejected: boolean;
  /** The revision of the last objection, also when it has been dismissed since. */
  readonly objectedAt?: number;
};
export type EnrolmentState = Money & {
  /** How many events the stream has: the next one's revision. */
  readonly events: number;
  readonly key?: EnrolmentKey;
  readonly personId?: PersonId;
  readonly secondPersonId?: PersonId;
  readonly years: Readonly<Record<number, EnrolmentYear>>;
  readonly openObjections: Readonly<Record<string, { readonly year: number; readonly level: Level }>>;
  readonly exited: boolean;
  /** Why and from when the exit counts. */
  readonly exit?: { readonly reason: string; readonly year: number; readonly day: ExitDay };
  /** The account on record, and every earlier version: a file already released names the one that was locked. */
  readonly account?: { readonly version: string; readonly sealed: string };
  readonly accounts: Readonly<Record<string, string>>;
};

export const NO_ENROLMENT: EnrolmentState = {
  events: 0,
  years: {},
  determinations: {},
  openObjections: {},
  exited: false,
  accounts: {},
  payments: [],
  recoveries: {},
  repaid: {},
};

const withYear = (state: EnrolmentState, year: number, change: (year: EnrolmentYear) => EnrolmentYear): EnrolmentState => {
  const before = state.years[year];
  return before === undefined ? state : { ...state, years: { ...state.years, [year]: change(before) } };
};

const applied = ({ events }: EnrolmentState, sealedFacts: string): EnrolmentYear => ({
  sealedFacts,
  factsAt: events,
  confirmedBy: {},
  notices: {},
  rejected: false,
});

/** The newest roster says who the other parent is: a new spouse is a party, a former one no longer. */
const withSecondPerson = (
  { secondPersonId: _former, ...state }: EnrolmentState,
  secondPersonId: PersonId | undefined,
): EnrolmentState => (secondPersonId === undefined ? state : { ...state, secondPersonId });

const withoutObjection = (state: EnrolmentState, objectionId: string): EnrolmentState => {
  const { [objectionId]: _closed, ...open } = state.openObjections;
  return { ...state, openObjections: open };
};

const withPayment = (
  state: EnrolmentState,
  entitlement: string,
  attempt: number,
  outcome: 'settled' | 'returned',
): EnrolmentState => ({
  ...state,
  payments: state.payments.map((payment) =>
    payment.entitlement === entitlement && payment.attempt === attempt ? { ...payment, state: outcome } : payment,
  ),
});

const exitDay = (data: ExitDay): ExitDay =>
  'sealedDay' in data ? { sealedDay: data.sealedDay } : { effectiveOn: data.effectiveOn };

const keyOf = ({ enrolmentId, caseNumber, programme, village }: EnrolmentKey): EnrolmentKey => ({
  enrolmentId,
  caseNumber,
  programme,
  village,
});

type Evolves = {
  readonly [Type in EnrolmentEvent['type']]: (
    state: EnrolmentState,
    data: Extract<EnrolmentEvent, { readonly type: Type }>['data'],
    by: ActorId,
  ) => EnrolmentState;
};

const EVOLVES: Evolves = {
  EnrolmentApplied: (state, data) =>
    withSecondPerson(
      {
        ...state,
        key: keyOf(data),
        personId: data.personId,
        years: { ...state.years, [data.year]: applied(state, data.sealedFacts) },
      },
      data.secondPersonId,
    ),
  EnrolmentRenewed: (state, { year, sealedFacts, secondPersonId }) =>
    withSecondPerson({ ...state, years: { ...state.years, [year]: applied(state, sealedFacts) } }, secondPersonId),
  AccountRecorded: (state, { accountVersion, sealedAccount }) => ({
    ...state,
    account: { version: accountVersion, sealed: sealedAccount },
    accounts: { ...state.accounts, [accountVersion]: sealedAccount },
  }),
  EligibilityConfirmed: (state, data, by) =>
    withYear(state, data.year, (year) => ({ ...year, confirmedBy: { ...year.confirmedBy, [data.level]: by } })),
  EligibilityRejected: (state, data) => withYear(state, data.year, (year) => ({ ...year, rejected: true })),
  EnrolmentNoticed: (state, { year: noticed, level, noticeId, postedOn, closesOn }) =>
    withYear(state, noticed, (year) => ({ ...year, notices: { ...year.notices, [level]: { noticeId, postedOn, closesOn } } })),
  ObjectionRaised: (state, { objectionId, year: objected, level }) =>
    withYear(
      { ...state, openObjections: { ...state.openObjections, [objectionId]: { year: objected, level } } },
      objected,
      (year) => ({ ...year, objectedAt: state.events }),
    ),
  ObjectionUpheld: (state, data) =>
    withYear(withoutObjection(state, data.objectionId), data.year, (year) => ({ ...year, rejected: true })),
  ObjectionDismissed: (state, { objectionId }) => withoutObjection(state, objectionId),
  EnrolmentExited: (state, data) => ({
    ...state,
    exited: true,
    exit: { reason: data.reason, year: data.year, day: exitDay(data) },
  }),
  ExitWithdrawn: ({ exit: _withdrawn, ...state }) => ({ ...state, exited: false }),
  EntitlementDetermined: (state, { year, amountFen, number, cause, funding, lines, texts, inputHash, excess }) => {
    const determination = { number, cause, funding, lines, texts, inputHash, excess, amountFen: parseFenText(amountFen) };
    const before = state.determinations[year] ?? [];
    return { ...state, determinations: { ...state.determinations, [year]: [...before, determination] } };
  },
  PaymentInstructed: (state, { entitlement, year, attempt, batch, lineNo, amountFen, determination }) => {
    const months = readyMonths(state, year, determination);
    const payment = { entitlement, year, attempt, batch, lineNo, determination, months, amountFen: parseFenText(amountFen) };
    return { ...state, payments: [...state.payments, { ...payment, state: 'open' }] };
  },
  PaymentSettled: (state, { entitlement, attempt }) => withPayment(state, entitlement, attempt, 'settled'),
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
  RecoveryReceived: (state, { recoveryId, year, amountFen, documentNo }) => {
    const open = state.recoveries[recoveryId];
    if (open === undefined) return state;
    const amount = parseFenText(amountFen);
    const outstandingFen = fen(open.outstandingFen - amount);
    const documents = [...open.documents, documentKey(documentNo)];
    const repaid = addMonthly(state.repaid[year] ?? NOTHING_MONTHLY, earliest(overMonths(state, year), amount));
    return {
      ...state,
      recoveries: { ...state.recoveries, [recoveryId]: { ...open, outstandingFen, documents } },
      repaid: { ...state.repaid, [year]: repaid },
    };
  },
};

export const evolveEnrolment = (state: EnrolmentState, event: EnrolmentEvent, by: ActorId): EnrolmentState => {
  const evolve = EVOLVES[event.type] as (state: EnrolmentState, data: EnrolmentEvent['data'], by: ActorId) => EnrolmentState;
  return { ...evolve(state, event.data, by), events: state.events + 1 };
};
