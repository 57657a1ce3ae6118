import { dateOf, type Instant } from '@fenming/calendar';
import { aside, say, spokenLanguage, type Language } from '@fenming/language';
import type { Asked } from '@fenming/subsidy';
import { asOfSentence, ROLE_NAMES } from '@fenming/words';
import { LANGUAGE_TAGS } from '../access/languages';
import { html, Html } from './html';

export type Frame = {
  readonly title: string;
  readonly county: string;
  readonly demo: boolean;
  readonly simulated: boolean;
  /** What is wrong with the log or the machine. */
  readonly alarms?: readonly string[];
  readonly now: Instant;
  readonly asked?: Omit<Asked, 'at'>;
  /** Of the session that the page is made for. */
  readonly formToken: string;
  /** Where the page can be opened again, in another language. */
  readonly address: string;
  /** 数据截至: since when the log has not answered, by the machine's clock. */
  readonly asOf?: Instant;
  /** Its tables have more columns than an upright sheet is wide: it is printed across. */
  readonly wide?: boolean;
  /** Something on the page is moving: a browser without script reads it again every few seconds. */
  readonly readAgain?: boolean;
};

const STYLE = new Html(`
:root { --ink: #1f2329; --quiet: #646a73; --line: #d0d3d6; --head: #f5f6f7; --act: #1456b8; --warn: #b42318; --good: #1a7f37; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.6 "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", SimHei, sans-serif; color: var(--ink); background: #fff; }
header { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: baseline; padding: 10px 24px; background: #12395f; color: #fff; }
header a { color: #fff; text-decoration: none; } header .brand { font-size: 20px; font-weight: 600; letter-spacing: .1em; }
header .who { margin-left: auto; }
.clock { padding: 4px 24px; background: #fff4d6; border-bottom: 1px solid #e6c564; }
main { max-width: 1200px; margin: 0 auto; padding: 16px 24px 48px; }
h1 { font-size: 24px; margin: 8px 0 4px; } h2 { font-size: 18px; margin: 28px 0 8px; }
p.note { color: var(--quiet); margin: 4px 0 12px; }
.scroll { overflow-x: auto; } .scroll + .scroll { margin-top: 12px; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid var(--line); padding: 6px 10px; text-align: left; vertical-align: top; }
th { background: var(--head); font-weight: 600; white-space: nowrap; }
td.num, th.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th:lang(en), th.num:lang(en) { white-space: normal; }
tr.total td { font-weight: 600; background: var(--head); }
code { font: 13px/1.5 ui-monospace, "Noto Sans Mono", Consolas, monospace; word-break: break-all; }
.good { color: var(--good); } .bad { color: var(--warn); font-weight: 600; }
ol.steps { list-style: none; display: flex; flex-wrap: wrap; gap: 4px; padding: 0; margin: 12px 0; }
ol.steps li { border: 1px solid var(--line); padding: 2px 10px; border-radius: 3px; color: var(--quiet); } ol.steps li.done { color: var(--good); border-color: var(--good); } ol.steps li.now { color: #fff; background: var(--act); border-color: var(--act); font-weight: 600; }
form.act { border: 1px solid var(--line); border-radius: 4px; padding: 12px 16px; margin: 12px 0; max-width: 640px; }
form.act h3 { margin: 0 0 8px; font-size: 16px; } label { display: block; margin: 8px 0 2px; }
input, textarea, select { font: inherit; padding: 6px 8px; border: 1px solid #8f959e; border-radius: 3px; width: 100%; max-width: 420px; }
button { font: inherit; padding: 6px 20px; margin-top: 10px; border: 1px solid var(--act); border-radius: 3px; background: var(--act); color: #fff; cursor: pointer; }
p.note button { margin: 0 0 0 12px; padding: 2px 12px; }
progress { width: 100%; max-width: 640px; height: 20px; accent-color: var(--act); }
details summary { cursor: pointer; } details .scroll { margin-top: 8px; }
form.act button { display: block; }
button.plain { background: #fff; color: var(--act); } header button { margin: 0; padding: 2px 12px; }
header .languages button { padding: 0; border: 0; background: none; color: #fff; text-decoration: underline; } header .languages b { font-weight: 600; }
button:disabled { background: #e5e6eb; border-color: var(--line); color: var(--quiet); cursor: not-allowed; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
.alert { border: 2px solid var(--warn); border-radius: 4px; padding: 10px 16px; margin: 12px 0; } .alert b { color: var(--warn); }
figure.bullet { margin: 10px 0; } figure.bullet figcaption { color: var(--quiet); } figure.bullet svg { display: block; width: 100%; height: 24px; print-color-adjust: exact; }
@media (max-width: 600px) { main { padding: 12px 16px 32px; } table { width: max-content; min-width: 100%; } td { max-width: 20em; } th, td { padding: 4px 8px; } }
.signatures { display: none; }
@media print {
  header form, form.act, .no-print { display: none; } header { background: none; color: #000; border-bottom: 2px solid #000; padding: 4px 0; } header a { color: #000; }
  body { font-size: 12px; } main { max-width: none; padding: 8px 0; } th, td { padding: 3px 6px; } thead { display: table-header-group; } tr { break-inside: avoid; }
  .signatures { display: flex; justify-content: space-between; margin-top: 48px; } @page { size: A4; margin: 18mm 15mm; }
  .scroll { overflow: visible; padding: 0 1px; } tr.total { break-before: avoid; }
}`);

