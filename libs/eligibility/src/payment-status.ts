import { say } from '@fenming/language';
import { dateOf, instant } from '@fenming/calendar';
import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import type { RecordedEvent } from '@fenming/event-log';
import { fen, formatYuan, sumFen, type Fen } from '@fenming/money';
import { determinationOf, readyFen, settledFen, type EnrolmentState } from '@fenming/subsidy';
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

const yuan = (amount: Fen): string => say(`${formatYuan(amount)} 元`, `${formatYuan(amount)} yuan`);
const dayOf = (event: RecordedEvent | undefined): string => (event === undefined ? '' : dateOf(instant(event.meta.at)));

/** An account that was corrected after the return has mended its cause. Where no new attempt may follow, none is promised, nor to whoever has left since. */
const cameBack = ({ events, state }: Paid, { reason, batch_id }: Payment): string => {
  const returned = events.findLastIndex(({ type, payload }) => type === 'PaymentReturned' && payload['batch'] === batch_id);
  const corrected = events.slice(returned + 1).find(({ type }) => type === 'AccountRecorded');
  const told = REASON_TEXTS[reason as ReturnReason];
  if (told === undefined) return say('。', '.');
  if (state.exit !== undefined) return say(`：${told.text}。`, `: ${told.text}.`);
  if (corrected !== undefined)
    return say(
      `：${told.text}。账户已于 ${dayOf(corrected)} 更正，待列入下一批次补发。`,
      `: ${told.text}. The account was corrected on ${dayOf(corrected)}; it will be reissued in the next batch.`,
    );
  return say(
    `：${told.text}。下一步：${told.fixBy}${told.reissue ? say('，之后由财政经办列入下一批次补发', ', then the finance maker lists it in the next batch to be reissued') : ''}。`,
    `: ${told.text}. Next: ${told.fixBy}${told.reissue ? say('，之后由财政经办列入下一批次补发', ', then the finance maker lists it in the next batch to be reissued') : ''}.`,
  );
};

/** Why a line was held back at its turn, and what follows; an objection that is over holds nothing back any more. */
const exceptions = ({ state, year }: Paid, { reason }: Payment): string => {
  if (reason === null || !isRefusalCode(reason)) return say('。', '.');
  const cause = refusalText(reason);
  if (state.exit !== undefined) return say(`：${cause}`, `: ${cause}`);
  const isOver = reason === 'objection_open' && !Object.values(state.openObjections).some((objection) => objection.year === year);
  if (isOver)
    return say(
      '：当时有异议没有处理完毕。异议已经处理，待列入下一批次。',
      ': an objection was open at the time. It has been decided; it will be listed in the next batch.',
    );
  const next = EXCEPTION_FIXES[reason];
  return next === undefined ? say(`：${cause}`, `: ${cause}`) : say(`：${cause}下一步：${next}。`, `: ${cause} Next: ${next}.`);
};

const stage = ({ batch }: Paid): string =>
  batch === undefined
    ? say('待发放', 'waiting to be paid')
    : batch.paused
      ? say('批次暂停发放', 'the batch is paused')
      : say(`批次${STATE_NAMES[batch.state] ?? batch.state}`, `the batch is “${STATE_NAMES[batch.state] ?? batch.state}”`);

/** Instructed is not sent: the bank can answer only what it was given. */
const awaits = ({ batch }: Pick<PaymentLines, 'batch'>): string =>
  batch?.state === 'released' || batch?.state === 'instructed'
    ? say('送盘文件还没有送银行', 'the bank file has not been sent yet')
    : say('等银行回盘', 'waiting for the bank return');

