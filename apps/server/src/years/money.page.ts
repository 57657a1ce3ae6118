import { capital, listed, say } from '@fenming/language';
import { LAYER_NAMES, LEDGER_ACCOUNTS } from '@fenming/words';
import { formatYuan } from '@fenming/money';
import { LEDGER_SUMS, type LedgerSum } from '@fenming/subsidy';
import type { Balance, Ledger, LedgerLine, LedgerSums } from '@fenming/views';
import { html, type Html } from '../pages/html';
import { reportSignatures } from '../pages/printed';

type MoneyContent = {
  readonly year: number;
  /** The books of the year, each with the name of its programme and with what was due. */
  readonly books: readonly (Ledger & { readonly name: string; readonly owed: Owed | undefined })[];
};

/** What was due beside what arrived: due − unpaid + overpaid = settled. */
type Owed = Pick<
  Balance,
  'due_fen' | 'unpaid_fen' | 'overpaid_fen' | 'settled_fen' | 'recovered_fen' | 'recovering_fen' | 'left_fen' | 'undecided_fen'
>;

const row = (name: string, sums: LedgerSums, total: boolean): Html =>
  html`<tr class="${total ? 'total' : ''}">
    <td>${name}</td>
    ${LEDGER_SUMS.map((sum) => html`<td class="num">${formatYuan(sums[`${sum}_fen`])}</td>`)}
  </tr>`;

/** From left to right, dark to light, so that a grey print still tells them apart; what is left blank is available. */
const SEGMENTS: readonly { readonly fill: string; readonly sums: readonly LedgerSum[] }[] = [
  { fill: '#1f2329', sums: ['settled'] },
  { fill: '#646a73', sums: ['in_transit'] },
  { fill: '#9aa0a8', sums: ['reserved'] },
  { fill: '#c9cdd4', sums: ['carried_out', 'lapsed'] },
];
const namesOf = (sums: readonly LedgerSum[]): readonly string[] => sums.map((sum) => LEDGER_ACCOUNTS[sum]);
const sumOf = (...sums: readonly LedgerSum[]): string => namesOf(sums).join(' + ');
const WIDTH = 1000;

const budgetOf = ({ appropriated_fen, adjusted_fen, carried_in_fen }: LedgerSums): number =>
  appropriated_fen + adjusted_fen + carried_in_fen;

/** The strip of one layer: its whole width is the budget. Nothing is drawn where there is none; the table has every figure. */
const bullet = (line: LedgerLine): Html | undefined => {
  const budget = budgetOf(line);
  if (budget <= 0) return undefined;
  const at = (amount: number): number => Math.round((amount / budget) * WIDTH);
  let before = 0;
  const rects = SEGMENTS.map(({ fill, sums }) => {
    const from = at(before);
    before += sums.reduce((total, sum) => total + line[`${sum}_fen`], 0);
    return html`<rect x="${from}" y="3" width="${Math.max(0, at(before) - from)}" height="18" fill="${fill}" />`;
  });
  const name = LAYER_NAMES[line.layer];
  const [whole, paid, available] = [formatYuan(BigInt(budget)), formatYuan(line.settled_fen), formatYuan(line.available_fen)];
  const said = say(
    `${name}：预算 ${whole} 元，已发 ${paid} 元，可用 ${available} 元`,
    `${capital(name)}: budget ${whole} yuan, paid ${paid} yuan, available ${available} yuan`,
  );
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
  const sum = say(
    `应发 ${yuan('due_fen')} − 待发 ${yuan('unpaid_fen')} + 多发 ${yuan('overpaid_fen')} = 已发 ${yuan('settled_fen')} 元。`,
    `Due ${yuan('due_fen')} − unpaid ${yuan('unpaid_fen')} + overpaid ${yuan('overpaid_fen')} = paid ${yuan('settled_fen')} yuan. `,
  );
  const claimed = say(
    `多发的是已到账而超过应发的：已追回 ${yuan('recovered_fen')} 元，追回中 ${yuan('recovering_fen')} 元，按规定不追回 ${yuan('left_fen')} 元，待决定 ${yuan('undecided_fen')} 元。`,
    `Overpaid is what has arrived beyond what is due: ${yuan('recovered_fen')} yuan recovered, ${yuan('recovering_fen')} yuan being recovered, ${yuan('left_fen')} yuan not claimed by the rules, ${yuan('undecided_fen')} yuan undecided.`,
  );
  return html`<p class="note">${sum}${owed.overpaid_fen === 0 ? '' : claimed}</p>`;
};

const programme = ({ name, closed_on, balanced, layers, total, owed }: MoneyContent['books'][number]): Html =>
  html` <h2>
      ${say(
        `${name}：可用 ${formatYuan(total.available_fen)} 元，已发 ${formatYuan(total.settled_fen)} 元`,
        `${name}: ${formatYuan(total.available_fen)} yuan available, ${formatYuan(total.settled_fen)} yuan paid`,
      )}
    </h2>
    <p class="note">
      <span class="${balanced ? 'good' : 'bad'}"
        >${balanced ? say('借贷相符 ✓', 'The books balance ✓') : say('借贷不符 ✗', 'The books do not balance ✗')}</span
      >${closed_on === null ? '' : say(` · ${closed_on} 已结账`, ` · closed on ${closed_on}`)}
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${say('资金层级（元）', 'Layer of finance (yuan)')}</th>
            ${LEDGER_SUMS.map((sum) => html`<th class="num">${capital(LEDGER_ACCOUNTS[sum])}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${layers.map((line) => row(capital(LAYER_NAMES[line.layer]), line, false))} ${row(say('合计', 'Total'), total, true)}
        </tbody>
      </table>
    </div>
    ${owed === undefined ? undefined : explained(owed)} ${layers.map(bullet)}`;

/** Under the equation of the columns: what two of them mean, and how the strips are read. */
const legend = (): string => {
  const segments = listed(SEGMENTS.flatMap(({ sums }) => namesOf(sums)));
  return say(
    `。退票已退回“可用”；追回已缴${LEDGER_ACCOUNTS.treasury}，不再用于发放。图中从左到右：${segments}，空白为可用。`,
    `. What was returned is available again; what was recovered has gone to the ${LEDGER_ACCOUNTS.treasury} and is paid out no more. The strips show, from left to right: ${segments}; what is blank is available.`,
  );
};

/** A year's money in one page: where it came from, where it is, and whether the books agree, by layer of finance. */
export const moneyPage = ({ year, books }: MoneyContent): Html =>
  html` <p class="note no-print"><a href="/years/${year}">← ${say(`${year} 年度`, `${year}`)}</a></p>
    <h1>${say(`${year} 年度资金`, `Money of ${year}`)}</h1>
    <p class="note">
      ${capital(sumOf('appropriated', 'adjusted', 'carried_in'))} =
      ${sumOf('available', 'reserved', 'in_transit', 'settled', 'carried_out', 'lapsed')}${legend()}
    </p>
    ${books.length === 0 ? html`<p>${say('本年度还没有登记指标：由财政经办登记到账的指标文件。', 'No appropriation of this year is recorded yet: the finance maker records the documents as they arrive.')}</p>` : books.map(programme)}
    ${reportSignatures()}`;
