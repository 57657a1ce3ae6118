import { capitalNumerals, formatYuan } from '@fenming/money';
import type { Programme } from '@fenming/programmes';
import type { BatchListed, YearLine, YearSummary } from '@fenming/views';
import { html, type Html } from './html';
import { STATE_NAMES } from '@fenming/words';

export type YearContent = {
  readonly summary: YearSummary;
  readonly batches: readonly BatchListed[];
  readonly programmes: readonly Programme[];
  readonly years: readonly number[];
};

const UNIT_NAMES: Readonly<Record<string, string>> = { person: '人', household: '户', child: '名' };

const line = ({ name, beneficiaries, unit, due_fen, settled_fen, recovered_fen, remaining_fen }: YearLine): Html =>
  html` <tr>
    <td>${name}</td>
    <td class="num">${beneficiaries.toLocaleString('zh-CN')} ${UNIT_NAMES[unit]}</td>
    <td class="num">${formatYuan(due_fen)}</td>
    <td class="num">${formatYuan(settled_fen)}</td>
    <td class="num">${formatYuan(recovered_fen)}</td>
    <td class="num">${formatYuan(remaining_fen)}</td>
  </tr>`;

const batchRow = (batch: BatchListed, name: string): Html =>
  html` <tr>
    <td><a href="/batches/${batch.batch_id}">${name}${batch.round === 1 ? '' : `（第 ${batch.round} 轮 · 补发）`}</a></td>
    <td>${STATE_NAMES[batch.state]}</td>
    <td class="num">${batch.roster?.count.toLocaleString('zh-CN') ?? '—'}</td>
    <td class="num">${batch.roster === null ? '—' : formatYuan(batch.roster.sum_fen)}</td>
  </tr>`;

/** A year in one page: what was owed, what arrived, and every batch. */
export const yearPage = ({ summary, batches, programmes, years }: YearContent): Html => {
  const nameOf = (id: string): string => programmes.find((programme) => programme.id === id)?.name ?? id;
  const others = years.filter((year) => year !== summary.year);
  return html` <h1>${summary.year} 年度发放总览</h1>
    <p class="note no-print">
      <a href="/years/${summary.year}/money">资金</a> ${others.map((year) => html`<a href="/years/${year}">${year} 年度</a> `)}
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>项目</th>
            <th class="num">已到账</th>
            <th class="num">应发（元）</th>
            <th class="num">已发（元）</th>
            <th class="num">已追回（元）</th>
            <th class="num">指标余额（元）</th>
          </tr>
        </thead>
        <tbody>
          ${summary.lines.map(line)}
          <tr class="total">
            <td>合计</td>
            <td class="num">${summary.payments.toLocaleString('zh-CN')} 笔</td>
            <td></td>
            <td class="num">${formatYuan(summary.settled_fen)}</td>
            <td></td>
            <td></td>
          </tr>
        </tbody>
      </table>
    </div>
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
                ${batches.map((batch) => batchRow(batch, nameOf(batch.programme)))}
              </tbody>
            </table>
          </div>`
    }
    <div class="signatures"><span>制表：</span><span>审核：</span><span>负责人：</span></div>`;
};
