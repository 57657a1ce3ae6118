import { say } from '@fenming/language';
import type { Command } from 'commander';
import { everyRow, type Api } from '@fenming/api-client';
import { fen, formatYuan } from '@fenming/money';
import { EXPECTED } from '@fenming/words';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withGlobalOptions, withSpeaker, yearOf, type GlobalOptions, type Shell } from './command';

type Unreviewed = {
  readonly case_number: string;
  readonly year: number;
  readonly village: string;
  readonly was_fen: number | null;
  readonly expected: keyof typeof EXPECTED;
  readonly expected_fen: number | null;
};
type Filter = { readonly programme?: string; readonly year?: number };

const yuan = (amount: number | null): string => (amount === null ? say('不明', 'unknown') : formatYuan(fen(amount)));

const show = async (api: Api, terminal: Terminal, { programme, year }: Filter): Promise<ExitCode> => {
  const cases = await everyRow<Unreviewed>(api, '/unreviewed', { programme, year });
  const countOf = (expected: Unreviewed['expected']): number => cases.filter((one) => one.expected === expected).length;
  const [eligible, unknown, ineligible] = [countOf('eligible'), countOf('unknown'), countOf('ineligible')];
  if (terminal.json) {
    terminal.outJson({ count: cases.length, eligible, unknown, ineligible, cases });
    return EXIT.ok;
  }
  const right = 'right' as const;
  const columns = [
    { title: say('档案号', 'case') },
    { title: say('年度', 'year') },
    { title: say('村', 'village') },
    { title: say('上年核定（元）', 'last year (yuan)'), align: right },
    { title: say('按上年事实', 'by the facts of last year') },
    { title: say('约应发（元）', 'about (yuan)'), align: right },
  ];
  const rows = cases.map((one) => [
    one.case_number,
    String(one.year),
    one.village,
    yuan(one.was_fen),
    EXPECTED[one.expected],
    yuan(one.expected_fen),
  ]);
  for (const line of rows.length === 0 ? [] : tableLines(columns, rows)) terminal.out(line);
  terminal.out(
    say(
      `  上年已确认、本年没有年审的 ${cases.length} 人：按上年事实仍符合 ${eligible} 人，不明 ${unknown} 人，不再符合 ${ineligible} 人`,
      `  ${cases.length} confirmed last year and on no list of this one: by the facts of last year ${eligible} eligible, ${unknown} unknown, ${ineligible} not any more`,
    ),
  );
  if (eligible + unknown > 0)
    terminal.say(
      say(
        '下一步: 由村列入本年名单（fenming import），或凭文件办理退出（fenming exit propose）',
        "Next: the village puts them on this year's list (fenming import), or they leave by a document (fenming exit propose)",
      ),
    );
  return EXIT.ok;
};

export const addUnreviewed = (program: Command, shell: Shell): void => {
  const command = program
    .command('unreviewed')
    .description(
      say(
        '待年审清单：上年已确认、本年不在任何名单上的，按上年事实约应发多少',
        'who was confirmed last year and is on no list of this one, and what they would come to',
      ),
    )
    .option(say('--programme <代码>', '--programme <code>'), say('只看一个项目', 'of one programme'))
    .option(say('--year <年>', '--year <year>'), say('年度，不写为今年', 'the year; left out, this one'), yearOf);
  withGlobalOptions(withSpeaker(command)).action((options: GlobalOptions & Speaker & Filter) =>
    shell.finish((desk) => withEngine(desk, async (api) => show(await speakAs(api, options), desk.terminal, options)), options),
  );
};
