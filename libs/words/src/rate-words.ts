import { say, spoken } from '@fenming/language';
import type { RateLayer } from '@fenming/programmes';

/** Whose standard a rate is. */
export const RATE_LAYER_NAMES: Readonly<Record<RateLayer, string>> = spoken({
  national: { zh: '国家', en: 'national' },
  province: { zh: '省', en: 'province' },
  city: { zh: '市', en: 'city' },
  county: { zh: '县', en: 'county' },
});

const PARTS: Readonly<Record<string, string>> = spoken({
  person: { zh: '人', en: 'person' },
  parent: { zh: '父母', en: 'parent' },
  household: { zh: '户', en: 'household' },
  child: { zh: '孩', en: 'child' },
  year: { zh: '年', en: 'year' },
  month: { zh: '月', en: 'month' },
  once: { zh: '次', en: 'once' },
});

const wordsOf = (unit: string): string =>
  unit
    .split('-')
    .map((part) => PARTS[part] ?? part)
    .join(say('·', '-'));

/** What a rate is paid for, and how often: `1 人·年`, `6 人·月`; of a yearly rate paid by months `6 个月（年标准的十二分之一）`. */
export const unitsText = (units: number, unit: string): string =>
  unit.endsWith('/12')
    ? say(`${units} 个月（每月为年标准的十二分之一）`, `${units} months (each a twelfth of the yearly rate)`)
    : `${units} ${wordsOf(unit)}`;
