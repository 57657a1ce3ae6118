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
    title: { zh: '指标到账', en: 'appropriation received' },
    fields: { ...budget, layer, amountFen: amount, documentNo: text, arrivedOn: date },
  },
  AppropriationAdjusted: {
    title: { zh: '指标调整', en: 'appropriation adjusted' },
    fields: { ...budget, layer, amountFen: amount, documentNo: text, reason: text, adjustedOn: date },
  },
  AppropriationCarriedOut: {
    title: { zh: '结转转出', en: 'carried forward' },
    fields: { ...budget, toYear: year, funding, documentNo: text, carriedOn: date },
  },
  AppropriationCarriedIn: {
    title: { zh: '结转转入', en: 'brought forward' },
    fields: { ...budget, fromYear: year, funding, documentNo: text, carriedOn: date, since: year },
  },
  AppropriationLapsed: {
    title: { zh: '缴回财政', en: 'paid back' },
    fields: { ...budget, funding, documentNo: text, lapsedOn: date },
  },
  AppropriationClosed: { title: { zh: '年度结账', en: 'year closed' }, fields: { ...budget, documentNo: text, closedOn: date } },
  FundsReserved: { title: { zh: '占用指标', en: 'money reserved' }, fields: { ...budget, batch: text, funding } },
  FundsFreed: {
    title: { zh: '释放指标', en: 'money freed' },
    fields: { ...budget, batch: text, funding, reason: oneOf('returned', 'held-back'), reference: text },
  },
  BatchOpened: { title: { zh: '开立批次', en: 'batch opened' }, fields: batch },
  RosterChunkLocked: {
    title: { zh: '写入名单', en: 'list written' },
    fields: { ...batch, lock: ordinal, chunk: ordinal, lines: listOf(rosterLine) },
  },
  RosterLocked: {
    title: { zh: '锁定名单', en: 'list locked' },
    fields: { ...batch, ...totals, lock: ordinal, chunks: count, hash: text, funding },
  },
  BatchSubmitted: { title: { zh: '提交', en: 'submitted' }, fields: signed },
  BatchChecked: { title: { zh: '审核', en: 'checked' }, fields: signed },
  BatchApproved: { title: { zh: '审批', en: 'approved' }, fields: signed },
  TotalMistyped: { title: { zh: '审批合计输入有误', en: 'total mistyped' }, fields: { ...signed, typedFen: optional(amount) } },
  BatchSentBack: { title: { zh: '退回', en: 'sent back' }, fields: { ...batch, reason: text } },
  LinesTakenOff: {
    title: { zh: '移出名单', en: 'lines taken off' },
    fields: { ...batch, lock: ordinal, lines: listOf(exception) },
  },
  BatchReleased: { title: { zh: '放款', en: 'released' }, fields: signed },
  BatchPaused: { title: { zh: '暂停发放', en: 'paused' }, fields: { ...batch, reason: text } },
  BatchResumed: { title: { zh: '继续发放', en: 'resumed' }, fields: batch },
  ChunkInstructed: {
    title: { zh: '分段发放', en: 'chunk paid' },
    fields: { ...batch, ...totals, chunk: ordinal, exceptions: listOf(exception) },
  },
  BankFileIssued: {
    title: { zh: '送盘', en: 'bank file made' },
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
    title: { zh: '回盘明细', en: 'lines of a bank return' },
    fields: { ...batch, sha256: text, chunk: ordinal, lines: listOf(answer) },
  },
  BankResultRecorded: {
    title: { zh: '回盘', en: 'bank return' },
    fields: { ...batch, sha256: text, chunks: count, settled: total, failed: total, unknown: total },
  },
  BankResultApplied: { title: { zh: '登记回盘', en: 'bank return recorded' }, fields: { ...batch, sha256: text } },
  BatchReconciled: { title: { zh: '对账', en: 'reconciled' }, fields: { ...batch, settled: total, failed: total } },
  BatchClosed: { title: { zh: '办结', en: 'closed' }, fields: batch },
} as const satisfies Partial<ShapesOf<keyof Payloads>>;
