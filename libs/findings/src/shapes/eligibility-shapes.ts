import type { Word } from '@fenming/language';
import type { ConditionOutcome } from '@fenming/programmes';
import type { AmountLineText, ControlTotals, EnrolmentKey, FundingText, TextOfMonths } from '@fenming/subsidy';
import type { Payloads } from '../log-event';
import {
  amount,
  count,
  date,
  flag,
  instant,
  listOf,
  monthOrDay,
  oneOf,
  optional,
  ordinal,
  record,
  text,
  year,
  type Fields,
  type Shape,
} from './shape';

/** What an event is called by those who look at the log, and what its payload must hold; `earlier`: in each version before. */
export type EventShape<Content> = {
  readonly title: Word;
  readonly fields: Fields<Content>;
  readonly earlier?: readonly Shape[];
};
/** A log holds days that were recorded in clear; today they are sealed. */
type Today<Content> = [Extract<Content, Sealed>] extends [never] ? Content : Extract<Content, Sealed>;
type Sealed = { readonly sealedDay: string };
export type ShapesOf<Types extends keyof Payloads> = { readonly [Type in Types]: EventShape<Today<Payloads[Type]>> };

export const level = oneOf('village', 'township', 'county');
export const funding = record<FundingText>({ central: amount, province: amount, city: amount, county: amount });
export const totals = { count, sumFen: amount } satisfies Fields<ControlTotals>;
export const key = { enrolmentId: text, caseNumber: text, programme: text, village: text } satisfies Fields<EnrolmentKey>;
const row = record<{ readonly row: number; readonly code: string }>({ row: count, code: text });
const receivedFile = record<Payloads['RestoreReconciled']['bankFiles'][number]>({
  fileName: text,
  sha256: text,
  count,
  sumFen: amount,
  known: flag,
});
const budgetLayer = oneOf('central', 'province', 'city', 'county');
const line = record<AmountLineText>({
  layer: text,
  category: text,
  from: monthOrDay,
  to: monthOrDay,
  units: count,
  unit: text,
  rateFen: amount,
  amountFen: amount,
  clause: text,
  contentHash: text,
  shares: record<AmountLineText['shares']>({
    central: optional(text),
    province: optional(text),
    city: optional(text),
    county: optional(text),
  }),
  remainderTo: budgetLayer,
});
const outcome = record<ConditionOutcome>({
  condition: text,
  outcome: oneOf('met', 'not_met', 'unclear'),
  first: ordinal,
  last: ordinal,
});
const textOfMonths = record<TextOfMonths>({ contentHash: text, first: ordinal, last: ordinal });
/** A payment or the bank's answer to it. */
export const payment = {
  ...key,
  year,
  entitlement: text,
  attempt: ordinal,
  batch: text,
  lineNo: ordinal,
  amountFen: amount,
} satisfies Fields<Payloads['PaymentSettled']>;
const resolved = { ...key, objectionId: text, year, reason: text } satisfies Fields<Payloads['ObjectionUpheld']>;
const version = {
  programme: text,
  contentHash: text,
  documentNo: text,
  documentDate: date,
  effectiveFrom: date,
  effectiveTo: optional(date),
} satisfies Fields<Payloads['ProgrammeAdopted']>;

const withdrawal = {
  programme: text,
  contentHash: text,
  documentNo: text,
  documentDate: date,
  paid: oneOf('stays', 'goes_back'),
} satisfies Fields<Payloads['ProgrammeWithdrawn']>;

const correction = { correction: text, name: text, regions: listOf(text) } satisfies Fields<Payloads['CountyCorrected']>;

