import { say, spoken } from '@fenming/language';
import { dateOf, isInstant } from '@fenming/calendar';

const SHANGHAI_HOURS = 8;
const KINDS: Readonly<Record<string, string>> = spoken({
  regular: { zh: '年度补助', en: 'yearly benefit' },
  arrears: { zh: '补差', en: 'arrears' },
});

/** `2023/regular/regular` as people say it: the year, and what it is for. */
export const entitlementText = (entitlement: string): string => {
  const [period = '', kind = ''] = entitlement.split('/');
  const named = KINDS[kind];
  return named === undefined ? entitlement : `${period} 年度${named.replace('年度', '')}`;
};

/** A moment on the county's clock, to the second: what came first is the question. */
export const momentText = (at: string): string => {
  if (!isInstant(at)) return at;
  const hour = (Number(at.slice(11, 13)) + SHANGHAI_HOURS) % 24;
  return say(
    `${dateOf(at)} ${String(hour).padStart(2, '0')}:${at.slice(14, 19)}（北京时间）`,
    `${dateOf(at)} ${String(hour).padStart(2, '0')}:${at.slice(14, 19)} (Beijing time)`,
  );
};
