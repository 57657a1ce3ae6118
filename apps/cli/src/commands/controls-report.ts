import { aside, listed, say } from '@fenming/language';
import { CONTROL_RESULTS, type ControlResult } from '@fenming/words';
import type { AuditFinding } from '@fenming/api-client';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { folded } from '../terminal/width';

type Formula = {
  readonly code: string;
  readonly title: string;
  readonly state: ControlResult;
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
  readonly totals: {
    readonly holds: number;
    readonly fails: number;
    readonly notChecked: number;
    readonly notApplicable: number;
    readonly found: number;
  };
};

const titles = () =>
  [
    { title: say('公式', 'formula') },
    { title: say('核对数', 'checked'), align: 'right' },
    { title: say('结果', 'result') },
    { title: say('内容', 'subject') },
  ] as const;
/** Of one formula, so that its sentences do not hide the next one; --json has them all. */
const SHOWN = 20;

/** A position without the zeros that make it sort: the number of the event. */
const numberOf = (position: string): string => (/^\d{16}$/.test(position) ? String(Number(position)) : position);

/** `I-10 第 31907 号事件：…`, or without a number where the finding is one of sums. */
const findingLine = (terminal: Terminal, { code, position, sentence }: AuditFinding): string =>
  `${terminal.bad(code)} ${position === undefined ? '' : say(`第 ${numberOf(position)} 号事件：`, `event ${numberOf(position)}: `)}${sentence}`;

export const outFinding = (terminal: Terminal, finding: AuditFinding): void => {
  for (const line of folded(findingLine(terminal, finding), 4, process.stdout.columns)) terminal.out(line);
};

/** Streams of others that are named; --json has a hundred. */
const MOST_NAMED = 10;

const sentenceOfForeign = ({ events, streams }: NonNullable<Controls['foreign_events']>): string => {
  const more = streams.length > MOST_NAMED ? say(' 等', ' and others') : '';
  const named = listed(streams.slice(0, MOST_NAMED));
  return say(
    `注意：事件库里另有其他程序的记录 ${events.toLocaleString('en-US')} 条（${named}${more}），没有核对，不影响本县的记录。`,
    `Note: the event store also holds ${events.toLocaleString('en-US')} records of other programs (${named}${more}); they were not checked and do not touch this county's.`,
  );
};

/** How many formulas came to what. */
const countsOf = ({ holds, fails, notChecked, notApplicable }: Controls['totals']): string =>
  say(
    `成立 ${holds}，不成立 ${fails}，未全核 ${notChecked}，无可核对 ${notApplicable}`,
    `${holds} hold, ${fails} do not hold, ${notChecked} not fully checked, ${notApplicable} with nothing to check`,
  );

export const reportControls = (
  terminal: Terminal,
  { events, position, formulas, totals, foreign_events: foreign }: Controls,
): void => {
  const rows = formulas.map(({ code, title, state, reason, checked, found }) => {
    const result = {
      holds: CONTROL_RESULTS.holds,
      fails: say(`疑点 ${found} 条`, `${found} findings`),
      'not-checked': CONTROL_RESULTS['not-checked'],
      'not-applicable': CONTROL_RESULTS['not-applicable'],
    }[state];
    return [code, checked.toLocaleString('en-US'), result, `${title}${aside(reason)}`];
  });
  for (const line of tableLines(titles(), rows)) terminal.out(line);
  for (const { code, findings, found } of formulas) {
    for (const finding of findings.slice(0, SHOWN)) outFinding(terminal, finding);
    if (found > SHOWN)
      terminal.out(say(`    ${code} 还有 ${found - SHOWN} 条，见 --json`, `    ${code} has ${found - SHOWN} more, see --json`));
  }
  const counted = say(
    `事件 ${events.toLocaleString('en-US')} 条（至第 ${position === null ? 0 : numberOf(position)} 号）：${countsOf(totals)}`,
    `${events.toLocaleString('en-US')} events (up to no. ${position === null ? 0 : numberOf(position)}): ${countsOf(totals)}`,
  );
  terminal.out(`  ${totals.found === 0 ? terminal.good(`✓ ${counted}`) : terminal.bad(`✗ ${counted}`)}`);
  if (foreign !== undefined && foreign.events > 0) terminal.out(`  ${sentenceOfForeign(foreign)}`);
};
