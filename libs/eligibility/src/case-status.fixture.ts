import { plainDate } from '@fenming/calendar';
import type { AreaCode } from '@fenming/citizen';
import type { RecordedEvent } from '@fenming/event-log';
import { fen } from '@fenming/money';
import {
  enrolmentDecider,
  type AmountLineText,
  type ActorId,
  type EnrolmentEvent,
  type EnrolmentId,
  type PersonId,
} from '@fenming/subsidy';
import type { Payment } from '@fenming/views';
import { statusOf, type CaseKnown } from './case-status';
import type { CaseStatus } from './payment-status';

export const KEY = {
  enrolmentId: 'e1' as EnrolmentId,
  caseNumber: 'RURAL_REWARD-2023-1-00002',
  programme: 'RURAL_REWARD',
  village: '991002101201' as AreaCode,
};
export const BATCH = 'RURAL_REWARD-2023-991002-1';
export const ENTITLEMENT = '2023/regular/regular';
export type Happening = readonly [day: string, event: EnrolmentEvent];
export const happened = <Type extends EnrolmentEvent['type']>(
  day: string,
  type: Type,
  data: Omit<Extract<EnrolmentEvent, { type: Type }>['data'], keyof typeof KEY>,
): Happening => [day, { type, data: { ...KEY, ...data } } as unknown as EnrolmentEvent];

export const APPLIED = happened('2023-02-06', 'EnrolmentApplied', {
  personId: 'p1' as PersonId,
  year: 2023,
  importId: 'i1',
  row: 2,
  sealedFacts: '',
});
export const ACCOUNT = happened('2023-02-06', 'AccountRecorded', { accountVersion: 'a1', sealedAccount: '', reason: 'roster' });
export const levels = (...names: readonly ('village' | 'township' | 'county')[]): readonly Happening[] =>
  names.flatMap((level) => [
    happened('2023-03-01', 'EligibilityConfirmed', { year: 2023, level, confirmedOn: '2023-03-01' }),
    happened('2023-03-01', 'EnrolmentNoticed', {
      year: 2023,
      level,
      noticeId: level,
      postedOn: '2023-03-01',
      closesOn: '2023-03-10',
    }),
  ]);
export const FUNDING = { central: '57600', province: '19200', city: '0', county: '19200' };
export const rateLine = (months = 12): AmountLineText => ({
  layer: 'national',
  category: 'all',
  from: '2023-01',
  to: `2023-${String(months).padStart(2, '0')}`,
  units: months,
  unit: 'person-year/12',
  rateFen: '96000',
  amountFen: String(8000 * months),
  clause: '示例',
  contentHash: 'h1',
  shares: { central: '60', province: '20', county: '20' },
  remainderTo: 'county',
});
export const DETERMINED = happened('2023-03-01', 'EntitlementDetermined', {
  year: 2023,
  entitlement: ENTITLEMENT,
  number: 1,
  cause: 'confirmation',
  amountFen: '96000',
  funding: FUNDING,
  lines: [rateLine()],
  texts: [],
  outcomes: [],
  factsAt: 0,
  inputHash: 'h1',
  excess: 'undecided',
});
export const CONFIRMED = [APPLIED, ACCOUNT, ...levels('village', 'township', 'county'), DETERMINED];
export const MONEY = { year: 2023, entitlement: ENTITLEMENT, attempt: 1, batch: BATCH, lineNo: 1, amountFen: '96000' };
export const EARLY = happened('2022-12-01', 'EnrolmentNoticed', {
  year: 2023,
  level: 'county',
  noticeId: 'county',
  postedOn: '2022-12-01',
  closesOn: '2022-12-10',
});
export const INSTRUCTED = happened('2023-06-01', 'PaymentInstructed', { ...MONEY, accountVersion: 'a1', determination: 1 });
export const SETTLED = happened('2023-06-02', 'PaymentSettled', MONEY);
export const returned = (reason: string): Happening => happened('2023-06-02', 'PaymentReturned', { ...MONEY, reason });
const leaving = (on: string, reason: string): Happening => [
  on,
  { type: 'EnrolmentExited', data: { ...KEY, reason, year: Number(on.slice(0, 4)), sealedDay: '' } },
];
export const died = (on: string): Happening => leaving(on, 'death');
export const movedOut = (on: string): Happening => leaving(on, 'moved_out');
export const LINE: Payment = {
  batch_id: BATCH,
  line_no: 1,
  case_number: KEY.caseNumber,
  enrolment_id: KEY.enrolmentId,
  village: KEY.village,
  entitlement: ENTITLEMENT,
  attempt: 1,
  amount_fen: fen(96_000),
  state: 'settled',
  reason: null,
};

export type Asked = Partial<CaseKnown> & { readonly on?: string };

/** The status of a year after what has happened, as it is told on a day. */
export const after = (happenings: readonly Happening[], more: Asked = {}): CaseStatus => {
  const { on = '2023-07-01', year = 2023, seesFacts = true, ...known } = more;
  const [left] = happenings.find(([, { type }]) => type === 'EnrolmentExited') ?? [];
  const events = happenings.map(([day, { type, data }]) => ({ type, payload: data, meta: { at: `${day}T01:00:00.000Z` } }));
  const state = happenings.reduce(
    (before, [, event]) => enrolmentDecider.evolve(before, event, 'health' as ActorId),
    enrolmentDecider.initial,
  );
  return statusOf({
    year,
    today: plainDate(on),
    state,
    events: events as unknown as readonly RecordedEvent[],
    payments: [],
    batchOf: () => undefined,
    accountTailOf: () => undefined,
    isClosed: false,
    exitDay: () => (left === undefined || !seesFacts ? undefined : plainDate(left)),
    seesFacts,
    seesMoney: true,
    otherProgramme: (code) => (code === 'SPECIAL_ASSISTANCE' ? '特别扶助' : code),
    ...known,
  });
};
export const line = (state: Payment['state'], reason: string | null = null): Pick<CaseKnown, 'payments'> => ({
  payments: [{ ...LINE, state, reason }],
});

/** 90.00 a month from July on, found out when 960.00 had been paid: 60.00 more are due. */
export const RAISED = happened('2023-08-20', 'EntitlementDetermined', {
  year: 2023,
  entitlement: ENTITLEMENT,
  number: 2,
  cause: 'rules',
  amountFen: '102000',
  funding: FUNDING,
  lines: [rateLine(6), { ...rateLine(6), from: '2023-07', to: '2023-12', rateFen: '108000', amountFen: '54000' }],
  texts: [],
  outcomes: [],
  factsAt: 0,
  inputHash: 'h2',
  excess: 'undecided',
});
export const SECOND_BATCH = 'RURAL_REWARD-2023-991002-2';
export const ARREARS_MONEY = {
  year: 2023,
  entitlement: '2023/arrears/2',
  attempt: 1,
  batch: SECOND_BATCH,
  lineNo: 1,
  amountFen: '6000',
};
export const ARREARS_INSTRUCTED = happened('2023-09-01', 'PaymentInstructed', {
  ...ARREARS_MONEY,
  accountVersion: 'a1',
  determination: 2,
});
/** The line of the arrears, after that of the regular payment. */
export const withArrears = (state: Payment['state'], reason: string | null = null): Pick<CaseKnown, 'payments'> => ({
  payments: [
    LINE,
    { ...LINE, batch_id: SECOND_BATCH, entitlement: ARREARS_MONEY.entitlement, amount_fen: fen(6_000), state, reason },
  ],
});
