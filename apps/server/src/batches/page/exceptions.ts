import { REASON_TEXTS, type ReturnReason } from '@fenming/bank-files';
import { capital, say } from '@fenming/language';
import { formatYuan } from '@fenming/money';
import type { ExceptionGroup, FailedGroup, Payment } from '@fenming/views';
import { EXCEPTION_FIXES, PAYMENT_STATES } from '@fenming/words';
import { reasonText } from '../../reason-text';
import { html, type Html } from '../../pages/html';
import { whyLink } from '../../eligibility/why-link';

type Areas = Readonly<Record<string, string>>;

const fixOf = (reason: string): string | undefined => {
  const text = REASON_TEXTS[reason as ReturnReason];
  return text === undefined ? undefined : capital(text.fixBy);
};

const failureRow = (batch: string, { reason, count, sum_fen, settled_count }: FailedGroup): Html =>
  html`<tr>
    <td>${capital(reasonText(reason))}</td>
    <td class="num"><a href="/batches/${batch}/rows?state=returned&amp;reason=${reason}">${count}</a></td>
    <td class="num">${formatYuan(sum_fen)}</td>
    <td>${fixOf(reason)}</td>
    <td class="num">${settled_count}</td>
  </tr>`;

/** Lines of the roster, each with its state and reason. */
export const lineTable = (lines: readonly Payment[], areas: Areas): Html =>
  html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th class="num">${say('序号', 'Line')}</th>
          <th>${say('档案号', 'Case number')}</th>
          <th>${say('村', 'Village')}</th>
          <th class="num">${say('金额（元）', 'Amount (yuan)')}</th>
          <th>${say('状态', 'State')}</th>
          <th>${say('原因', 'Reason')}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map((line) => lineRow(line, areas))}
      </tbody>
    </table>
  </div>`;

const lineRow = ({ line_no, case_number, village, entitlement, amount_fen, state, reason }: Payment, areas: Areas): Html =>
  html` <tr>
    <td class="num">${line_no}</td>
    <td>${whyLink(case_number, entitlement.slice(0, 4))}</td>
    <td>${areas[village.slice(0, 9)]}${areas[village]}</td>
    <td class="num">${formatYuan(amount_fen)}</td>
    <td>${capital(PAYMENT_STATES[state])}</td>
    <td>${reason === null ? '' : capital(reasonText(reason))}</td>
  </tr>`;

export const failures = (batch: string, groups: readonly FailedGroup[], returned: readonly Payment[], areas: Areas): Html =>
  html`<h2>${say('退票原因', 'Why payments came back')}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${say('原因', 'Reason')}</th>
            <th class="num">${say('笔数', 'Lines')}</th>
            <th class="num">${say('金额（元）', 'Amount (yuan)')}</th>
            <th>${say('由谁更正', 'Who mends it')}</th>
            <th class="num">${say('已补发到账', 'Reissued and arrived')}</th>
          </tr>
        </thead>
        <tbody>
          ${groups.map((group) => failureRow(batch, group))}
        </tbody>
      </table>
    </div>
    ${lineTable(returned, areas)}`;

const exceptionRow = (batch: string, { cause, count, sum_fen }: ExceptionGroup): Html =>
  html`<tr>
    <td>${capital(reasonText(cause))}</td>
    <td class="num"><a href="/batches/${batch}/rows?state=exception&amp;reason=${cause}">${count}</a></td>
    <td class="num">${formatYuan(sum_fen)}</td>
    <td>${capital(EXCEPTION_FIXES[cause])}</td>
  </tr>`;

/** Lines that were held back at their turn: their money has gone back to what is available. */
export const exceptions = (batch: string, groups: readonly ExceptionGroup[]): Html =>
  html`<h2>${say('暂缓发放', 'Held back')}</h2>
    <p class="note">
      ${say(
        '名单锁定后情况有变，这些行没有发放，资金已退回可用；更正后由下一轮发放。',
        'Something changed after the list was locked: these lines were not paid, and their money is available again; once mended, they are paid in the next round.',
      )}
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${say('原因', 'Reason')}</th>
            <th class="num">${say('笔数', 'Lines')}</th>
            <th class="num">${say('金额（元）', 'Amount (yuan)')}</th>
            <th>${say('由谁处理', 'Who acts on it')}</th>
          </tr>
        </thead>
        <tbody>
          ${groups.map((group) => exceptionRow(batch, group))}
        </tbody>
      </table>
    </div>`;
