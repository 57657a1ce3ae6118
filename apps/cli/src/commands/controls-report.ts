import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';

type Formula = {
  readonly code: string;
  readonly title: string;
  readonly state: 'holds' | 'fails' | 'not-applicable';
  readonly reason?: string;
  readonly checked: number;
  readonly found: number;
  readonly findings: readonly { readonly sentence: string }[];
};
/** The engine's report of its control formulas. */
export type Controls = {
  readonly position: string | null;
  readonly events: number;
  readonly formulas: readonly Formula[];
  readonly totals: { readonly holds: number; readonly fails: number; readonly notApplicable: number; readonly found: number };
};

const COLUMNS = [{ title: '公式' }, { title: '核对数', align: 'right' }, { title: '结果' }, { title: '内容' }] as const;
/** Of one formula, so that its sentences do not hide the next one; --json has them all. */
const SHOWN = 20;

export const reportControls = (terminal: Terminal, { events, position, formulas, totals }: Controls): void => {
  const rows = formulas.map(({ code, title, state, reason, checked, found }) => {
    const result = { holds: '成立', fails: `疑点 ${found} 条`, 'not-applicable': '不适用' }[state];
    return [code, checked.toLocaleString('en-US'), result, reason === undefined ? title : `${title}（${reason}）`];
  });
  for (const line of tableLines(COLUMNS, rows)) terminal.out(line);
  for (const { code, findings, found } of formulas) {
    for (const { sentence } of findings.slice(0, SHOWN)) terminal.out(`    ${terminal.bad(code)} ${sentence}`);
    if (found > SHOWN) terminal.out(`    ${code} 还有 ${found - SHOWN} 条，见 --json`);
  }
  const counted = `事件 ${events.toLocaleString('en-US')} 条（至 ${position ?? '开始'}）：成立 ${totals.holds}，不成立 ${totals.fails}，不适用 ${totals.notApplicable}`;
  terminal.out(`  ${totals.found === 0 ? terminal.good(`✓ ${counted}`) : terminal.bad(`✗ ${counted}`)}`);
};
