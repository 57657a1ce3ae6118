import { say } from '@fenming/language';
import { dateOf, instant } from '@fenming/calendar';
import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import type { RecordedEvent } from '@fenming/event-log';
import { isHoldCause, read, isDead } from '@fenming/subsidy';
import type { Payment } from '@fenming/views';
import { EXCEPTION_FIXES, refusalText, STATE_NAMES } from '@fenming/words';
import { amountOf, awaits, beyondDue, dueSince, spaced, together, toldLines, type YearMoney } from './year-money';

/**
 * Every code of where a case stands in a year. `not_reviewed`: confirmed for the year before and on no list of this one; `not_listable`: determined, and a batch cannot list it yet; `held_back`: its line was left out of a
 * batch at its turn (0046); `batch_paused`: its batch was stopped by somebody. A case that waits for a second signature: `fact_awaited`,
 * `death_awaited`, `exit_awaited`. `transfer_awaited`: which village confirms the year is not settled.
 */
export const CASE_STATUSES = [
  'out_of_force',
  'not_applied',
  'not_reviewed',
  'applied',
  'confirmed_village',
  'confirmed_township',
  'confirmed_county',
  'rejected',
  'exited',
  'objection_open',
  'fact_awaited',
  'death_awaited',
  'guardian_awaited',
  'held_by_hand',
  'exit_awaited',
  'transfer_awaited',
  'determined',
  'not_listable',
  'in_batch',
  'batch_paused',
  'held_back',
  'instructed',
  'settled',
  'returned',
  'unknown',
] as const;
/** Where a case stands in a year: a stable code, and the sentence that people are told first. */
export type CaseStatus = { readonly code: (typeof CASE_STATUSES)[number]; readonly sentence: string };

const dayOf = (event: RecordedEvent | undefined): string => (event === undefined ? '' : dateOf(instant(event.meta.at)));

/** An account that was corrected after the return has mended its cause. Where no new attempt may follow, none is promised, nor to somebody who has died since. */
const cameBack = ({ events, state, year, isClosed }: YearMoney, line: Payment): string => {
  const { reason } = line;
  const returned = events.findLastIndex((event) => event.type === 'PaymentReturned' && isOf(event, line));
  const corrected = events.slice(returned + 1).find(({ type }) => type === 'AccountRecorded');
  const told = REASON_TEXTS[reason as ReturnReason];
  if (told === undefined) return say('。', '.');
  if (isDead(state)) return say(`：${told.text}。`, `: ${told.text}.`);
  if (isClosed)
    return say(
      `：${told.text}。${year} 年度已结账，待财政局按文件安排资金。`,
      `: ${told.text}. The books of ${year} are closed; the finance bureau arranges for the money by a document.`,
    );
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
const exceptions = ({ state, year }: YearMoney, { reason }: Payment): string => {
  if (reason === null || !isHoldCause(reason)) return say('。', '.');
  const cause = refusalText(reason);
  if (isDead(state)) return say(`：${cause}`, `: ${cause}`);
  const isOver = reason === 'objection_open' && !Object.values(state.openObjections).some((objection) => objection.year === year);
  if (isOver)
    return say(
      '：当时有异议没有处理完毕。异议已经处理，待列入下一批次。',
      ': an objection was open at the time. It has been decided; it will be listed in the next batch.',
    );
  return say(`：${cause}下一步：${EXCEPTION_FIXES[reason]}。`, `: ${cause} Next: ${EXCEPTION_FIXES[reason]}.`);
};

const stage = (batch: ReturnType<YearMoney['batchOf']>): string =>
  batch === undefined
    ? say('待发放', 'waiting to be paid')
    : batch.paused
      ? say('批次暂停发放', 'the batch is paused')
      : say(`批次${STATE_NAMES[batch.state] ?? batch.state}`, `the batch is “${STATE_NAMES[batch.state] ?? batch.state}”`);

/** Whether an event says something about this line. */
export const isOf = (event: RecordedEvent, { batch_id, line_no }: Payment): boolean => {
  const { batch, lineNo } = read(event);
  return batch === batch_id && lineNo === line_no;
};

/** What became of one line. */
const lineTold = (known: YearMoney, line: Payment): string => {
  const { batch_id: batch, state, entitlement } = line;
  const amount = amountOf(entitlement, line.amount_fen);
  const settled = known.events.findLast((event) => event.type === 'PaymentSettled' && isOf(event, line));
  const tail = known.accountTailOf(line);
  const account = tail === undefined ? '' : say(`（账户尾号 ${tail}）`, ` (account ending in ${tail})`);
  const stands = known.batchOf(batch);
  const sentences: Record<Payment['state'], string> = {
    locked: say(
      `已列入批次 ${batch}，${amount}，${stage(stands)}。`,
      `Listed in batch ${batch} with ${amount}, ${stage(stands)}.`,
    ),
    instructed: say(
      `正在发放${spaced(amount)}，批次 ${batch}，${awaits(stands)}。`,
      `${amount} being paid in batch ${batch}, ${awaits(stands)}.`,
    ),
    settled: say(
      `${dayOf(settled)} 已到账${spaced(amount)}${account}，批次 ${batch}。`,
      `${amount} arrived on ${dayOf(settled)}${account}, batch ${batch}.`,
    ),
    returned: say(`${amount}被银行退回${cameBack(known, line)}`, `${amount} returned by the bank${cameBack(known, line)}`),
    unknown: say(
      `${amount}已送银行，结果未明，批次 ${batch}，待财政经办向银行查询，查明之前不重发。`,
      `${amount} sent to the bank, outcome unknown, batch ${batch}; the finance maker asks the bank, and nothing is reissued before that.`,
    ),
    exception: say(
      `批次 ${batch} 暂缓发放${spaced(amount)}${exceptions(known, line)}`,
      `Batch ${batch} held back ${amount}${exceptions(known, line)}`,
    ),
  };
  return sentences[state];
};

const codeOf = ({ state }: Payment, isPaused: boolean): CaseStatus['code'] => {
  if (state === 'locked') return isPaused ? 'batch_paused' : 'in_batch';
  return state === 'exception' ? 'held_back' : state;
};

/** Where the money of a year is: the lines on which the case stood, and what is due or came back beside them; undefined where it never stood on one. */
export const paid = (known: YearMoney): CaseStatus | undefined => {
  const last = known.payments.at(-1);
  if (last === undefined) return undefined;
  const lines = toldLines(known.payments).map((line) => lineTold(known, line));
  const beyond = beyondDue(known);
  const sentence = together(...lines, beyond === '' ? '' : `${beyond}${say('。', '.')}`, dueSince(known));
  const isPaused = last.state === 'locked' && known.batchOf(last.batch_id)?.paused === true;
  return { code: codeOf(last, isPaused), sentence };
};
