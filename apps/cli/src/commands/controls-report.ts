import type { AuditFinding } from '@fenming/api-client';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { folded } from '../terminal/width';

type Formula = {
  readonly code: string;
  readonly title: string;
  readonly state: 'holds' | 'fails' | 'not-applicable';
  readonly reason?: string;
  readonly checked: number;
  readonly found: number;
  readonly findings: readonly AuditFinding[];
};
/** The engine's report of its control formulas. */
export type Controls = {
  readonly position: string | null;
  readonly events: number;
  /** Where the whole log was read. */
  readonly foreign_events?: { readonly events: number; readonly streams: readonly string[] };
  readonly formulas: readonly Formula[];
  readonly totals: { readonly holds: number; readonly fails: number; readonly notApplicable: number; readonly found: number };
};

const COLUMNS = [{ title: '公式' }, { title: '核对数', align: 'right' }, { title: '结果' }, { title: '内容' }] as const;
/** Of one formula, so that its sentences do not hide the next one; --json has them all. */
const SHOWN = 20;

/** A position without the zeros that make it sort: the number of the event. */
const numberOf = (position: string): string => (/^\d{16}$/.test(position) ? String(Number(position)) : position);

/** `I-10 第 31907 号事件：…`, or without a number where the finding is one of sums. */
const findingLine = (terminal: Terminal, { code, position, sentence }: AuditFinding): string =>
  `${terminal.bad(code)} ${position === undefined ? '' : `第 ${numberOf(position)} 号事件：`}${sentence}`;

export const outFinding = (terminal: Terminal, finding: AuditFinding): void => {
  for (const line of folded(findingLine(terminal, finding), 4, process.stdout.columns)) terminal.out(line);
};

/** Streams of others that are named; --json has a hundred. */
const MOST_NAMED = 10;

const sentenceOfForeign = ({ events, streams }: NonNullable<Controls['foreign_events']>): string => {
  const more = streams.length > MOST_NAMED ? ' 等' : '';
  const named = streams.slice(0, MOST_NAMED).join('、');
  return `注意：事件库里另有其他程序的记录 ${events.toLocaleString('en-US')} 条（${named}${more}），没有核对，不影响本县的记录。`;
};

export const reportControls = (
  terminal: Terminal,
  { events, position, formulas, totals, foreign_events: foreign }: Controls,
): void => {
  const rows = formulas.map(({ code, title, state, reason, checked, found }) => {
    const result = { holds: '成立', fails: `疑点 ${found} 条`, 'not-applicable': '不适用' }[state];
    return [code, checked.toLocaleString('en-US'), result, reason === undefined ? title : `${title}（${reason}）`];
  });
  for (const line of tableLines(COLUMNS, rows)) terminal.out(line);
  for (const { code, findings, found } of formulas) {
    for (const finding of findings.slice(0, SHOWN)) outFinding(terminal, finding);
    if (found > SHOWN) terminal.out(`    ${code} 还有 ${found - SHOWN} 条，见 --json`);
  }
  const counted = `事件 ${events.toLocaleString('en-US')} 条（至第 ${position === null ? 0 : numberOf(position)} 号）：成立 ${totals.holds}，不成立 ${totals.fails}，不适用 ${totals.notApplicable}`;
  terminal.out(`  ${totals.found === 0 ? terminal.good(`✓ ${counted}`) : terminal.bad(`✗ ${counted}`)}`);
  if (foreign !== undefined && foreign.events > 0) terminal.out(`  ${sentenceOfForeign(foreign)}`);
};
