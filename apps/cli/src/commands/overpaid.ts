import { say } from '@fenming/language';
import type { Command } from 'commander';
import { everyRow, type Api } from '@fenming/api-client';
import { fen, formatYuan, sumFen, type Fen } from '@fenming/money';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withGlobalOptions, withSpeaker, yearOf, type GlobalOptions, type Shell } from './command';

type Overpaid = {
  readonly case_number: string;
  readonly year: number;
  readonly village: string;
  readonly claimed_fen: number;
  readonly received_fen: number;
  readonly left_fen: number;
  readonly undecided_fen: number;
  readonly next_step: string;
};
type Filter = { readonly programme?: string; readonly year?: number };

const show = async (api: Api, terminal: Terminal, { programme, year }: Filter): Promise<ExitCode> => {
  const cases = await everyRow<Overpaid>(api, '/overpaid', { programme, year });
  const sumOf = (figure: 'claimed_fen' | 'received_fen' | 'left_fen' | 'undecided_fen'): Fen =>
    sumFen(cases.map((one) => fen(one[figure])));
  const [claimed, received, left, undecided] = [
    sumOf('claimed_fen'),
    sumOf('received_fen'),
    sumOf('left_fen'),
    sumOf('undecided_fen'),
  ];
  if (terminal.json) {
    const sums = { claimed_fen: claimed, received_fen: received, left_fen: left, undecided_fen: undecided };
    terminal.outJson({ count: cases.length, ...sums, cases });
    return EXIT.ok;
  }
  const columns = [
    say('档案号', 'case'),
    say('年度', 'year'),
    say('村', 'village'),
    say('应追回（元）', 'claimed (yuan)'),
    say('已收回', 'received'),
    say('不追回', 'left'),
    say('待决定', 'undecided'),
    say('下一步', 'next'),
  ].map((title) => ({ title }));
  const rows = cases.map((one) => [
    one.case_number,
    String(one.year),
    one.village,
    ...[one.claimed_fen, one.received_fen, one.left_fen, one.undecided_fen].map((amount) => formatYuan(fen(amount))),
    one.next_step,
  ]);
  for (const line of rows.length === 0 ? [] : tableLines(columns, rows)) terminal.out(line);
  terminal.out(
    say(
      `  多发的 ${cases.length} 例：应追回 ${formatYuan(claimed)} 元，已收回 ${formatYuan(received)} 元，按规定不追回 ${formatYuan(left)} 元，待决定 ${formatYuan(undecided)} 元`,
      `  ${cases.length} overpaid: ${formatYuan(claimed)} yuan claimed, ${formatYuan(received)} received, ${formatYuan(left)} left by the rules, ${formatYuan(undecided)} undecided`,
    ),
  );
  return EXIT.ok;
};

export const addOverpaid = (program: Command, shell: Shell): void => {
  const command = program
    .command('overpaid')
    .description(
      say(
        '多发清单：应追回、按规定不追回和待决定的，写明下一步',
        'what arrived too much: claimed back, left or undecided, with what next',
      ),
    )
    .option(say('--programme <代码>', '--programme <code>'), say('只看一个项目', 'of one programme'))
    .option(say('--year <年>', '--year <year>'), say('只看一个年度', 'of one year'), yearOf);
  withGlobalOptions(withSpeaker(command)).action((options: GlobalOptions & Speaker & Filter) =>
    shell.finish((desk) => withEngine(desk, async (api) => show(await speakAs(api, options), desk.terminal, options)), options),
  );
};
