import { STEP_WORDS } from '@fenming/words';
import type { ExceptionLine, ResultLine, RosterLine, ControlTotals } from '@fenming/subsidy';
import type { Payloads } from '../log-event';
import { funding, totals, type ShapesOf } from './eligibility-shapes';
import {
  amount,
  count,
  date,
  listOf,
  oneKindOf,
  oneOf,
  optional,
  ordinal,
  record,
  text,
  year,
  type Fields,
  type Shape,
} from './shape';

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
  determination: ordinal,
});
const exception = record<ExceptionLine>({ lineNo: ordinal, caseNumber: text, cause: text, amountFen: amount });
type Line<Outcome> = Extract<ResultLine, { readonly outcome: Outcome }>;
const line = { lineNo: ordinal, amountFen: amount };
const answer = oneKindOf('outcome', {
  settled: record<Line<'settled'>>({ ...line, outcome: text }),
  failed: record<Line<'failed'>>({ ...line, outcome: text, reason: text }),
  unknown: record<Line<'unknown'>>({ ...line, outcome: text, reason: text, bankCode: optional(text) }),
} satisfies Record<ResultLine['outcome'], Shape>);

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
  FundsReserved: { title: { zh: '预留指标', en: 'money reserved' }, fields: { ...budget, batch: text, funding } },
  FundsFreed: {
    title: { zh: '释放指标', en: 'money freed' },
    fields: { ...budget, batch: text, funding, reason: oneOf('returned', 'held-back'), reference: text },
  },
  BatchOpened: { title: STEP_WORDS.opened, fields: batch },
  RosterChunkLocked: {
    title: { zh: '写入名单', en: 'list written' },
    fields: { ...batch, lock: ordinal, chunk: ordinal, lines: listOf(rosterLine) },
  },
  RosterLocked: {
    title: STEP_WORDS.locked,
    fields: { ...batch, ...totals, lock: ordinal, chunks: count, hash: text, funding },
  },
  BatchSubmitted: { title: STEP_WORDS.submitted, fields: signed },
  BatchChecked: { title: STEP_WORDS.checked, fields: signed },
  BatchApproved: { title: STEP_WORDS.approved, fields: signed },
  TotalMistyped: { title: STEP_WORDS.total_mistyped, fields: { ...signed, typedFen: optional(amount) } },
  BatchSentBack: { title: STEP_WORDS.sent_back, fields: { ...batch, reason: text } },
  LinesTakenOff: {
    title: STEP_WORDS.lines_taken_off,
    fields: { ...batch, lock: ordinal, lines: listOf(exception) },
  },
  BatchReleased: { title: STEP_WORDS.released, fields: signed },
  BatchPaused: { title: STEP_WORDS.paused, fields: { ...batch, reason: text } },
  BatchResumed: { title: STEP_WORDS.resumed, fields: batch },
  ChunkInstructed: {
    title: { zh: '分段发放', en: 'chunk paid' },
    fields: { ...batch, ...totals, chunk: ordinal, exceptions: listOf(exception) },
  },
  BankFileIssued: {
    title: STEP_WORDS.file_issued,
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
    title: STEP_WORDS.result_recorded,
    fields: { ...batch, sha256: text, chunks: count, settled: total, failed: total, unknown: total },
  },
  BankResultApplied: { title: STEP_WORDS.result_applied, fields: { ...batch, sha256: text } },
  BatchReconciled: { title: STEP_WORDS.reconciled, fields: { ...batch, settled: total, failed: total } },
  BatchClosed: { title: STEP_WORDS.closed, fields: batch },
} as const satisfies Partial<ShapesOf<keyof Payloads>>;