/** Where the money of a year is, by the last line on which the case stood; undefined where it never stood on one. */
export const paid = (known: Paid): CaseStatus | undefined => {
  const payment = known.payments.at(-1);
  if (payment === undefined) return undefined;
  const { batch_id: batch, state } = payment;
  const amount = yuan(payment.amount_fen);
  const settled = known.events.findLast(({ type }) => type === 'PaymentSettled');
  const account =
    known.accountTail === undefined ? '' : say(`（账户尾号 ${known.accountTail}）`, ` (account ending in ${known.accountTail})`);
  const sentences: Record<Payment['state'], string> = {
    locked: say(`已列入批次 ${batch}，${amount}，${stage(known)}。`, `Listed in batch ${batch} with ${amount}, ${stage(known)}.`),
    instructed: say(
      `正在发放 ${amount}，批次 ${batch}，${awaits(known)}。`,
      `${amount} being paid in batch ${batch}, ${awaits(known)}.`,
    ),
    settled: say(
      `${dayOf(settled)} 已到账 ${amount}${account}，批次 ${batch}。`,
      `${amount} arrived on ${dayOf(settled)}${account}, batch ${batch}.`,
    ),
    returned: say(`${amount}被银行退回${cameBack(known, payment)}`, `${amount} returned by the bank${cameBack(known, payment)}`),
    unknown: say(
      `${amount}已送银行，结果未明，批次 ${batch}，待财政经办向银行查询，查明之前不重发。`,
      `${amount} sent to the bank, outcome unknown, batch ${batch}; the finance maker asks the bank, and nothing is reissued before that.`,
    ),
    exception: say(
      `批次 ${batch} 没有发放 ${amount}${exceptions(known, payment)}`,
      `Batch ${batch} did not pay ${amount}${exceptions(known, payment)}`,
    ),
  };
  const paused = state === 'locked' && known.batch?.paused === true;
  const codes: Partial<Record<Payment['state'], string>> = { locked: paused ? 'held' : 'in_batch', exception: 'held' };
  return { code: codes[state] ?? state, sentence: `${sentences[state]}${arrears(known)}` };
};

/** What was determined since is paid beside it. */
const arrears = ({ state, year }: Paid): string => {
  const ready = readyFen(state, year);
  const isArrears = ready > 0 && state.payments.some((payment) => payment.year === year && payment.state === 'settled');
  const due = determinationOf(state, year);
  return isArrears && due !== undefined && state.exit === undefined
    ? say(
        `此后核定为 ${yuan(due.amountFen)}，补差 ${yuan(ready)}，待列入下一批次。`,
        ` Determined to be ${yuan(due.amountFen)} since: arrears of ${yuan(ready)}, to be listed in the next batch.`,
      )
    : '';
};

/** What came of the year's money when the case was left in it. */
export const moneyAtExit = ({ state, year, batch }: Pick<Paid, 'state' | 'year' | 'batch'>): string => {
  const entitlement = determinationOf(state, year);
  if (entitlement === undefined)
    return say('退出之前没有核定金额，不再往下办。', 'No amount was determined before leaving; nothing goes on.');
  const due = say(`${year} 年度应发 ${yuan(entitlement.amountFen)}`, `${yuan(entitlement.amountFen)} due for ${year}`);
  const open = state.payments.find((payment) => payment.year === year && payment.state === 'open');
  if (open !== undefined)
    return say(
      `${due}，正在发放 ${yuan(open.amountFen)}，${awaits(batch === undefined ? {} : { batch })}。`,
      `${due}, ${yuan(open.amountFen)} being paid, ${awaits(batch === undefined ? {} : { batch })}.`,
    );
  const arrived = settledFen(state, year);
  if (arrived > 0)
    return say(
      `${due}，已到账 ${yuan(arrived)}${beyond(state, year, fen(arrived - entitlement.amountFen))}。`,
      `${due}, ${yuan(arrived)} arrived${beyond(state, year, fen(arrived - entitlement.amountFen))}.`,
    );
  return entitlement.amountFen > 0
    ? say(`${due}，没有发放，目前不能再列入批次。`, `${due}, not paid, and cannot be listed in a batch at present.`)
    : say(`${due}。`, `${due}.`);
};

const beyond = ({ recoveries }: EnrolmentState, year: number, over: Fen): string => {
  if (over <= 0) return '';
  const outstanding = sumFen(
    Object.values(recoveries)
      .filter((recovery) => recovery.year === year)
      .map(({ outstandingFen }) => outstandingFen),
  );
  if (outstanding === 0) return say(`，多发的 ${yuan(over)}已追回`, `, ${yuan(over)} overpaid and recovered`);
  if (outstanding === over) return say(`，多发 ${yuan(over)}，待追回`, `, ${yuan(over)} overpaid, to be recovered`);
  return say(
    `，多发 ${yuan(over)}，其中 ${formatYuan(fen(over - Number(outstanding)))} 元已追回，还有 ${formatYuan(outstanding)} 元待追回`,
    `, ${yuan(over)} overpaid, of which ${formatYuan(fen(over - Number(outstanding)))} yuan are recovered and ${formatYuan(outstanding)} yuan still to be`,
  );
};
