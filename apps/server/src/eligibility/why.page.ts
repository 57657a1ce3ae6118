import { capitalNumerals, formatYuan } from '@fenming/money';
import type { Outcome, Programme } from '@fenming/programmes';
import type { FactBody, LineBody, PaymentBody, RuleBody, RungBody, WhyBody } from './why.body';
import type { Problem } from '../problem';
import { html, type Html } from '../pages/html';
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
    <label for="case_number">档案号</label>
    <input
      id="case_number"
      name="case_number"
      value="${asked.case_number ?? ''}"
      placeholder="RURAL_REWARD-2023-1-00002"
      required
    />
    <label for="year">年度（不填为最近申报的年度）</label>
    <input id="year" name="year" inputmode="numeric" value="${asked.year ?? ''}" />
    <label for="programme">项目</label>
    <select id="programme" name="programme">
      <option value="">档案号的项目</option>
      <option value="${EVERY_PROGRAMME}" ${asked.programme === EVERY_PROGRAMME ? 'selected' : undefined}>全部项目</option>
      ${programmes.map(
        ({ id, name }) => html`<option value="${id}" ${id === asked.programme ? 'selected' : undefined}>${name}</option>`,
      )}
    </select>
    <button>查询</button>
  </form>`;

/** A yearly rate that is paid by months is divided; every other line is a product. */
const arithmetic = ({ rate_fen, units, unit }: LineBody): string =>
  `${formatYuan(rate_fen)} × ${units}${unit.endsWith('/12') ? ' ÷ 12' : ''}`;

const lineRow = (line: LineBody): Html =>
  html`<tr>
    <td>${line.layer_text}</td>
    <td>${line.from} 至 ${line.to}</td>
    <td>${line.units_text}</td>
    <td class="num">${arithmetic(line)}</td>
    <td class="num">${formatYuan(line.amount_fen)}</td>
    <td>${line.clause}<br />来源：${line.sources.join('；')}</td>
  </tr>`;

type Heading = (text: string) => Html;
const OF_PAGE: Heading = (text) => html`<h2>${text}</h2>`;
const OF_PROGRAMME: Heading = (text) => html`<h3>${text}</h3>`;

/** Until the county has determined an amount there is none, only what the rules would give. */
const amount = ({ lines, amount_fen, determined }: WhyBody, heading: Heading): Html | undefined => {
  if (lines.length === 0 || amount_fen === null) return undefined;
  return html`${heading('金额怎么算')}
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>标准</th>
            <th>期间</th>
            <th>数量</th>
            <th class="num">标准 × 数量（元）</th>
            <th class="num">金额（元）</th>
            <th>依据</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(lineRow)}
          <tr class="total">
            <td colspan="4">${determined ? '应发' : '测算（尚未核定）'}</td>
            <td class="num">${formatYuan(amount_fen)}</td>
            <td>人民币${capitalNumerals(amount_fen)}</td>
          </tr>
        </tbody>
      </table>
    </div>`;
};

const MARKS: Readonly<Record<Outcome, Html>> = {
  true: html`<span class="good">✓ 符合</span>`,
  false: html`<span class="bad">✗ 不符合</span>`,
  unknown: html`？ 不明`,
  not_asked: html`— 不适用`,
};

const factText = ({ title, text, known }: FactBody): Html => html`${known ? '' : '？'}${title} ${text}<br />`;

const rungRow = ({ outcome, sentence, clause, sources, facts, wouldChange }: RungBody): Html =>
  html`<tr>
    <td>${MARKS[outcome]}</td>
    <td>${sentence}${wouldChange === undefined ? undefined : html`<br />若要改变：${wouldChange}`}</td>
    <td>${facts.map(factText)}</td>
    <td>${clause}${sources.length === 0 ? undefined : html`<br />来源：${sources.join('；')}`}</td>
  </tr>`;

const STATED: Readonly<Record<string, string>> = { EnrolmentApplied: '申报', EnrolmentRenewed: '年审' };
/** Where the facts come from: one recorded event seals them all. */
const statedIn = (ladder: readonly RungBody[]): string => {
  const [origin] = ladder.flatMap(({ facts }) => facts.flatMap(({ source }) => source ?? []));
  return origin === undefined
    ? ''
    : `事实取自 ${origin.date} 的${STATED[origin.type] ?? '记录'}（第 ${origin.revision + 1} 条记录）。`;
};

/** A text that governs some of the months says which; one that was withdrawn since is not called in force. */
const ruleText = ({ document_no, effective_from, from, to, withdrawn_by }: RuleBody, isAlone: boolean): string => {
  const months = isAlone ? '' : `（${from} 至 ${to}）`;
  return withdrawn_by === undefined
    ? `${document_no}${months}，自 ${effective_from} 起生效`
    : `${document_no}${months}，已由 ${withdrawn_by} 撤回`;
};

const conditions = ({ ladder, rules }: WhyBody, heading: Heading): Html | undefined => {
  if (ladder.length === 0) return undefined;
  const told = rules.map((rule) => ruleText(rule, rules.length === 1 && isWholeYear(rule)));
  const by = told.length === 0 ? '' : `规则：${told.join('；')}。`;
  return html`${heading('逐条对照')}
    <p class="note">${by}${statedIn(ladder)}</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>结果</th>
            <th>条件</th>
            <th>事实</th>
            <th>依据</th>
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
    <td>${kind_text}第 ${attempt} 次</td>
    <td><a href="/batches/${batch}${isWhole ? '' : '/rows'}">${batch}</a> 第 ${line_no} 行</td>
    <td class="num">${formatYuan(amount_fen)}</td>
    <td>${state_text}</td>
    <td>${reason_text}</td>
  </tr>`;

const payments = ({ payments: lines }: WhyBody, isWhole: boolean, heading: Heading): Html =>
  html`${heading('发放')}
  ${
    lines.length === 0
      ? html`<p>这一年度还没有列入过批次。</p>`
      : html`<div class="scroll">
          <table>
            <thead>
              <tr>
                <th>第几次</th>
                <th>批次</th>
                <th class="num">金额（元）</th>
                <th>状态</th>
                <th>原因</th>
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
    ${why.case_number === undefined ? undefined : html`<p class="note">档案号 ${why.case_number}</p>`}
    ${told(why, isWhole, OF_PROGRAMME)}`;

const answered = ({ answers, year, caseNumber, place, isWhole, years }: NonNullable<WhyContent['answer']>): Html => {
  const [first, ...more] = answers;
  const others = first?.case_number === undefined ? [] : years.filter((one) => one !== year);
  const isOne = first !== undefined && more.length === 0;
  return html`<h1>${year} 年度 ${isOne ? first.programme_name : '全部项目'}</h1>
    <p class="note">
      ${isOne && first.case_number === undefined ? '没有这个项目的档案' : html`档案号 ${first?.case_number ?? caseNumber} · ${place}`}
      ${others.map(
        (one) =>
          html` <a
            class="no-print"
            href="/why?${new URLSearchParams({
              case_number: first?.case_number ?? caseNumber,
              year: String(one),
              ...(isOne ? {} : { programme: EVERY_PROGRAMME }),
            }).toString()}"
            >${one} 年度</a
          >`,
      )}
    </p>
    ${isOne ? told(first, isWhole, OF_PAGE) : answers.map((why) => ofProgramme(why, isWhole))}`;
};

/** "Why this amount, why nothing?" of one case and year, in one programme or all: the status first, then the arithmetic, the conditions and the payments. */
export const whyPage = (content: WhyContent): Html => {
  const { problem, answer } = content;
  return html`<p class="note no-print"><a href="/">← 首页</a> <a href="/cases">对象名册</a></p>
    ${answer === undefined ? html`<h1>资格查询：为什么是这个金额</h1>` : answered(answer)}
    ${problem === undefined ? undefined : html`<div class="alert" role="alert">${problemTold(problem)}</div>`}
    ${
      answer === undefined
        ? question(content)
        : html`<details class="no-print">
            <summary>查另一个</summary>
            ${question(content)}
          </details>`
    }`;
};
