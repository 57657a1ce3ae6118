import { say, spoken, spokenLanguage } from '@fenming/language';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Patience, Replay } from '@fenming/api-client';
import { capitalNumerals, fen, formatYuan } from '@fenming/money';
import { asPublished, STAND_IN, totalsOf, type Login, type Progress, type ShownCase, type YearLine } from '@fenming/demo-county';
import { beijing } from '../terminal/clock';
import { tableLines } from '../terminal/table';
import { differenceText, recomputedText } from './difference-words';
import { outFinding } from './controls-report';
import type { Column } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';

const UNITS = spoken({
  person: { zh: '人', en: 'persons' },
  household: { zh: '户', en: 'families' },
  child: { zh: '名', en: 'persons' },
});
const titles = (): readonly Column[] => [
  { title: say('项目', 'programme') },
  { title: say('对象', 'cases'), align: 'right' },
  { title: say('金额（元）', 'amount (yuan)'), align: 'right' },
  { title: '' },
];
const counted = (count: number, unit: string): string => `${count.toLocaleString('en-US')} ${unit}`;

/** The table of the year. Figures were published for the whole county only, so a smaller one has nothing to be compared with. */
export const reportYear = (terminal: Terminal, lines: readonly YearLine[], scale: number): void => {
  const { programmes, totalFen, payments } = totalsOf(lines);
  const mark = (agrees: boolean): string => {
    if (scale !== 1) return '';
    return agrees
      ? terminal.good(say('✓ 与公开数一致', '✓ as published'))
      : terminal.bad(say('✗ 与公开数不符', '✗ not as published'));
  };
  const rows = lines.map(({ name, unit, beneficiaries, settled_fen }, index) => {
    const total = programmes[index];
    return [
      name,
      counted(beneficiaries, UNITS[unit]),
      formatYuan(fen(settled_fen)),
      mark(total !== undefined && asPublished(total)),
    ];
  });
  const all = [
    say('合计', 'total'),
    counted(payments, say('笔', 'payments')),
    formatYuan(fen(totalFen)),
    mark(agreesWithPublished(lines)),
  ];
  for (const line of tableLines(titles(), [...rows, all])) terminal.out(line);
  // Amounts in capitals are how a Chinese paper is kept from being changed; there is no such thing in English.
  if (spokenLanguage() === 'zh') terminal.out(`  人民币${capitalNumerals(fen(totalFen))}`);
};

export const agreesWithPublished = (lines: readonly YearLine[]): boolean =>
  lines.length === 4 && totalsOf(lines).programmes.every(asPublished);

/** A rebuild is no proof against whoever rewrites the log itself: nobody may take it for one. */
export const whatARebuildAnswers = (): string =>
  say(
    '说明: 重建能查出账表与日志不符、日志自相矛盾；有人把日志改写得前后一致时，重建的账表随之改变，查不出来。',
    'Note: a rebuild finds tables that do not agree with the log, and a log that contradicts itself; where somebody rewrote the log consistently, the rebuilt tables follow it and nothing is found.',
  );

const LIVE: Readonly<Record<Exclude<Replay['live'], 'compared'>, string>> = spoken({
  missing: {
    zh: '没有现有账表（下次启动时由日志重建，再核对一次即可）',
    en: 'there are no tables (they are rebuilt from the log at the next start; check again then)',
  },
  older: {
    zh: '现有账表是另一版本程序的（下次启动时由日志重建，再核对一次即可）',
    en: 'the tables are of another version of the program (they are rebuilt from the log at the next start; check again then)',
  },
  unreadable: {
    zh: '现有账表读不出来（日志不受影响；下次启动时由日志重建，再核对一次即可）',
    en: 'the tables cannot be read (the log is unharmed; they are rebuilt from it at the next start; check again then)',
  },
});

const verdictOf = (terminal: Terminal, { live, differences }: Replay): string => {
  if (live !== 'compared')
    return terminal.bad(
      say(
        `✗ 已从事件重建，但没有可比的账表，没有核对：${LIVE[live]}`,
        `✗ rebuilt from the events, but there are no tables to compare with, so nothing was checked: ${LIVE[live]}`,
      ),
    );
  return differences.length === 0
    ? terminal.good(say('✓ 从事件重建，与现有账表逐格一致', '✓ rebuilt from the events, cell by cell as the tables'))
    : terminal.bad(
        say(
          `✗ 重建与现有账表有 ${differences.length} 处不同`,
          `✗ the rebuild differs from the tables in ${differences.length} places`,
        ),
      );
};

