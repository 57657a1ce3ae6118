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
  return named === undefined ? entitlement : say(`${period} 年度${named.replace('年度', '')}`, `${named} of ${period}`);
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

type Line = { readonly batch: string; readonly lineNo: number; readonly caseNumber?: string };

/** What is wrong with a line of a batch. */
export const onLine = ({ batch, lineNo, caseNumber }: Line, wrong: string): string => {
  const named = caseNumber === undefined ? '' : ` ${caseNumber}`;
  return say(`批次 ${batch} 第 ${lineNo} 行${named}：${wrong}。`, `Batch ${batch} line ${lineNo}${named}: ${wrong}.`);
};

/** What is wrong with a case. */
export const onCase = (caseNumber: string, wrong: string): string => say(`${caseNumber}：${wrong}。`, `${caseNumber}: ${wrong}.`);
