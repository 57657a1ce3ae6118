import type { RateLayer } from '@fenming/programmes';

/** Whose standard a rate is. */
export const RATE_LAYER_NAMES: Readonly<Record<RateLayer, string>> = {
  national: '国家',
  province: '省',
  city: '市',
  county: '县',
};

const PARTS: Readonly<Record<string, string>> = {
  person: '人',
  parent: '父母',
  household: '户',
  child: '孩',
  year: '年',
  month: '月',
  once: '次',
};

const wordsOf = (unit: string): string =>
  unit
    .split('-')
    .map((part) => PARTS[part] ?? part)
    .join('·');

/** What a rate is paid for, and how often: `1 人·年`, `6 人·月`; of a yearly rate paid by months `6 个月（年标准的十二分之一）`. */
export const unitsText = (units: number, unit: string): string =>
  unit.endsWith('/12') ? `${units} 个月（每月为年标准的十二分之一）` : `${units} ${wordsOf(unit)}`;
