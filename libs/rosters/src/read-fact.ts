import { isMonth, isPlainDate } from '@fenming/calendar';
import type { FactDefinition, FactValue } from '@fenming/programmes';
import type { Plain } from './cell';
import type { Wrong } from './row-fault';

export type FactReading = { readonly ok: true; readonly value: FactValue } | { readonly ok: false; readonly wrong: Wrong };

/** Reads the value of a fact column: dates become 'YYYY-MM-DD', months 'YYYY-MM', choices the rule's own values. */
export function readFact(fact: FactDefinition, value: Plain): FactReading {
  switch (fact.type) {
    case 'date':
      return orWrong(dateOf(value), DATE);
    case 'month':
      return orWrong(monthOf(value), MONTH);
    case 'integer':
      return orWrong(wholeNumber(value), INTEGER);
    case 'boolean':
    case 'choice':
      return readChoice(fact, value);
  }
}

/** What a choice column may hold, as text → value. */
export function choicesOf(fact: FactDefinition): Readonly<Record<string, FactValue>> {
  return fact.choices ?? (fact.type === 'boolean' ? { 是: true, 否: false } : {});
}

function orWrong(value: FactValue | undefined, wrong: Wrong): FactReading {
  return value === undefined ? { ok: false, wrong } : { ok: true, value };
}

const pad = (digits: string): string => digits.padStart(2, '0');

/** 1962-03-11, 1962/3/11, 1962.3.11, 1962年3月11日, 19620311, or a cell formatted as a date. A bare number such as 22716 is not guessed at. */
function dateOf(value: Plain): string | undefined {
  if (value instanceof Date) return checkedDate(value.toISOString().slice(0, 10));
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(dashed(value)) ?? [];
  return checkedDate(`${year}-${pad(month)}-${pad(day)}`);
}

/** As dates, without the day or with it. 2016.1 stays unread: it may be a 2016.10 whose zero Excel dropped. */
function monthOf(value: Plain): string | undefined {
  const full = dateOf(value);
  if (full !== undefined) return full.slice(0, 7);
  if (/^\d{4}\.\d$/.test(compact(value))) return undefined;
  const [, year = '', month = ''] = /^(\d{4})-?(\d{1,2})$/.exec(dashed(value)) ?? [];
  const text = `${year}-${pad(month)}`;
  return isMonth(text) ? text : undefined;
}

/** Every usual separator as a dash. */
function dashed(value: Plain): string {
  return compact(value)
    .replaceAll(/[年月/.]/gu, '-')
    .replace(/日$|-$/u, '')
    .replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}

function checkedDate(text: string): string | undefined {
  return isPlainDate(text) ? text : undefined;
}

function wholeNumber(value: Plain): number | undefined {
  const text = compact(value);
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

function readChoice(fact: FactDefinition, value: Plain): FactReading {
  const choices = Object.entries(choicesOf(fact));
  const text = compact(value);
  const found = choices.find(([label, meant]) => (typeof value === 'boolean' ? meant === value : compact(label) === text));
  if (found !== undefined) return { ok: true, value: found[1] };
  const hint = `只能填：${choices.map(([label]) => label).join('、')}`;
  return { ok: false, wrong: { code: 'choice_unknown', reason: `${fact.column ?? fact.title}的内容不在可选范围内`, hint } };
}

function compact(value: Plain): string {
  return value instanceof Date ? '' : String(value).normalize('NFKC').replaceAll(/\s/gu, '');
}

const DATE: Wrong = { code: 'date_format', reason: '不是有效的日期', hint: '请写成 1962-03-11 这样的形式，单元格设为文本' };
const MONTH: Wrong = { code: 'month_format', reason: '不是有效的年月', hint: '请写成 1985-06 这样的形式，单元格设为文本' };
const INTEGER: Wrong = { code: 'integer_format', reason: '不是整数', hint: '请填 0 或正整数' };