export const reportReplay = (terminal: Terminal, replayed: Replay): void => {
  const { digest, events, applied, differences, recomputed, findings } = replayed;
  const left = events - applied;
  terminal.out(
    say(
      `  事件 ${events.toLocaleString('en-US')} 条  ${verdictOf(terminal, replayed)}`,
      `  ${events.toLocaleString('en-US')} events  ${verdictOf(terminal, replayed)}`,
    ),
  );
  terminal.out(
    say(
      `  重放摘要 ${digest}${left === 0 ? '' : say(`（只算登记进了账表的 ${applied.toLocaleString('en-US')} 条；另 ${left} 条登记不进）`, ` (of the ${applied.toLocaleString('en-US')} that are in the tables; ${left} more could not be taken in)`)}`,
      `  replay digest ${digest}${left === 0 ? '' : say(`（只算登记进了账表的 ${applied.toLocaleString('en-US')} 条；另 ${left} 条登记不进）`, ` (of the ${applied.toLocaleString('en-US')} that are in the tables; ${left} more could not be taken in)`)}`,
    ),
  );
  for (const difference of differences.slice(0, SHOWN)) terminal.out(`    ${differenceText(difference)}`);
  const { length } = recomputed.differences;
  if (length > 0)
    terminal.out(
      `  ${terminal.bad(say(`✗ 重建的年度汇总与按日志另行计算的有 ${length} 处不同`, `✗ the rebuilt yearly totals differ in ${length} places from those computed from the log`))}`,
    );
  for (const difference of recomputed.differences.slice(0, SHOWN)) terminal.out(`    ${recomputedText(difference)}`);
  if (findings.length > 0)
    terminal.out(`  ${terminal.bad(say(`✗ 日志有疑点 ${findings.length} 条`, `✗ ${findings.length} findings in the log`))}`);
  for (const finding of findings.slice(0, SHOWN)) outFinding(terminal, finding);
  const more = [findings, differences, recomputed.differences].reduce((sum, list) => sum + Math.max(0, list.length - SHOWN), 0);
  if (more > 0) terminal.out(say(`    还有 ${more} 条，见 --json`, `    ${more} more, see --json`));
};

const SHOWN = 20;

/** What happened to some people after it had been decided what they are paid, and how to look at it. */
export const reportCases = (terminal: Terminal, cases: readonly ShownCase[]): void => {
  if (cases.length === 0) return;
  terminal.out(
    say(
      '  核定以后发生的事（fenming eligibility why <档案号> --year <年度> --as weijian；事实的来历：fenming fact list <档案号> --as weijian）',
      '  What happens after a decision (fenming eligibility why <case number> --year <year> --as weijian; where its facts come from: fenming fact list <case number> --as weijian)',
    ),
  );
  const columns = [
    { title: say('档案号', 'case number') },
    { title: say('年度', 'year') },
    { title: say('经过', 'what happened') },
  ];
  const rows = cases.map(({ caseNumber, year, told }) => [caseNumber, String(year), told]);
  for (const line of tableLines(columns, rows)) terminal.out(line);
  terminal.out(
    say(
      '  农村奖扶自 2024 年 7 月提标：fenming redetermine show RURAL_REWARD --as weijian',
      '  The rural reward rises from July 2024: fenming redetermine show RURAL_REWARD --as weijian',
    ),
  );
};

/** Shown even under --quiet: nobody can show them again. */
export const reportLogins = (terminal: Terminal, logins: readonly Login[]): void => {
  terminal.complain(
    say(
      '  登录账号（密码每次随机，只显示这一次；忘记时：fenming user password <账号>）',
      '  Accounts (the passwords are random and shown this once; forgotten: fenming user password <account>)',
    ),
  );
  const columns = [{ title: say('账号', 'account') }, { title: say('岗位', 'role') }, { title: say('密码', 'password') }];
  for (const line of tableLines(
    columns,
    logins.map(({ id, title, password }) => [id, title, password]),
  ))
    terminal.complain(line);
  terminal.complain(
    say(
      `  此前的手续由示例程序代办：账号以 ${STAND_IN.id} 开头，职务后注明${STAND_IN.title}，没有密码，不能登录`,
      `  What came before was done by the demo program: accounts that begin with ${STAND_IN.id}, with ${STAND_IN.title} after their title; they have no password and cannot log in`,
    ),
  );
};

/** A moving line for a person who watches; one line per tenth of the way otherwise. */
export const progressOn = (terminal: Terminal): Progress => {
  let told = -1;
  return ({ title, at, done, of }) => {
    const percent = Math.floor((done * 100) / of);
    terminal.overwrite(
      `${'█'.repeat(Math.floor(percent / 5)).padEnd(20, '░')} ${percent}%  ${beijing(at).slice(0, 10)}  ${title}`,
    );
    const tenth = Math.floor(percent / 10);
    if (terminal.watched || tenth === told) return;
    told = tenth;
    terminal.say(`${percent}%  ${beijing(at).slice(0, 10)}  ${title}`);
  };
};

/** Says once that a request waits for the log. */
export const patienceOn = (terminal: Terminal): Patience => {
  let told = false;
  const say = (sentence: string): void => {
    if (!told) terminal.say(sentence);
    told = true;
  };
  return { now: Date.now, sleep, say };
};
