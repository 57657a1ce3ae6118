import { documentKey } from '@fenming/citizen';
import { fen, parseFenText, type Fen } from '@fenming/money';
import { unreachable, type ActorId, type PersonId } from '../../decider';
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

const exitDay = (data: ExitDay): ExitDay =>
  'sealedDay' in data ? { sealedDay: data.sealedDay } : { effectiveOn: data.effectiveOn };

const keyOf = ({ enrolmentId, caseNumber, programme, village }: EnrolmentKey): EnrolmentKey => ({
  enrolmentId,
  caseNumber,
  programme,
  village,
});

export const evolveEnrolment = (state: EnrolmentState, event: EnrolmentEvent, by: ActorId): EnrolmentState => ({
  ...evolve(state, event, by),
  events: state.events + 1,
});

const evolve = (state: EnrolmentState, event: EnrolmentEvent, by: ActorId): EnrolmentState => {
  const { type, data } = event;
  switch (type) {
    case 'EnrolmentApplied':
      return withSecondPerson(
        {
          ...state,
          key: keyOf(data),
          personId: data.personId,
          years: { ...state.years, [data.year]: applied(data.sealedFacts) },
        },
        data.secondPersonId,
      );
    case 'EnrolmentRenewed':
      return withSecondPerson(
        { ...state, years: { ...state.years, [data.year]: applied(data.sealedFacts) } },
        data.secondPersonId,
      );
    case 'AccountRecorded':
      return {
        ...state,
        account: { version: data.accountVersion, sealed: data.sealedAccount },
        accounts: { ...state.accounts, [data.accountVersion]: data.sealedAccount },
      };
    case 'EligibilityConfirmed':
      return withYear(state, data.year, (year) => ({ ...year, confirmedBy: { ...year.confirmedBy, [data.level]: by } }));
    case 'EligibilityRejected':
      return withYear(state, data.year, (year) => ({ ...year, rejected: true }));
    case 'EnrolmentNoticed':
      return withYear(state, data.year, (year) => ({
        ...year,
        notices: { ...year.notices, [data.level]: { noticeId: data.noticeId, postedOn: data.postedOn, closesOn: data.closesOn } },
      }));
    case 'ObjectionRaised':
      return withYear(
        { ...state, openObjections: { ...state.openObjections, [data.objectionId]: { year: data.year, level: data.level } } },
        data.year,
        (year) => ({ ...year, objectedAt: state.events }),
      );
    case 'ObjectionUpheld':
      return withYear(withoutObjection(state, data.objectionId), data.year, (year) => ({ ...year, rejected: true }));
    case 'ObjectionDismissed':
      return withoutObjection(state, data.objectionId);
    case 'EnrolmentExited':
      return { ...state, exited: true, exit: { reason: data.reason, year: data.year, day: exitDay(data) } };
    case 'EntitlementDetermined':
      return {
        ...state,
        entitlements: {
          ...state.entitlements,
          [data.entitlement]: {
            year: data.year,
            key: data.entitlement,
            amountFen: parseFenText(data.amountFen),
            funding: data.funding,
            programmeHash: data.programmeHash,
          },
        },
      };
    case 'EntitlementCorrected': {
      const before = state.entitlements[data.entitlement];
      if (before === undefined) return state;
      const now = { ...before, amountFen: parseFenText(data.amountFen), corrected: data.reason };
      return { ...state, entitlements: { ...state.entitlements, [data.entitlement]: now } };
    }
    case 'PaymentInstructed': {
      const { entitlement, year, attempt, batch, lineNo } = data;
      return {
        ...state,
        payments: [
          ...state.payments,
          { entitlement, year, attempt, batch, lineNo, amountFen: parseFenText(data.amountFen), state: 'open' },
        ],
      };
    }
    case 'PaymentSettled':
      return withPayment(state, data.entitlement, data.attempt, 'settled');
    case 'PaymentReturned':
      return withPayment(state, data.entitlement, data.attempt, 'returned');
    case 'RecoveryOpened': {
      const { recoveryId, year } = data;
      return {
        ...state,
        recoveries: {
          ...state.recoveries,
          [recoveryId]: { recoveryId, year, outstandingFen: parseFenText(data.amountFen), documents: [] },
        },
      };
    }
    case 'RecoveryReceived': {
      const open = state.recoveries[data.recoveryId];
      if (open === undefined) return state;
      const outstandingFen = fen(open.outstandingFen - parseFenText(data.amountFen));
      const documents = [...open.documents, documentKey(data.documentNo)];
      return { ...state, recoveries: { ...state.recoveries, [data.recoveryId]: { ...open, outstandingFen, documents } } };
    }
    default:
      return unreachable(type);
  }
};

/** What has been paid and not come back, in fen. */
export const settledFen = (state: EnrolmentState, entitlement: string): Fen =>
  fen(
    state.payments
      .filter((payment) => payment.entitlement === entitlement && payment.state === 'settled')
      .reduce((sum, payment) => sum + payment.amountFen, 0),
  );
