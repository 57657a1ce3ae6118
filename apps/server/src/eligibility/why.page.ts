import { aside, capital, say, spoken } from '@fenming/language';
import { formatYuan } from '@fenming/money';
import type { Outcome, Programme } from '@fenming/programmes';
import { factsStatedIn } from '@fenming/words';
import type { FactBody, LineBody, PaymentBody, RuleBody, RungBody, WhyBody } from './why.body';
import type { Problem } from '../problem';
import { html, type Html } from '../pages/html';
import { inNumerals } from '../pages/printed';
import { told as problemTold } from '../pages/told';

export type WhyContent = {
  /** What was typed, as it was typed. */
  readonly asked: { readonly case_number?: string; readonly programme?: string; readonly year?: string };
  readonly programmes: readonly Pick<Programme, 'id' | 'name'>[];
  readonly problem?: Problem;
  readonly answer?: {
    /** One of each programme that was asked about. */
    readonly answers: readonly WhyBody[];
    readonly year: number;
    readonly caseNumber: string;
    readonly place: string;
    /** Whether batches are shown as a whole, or only the lines of a part of the county. */
    readonly isWhole: boolean;
    /** The years for which the case has applied. */
    readonly years: readonly number[];
  };
};

/** What the form says of the programme when all are asked about; no programme has a code like that. */
export const EVERY_PROGRAMME = 'all';

const question = ({ asked, programmes }: WhyContent): Html =>
  html`<form class="act" method="get" action="/why">
    <label for="case_number">${say('档案号', 'Case number')}</label>
    <input
      id="case_number"
      name="case_number"
      value="${asked.case_number ?? ''}"
      placeholder="RURAL_REWARD-2023-1-00002"
      required
    />
    <label for="year">${say('年度（不填为最近申报的年度）', 'Year (left empty: the last one applied for)')}</label>
    <input id="year" name="year" inputmode="numeric" value="${asked.year ?? ''}" />
    <label for="programme">${say('项目', 'Programme')}</label>
    <select id="programme" name="programme">
      <option value="">${say('档案号的项目', 'That of the case number')}</option>
      <option value="${EVERY_PROGRAMME}" ${asked.programme === EVERY_PROGRAMME ? 'selected' : undefined}>
        ${say('全部项目', 'All programmes')}
      </option>
      ${programmes.map(
        ({ id, name }) => html`<option value="${id}" ${id === asked.programme ? 'selected' : undefined}>${name}</option>`,
      )}
    </select>
    <button>${say('查询', 'Ask')}</button>
  </form>`;

/** A yearly rate that is paid by months is divided; every other line is a product. */
const arithmetic = ({ rate_fen, units, unit }: LineBody): string =>
  `${formatYuan(rate_fen)} × ${units}${unit.endsWith('/12') ? ' ÷ 12' : ''}`;

/** The documents that a rule was read in, by their own names. */
const sourcesText = (sources: readonly string[]): string => say(`来源：${sources.join('；')}`, `Source: ${sources.join('; ')}`);

const lineRow = (line: LineBody): Html =>
  html`<tr>
    <td>${capital(line.layer_text)}</td>
    <td>${say(`${line.from} 至 ${line.to}`, `${line.from} to ${line.to}`)}</td>
    <td>${line.units_text}</td>
    <td class="num">${arithmetic(line)}</td>
    <td class="num">${formatYuan(line.amount_fen)}</td>
    <td>${line.clause}<br />${sourcesText(line.sources)}</td>
  </tr>`;

type Heading = (text: string) => Html;
const OF_PAGE: Heading = (text) => html`<h2>${text}</h2>`;
const OF_PROGRAMME: Heading = (text) => html`<h3>${text}</h3>`;

