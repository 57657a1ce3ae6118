import { say } from '@fenming/language';
import type { Command } from 'commander';
import { everyRow, type Api } from '@fenming/api-client';
import { fen, formatYuan } from '@fenming/money';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withGlobalOptions, withSpeaker, yearOf, type GlobalOptions, type Shell } from './command';

type Unpaid = {
  readonly case_number: string;
  readonly year: number;
  readonly village: string;
  readonly due_fen: number;
  readonly cause: string;
  readonly next_step: string;
  readonly by: string | null;
  readonly due_on: string | null;
  readonly overdue: boolean;
};
type Filter = { readonly programme?: string; readonly year?: number };

const holder = ({ by, due_on, overdue }: Unpaid): string => {
  if (by === null) return '';
  if (due_on === null) return by;
  return overdue
    ? say(`${by}，${due_on} 已过期`, `${by}, overdue since ${due_on}`)
    : say(`${by}，${due_on} 前`, `${by}, until ${due_on}`);
};

const show = async (api: Api, terminal: Terminal, { programme, year }: Filter): Promise<ExitCode> => {
  const cases = await everyRow<Unpaid>(api, '/unpaid', { programme, year });
  const sum = fen(cases.reduce((total, { due_fen }) => total + due_fen, 0));
  if (terminal.json) {
    terminal.outJson({ count: cases.length, sum_fen: sum, cases });
    return EXIT.ok;
  }
  const columns = [
    say('档案号', 'case'),
    say('年度', 'year'),
    say('村', 'village'),
    say('应发（元）', 'due (yuan)'),
    say('为何没有发放', 'why it is not paid'),
    say('提出人和期限', 'held by, until'),
    say('下一步', 'next'),
  ].map((title) => ({ title }));
  const rows = cases.map((one) => [
    one.case_number,
    String(one.year),
    one.village,
    formatYuan(fen(one.due_fen)),
    one.cause,
    holder(one),
    one.next_step,
  ]);
  for (const line of rows.length === 0 ? [] : tableLines(columns, rows)) terminal.out(line);
  terminal.out(
    say(
      `  有应发而不能发放的 ${cases.length} 笔，${formatYuan(sum)} 元`,
      `  ${cases.length} due that cannot be paid, ${formatYuan(sum)} yuan`,
    ),
  );
  const overdue = cases.filter((one) => one.overdue).length;
  if (overdue > 0)
    terminal.out(say(`  其中 ${overdue} 笔暂停办理已过查明期限`, `  ${overdue} of them were to be clear before today`));
  return EXIT.ok;
};

export const addUnpaid = (program: Command, shell: Shell): void => {
  const command = program
    .command('unpaid')
    .description(say('待付清单：有应发而不能发放的，写明原因和下一步', 'what is due and cannot be paid, with why and what next'))
    .option(say('--programme <代码>', '--programme <code>'), say('只看一个项目', 'of one programme'))
    .option(say('--year <年>', '--year <year>'), say('只看一个年度', 'of one year'), yearOf);
  withGlobalOptions(withSpeaker(command)).action((options: GlobalOptions & Speaker & Filter) =>
    shell.finish((desk) => withEngine(desk, async (api) => show(await speakAs(api, options), desk.terminal, options)), options),
  );
};
