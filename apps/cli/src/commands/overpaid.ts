import { say } from '@fenming/language';
import type { Command } from 'commander';
import { everyRow, type Api } from '@fenming/api-client';
import { fen, formatYuan, sumFen, type Fen } from '@fenming/money';
import { OWED_SUMS } from '@fenming/words';
import { speakAs, type Speaker } from '../owner/session';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';
import { withEngine, withGlobalOptions, withSpeaker, yearOf, type GlobalOptions, type Shell } from './command';

/** A claim of a year, and what of it is recovered. */
export type Recovery = { readonly recovery_id: string; readonly claimed_fen: number; readonly received_fen: number };
export type Overpaid = {
  readonly enrolment_id: string;
  readonly case_number: string;
  readonly year: number;
  readonly village: string;
  readonly claimed_fen: number;
  readonly received_fen: number;
  readonly left_fen: number;
  readonly undecided_fen: number;
  readonly recoveries: readonly Recovery[];
  readonly next_step: string;
};
/** Those of which something is still to come. */
const recoveringOf = ({ recoveries }: Overpaid): readonly Recovery[] =>
  recoveries.filter(({ claimed_fen, received_fen }) => received_fen < claimed_fen);

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
    say(`${OWED_SUMS.to_recover}（元）`, `${OWED_SUMS.to_recover} (yuan)`),
    OWED_SUMS.recovered,
    OWED_SUMS.not_claimed,
    OWED_SUMS.undecided,
    say('追回编号', 'recovery'),
    say('下一步', 'next'),
  ].map((title) => ({ title }));
  const rows = cases.map((one) => [
    one.case_number,
    String(one.year),
    one.village,
    ...[one.claimed_fen, one.received_fen, one.left_fen, one.undecided_fen].map((amount) => formatYuan(fen(amount))),
    recoveringOf(one)
      .map(({ recovery_id }) => recovery_id)
      .join(' '),
    one.next_step,
  ]);
  for (const line of rows.length === 0 ? [] : tableLines(columns, rows)) terminal.out(line);
  terminal.out(
    say(
      `  多发的 ${cases.length} 例：${OWED_SUMS.to_recover} ${formatYuan(claimed)} 元，${OWED_SUMS.recovered} ${formatYuan(received)} 元，按规定${OWED_SUMS.not_claimed} ${formatYuan(left)} 元，${OWED_SUMS.undecided} ${formatYuan(undecided)} 元`,
      `  ${cases.length} overpaid: ${formatYuan(claimed)} yuan ${OWED_SUMS.to_recover}, ${formatYuan(received)} ${OWED_SUMS.recovered}, ${formatYuan(left)} ${OWED_SUMS.not_claimed} by the rules, ${formatYuan(undecided)} ${OWED_SUMS.undecided}`,
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
        'what arrived too much: to recover, not claimed or undecided, with what next',
      ),
    )
    .option(say('--programme <代码>', '--programme <code>'), say('只看一个项目', 'of one programme'))
    .option(say('--year <年>', '--year <year>'), say('只看一个年度', 'of one year'), yearOf);
  withGlobalOptions(withSpeaker(command)).action((options: GlobalOptions & Speaker & Filter) =>
    shell.finish((desk) => withEngine(desk, async (api) => show(await speakAs(api, options), desk.terminal, options)), options),
  );
};
