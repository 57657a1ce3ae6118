import { documentKey } from '@fenming/citizen';
import { fen, parseFenText, type Fen } from '@fenming/money';
import type { ActorId, PersonId } from '../../decider';
import type { EnrolmentEvent, EnrolmentKey, ExitDay, FundingText, Level } from './enrolment.events';

export type Notice = { readonly noticeId: string; readonly postedOn: string; readonly closesOn: string };
/** `corrected`: why the amount is no longer the one that was determined. */
export type Entitlement = {
  readonly year: number;
  readonly key: string;
  readonly amountFen: Fen;
  readonly funding: FundingText;
  /** The text of the rules by which it was determined. */
  readonly programmeHash: string;
  readonly corrected?: string;
};
export type EnrolmentYear = {
  readonly sealedFacts: string;
  readonly confirmedBy: { readonly [level in Level]?: ActorId };
  readonly notices: { readonly [level in Level]?: Notice };
  readonly rejected: boolean;
  /** The revision of the last objection, also when it has been dismissed since. */
  readonly objectedAt?: number;
};
export type Payment = {
  readonly entitlement: string;
  readonly year: number;
  readonly attempt: number;
  readonly batch: string;
  readonly lineNo: number;
  readonly amountFen: Fen;
  readonly state: 'open' | 'settled' | 'returned';
};
/** `documents`: the keys of the receipts under which money has come back. */
export type Recovery = {
  readonly recoveryId: string;
  readonly year: number;
  readonly outstandingFen: Fen;
  readonly documents: readonly string[];
};

export type EnrolmentState = {
  /** How many events the stream has: the next one's revision. */
  readonly events: number;
  readonly key?: EnrolmentKey;
  readonly personId?: PersonId;
  readonly secondPersonId?: PersonId;
  readonly years: Readonly<Record<number, EnrolmentYear>>;
  readonly entitlements: Readonly<Record<string, Entitlement>>;
  readonly openObjections: Readonly<Record<string, { readonly year: number; readonly level: Level }>>;
  readonly exited: boolean;
  /** Why and from when the exit counts. */
  readonly exit?: { readonly reason: string; readonly year: number; readonly day: ExitDay };
  /** The account on record, and every earlier version: a file already released names the one that was locked. */
  readonly account?: { readonly version: string; readonly sealed: string };
  readonly accounts: Readonly<Record<string, string>>;
  readonly payments: readonly Payment[];
  readonly recoveries: Readonly<Record<string, Recovery>>;
};

export const NO_ENROLMENT: EnrolmentState = {
  events: 0,
  years: {},
  entitlements: {},
  openObjections: {},
  exited: false,
  accounts: {},
  payments: [],
  recoveries: {},
};

const withYear = (state: EnrolmentState, year: number, change: (year: EnrolmentYear) => EnrolmentYear): EnrolmentState => {
  const before = state.years[year];
  return before === undefined ? state : { ...state, years: { ...state.years, [year]: change(before) } };
};

const applied = (sealedFacts: string): EnrolmentYear => ({ sealedFacts, confirmedBy: {}, notices: {}, rejected: false });

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

const withEntitlement = (state: EnrolmentState, entitlement: Entitlement): EnrolmentState => ({
  ...state,
  entitlements: { ...state.entitlements, [entitlement.key]: entitlement },
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
        years: { ...state.years, [data.year]: applied(data.sealedFacts) },
      },
      data.secondPersonId,
    ),
  EnrolmentRenewed: (state, { year, sealedFacts, secondPersonId }) =>
    withSecondPerson({ ...state, years: { ...state.years, [year]: applied(sealedFacts) } }, secondPersonId),
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
  EntitlementDetermined: (state, { entitlement: key, year, amountFen, funding, programmeHash }) =>
    withEntitlement(state, { year, key, amountFen: parseFenText(amountFen), funding, programmeHash }),
  EntitlementCorrected: (state, { entitlement, amountFen, reason }) => {
    const before = state.entitlements[entitlement];
    return before === undefined
      ? state
      : withEntitlement(state, { ...before, amountFen: parseFenText(amountFen), corrected: reason });
  },
  PaymentInstructed: (state, { entitlement, year, attempt, batch, lineNo, amountFen }) => ({
    ...state,
    payments: [
      ...state.payments,
      { entitlement, year, attempt, batch, lineNo, amountFen: parseFenText(amountFen), state: 'open' },
    ],
  }),
  PaymentSettled: (state, { entitlement, attempt }) => withPayment(state, entitlement, attempt, 'settled'),
  PaymentReturned: (state, { entitlement, attempt }) => withPayment(state, entitlement, attempt, 'returned'),
  RecoveryOpened: (state, { recoveryId, year, amountFen }) => ({
    ...state,
    recoveries: {
      ...state.recoveries,
      [recoveryId]: { recoveryId, year, outstandingFen: parseFenText(amountFen), documents: [] },
    },
  }),
  RecoveryReceived: (state, { recoveryId, amountFen, documentNo }) => {
    const open = state.recoveries[recoveryId];
    if (open === undefined) return state;
    const outstandingFen = fen(open.outstandingFen - parseFenText(amountFen));
    const documents = [...open.documents, documentKey(documentNo)];
    return { ...state, recoveries: { ...state.recoveries, [recoveryId]: { ...open, outstandingFen, documents } } };
  },
};

export const evolveEnrolment = (state: EnrolmentState, event: EnrolmentEvent, by: ActorId): EnrolmentState => {
  const evolve = EVOLVES[event.type] as (state: EnrolmentState, data: EnrolmentEvent['data'], by: ActorId) => EnrolmentState;
  return { ...evolve(state, event.data, by), events: state.events + 1 };
};

/** What has been paid and not come back, in fen. */
export const settledFen = (state: EnrolmentState, entitlement: string): Fen =>
  fen(
    state.payments
      .filter((payment) => payment.entitlement === entitlement && payment.state === 'settled')
      .reduce((sum, payment) => sum + payment.amountFen, 0),
  );
