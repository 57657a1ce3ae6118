import { say } from '@fenming/language';
import { CONTROL_RESULTS } from '@fenming/words';
import type { ControlReport } from '@fenming/findings';
import { html, type Html } from '../../pages/html';

type Formula = ControlReport['formulas'][number];

const MARKS: Readonly<Partial<Record<Formula['state'], string>>> = { holds: ' ✓', fails: ' ✗' };
const SHOWN = 20;

const formulaRow = ({ code, title, state, reason, checked, findings }: Formula): Html =>
  html` <tr>
    <td>${code}</td>
    <td>
      ${title}${reason === undefined ? undefined : html`<br /><small>${reason}</small>`}
      ${findings.slice(0, SHOWN).map(({ sentence }) => html`<br /><span class="bad">${sentence}</span>`)}
    </td>
    <td class="num">${checked.toLocaleString('zh-CN')}</td>
    <td class="${state === 'fails' ? 'bad' : state === 'holds' ? 'good' : ''}">${CONTROL_RESULTS[state]}${MARKS[state]}</td>
  </tr>`;

const table = (formulas: readonly Formula[]): Html =>
  html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>${say('编号', 'No.')}</th>
          <th>${say('公式', 'Formula')}</th>
          <th class="num">${say('核对数', 'Checked')}</th>
          <th>${say('结果', 'Result')}</th>
        </tr>
      </thead>
      <tbody>
        ${formulas.map(formulaRow)}
      </tbody>
    </table>
  </div>`;

/** The control formulas of the batch: what fails stands open, all of it behind one click. */
export const controls = ({ formulas, totals: { holds, fails, notApplicable } }: ControlReport): Html => {
  const failing = formulas.filter(({ state }) => state === 'fails');
  return html`<p class="${fails === 0 ? 'good' : 'bad'}">
      ${
        fails === 0
          ? say(`核对的 ${holds} 条公式全部成立 ✓`, `All formulas that were checked hold (${holds}) ✓`)
          : say(`${fails} 条公式不成立，资金不能再往下走 ✗`, `Formulas that do not hold: ${fails}; the money goes no further ✗`)
      }
    </p>
    ${failing.length === 0 ? undefined : table(failing)}
    <details>
      <summary>
        ${say(
          `逐条查看（成立 ${holds}，不成立 ${fails}，无可核对 ${notApplicable}）`,
          `One by one (${holds} hold, ${fails} do not hold, ${notApplicable} with nothing to check)`,
        )}
      </summary>
      ${table(formulas.filter(({ state }) => state !== 'not-applicable'))}
    </details>`;
};

/** Above so many groups of lines the formulas are asked on a page of their own, not on every look at the batch. */
export const CHUNKS_AT_A_LOOK = 10;

export const controlsPanel = (batch: string, report: ControlReport | undefined): Html =>
  html`<h2>${say('控制公式', 'Control formulas')}</h2>
    ${
      report === undefined
        ? html`<p>
            <a href="/batches/${batch}/controls">${say('核对本批的控制公式', 'Check the control formulas of this batch')}</a
            >${say('（名单较大，要一会儿）', ' (the list is long, it takes a while)')}
          </p>`
        : controls(report)
    }`;

export const controlsPage = (batch: string, report: ControlReport): Html =>
  html`<p class="note no-print"><a href="/batches/${batch}">← ${say('批次', 'Batch')}</a></p>
    <h1>${say('控制公式', 'Control formulas')}</h1>
    <p class="note">
      ${say(
        `批次 ${batch} · 看过 ${report.events.toLocaleString('zh-CN')} 条记录`,
        `Batch ${batch} · entries read: ${report.events.toLocaleString('zh-CN')}`,
      )}
    </p>
    ${controls(report)}`;
