import { dateOf, instant } from '@fenming/calendar';
import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import type { RecordedEvent } from '@fenming/event-log';
import { formatYuan } from '@fenming/money';
import { LEVELS, REFUSALS, type EnrolmentState, type Level, type RefusalCode } from '@fenming/subsidy';
import type { Payment } from '@fenming/views';
import { LEVEL_NAMES } from '@fenming/words';

/** Where a case stands in a year: a stable code, and the sentence that people are told first. */
export type CaseStatus = { readonly code: string; readonly sentence: string };

const dayOf = (event: RecordedEvent | undefined): string => (event === undefined ? '' : dateOf(instant(event.meta.at)));
const textOf = ({ payload }: RecordedEvent, name: string): string => {
  const text = payload[name];
  return typeof text === 'string' ? text : '';
};
const EXITS: Readonly<Record<string, string>> = { death: '死亡' };

type Known = {
  readonly year: number;
  readonly state: EnrolmentState;
  /** The events of the case in this year, oldest first. */
  readonly events: readonly RecordedEvent[];
  readonly payments: readonly Payment[];
};
const last = ({ events }: Known, ...types: readonly string[]): RecordedEvent | undefined =>
  events.findLast(({ type }) => types.includes(type));

const left = ({ state: { exit } }: Known): CaseStatus | undefined =>
  exit === undefined
    ? undefined
    : { code: 'exited', sentence: `已退出，自 ${exit.effectiveOn} 起（${EXITS[exit.reason] ?? exit.reason}）。` };

const turnedDown = (known: Known): CaseStatus | undefined => {
  const event = last(known, 'EligibilityRejected', 'ObjectionUpheld');
  if (known.state.years[known.year]?.rejected !== true || event === undefined) return undefined;
  const level = event.payload['level'];
  const by = event.type === 'ObjectionUpheld' ? '异议成立' : LEVEL_NAMES[level as Level];
  return { code: 'rejected', sentence: `${dayOf(event)} ${by}，不予确认。理由：${textOf(event, 'reason')}` };
};

const cameBack = ({ reason }: Payment): string => {
  const told = REASON_TEXTS[reason as ReturnReason];
  return told === undefined ? '' : `：${told.text}，由${told.fixBy}更正后补发`;
};
const heldBack = ({ reason }: Payment): string =>
  reason !== null && reason in REFUSALS ? `：${REFUSALS[reason as RefusalCode].text.replace(/。$/, '')}` : '';

const paid = (known: Known): CaseStatus | undefined => {
  const payment = known.payments.at(-1);
  if (payment === undefined) return undefined;
  const amount = `${formatYuan(payment.amount_fen)} 元`;
  const sentences: Record<Payment['state'], string> = {
    locked: `已列入批次 ${payment.batch_id}，${amount}，待发放。`,
    instructed: `正在发放，${amount}，批次 ${payment.batch_id}，等银行回盘。`,
    settled: `${dayOf(last(known, 'PaymentSettled'))} 已到账 ${amount}，批次 ${payment.batch_id}。`,
    returned: `${amount}被银行退回${cameBack(payment)}。`,
    unknown: `${amount}已送银行，结果未明，批次 ${payment.batch_id}。`,
    exception: `${amount}暂缓发放${heldBack(payment)}。`,
  };
  return { code: payment.state === 'locked' ? 'in_batch' : payment.state, sentence: sentences[payment.state] };
};

const objected = ({ state, year }: Known): CaseStatus | undefined =>
  Object.values(state.openObjections).some((objection) => objection.year === year)
    ? { code: 'objection_open', sentence: '有异议正在处理，处理完毕之前不再往下办。' }
    : undefined;

const determined = (known: Known): CaseStatus | undefined => {
  const entitlement = Object.values(known.state.entitlements).find(({ year }) => year === known.year);
  const event = last(known, 'EntitlementDetermined');
  if (entitlement === undefined) return undefined;
  return { code: 'determined', sentence: `${dayOf(event)} 核定 ${formatYuan(entitlement.amountFen)} 元，还没有列入批次。` };
};

const confirmed = (known: Known): CaseStatus | undefined => {
  const year = known.state.years[known.year];
  const level = LEVELS.findLast((one) => year?.confirmedBy[one] !== undefined);
  if (year === undefined || level === undefined) return undefined;
  const next = LEVELS[LEVELS.indexOf(level) + 1];
  const notice = year.notices[level];
  const posted = notice === undefined ? '，还没有公示' : `，公示到 ${notice.closesOn}`;
  const waits = next === undefined ? '' : `，待${LEVEL_NAMES[next]}确认`;
  const day = dayOf(last(known, 'EligibilityConfirmed'));
  return { code: `confirmed_${level}`, sentence: `${day} ${LEVEL_NAMES[level]}已确认${posted}${waits}。` };
};

const applied = (known: Known): CaseStatus => ({
  code: 'applied',
  sentence: `${dayOf(last(known, 'EnrolmentApplied', 'EnrolmentRenewed'))} 已申报，还没有人确认，待村级确认。`,
});

/** The furthest that a case has come, or why it goes no further. */
export const statusOf = (known: Known): CaseStatus =>
  turnedDown(known) ?? left(known) ?? paid(known) ?? objected(known) ?? determined(known) ?? confirmed(known) ?? applied(known);
