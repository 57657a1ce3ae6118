import { key, type ShapesOf } from './eligibility-shapes';
import { listOf, ordinal, text, year } from './shape';

/** What a case gives up to another programme; what one person says of an exit, a refusal or a move, and another confirms. */
export const EXITS = {
  MonthsGivenWay: {
    title: { zh: '月份让与另一项目', en: 'months given way to another programme' },
    fields: { ...key, year, to: text, months: listOf(ordinal) },
  },
  PaidElsewhereProposed: {
    title: { zh: '提出外县已发的月份', en: 'months paid by another county proposed' },
    fields: { ...key, year, months: listOf(ordinal), paidBy: text, documentNo: text, hold: text, note: text },
  },
  PaidElsewhereConfirmed: {
    title: { zh: '外县已发的月份', en: 'months paid by another county' },
    fields: { ...key, year, months: listOf(ordinal), paidBy: text, documentNo: text },
  },
  PaidElsewhereDropped: {
    title: { zh: '撤回外县已发的提议', en: 'proposal of months paid elsewhere dropped' },
    fields: { ...key, year, note: text },
  },
  ExitProposed: {
    title: { zh: '提出退出', en: 'exit proposed' },
    fields: { ...key, reason: text, year, sealedDay: text, documentNo: text, note: text },
  },
  ExitWithdrawalProposed: {
    title: { zh: '提出撤销退出', en: 'withdrawal of an exit proposed' },
    fields: { ...key, documentNo: text, note: text },
  },
  RejectionWithdrawalProposed: {
    title: { zh: '提出撤销不予确认', en: 'withdrawal of a refusal proposed' },
    fields: { ...key, year, documentNo: text, note: text },
  },
  RejectionWithdrawn: {
    title: { zh: '撤销不予确认', en: 'refusal withdrawn' },
    fields: { ...key, year, documentNo: text, note: text },
  },
  TransferProposed: {
    title: { zh: '提出迁移', en: 'move to another village proposed' },
    fields: { ...key, toVillage: text, year, sealedDay: text, documentNo: text, note: text },
  },
  TransferDropped: { title: { zh: '撤回迁移的提议', en: 'proposal of a move dropped' }, fields: { ...key, note: text } },
  EnrolmentTransferredOut: {
    title: { zh: '迁出本村', en: 'moved out of the village' },
    fields: { ...key, toVillage: text, year, sealedDay: text, documentNo: text },
  },
  EnrolmentTransferredIn: {
    title: { zh: '迁入本村', en: 'moved into the village' },
    fields: { ...key, fromVillage: text, year, sealedDay: text, documentNo: text },
  },
  ExitDropped: { title: { zh: '撤回退出的提议', en: 'proposal of an exit dropped' }, fields: { ...key, note: text } },
} satisfies ShapesOf<
  | 'MonthsGivenWay'
  | 'PaidElsewhereProposed'
  | 'PaidElsewhereConfirmed'
  | 'PaidElsewhereDropped'
  | 'ExitProposed'
  | 'ExitWithdrawalProposed'
  | 'ExitDropped'
  | 'TransferProposed'
  | 'TransferDropped'
  | 'EnrolmentTransferredOut'
  | 'EnrolmentTransferredIn'
  | 'RejectionWithdrawalProposed'
  | 'RejectionWithdrawn'
>;
