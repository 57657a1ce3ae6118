import { capitalNumerals, fen, formatYuan, sumFen } from '@fenming/money';
import type { Programme } from '@fenming/programmes';
import type { BatchListed, YearLine, YearSummary } from '@fenming/views';
import { html, type Html } from '../pages/html';
import { STATE_NAMES } from '@fenming/words';

/** `isWhole`: of the whole county, and not of a part of it, which has no budget and no batches of its own. */
type YearContent = {
  readonly isWhole: boolean;
  readonly summary: YearSummary;
  readonly batches: readonly BatchListed[];
  readonly programmes: readonly Programme[];
  readonly years: readonly number[];
};

const UNIT_NAMES: Readonly<Record<string, string>> = { person: '人', household: '户', child: '名' };

/** The columns between the programme and what is left of its money: read from left to right they add up to what arrived. */
const MONEY = [
  ['due_fen', '应发（元）'],
  ['unpaid_fen', '减：待发'],
  ['overpaid_fen', '加：多发'],
  ['settled_fen', '已发（元）'],
  ['recovered_fen', '多发中已追回'],
  ['recovering_fen', '多发中追回中'],
] as const;

const line = (of: YearLine): Html =>
  html` <tr>
    <td>${of.name}</td>
    <td class="num">${of.beneficiaries.toLocaleString('zh-CN')} ${UNIT_NAMES[of.unit]}</td>
    ${MONEY.map(([column]) => html`<td class="num">${formatYuan(of[column])}</td>`)}
    <td class="num">${of.remaining_fen === null ? '—' : formatYuan(of.remaining_fen)}</td>
  </tr>`;

const total = ({ lines, payments }: YearSummary): Html =>
  html` <tr class="total">
    <td>合计</td>
    <td class="num">${payments.toLocaleString('zh-CN')} 笔</td>
    ${MONEY.map(([column]) => html`<td class="num">${formatYuan(sumFen(lines.map((each) => fen(each[column]))))}</td>`)}
    <td></td>
  </tr>`;

const batchRow = (batch: BatchListed, name: string, isWhole: boolean): Html =>
  html` <tr>
    <td>
      <a href="/batches/${batch.batch_id}${isWhole ? '' : '/rows'}"
        >${name}${batch.round === 1 ? '' : `（第 ${batch.round} 轮 · 补发）`}</a
      >
    </td>
    <td>${STATE_NAMES[batch.state]}</td>
    <td class="num">${batch.roster?.count.toLocaleString('zh-CN') ?? '—'}</td>
    <td class="num">${batch.roster === null ? '—' : formatYuan(batch.roster.sum_fen)}</td>
  </tr>`;

/** A year in one page: what was owed, what arrived, and every batch. */
export const yearPage = ({ summary, batches, programmes, years, isWhole }: YearContent): Html => {
  const nameOf = (id: string): string => programmes.find((programme) => programme.id === id)?.name ?? id;
  const others = years.filter((year) => year !== summary.year);
  return html` <h1>${summary.year} 年度发放总览</h1>
    <p class="note no-print">
      ${isWhole ? html`<a href="/years/${summary.year}/money">资金</a>` : undefined}
      <a href="/cases?year=${summary.year}">对象</a>
      <a href="/why">资格查询</a> ${others.map((year) => html`<a href="/years/${year}">${year} 年度</a> `)}
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>项目</th>
            <th class="num">已到账</th>
            ${MONEY.map(([, title]) => html`<th class="num">${title}</th>`)}
            <th class="num">指标余额（元）</th>
          </tr>
        </thead>
        <tbody>
          ${summary.lines.map(line)} ${total(summary)}
        </tbody>
      </table>
    </div>
    <p class="note">应发 − 待发 + 多发 = 已发。多发是发放之后才得知死亡、退出等情形而多付的钱，都已列入追回。</p>
    <p>已发合计（大写）：人民币${capitalNumerals(summary.settled_fen)}</p>
    <h2>批次</h2>
    ${
      batches.length === 0
        ? html`<p>本年度尚无批次：先确认资格并完成公示，再由财政经办开立批次、锁定名单。</p>`
        : html`<div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>批次</th>
                  <th>状态</th>
                  <th class="num">笔数</th>
                  <th class="num">金额（元）</th>
                </tr>
              </thead>
              <tbody>
                ${batches.map((batch) => batchRow(batch, nameOf(batch.programme), isWhole))}
              </tbody>
            </table>
          </div>`
    }
    <div class="signatures"><span>制表：</span><span>审核：</span><span>负责人：</span></div>`;
};