const ACROSS = new Html(
  `@media print { @page { size: A4 landscape; margin: 15mm 12mm; } body { font-size: 10.5px; } th, td { padding: 3px 4px; } }`,
);

/** Every form bears the mark of the session that its page is made for: without it nothing is done. What people have typed opens no form, for it is escaped. */
const marked = (content: Html, token: string): Html => {
  const mark = html`<input type="hidden" name="form_token" value="${token}" />`.text;
  return new Html(content.text.replaceAll(/<form\b[^>]*\bmethod="post"[^>]*>/g, (form) => form + mark));
};

/** Printed with the page: who reads the sheet must know it too. */
const staleNotice = (asOf: Instant): Html => html`<div class="clock" role="alert">${asOfSentence(asOf)}</div>`;

/** Each by its own name, for whoever cannot read the other. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };

/** A browser says which language it was installed with, which is not always the one that its reader reads. */
const languageSwitch = (address: string): Html => {
  const offered = (language: Language): Html =>
    language === spokenLanguage()
      ? html`<b lang="${LANGUAGE_TAGS[language]}" aria-current="true">${LANGUAGE_NAMES[language]}</b>`
      : html`<button name="language" value="${language}" lang="${LANGUAGE_TAGS[language]}">${LANGUAGE_NAMES[language]}</button>`;
  return html`<form class="languages" method="post" action="/language">
    <input type="hidden" name="back" value="${address}" />${offered('zh')} / ${offered('en')}
  </form>`;
};

const whoReads = ({ asked, address }: Frame): Html =>
  html`${
    asked === undefined
      ? html`<a class="who" href="/login">${say('登录', 'Log in')}</a>`
      : html`<span class="who"
          ><a href="/account">${asked.by}${aside(ROLE_NAMES[asked.role] ?? asked.role)}</a>${
            asked.unconfirmed === true ? html` <b>${say('待第二人确认', 'to be confirmed by a second person')}</b>` : undefined
          }</span
        >`
  }
  ${languageSwitch(address)}
  ${asked === undefined ? undefined : html`<form method="post" action="/logout"><button class="plain">${say('退出登录', 'Log out')}</button></form>`}`;

const simulatedClock = (now: Instant): Html =>
  html`<div class="clock">
    ${say(
      `模拟时钟 ${dateOf(now)} · 演示县，数据全部为虚构`,
      `Simulated clock ${dateOf(now)} · a demo county, in which everything is invented`,
    )}
  </div>`;

/** A whole page: readable without script, in the language of whoever reads it, and fit to be printed. */
export const page = (frame: Frame, body: Html): string => {
  const brand = say('分明', 'Fenming');
  return html`<!doctype html>
    <html lang="${LANGUAGE_TAGS[spokenLanguage()]}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${frame.readAgain === true ? html`<noscript><meta http-equiv="refresh" content="5" /></noscript>` : undefined}
        <title>${frame.title} · ${brand}</title>
        <link rel="icon" href="data:," />
        <style>
          ${STYLE} ${frame.wide === true ? ACROSS : undefined}
        </style>
      </head>
      <body>
        <header>
          <a class="brand" href="/">${brand}</a><span>${frame.county}</span>${marked(whoReads(frame), frame.formToken)}
        </header>
        ${frame.simulated ? simulatedClock(frame.now) : undefined}
        ${(frame.alarms ?? []).map((sentence) => html`<div class="clock" role="alert">${sentence}</div>`)}
        ${frame.asOf === undefined ? undefined : staleNotice(frame.asOf)}
        <main>${marked(body, frame.formToken)}</main>
      </body>
    </html>`.text;
};
