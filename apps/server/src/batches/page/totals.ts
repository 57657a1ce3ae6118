import { capital, say } from '@fenming/language';
import { formatYuan } from '@fenming/money';
import type { BatchFile, ControlTotal } from '@fenming/views';
import { STATE_NAMES, STEP_NAMES, STEPPER } from '@fenming/words';
import { html, type Html } from '../../pages/html';
import { totalInNumerals } from '../../pages/printed';

/** The stage of the row of stages under which each state stands. */
const SHOWN_AS: Readonly<Record<string, string>> = { released: 'instructed', result_recorded: 'result_applied' };

/** Where the batch stands. An answer of the bank that leaves payments open is a partial one. */
export const stepper = ({ state }: BatchFile, totals: readonly ControlTotal[]): Html => {
  const partial = totals.some(({ step, count }) => step === 'unknown' && count > 0);
  const instructed = totals.find(({ step }) => step === 'instructed');
  const nothingSent = state !== 'released' && instructed?.count === 0;
  const now = STEPPER.findIndex((step) => step === (SHOWN_AS[state] ?? state));
  const name = (step: string): string => {
    if (step === 'result_applied' && partial) return say('部分回盘', 'bank return in part');
    if (step === 'result_applied' && nothingSent) return say('全部暂缓', 'all held back');
    return STATE_NAMES[step === SHOWN_AS[state] ? state : step] ?? step;
  };
  return html`<ol class="steps">
    ${STEPPER.map((step, i) => html`<li class="${i < now ? 'done' : i === now ? 'now' : ''}" ${i === now ? html` aria-current="step"` : undefined}>${capital(name(step))}</li>`)}
  </ol>`;
};

const differenceCell = (batch: string, { step, difference_fen }: ControlTotal): Html =>
  difference_fen === 0
    ? html`<td class="num good">0.00 ✓</td>`
    : html`<td class="num bad">
        <a
          href="/batches/${batch}/rows?difference=${step}"
          title="${say('查看造成差异的明细', 'See the lines that make the difference')}"
          >${formatYuan(difference_fen)} ✗</a
        >
      </td>`;

const ROWS_OF: Readonly<Record<string, string>> = { exceptions: 'exception', settled: 'settled', failed: 'returned' };

const totalRow = (batch: string, total: ControlTotal): Html => {
  const { step, count, sum_fen, hash } = total;
  const state = ROWS_OF[step];
  const rows = state === undefined ? '' : `?state=${state}`;
  return html` <tr>
    <td>${capital(STEP_NAMES[step] ?? step)}</td>
    <td class="num"><a href="/batches/${batch}/rows${rows}">${count.toLocaleString('zh-CN')}</a></td>
    <td class="num">${formatYuan(sum_fen)}</td>
    ${differenceCell(batch, total)}
    <td><code>${hash?.slice(0, 12)}</code></td>
  </tr>`;
};

/** 控制数: count, sum, difference and digest at every step; each difference leads to the lines that make it. */
export const controlTotals = ({ batch_id, roster }: BatchFile, totals: readonly ControlTotal[]): Html =>
  totals.length === 0
    ? html`<p>${say('还没有锁定名单。', 'No list is locked yet.')}</p>`
    : html`<div class="scroll">
          <table>
            <thead>
              <tr>
                <th>${say('环节', 'Step')}</th>
                <th class="num">${say('笔数', 'Lines')}</th>
                <th class="num">${say('金额（元）', 'Amount (yuan)')}</th>
                <th class="num">${say('差异（元）', 'Difference (yuan)')}</th>
                <th>${say('摘要值（前 12 位）', 'Hash (first 12 digits)')}</th>
              </tr>
            </thead>
            <tbody>
              ${totals.map((total) => totalRow(batch_id, total))}
            </tbody>
          </table>
        </div>
        ${roster === null ? undefined : totalInNumerals('名单合计', roster.sum_fen)}`;