/** The county, its people and their confirmation. */
export const ELIGIBILITY = {
  CountyOpened: {
    title: { zh: '开县', en: 'county opened' },
    fields: { code: text, name: text, demo: flag, regions: listOf(text) },
  },
  CountyCorrectionProposed: {
    title: { zh: '提出更正县名和适用规定', en: 'correction of name and rates proposed' },
    fields: correction,
  },
  CountyCorrected: { title: { zh: '更正县名和适用规定', en: 'name and rates corrected' }, fields: correction },
  AreasRegistered: {
    title: { zh: '登记区划', en: 'areas registered' },
    fields: { areas: listOf(record<AreaNamed>({ code: text, name: text })) },
  },
  HolidayTableProposed: {
    title: { zh: '提出节假日安排', en: 'holiday table proposed' },
    fields: { year, contentHash: text, title: text, documentNo: text, holidays: listOf(date), workdays: listOf(date) },
  },
  HolidayTableConfirmed: { title: { zh: '确认节假日安排', en: 'holiday table confirmed' }, fields: { year, contentHash: text } },
  ClockAdvanced: { title: { zh: '模拟时钟前进', en: 'simulated clock advanced' }, fields: { to: instant } },
  CountyRestored: {
    title: { zh: '从备份恢复', en: 'restored from a backup' },
    fields: { backupHead: text, backupTakenAt: text, personalData: flag },
  },
  RestoreReconciled: {
    title: { zh: '恢复后核对送盘文件', en: 'bank files reconciled after a restore' },
    fields: { documentNo: text, bankFiles: listOf(receivedFile) },
  },
  ActorAppointed: {
    title: { zh: '任命经办人', en: 'account appointed' },
    fields: { actorId: text, title: text, role: text, area: text, kind: oneOf('person', 'service'), personId: optional(text) },
  },
  ActorDismissed: { title: { zh: '停用经办人', en: 'account ended' }, fields: { actorId: text, reason: text } },
  ActorReassigned: {
    title: { zh: '变更岗位或辖区', en: 'office or area changed' },
    fields: { actorId: text, title: text, role: text, area: text, change: text, awaitsConfirmation: flag },
  },
  CredentialSet: {
    title: { zh: '设置密码或令牌', en: 'password or token set' },
    fields: { actorId: text, change: text, kind: oneOf('password', 'token'), awaitsConfirmation: flag },
  },
  CredentialRevoked: {
    title: { zh: '收回密码或令牌', en: 'password or token withdrawn' },
    fields: { actorId: text, reason: text },
  },
  ActorConfirmed: {
    title: { zh: '确认账号变更', en: 'change of an account confirmed' },
    fields: { actorId: text, change: text },
  },
  ProgrammeProposed: { title: { zh: '提出项目规则', en: 'programme rules proposed' }, fields: { ...version, text } },
  ProgrammeAdopted: { title: { zh: '采用项目规则', en: 'programme rules adopted' }, fields: version },
  WithdrawalProposed: { title: { zh: '提出废止项目规则', en: 'withdrawal of programme rules proposed' }, fields: withdrawal },
  ProgrammeWithdrawn: { title: { zh: '废止项目规则', en: 'programme rules withdrawn' }, fields: withdrawal },
  RequestAccepted: {
    title: { zh: '受理请求', en: 'request accepted' },
    fields: { requestId: text, route: text, bodyHash: text },
  },
  RequestAnswered: { title: { zh: '答复请求', en: 'request answered' }, fields: { requestId: text, status: count, body: text } },
  PersonRegistered: { title: { zh: '登记身份', en: 'person registered' }, fields: { personId: text, sealedIdentity: text } },
  ProgrammeClaimed: { title: { zh: '登记申领', en: 'programme claimed' }, fields: { programme: text, enrolmentId: text, year } },
  ClaimReleased: {
    title: { zh: '让出申领', en: 'claim given up' },
    fields: { programme: text, enrolmentId: text, year, by: text },
  },
  DeathRecorded: {
    title: { zh: '登记死亡', en: 'death recorded' },
    fields: { personId: text, documentNo: text, sealedDay: text, source: text },
    earlier: [record<DeathInClear>({ diedOn: date, source: text }), record<DeathByOne>({ sealedDay: text, source: text })],
  },
  ImportStarted: {
    title: { zh: '导入花名册', en: 'roster imported' },
    fields: {
      importId: text,
      programme: text,
      year,
      number: count,
      fileHash: text,
      rows: count,
      goodRows: count,
      leftOut: listOf(row),
      samePeople: optional(listOf(ordinal)),
    },
  },
  ImportCompleted: {
    title: { zh: '花名册导入完毕', en: 'import completed' },
    fields: { importId: text, programme: text, year, accepted: count, refused: listOf(row) },
  },
  EnrolmentApplied: {
    title: { zh: '申报', en: 'application' },
    fields: {
      ...key,
      personId: text,
      payeeId: optional(text),
      secondPersonId: optional(text),
      year,
      importId: text,
      row: count,
      sealedFacts: text,
    },
  },
  EnrolmentRenewed: {
    title: { zh: '年审', en: 'yearly review' },
    fields: { ...key, year, importId: text, row: count, sealedFacts: text, secondPersonId: optional(text) },
  },
  AccountRecorded: {
    title: { zh: '登记账户', en: 'account recorded' },
    fields: { ...key, accountVersion: text, sealedAccount: text, reason: oneOf('roster', 'correction') },
  },
  EligibilityConfirmed: {
    title: { zh: '资格确认', en: 'eligibility confirmed' },
    fields: { ...key, year, level, confirmedOn: date, documentNo: optional(text) },
  },
  EligibilityRejected: { title: { zh: '不予确认', en: 'eligibility refused' }, fields: { ...key, year, level, reason: text } },
  EnrolmentNoticed: {
    title: { zh: '列入公示', en: 'put on a notice' },
    fields: { ...key, year, level, noticeId: text, postedOn: date, closesOn: date },
  },
  ObjectionRaised: {
    title: { zh: '提出异议', en: 'objection raised' },
    fields: { ...key, objectionId: text, year, level, kind: text, channel: text },
  },
  ObjectionUpheld: { title: { zh: '异议成立', en: 'objection upheld' }, fields: resolved },
  ObjectionDismissed: { title: { zh: '异议不成立', en: 'objection dismissed' }, fields: resolved },
  EnrolmentExited: {
    title: { zh: '退出', en: 'exited' },
    fields: { ...key, reason: text, year, sealedDay: text },
    earlier: [record<ExitInClear>({ ...key, reason: text, effectiveOn: date })],
  },
  EntitlementDetermined: {
    title: { zh: '核定', en: 'amount determined' },
    fields: {
      ...key,
      year,
      entitlement: text,
      number: ordinal,
      cause: text,
      amountFen: amount,
      funding,
      lines: listOf(line),
      texts: listOf(textOfMonths),
      outcomes: listOf(outcome),
      statements: optional(listOf(text)),
      factsAt: count,
      inputHash: text,
      excess: oneOf('recover', 'leave', 'undecided'),
    },
  },
  PaymentInstructed: {
    title: { zh: '发放', en: 'payment' },
    fields: { ...payment, accountVersion: text, determination: ordinal },
  },
  PaymentSettled: { title: { zh: '到账', en: 'arrived' }, fields: payment },
  PaymentReturned: { title: { zh: '退票', en: 'returned' }, fields: { ...payment, reason: text } },
  RecoveryOpened: {
    title: { zh: '列入追回', en: 'recovery opened' },
    fields: { ...key, recoveryId: text, year, entitlement: text, amountFen: amount, reason: text },
  },
  RecoveryReceived: {
    title: { zh: '追回到账', en: 'recovery received' },
    fields: { ...key, recoveryId: text, year, amountFen: amount, documentNo: text },
  },
  NoticePosted: {
    title: { zh: '张贴公示', en: 'notice posted' },
    fields: {
      noticeId: text,
      level,
      area: text,
      programme: text,
      year,
      count,
      listHash: text,
      postedOn: date,
      closesOn: date,
    },
  },
} as const satisfies Partial<ShapesOf<keyof Payloads>>;

type DeathByOne = { readonly sealedDay: string; readonly source: string };
type DeathInClear = { readonly diedOn: string; readonly source: string };
type ExitInClear = EnrolmentKey & { readonly reason: string; readonly effectiveOn: string };
type AreaNamed = Payloads['AreasRegistered']['areas'][number];
