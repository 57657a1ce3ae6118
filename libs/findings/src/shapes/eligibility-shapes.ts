import type { AmountLineText, ControlTotals, EnrolmentKey, FundingText } from '@fenming/subsidy';
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
  readonly title: string;
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
const key = { enrolmentId: text, caseNumber: text, programme: text, village: text } satisfies Fields<EnrolmentKey>;
const row = record<{ readonly row: number; readonly code: string }>({ row: count, code: text });
const receivedFile = record<Payloads['RestoreReconciled']['bankFiles'][number]>({
  fileName: text,
  sha256: text,
  count,
  sumFen: amount,
  known: flag,
});
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
});
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
  effectiveFrom: date,
} satisfies Fields<Payloads['ProgrammeAdopted']>;

const correction = { correction: text, name: text, regions: listOf(text) } satisfies Fields<Payloads['CountyCorrected']>;

/** The county, its people and their confirmation. */
export const ELIGIBILITY = {
  CountyOpened: { title: '开县', fields: { code: text, name: text, demo: flag, regions: listOf(text) } },
  CountyCorrectionProposed: { title: '提出更正县名和适用规定', fields: correction },
  CountyCorrected: { title: '更正县名和适用规定', fields: correction },
  AreasRegistered: { title: '登记区划', fields: { areas: listOf(record<AreaNamed>({ code: text, name: text })) } },
  HolidayTableProposed: {
    title: '提出节假日安排',
    fields: { year, contentHash: text, title: text, documentNo: text, holidays: listOf(date), workdays: listOf(date) },
  },
  HolidayTableConfirmed: { title: '确认节假日安排', fields: { year, contentHash: text } },
  ClockAdvanced: { title: '模拟时钟前进', fields: { to: instant } },
  CountyRestored: { title: '从备份恢复', fields: { backupHead: text, backupTakenAt: text, personalData: flag } },
  RestoreReconciled: { title: '恢复后核对送盘文件', fields: { documentNo: text, bankFiles: listOf(receivedFile) } },
  ActorAppointed: {
    title: '任命经办人',
    fields: { actorId: text, title: text, role: text, area: text, kind: oneOf('person', 'service'), personId: optional(text) },
  },
  ActorDismissed: { title: '停用经办人', fields: { actorId: text, reason: text } },
  ActorReassigned: {
    title: '变更岗位或辖区',
    fields: { actorId: text, title: text, role: text, area: text, change: text, awaitsConfirmation: flag },
  },
  CredentialSet: {
    title: '设置密码或令牌',
    fields: { actorId: text, change: text, kind: oneOf('password', 'token'), awaitsConfirmation: flag },
  },
  CredentialRevoked: { title: '收回密码或令牌', fields: { actorId: text, reason: text } },
  ActorConfirmed: { title: '确认账号变更', fields: { actorId: text, change: text } },
  ProgrammeProposed: { title: '提出项目规则', fields: { ...version, text } },
  ProgrammeAdopted: { title: '采用项目规则', fields: version },
  RequestAccepted: { title: '受理请求', fields: { requestId: text, route: text, bodyHash: text } },
  RequestAnswered: { title: '答复请求', fields: { requestId: text, status: count, body: text } },
  PersonRegistered: { title: '登记身份', fields: { personId: text, sealedIdentity: text } },
  ProgrammeClaimed: { title: '登记申领', fields: { programme: text, enrolmentId: text, year } },
  ClaimReleased: { title: '让出申领', fields: { programme: text, enrolmentId: text, year, by: text } },
  DeathRecorded: {
    title: '登记死亡',
    fields: { sealedDay: text, source: text },
    earlier: [record<DeathInClear>({ diedOn: date, source: text })],
  },
  ImportStarted: {
    title: '导入花名册',
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
    title: '花名册导入完毕',
    fields: { importId: text, programme: text, year, accepted: count, refused: listOf(row) },
  },
  EnrolmentApplied: {
    title: '申报',
    fields: {
      ...key,
      personId: text,
      secondPersonId: optional(text),
      year,
      importId: text,
      row: count,
      sealedFacts: text,
    },
  },
  EnrolmentRenewed: {
    title: '年审',
    fields: { ...key, year, importId: text, row: count, sealedFacts: text, secondPersonId: optional(text) },
  },
  AccountRecorded: {
    title: '登记账户',
    fields: { ...key, accountVersion: text, sealedAccount: text, reason: oneOf('roster', 'correction') },
  },
  EligibilityConfirmed: { title: '资格确认', fields: { ...key, year, level } },
  EligibilityRejected: { title: '不予确认', fields: { ...key, year, level, reason: text } },
  EnrolmentNoticed: {
    title: '列入公示',
    fields: { ...key, year, level, noticeId: text, postedOn: date, closesOn: date },
  },
  ObjectionRaised: { title: '提出异议', fields: { ...key, objectionId: text, year, level, kind: text, channel: text } },
  ObjectionUpheld: { title: '异议成立', fields: resolved },
  ObjectionDismissed: { title: '异议不成立', fields: resolved },
  EnrolmentExited: {
    title: '退出',
    fields: { ...key, reason: text, year, sealedDay: text },
    earlier: [record<ExitInClear>({ ...key, reason: text, effectiveOn: date })],
  },
  EntitlementDetermined: {
    title: '核定',
    fields: { ...key, year, entitlement: text, amountFen: amount, funding, lines: listOf(line), programmeHash: text },
  },
  EntitlementCorrected: {
    title: '更正核定',
    fields: { ...key, year, entitlement: text, previousFen: amount, amountFen: amount, reason: text },
  },
  PaymentInstructed: { title: '发放', fields: { ...payment, accountVersion: text } },
  PaymentSettled: { title: '到账', fields: payment },
  PaymentReturned: { title: '退票', fields: { ...payment, reason: text } },
  RecoveryOpened: {
    title: '列入追回',
    fields: { ...key, recoveryId: text, year, entitlement: text, amountFen: amount, reason: text },
  },
  RecoveryReceived: {
    title: '追回到账',
    fields: { ...key, recoveryId: text, year, amountFen: amount, documentNo: text },
  },
  NoticePosted: {
    title: '张贴公示',
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

type DeathInClear = { readonly diedOn: string; readonly source: string };
type ExitInClear = EnrolmentKey & { readonly reason: string; readonly effectiveOn: string };
type AreaNamed = Payloads['AreasRegistered']['areas'][number];
