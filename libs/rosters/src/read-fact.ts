import { say } from '@fenming/language';
import type { FactDefinition, FactValue } from '@fenming/programmes';
import { compact, dateIn, isOfAnotherTime, monthIn } from './read-date';
import { wrongOf, type Wrong } from './row-fault';
import type { Plain } from './workbook/cell';

export type FactReading = { readonly ok: true; readonly value: FactValue } | { readonly ok: false; readonly wrong: Wrong };

/** Reads the value of a fact column: dates become 'YYYY-MM-DD', months 'YYYY-MM', choices the rule's own values. */
export function readFact(fact: FactDefinition, value: Plain): FactReading {
  switch (fact.type) {
    case 'date':
      return orWrong(dateIn(value), isOfAnotherTime(value) ? ANOTHER_TIME : DATE);
    case 'month':
      return orWrong(monthIn(value), MONTH);
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

function wholeNumber(value: Plain): number | undefined {
  const text = compact(value);
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

function readChoice(fact: FactDefinition, value: Plain): FactReading {
  const choices = Object.entries(choicesOf(fact));
  const text = compact(value);
  const found = choices.find(([label, meant]) => (typeof value === 'boolean' ? meant === value : compact(label) === text));
  if (found !== undefined) return { ok: true, value: found[1] };
  const hint = say(
    `只能填：${choices.map(([label]) => label).join('、')}`,
    `one of these alone: ${choices.map(([label]) => label).join('、')}`,
  );
  return {
    ok: false,
    wrong: {
      code: 'choice_unknown',
      reason: say(`${fact.column ?? fact.title}的内容不在可选范围内`, `${fact.column ?? fact.title}: none of the choices`),
      hint,
    },
  };
}

const DATE: Wrong = wrongOf('date_format', {
  reason: { zh: '不是有效的日期', en: 'no valid day' },
  hint: { zh: '请写成 1962-03-11 这样的形式，单元格设为文本', en: 'write it like 1962-03-11, in a text cell' },
});
const ANOTHER_TIME: Wrong = wrongOf('date_format', {
  reason: { zh: '年份不在 1900 至 2099 之间', en: 'the year is not between 1900 and 2099' },
  hint: { zh: '请按登记材料核对年份', en: 'check the year against what was registered' },
});
const MONTH: Wrong = wrongOf('month_format', {
  reason: { zh: '不是有效的年月', en: 'no valid month' },
  hint: { zh: '请写成 1985-06 这样的形式，单元格设为文本', en: 'write it like 1985-06, in a text cell' },
});
const INTEGER: Wrong = wrongOf('integer_format', {
  reason: { zh: '不是 0 至 999999 的整数', en: 'not a whole number from 0 to 999999' },
  hint: { zh: '请填 0 或正整数，如 2', en: 'write 0 or a whole number above it, such as 2' },
});
