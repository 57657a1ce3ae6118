import type { ExceptionLine, ResultLine, RosterLine, ControlTotals } from '@fenming/subsidy';
import type { Payloads } from '../log-event';
import { funding, totals, type ShapesOf } from './eligibility-shapes';
import { amount, count, date, listOf, oneOf, optional, ordinal, record, text, year, type Fields } from './shape';

const layer = oneOf('central', 'province', 'city', 'county');
const budget = { programme: text, year, area: text };
const batch = { batch: text, programme: text, year, area: text, round: ordinal } satisfies Fields<Payloads['BatchOpened']>;
const signed = { ...batch, ...totals, hash: text } satisfies Fields<Payloads['BatchSubmitted']>;
const total = record<ControlTotals>(totals);
const rosterLine = record<RosterLine>({
  lineNo: ordinal,
  enrolmentId: text,
  caseNumber: text,
  village: text,
  revision: count,
  entitlement: text,
  attempt: ordinal,
  amountFen: amount,
  funding,
  accountVersion: text,
});
const exception = record<ExceptionLine>({ lineNo: ordinal, caseNumber: text, cause: text, amountFen: amount });
const answer = record<ResultLine>({
  lineNo: ordinal,
  outcome: oneOf('settled', 'failed', 'unknown'),
  reason: optional(text),
  bankCode: optional(text),
  amountFen: amount,
});

/** The money: appropriations, batches, the bank. */
export const PAYOUT = {
  AppropriationReceived: {
    title: '指标到账',
    fields: { ...budget, layer, amountFen: amount, documentNo: text, arrivedOn: date },
  },
  AppropriationAdjusted: {
    title: '指标调整',
    fields: { ...budget, layer, amountFen: amount, documentNo: text, reason: text, adjustedOn: date },
  },
  AppropriationCarriedOut: {
    title: '结转转出',
    fields: { ...budget, toYear: year, funding, documentNo: text, carriedOn: date },
  },
  AppropriationCarriedIn: {
    title: '结转转入',
    fields: { ...budget, fromYear: year, funding, documentNo: text, carriedOn: date, since: year },
  },
  AppropriationLapsed: { title: '缴回财政', fields: { ...budget, funding, documentNo: text, lapsedOn: date } },
  AppropriationClosed: { title: '年度结账', fields: { ...budget, documentNo: text, closedOn: date } },
  FundsReserved: { title: '占用指标', fields: { ...budget, batch: text, funding } },
  FundsFreed: {
    title: '释放指标',
    fields: { ...budget, batch: text, funding, reason: oneOf('returned', 'held-back'), reference: text },
  },
  BatchOpened: { title: '开立批次', fields: batch },
  RosterChunkLocked: {
    title: '写入名单',
    fields: { ...batch, lock: ordinal, chunk: ordinal, lines: listOf(rosterLine) },
  },
  RosterLocked: {
    title: '锁定名单',
    fields: { ...batch, ...totals, lock: ordinal, chunks: count, hash: text, funding },
  },
  BatchSubmitted: { title: '提交', fields: signed },
  BatchChecked: { title: '审核', fields: signed },
  BatchApproved: { title: '审批', fields: signed },
  TotalMistyped: { title: '审批合计输入有误', fields: { ...signed, typedFen: optional(amount) } },
  BatchSentBack: { title: '退回', fields: { ...batch, reason: text } },
  LinesTakenOff: { title: '移出名单', fields: { ...batch, lock: ordinal, lines: listOf(exception) } },
  BatchReleased: { title: '放款', fields: signed },
  BatchPaused: { title: '暂停发放', fields: { ...batch, reason: text } },
  BatchResumed: { title: '继续发放', fields: batch },
  ChunkInstructed: {
    title: '分段发放',
    fields: { ...batch, ...totals, chunk: ordinal, exceptions: listOf(exception) },
  },
  BankFileIssued: {
    title: '送盘',
    fields: {
      ...batch,
      ...totals,
      fileName: text,
      profile: text,
      sha256: text,
      part: optional(ordinal),
      parts: optional(ordinal),
    },
  },
  BankResultChunkRecorded: {
    title: '回盘明细',
    fields: { ...batch, sha256: text, chunk: ordinal, lines: listOf(answer) },
  },
  BankResultRecorded: {
    title: '回盘',
    fields: { ...batch, sha256: text, chunks: count, settled: total, failed: total, unknown: total },
  },
  BankResultApplied: { title: '登记回盘', fields: { ...batch, sha256: text } },
  BatchReconciled: { title: '对账', fields: { ...batch, settled: total, failed: total } },
  BatchClosed: { title: '办结', fields: batch },
} as const satisfies Partial<ShapesOf<keyof Payloads>>;