/** Until the county has determined an amount there is none, only what the rules would give. */
const amount = ({ lines, amount_fen, determined }: WhyBody, heading: Heading): Html | undefined => {
  if (lines.length === 0 || amount_fen === null) return undefined;
  return html`${heading(say('金额怎么算', 'How the amount is worked out'))}
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${say('标准', 'Rate')}</th>
            <th>${say('期间', 'Months')}</th>
            <th>${say('数量', 'Units')}</th>
            <th class="num">${say('标准 × 数量（元）', 'Rate × units (yuan)')}</th>
            <th class="num">${say('金额（元）', 'Amount (yuan)')}</th>
            <th>${say('依据', 'Clause')}</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(lineRow)}
          <tr class="total">
            <td colspan="4">
              ${determined ? say('应发', 'Due') : say('测算（尚未核定）', 'What the rules would give (not determined yet)')}
            </td>
            <td class="num">${formatYuan(amount_fen)}</td>
            <td>${inNumerals(amount_fen)}</td>
          </tr>
        </tbody>
      </table>
    </div>`;
};

const OUTCOMES = spoken<Outcome>({
  true: { zh: '✓ 符合', en: '✓ met' },
  false: { zh: '✗ 不符合', en: '✗ not met' },
  unknown: { zh: '？ 不明', en: '? not known' },
  not_asked: { zh: '— 不适用', en: '— does not apply' },
});
const LOOKS: Readonly<Record<Outcome, string>> = { true: 'good', false: 'bad', unknown: '', not_asked: '' };

const factText = ({ title, text, known }: FactBody): Html => html`${known ? '' : say('？', '? ')}${title} ${text}<br />`;

const rungRow = ({ outcome, sentence, clause, sources, facts, wouldChange }: RungBody): Html =>
  html`<tr>
    <td><span class="${LOOKS[outcome]}">${OUTCOMES[outcome]}</span></td>
    <td>
      ${sentence}${wouldChange === undefined ? undefined : html`<br />${say(`若要改变：${wouldChange}`, `What would change it: ${wouldChange}`)}`}
    </td>
    <td>${facts.map(factText)}</td>
    <td>${clause}${sources.length === 0 ? undefined : html`<br />${sourcesText(sources)}`}</td>
  </tr>`;

/** Where the facts come from: one recorded event seals them all. */
const statedIn = (ladder: readonly RungBody[]): string => {
  const [origin] = ladder.flatMap(({ facts }) => facts.flatMap(({ source }) => source ?? []));
  if (origin === undefined) return '';
  const stated = factsStatedIn(origin.type);
  return say(
    `事实取自 ${origin.date} 的${stated}（第 ${origin.revision + 1} 条记录）。`,
    `The facts are those of the ${stated} of ${origin.date} (entry ${origin.revision + 1} of the case).`,
  );
};

/** A text that governs some of the months says which; one that was withdrawn since is not called in force. */
const ruleText = ({ document_no, effective_from, from, to, withdrawn_by }: RuleBody, isAlone: boolean): string => {
  const rule = `${document_no}${aside(isAlone ? undefined : say(`${from} 至 ${to}`, `${from} to ${to}`))}`;
  return withdrawn_by === undefined
    ? say(`${rule}，自 ${effective_from} 起生效`, `${rule}, in force from ${effective_from}`)
    : say(`${rule}，已由 ${withdrawn_by} 废止`, `${rule}, withdrawn by ${withdrawn_by}`);
};

const conditions = ({ ladder, rules }: WhyBody, heading: Heading): Html | undefined => {
  if (ladder.length === 0) return undefined;
  const told = rules.map((rule) => ruleText(rule, rules.length === 1 && isWholeYear(rule)));
  const by = told.length === 0 ? '' : say(`规则：${told.join('；')}。`, `Rules: ${told.join('; ')}. `);
  return html`${heading(say('逐条对照', 'Condition by condition'))}
    <p class="note">${by}${statedIn(ladder)}</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${say('结果', 'Result')}</th>
            <th>${say('条件', 'Condition')}</th>
            <th>${say('事实', 'Facts')}</th>
            <th>${say('依据', 'Clause')}</th>
          </tr>
        </thead>
        <tbody>
          ${ladder.map(rungRow)}
        </tbody>
      </table>
    </div>`;
};

const isWholeYear = ({ from, to }: RuleBody): boolean => from.endsWith('-01') && to.endsWith('-12');

