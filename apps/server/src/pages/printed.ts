import { say, spokenLanguage } from '@fenming/language';
import { capitalNumerals } from '@fenming/money';
import { html, type Html } from './html';

type Amount = Parameters<typeof capitalNumerals>[0];

/** An amount in the numerals that nobody alters on paper: they are Chinese bookkeeping's own, and say nothing to whoever reads English. */
export const inNumerals = (amount: Amount): string => (spokenLanguage() === 'zh' ? `人民币${capitalNumerals(amount)}` : '');

/** The same as a line under a table. */
export const totalInNumerals = (name: string, amount: Amount): Html | undefined =>
  spokenLanguage() === 'zh' ? html`<p>${name}（大写）：${inNumerals(amount)}</p>` : undefined;

/** Where people sign at the foot of a printed page. */
export const signatures = (...offices: readonly string[]): Html =>
  html`<div class="signatures">${offices.map((office) => html`<span>${office}${say('：', ':')}</span>`)}</div>`;
export const reportSignatures = (): Html =>
  signatures(say('制表', 'Prepared by'), say('审核', 'Checked by'), say('负责人', 'In charge'));
