import { capital, say, spoken } from '@fenming/language';
import { fen, formatYuan, sumFen } from '@fenming/money';
import type { Programme } from '@fenming/programmes';
import type { BatchListed, YearLine, YearSummary } from '@fenming/views';
import { html, type Html } from '../pages/html';
import { reportSignatures, totalInNumerals } from '../pages/printed';
import { batchState, LEDGER_ACCOUNTS, OWED_SUMS, type OwedSum } from '@fenming/words';

/** `isWhole`: of the whole county, and not of a part of it, which has no budget and no batches of its own. */
type YearContent = {
  readonly isWhole: boolean;
  readonly summary: YearSummary;
  readonly batches: readonly BatchListed[];
  readonly programmes: readonly Programme[];
  readonly years: readonly number[];
};

const UNIT_NAMES: Readonly<Record<string, string>> = spoken({
  person: { zh: '人', en: 'people' },
  household: { zh: '户', en: 'households' },
  child: { zh: '名', en: 'children' },
});

/** The columns between the programme and what is available of its money: read from left to right they add up to what arrived. */
const COLUMNS = {
  due_fen: 'due',
  unpaid_fen: 'unpaid',
  overpaid_fen: 'overpaid',
  settled_fen: 'settled',
  recovered_fen: 'recovered',
  recovering_fen: 'recovering',
  left_fen: 'not_claimed',
  undecided_fen: 'undecided',
} as const satisfies Record<string, OwedSum>;
type Column = keyof typeof COLUMNS;
const MONEY = Object.keys(COLUMNS) as readonly Column[];

const titleOf = (column: Column): string => {
  const sum = OWED_SUMS[COLUMNS[column]];
  if (column === 'due_fen' || column === 'settled_fen') return inYuan(sum);
  if (column === 'unpaid_fen') return say(`减：${sum}`, `Less: ${sum}`);
  return column === 'overpaid_fen' ? say(`加：${sum}`, `Plus: ${sum}`) : say(`多发中${sum}`, capital(sum));
};
const inYuan = (title: string): string => say(`${title}（元）`, `${capital(title)} (yuan)`);

const line = (of: YearLine): Html =>
  html` <tr>
    <td>${of.name}</td>
    <td class="num">${of.beneficiaries.toLocaleString('zh-CN')} ${UNIT_NAMES[of.unit]}</td>
    ${MONEY.map((column) => html`<td class="num">${formatYuan(of[column])}</td>`)}
    <td class="num">${of.remaining_fen === null ? '—' : formatYuan(of.remaining_fen)}</td>
  </tr>`;

const total = ({ lines, payments }: YearSummary): Html =>
  html` <tr class="total">
    <td>${say('合计', 'Total')}</td>
    <td class="num">${payments.toLocaleString('zh-CN')} ${say('笔', 'payments')}</td>
    ${MONEY.map((column) => html`<td class="num">${formatYuan(sumFen(lines.map((each) => fen(each[column]))))}</td>`)}
    <td></td>
  </tr>`;

const batchRow = (batch: BatchListed, name: string, isWhole: boolean): Html =>
  html` <tr>
    <td>
      <a href="/batches/${batch.batch_id}${isWhole ? '' : '/rows'}"
        >${name}${batch.round === 1 ? '' : say(`（第 ${batch.round} 轮）`, ` (round ${batch.round})`)}</a
      >
    </td>
    <td>${capital(batchState(batch))}</td>
    <td class="num">${batch.roster?.count.toLocaleString('zh-CN') ?? '—'}</td>
    <td class="num">${batch.roster === null ? '—' : formatYuan(batch.roster.sum_fen)}</td>
  </tr>`;

/** A year in one page: what was owed, what arrived, and every batch. */
export const yearPage = ({ summary, batches, programmes, years, isWhole }: YearContent): Html => {
  const nameOf = (id: string): string => programmes.find((programme) => programme.id === id)?.name ?? id;
  const others = years.filter((year) => year !== summary.year);
  return html` <h1>${say(`${summary.year} 年度发放总览`, `Payments of ${summary.year}`)}</h1>
    <p class="note no-print">
      ${isWhole ? html`<a href="/years/${summary.year}/money">${say('资金', 'Money')}</a>` : undefined}
      <a href="/cases?year=${summary.year}">${say('对象', 'Cases')}</a>
      <a href="/why">${say('资格查询', 'Why this amount?')}</a>
      ${others.map((year) => html`<a href="/years/${year}">${say(`${year} 年度`, `${year}`)}</a> `)}
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${say('项目', 'Programme')}</th>
            <th class="num">${say('已到账', 'Arrived')}</th>
            ${MONEY.map((column) => html`<th class="num">${titleOf(column)}</th>`)}
            <th class="num">${inYuan(LEDGER_ACCOUNTS.available)}</th>
          </tr>
        </thead>
        <tbody>
          ${summary.lines.map(line)} ${total(summary)}
        </tbody>
      </table>
    </div>
    <p class="note">
      ${say(
        '应发 − 待发 + 多发 = 已发。多发是已到账而超过应发的金额，其中已追回、追回中、按规定不追回和待决定的列在右边。',
        'Due − unpaid + overpaid = paid. Overpaid is what has arrived beyond what is due; how much of it is recovered, being recovered, not claimed by the rules and undecided stands to the right.',
      )}
    </p>
    ${totalInNumerals('已发合计', summary.settled_fen)}
    <h2>${say('批次', 'Batches')}</h2>
    ${
      batches.length === 0
        ? html`<p>
            ${say(
              '本年度尚无批次：先确认资格并完成公示，再由财政经办开立批次、锁定名单。',
              'There is no batch of this year yet: first cases are confirmed and their notices run out, then the finance maker opens a batch and locks its list.',
            )}
          </p>`
        : html`<div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>${say('批次', 'Batch')}</th>
                  <th>${say('状态', 'State')}</th>
                  <th class="num">${say('笔数', 'Lines')}</th>
                  <th class="num">${say('金额（元）', 'Amount (yuan)')}</th>
                </tr>
              </thead>
              <tbody>
                ${batches.map((batch) => batchRow(batch, nameOf(batch.programme), isWhole))}
              </tbody>
            </table>
          </div>`
    }
    ${reportSignatures()}`;
};