const paymentRow = (
  { kind_text, attempt, batch, line_no, amount_fen, state_text, reason_text }: PaymentBody,
  isWhole: boolean,
): Html =>
  html`<tr>
    <td>${say(`${kind_text}第 ${attempt} 次`, `${capital(kind_text)}, attempt ${attempt}`)}</td>
    <td><a href="/batches/${batch}${isWhole ? '' : '/rows'}">${batch}</a> ${say(`第 ${line_no} 行`, `line ${line_no}`)}</td>
    <td class="num">${formatYuan(amount_fen)}</td>
    <td>${capital(state_text)}</td>
    <td>${capital(reason_text ?? '')}</td>
  </tr>`;

const payments = ({ payments: lines }: WhyBody, isWhole: boolean, heading: Heading): Html =>
  html`${heading(say('发放', 'Payments'))}
  ${
    lines.length === 0
      ? html`<p>${say('这一年度还没有列入过批次。', 'This year has not been on the list of any batch yet.')}</p>`
      : html`<div class="scroll">
          <table>
            <thead>
              <tr>
                <th>${say('第几次', 'Attempt')}</th>
                <th>${say('批次', 'Batch')}</th>
                <th class="num">${say('金额（元）', 'Amount (yuan)')}</th>
                <th>${say('状态', 'State')}</th>
                <th>${say('原因', 'Reason')}</th>
              </tr>
            </thead>
            <tbody>
              ${lines.map((one) => paymentRow(one, isWhole))}
            </tbody>
          </table>
        </div>`
  }`;

const told = (why: WhyBody, isWhole: boolean, heading: Heading): Html =>
  html`<p role="status"><b>${why.sentence}</b></p>
    ${amount(why, heading)} ${conditions(why, heading)}
    ${why.case_number === undefined || why.amount_fen === null ? undefined : payments(why, isWhole, heading)}`;

const ofProgramme = (why: WhyBody, isWhole: boolean): Html =>
  html`<h2>${why.programme_name}</h2>
    ${why.case_number === undefined ? undefined : html`<p class="note">${say('档案号', 'Case number')} ${why.case_number}</p>`}
    ${told(why, isWhole, OF_PROGRAMME)}`;

const yearText = (year: number): string => say(`${year} 年度`, String(year));

const answered = ({ answers, year, caseNumber, place, isWhole, years }: NonNullable<WhyContent['answer']>): Html => {
  const [first, ...more] = answers;
  const others = first?.case_number === undefined ? [] : years.filter((one) => one !== year);
  const isOne = first !== undefined && more.length === 0;
  return html`<h1>${yearText(year)} ${isOne ? first.programme_name : say('全部项目', 'all programmes')}</h1>
    <p class="note">
      ${isOne && first.case_number === undefined ? say('没有这个项目的档案', 'No case of this programme') : `${say('档案号', 'Case number')} ${first?.case_number ?? caseNumber} · ${place}`}
      ${others.map(
        (one) =>
          html` <a
            class="no-print"
            href="/why?${new URLSearchParams({
              case_number: first?.case_number ?? caseNumber,
              year: String(one),
              ...(isOne ? {} : { programme: EVERY_PROGRAMME }),
            }).toString()}"
            >${yearText(one)}</a
          >`,
      )}
    </p>
    ${isOne ? told(first, isWhole, OF_PAGE) : answers.map((why) => ofProgramme(why, isWhole))}`;
};

/** "Why this amount, why nothing?" of one case and year, in one programme or all: the status first, then the arithmetic, the conditions and the payments. */
export const whyPage = (content: WhyContent): Html => {
  const { problem, answer } = content;
  return html`<p class="note no-print">
      <a href="/">← ${say('首页', 'First page')}</a> <a href="/cases">${say('对象名册', 'Cases')}</a>
    </p>
    ${answer === undefined ? html`<h1>${say('资格查询：为什么是这个金额', 'Why this amount, or why nothing?')}</h1>` : answered(answer)}
    ${problem === undefined ? undefined : html`<div class="alert" role="alert">${problemTold(problem)}</div>`}
    ${
      answer === undefined
        ? question(content)
        : html`<details class="no-print">
            <summary>${say('查另一个', 'Ask about another')}</summary>
            ${question(content)}
          </details>`
    }`;
};
