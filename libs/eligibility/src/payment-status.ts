import { dateOf, instant } from '@fenming/calendar';
import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import type { RecordedEvent } from '@fenming/event-log';
import { fen, formatYuan, sumFen, type Fen } from '@fenming/money';
import { regularEntitlement, settledFen, type EnrolmentState } from '@fenming/subsidy';
import type { BatchListed, Payment } from '@fenming/views';
import { EXCEPTION_FIXES, isRefusalCode, refusalText, STATE_NAMES } from '@fenming/words';
import type { CaseStatus } from './case-status';

export type PaymentLines = {
  /** The lines on which the case stood for this year, in the order of their attempts and rounds. */
  readonly payments: readonly Payment[];
  /** The batch of the last line. */
  readonly batch?: Pick<BatchListed, 'state' | 'paused'>;
  /** The last digits of the account to which the last line went. */
  readonly accountTail?: string;
};
type Paid = PaymentLines & { readonly year: number; readonly state: EnrolmentState; readonly events: readonly RecordedEvent[] };

const yuan = (amount: Fen): string => `${formatYuan(amount)} 元`;
const dayOf = (event: RecordedEvent | undefined): string => (event === undefined ? '' : dateOf(instant(event.meta.at)));

/** An account that was corrected after the return has mended its cause. Where no new attempt may follow, none is promised, nor to whoever has left since. */
const cameBack = ({ events, state }: Paid, { reason, batch_id }: Payment): string => {
  const returned = events.findLastIndex(({ type, payload }) => type === 'PaymentReturned' && payload['batch'] === batch_id);
  const corrected = events.slice(returned + 1).find(({ type }) => type === 'AccountRecorded');
  const told = REASON_TEXTS[reason as ReturnReason];
  if (told === undefined) return '。';
  if (state.exited) return `：${told.text}。`;
  if (corrected !== undefined) return `：${told.text}。账户已于 ${dayOf(corrected)} 更正，待列入下一批次补发。`;
  return `：${told.text}。下一步：${told.fixBy}${told.reissue ? '，之后由财政经办列入下一批次补发' : ''}。`;
};

/** Why a line was held back at its turn, and what follows; an objection that is over holds nothing back any more. */
const exceptions = ({ state, year }: Paid, { reason }: Payment): string => {
  if (reason === null || !isRefusalCode(reason)) return '。';
  const cause = refusalText(reason);
  if (state.exited) return `：${cause}`;
  const isOver = reason === 'objection_open' && !Object.values(state.openObjections).some((objection) => objection.year === year);
  if (isOver) return '：当时有异议没有处理完毕。异议已经处理，待列入下一批次。';
  const next = EXCEPTION_FIXES[reason];
  return `：${cause}${next === undefined ? '' : `下一步：${next}。`}`;
};

const stage = ({ batch }: Paid): string =>
  batch === undefined ? '待发放' : batch.paused ? '批次暂停发放' : `批次${STATE_NAMES[batch.state] ?? ''}`;

/** Instructed is not sent: the bank can answer only what it was given. */
const awaits = ({ batch }: Pick<PaymentLines, 'batch'>): string =>
  batch?.state === 'released' || batch?.state === 'instructed' ? '送盘文件还没有送银行' : '等银行回盘';

/** Where the money of a year is, by the last line on which the case stood; undefined where it never stood on one. */
export const paid = (known: Paid): CaseStatus | undefined => {
  const payment = known.payments.at(-1);
  if (payment === undefined) return undefined;
  const { batch_id: batch, state } = payment;
  const amount = yuan(payment.amount_fen);
  const settled = known.events.findLast(({ type }) => type === 'PaymentSettled');
  const account = known.accountTail === undefined ? '' : `（账户尾号 ${known.accountTail}）`;
  const sentences: Record<Payment['state'], string> = {
    locked: `已列入批次 ${batch}，${amount}，${stage(known)}。`,
    instructed: `正在发放 ${amount}，批次 ${batch}，${awaits(known)}。`,
    settled: `${dayOf(settled)} 已到账 ${amount}${account}，批次 ${batch}。`,
    returned: `${amount}被银行退回${cameBack(known, payment)}`,
    unknown: `${amount}已送银行，结果未明，批次 ${batch}，待财政经办向银行查询，查明之前不重发。`,
    exception: `批次 ${batch} 没有发放 ${amount}${exceptions(known, payment)}`,
  };
  const paused = state === 'locked' && known.batch?.paused === true;
  const codes: Partial<Record<Payment['state'], string>> = { locked: paused ? 'held' : 'in_batch', exception: 'held' };
  return { code: codes[state] ?? state, sentence: sentences[state] };
};

/** What came of the year's money when the case was left in it. */
export const moneyAtExit = ({ state, year, batch }: Pick<Paid, 'state' | 'year' | 'batch'>): string => {
  const entitlement = state.entitlements[regularEntitlement(year)];
  if (entitlement === undefined) return '退出之前没有核定金额，不再往下办。';
  const due = `${year} 年度应发 ${yuan(entitlement.amountFen)}`;
  const open = state.payments.find((payment) => payment.year === year && payment.state === 'open');
  if (open !== undefined) return `${due}，正在发放 ${yuan(open.amountFen)}，${awaits(batch === undefined ? {} : { batch })}。`;
  const arrived = settledFen(state, entitlement.key);
  if (arrived > 0) return `${due}，已到账 ${yuan(arrived)}${beyond(state, year, fen(arrived - entitlement.amountFen))}。`;
  return entitlement.amountFen > 0 ? `${due}，没有发放，目前不能再列入批次。` : `${due}。`;
};

const beyond = ({ recoveries }: EnrolmentState, year: number, over: Fen): string => {
  if (over <= 0) return '';
  const outstanding = sumFen(
    Object.values(recoveries)
      .filter((recovery) => recovery.year === year)
      .map(({ outstandingFen }) => outstandingFen),
  );
  if (outstanding === 0) return `，多发的 ${yuan(over)}已追回`;
  if (outstanding === over) return `，多发 ${yuan(over)}，待追回`;
  return `，多发 ${yuan(over)}，其中 ${formatYuan(fen(over - Number(outstanding)))} 元已追回，还有 ${formatYuan(outstanding)} 元待追回`;
};
