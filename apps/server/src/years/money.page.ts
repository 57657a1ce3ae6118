import { LAYER_NAMES } from '@fenming/words';
import { formatYuan } from '@fenming/money';
import type { Balance, Ledger, LedgerLine, LedgerSums } from '@fenming/views';
import { html, type Html } from '../pages/html';

type MoneyContent = {
  readonly year: number;
  /** The books of the year, each with the name of its programme and with what was due. */
  readonly books: readonly (Ledger & { readonly name: string; readonly owed: Owed | undefined })[];
};

/** What was due beside what arrived: due − unpaid + overpaid = settled. */
type Owed = Pick<Balance, 'due_fen' | 'unpaid_fen' | 'overpaid_fen' | 'settled_fen' | 'recovered_fen' | 'recovering_fen'>;

const COLUMNS: readonly (readonly [keyof LedgerSums, string])[] = [
  ['appropriated_fen', '下达'],
  ['adjusted_fen', '调整'],
  ['carried_in_fen', '上年结转'],
  ['available_fen', '可用'],
  ['reserved_fen', '预留'],
  ['in_transit_fen', '在途'],
  ['settled_fen', '已发'],
  ['returned_fen', '退票'],
  ['recovered_fen', '追回'],
  ['carried_out_fen', '结转下年'],
  ['lapsed_fen', '缴回'],
];

const row = (name: string, sums: LedgerSums, total: boolean): Html =>
  html`<tr class="${total ? 'total' : ''}">
    <td>${name}</td>
    ${COLUMNS.map(([column]) => html`<td class="num">${formatYuan(sums[column])}</td>`)}
  </tr>`;

/** From left to right, dark to light, so that a grey print still tells them apart; what is left blank is available. */
const SEGMENTS = [
  { title: '已发', fill: '#1f2329', of: ({ settled_fen }: LedgerSums) => settled_fen },
  { title: '在途', fill: '#646a73', of: ({ in_transit_fen }: LedgerSums) => in_transit_fen },
  { title: '预留', fill: '#9aa0a8', of: ({ reserved_fen }: LedgerSums) => reserved_fen },
  {
    title: '结转下年、缴回',
    fill: '#c9cdd4',
    of: ({ carried_out_fen, lapsed_fen }: LedgerSums) => carried_out_fen + lapsed_fen,
  },
] as const;
const WIDTH = 1000;

const budgetOf = ({ appropriated_fen, adjusted_fen, carried_in_fen }: LedgerSums): number =>
  appropriated_fen + adjusted_fen + carried_in_fen;

/** The strip of one layer: its whole width is the budget. Nothing is drawn where there is none; the table has every figure. */
const bullet = (line: LedgerLine): Html | undefined => {
  const budget = budgetOf(line);
  if (budget <= 0) return undefined;
  const at = (amount: number): number => Math.round((amount / budget) * WIDTH);
  let before = 0;
  const rects = SEGMENTS.map(({ fill, of }) => {
    const from = at(before);
    before += of(line);
    return html`<rect x="${from}" y="3" width="${Math.max(0, at(before) - from)}" height="18" fill="${fill}" />`;
  });
  const name = LAYER_NAMES[line.layer];
  const said = `${name}：预算 ${formatYuan(BigInt(budget))} 元，已发 ${formatYuan(line.settled_fen)} 元，可用 ${formatYuan(line.available_fen)} 元`;
  return html`<figure class="bullet">
    <figcaption>${said}</figcaption>
    <svg viewBox="0 0 ${WIDTH} 24" preserveAspectRatio="none" role="img" aria-label="${said}">
      <rect x="0.5" y="0.5" width="${WIDTH - 1}" height="23" fill="#fff" stroke="#646a73" />
      ${rects}
    </svg>
  </figure>`;
};

/** Where more arrived than was due, a reader who compares two pages must not be left to guess why. */
const explained = (owed: Owed): Html => {
  const yuan = (figure: keyof Owed): string => formatYuan(owed[figure]);
  const sum = `应发 ${yuan('due_fen')} − 待发 ${yuan('unpaid_fen')} + 多发 ${yuan('overpaid_fen')} = 已发 ${yuan('settled_fen')} 元。`;
  const claimed = `多发的是发放之后才得知死亡、退出等情形的：已追回 ${yuan('recovered_fen')} 元，追回中 ${yuan('recovering_fen')} 元。`;
  return html`<p class="note">${sum}${owed.overpaid_fen === 0 ? '' : claimed}</p>`;
};

const programme = ({ name, closed_on, balanced, layers, total, owed }: MoneyContent['books'][number]): Html =>
  html` <h2>${name}：可用 ${formatYuan(total.available_fen)} 元，已发 ${formatYuan(total.settled_fen)} 元</h2>
    <p class="note">
      <span class="${balanced ? 'good' : 'bad'}">${balanced ? '借贷相符 ✓' : '借贷不符 ✗'}</span
      >${closed_on === null ? '' : ` · ${closed_on} 已结账`}
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>层级（元）</th>
            ${COLUMNS.map(([, title]) => html`<th class="num">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${layers.map((line) => row(LAYER_NAMES[line.layer], line, false))} ${row('合计', total, true)}
        </tbody>
      </table>
    </div>
    ${owed === undefined ? undefined : explained(owed)} ${layers.map(bullet)}`;

/** A year's money in one page: where it came from, where it is, and whether the books agree, by layer of finance. */
export const moneyPage = ({ year, books }: MoneyContent): Html =>
  html` <p class="note no-print"><a href="/years/${year}">← ${year} 年度</a></p>
    <h1>${year} 年度资金</h1>
    <p class="note">
      下达 + 调整 + 上年结转 = 可用 + 预留 + 在途 + 已发 + 结转下年 +
      缴回。退票已退回“可用”；追回已缴县财政，不再用于发放。图中从左到右：${SEGMENTS.map(({ title }) => title).join('、')}，空白为可用。
    </p>
    ${books.length === 0 ? html`<p>本年度还没有登记指标：由财政经办登记到账的指标文件。</p>` : books.map(programme)}
    <div class="signatures"><span>制表：</span><span>审核：</span><span>负责人：</span></div>`;
