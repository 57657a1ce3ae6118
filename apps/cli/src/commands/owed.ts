import type { Command } from 'commander';
import { say } from '@fenming/language';
import { fen, formatYuan } from '@fenming/money';
import type { RateLayer } from '@fenming/programmes';
import { OWED_SUMS, RATE_LAYER_NAMES, type OwedSum } from '@fenming/words';
import { EXIT, type ExitCode } from '../terminal/exit-codes';
import { tableLines } from '../terminal/table';
import { caseOf } from './case-of';
import { caseCommands, type CaseDesk } from './case-command';
import type { Shell } from './command';

const FIGURES = ['determined_fen', 'left_fen', 'undecided_fen', 'over_fen', 'net_fen', 'payable_fen'] as const;
type Sums = Readonly<Record<(typeof FIGURES)[number], number>>;
type Month = Sums & { readonly layer: RateLayer; readonly month: number };
type Waits = { readonly cause: string; readonly next_step: string };
type Owed = {
  readonly case_number: string;
  readonly years: readonly (Sums & { readonly year: number; readonly months: readonly Month[]; readonly waits: Waits | null })[];
};

const figures = (sums: Sums): readonly string[] => FIGURES.map((figure) => formatYuan(fen(sums[figure])));

/** Months that say the same stand in one line. */
const spansOf = (months: readonly Month[]): readonly { readonly first: Month; readonly last: Month }[] => {
  const spans: { first: Month; last: Month }[] = [];
  for (const month of months) {
    const open = spans.at(-1);
    const goesOn =
      open !== undefined &&
      open.last.layer === month.layer &&
      open.last.month + 1 === month.month &&
      FIGURES.every((figure) => open.last[figure] === month[figure]);
    if (goesOn) open.last = month;
    else spans.push({ first: month, last: month });
  }
  return spans;
};

const show = async ({ api, terminal, caseNumber }: CaseDesk): Promise<ExitCode> => {
  const owed = await api.get<Owed>(`/enrolments/${await caseOf(api, caseNumber)}/owed`);
  if (terminal.json) {
    terminal.outJson(owed);
    return EXIT.ok;
  }
  const right = 'right' as const;
  const columns = [
    { title: say('年度和月份（每月）', 'year, months (each)') },
    { title: say('标准层级', 'layer') },
    ...[
      say(`${OWED_SUMS.determined}（元）`, `${OWED_SUMS.determined} (yuan)`),
      say(`加：${OWED_SUMS.not_claimed}`, `+ ${OWED_SUMS.not_claimed}`),
      say(`加：${OWED_SUMS.undecided}`, `+ ${OWED_SUMS.undecided}`),
      say(`加：${OWED_SUMS.too_much}`, `+ ${OWED_SUMS.too_much}`),
      say(`等于：${OWED_SUMS.paid_out}`, `= ${OWED_SUMS.paid_out}`),
      say(`加：${OWED_SUMS.not_paid_out}`, `+ ${OWED_SUMS.not_paid_out}`),
    ].map((title) => ({ title, align: right })),
  ];
  const rows = owed.years.flatMap(({ year, months, ...sums }) => [
    ...spansOf(months).map(({ first, last }) => [
      first === last
        ? say(`${year} 年 ${first.month} 月`, `${year}-${first.month}`)
        : say(`${year} 年 ${first.month} 至 ${last.month} 月`, `${year}-${first.month} to ${last.month}`),
      RATE_LAYER_NAMES[first.layer],
      ...figures(first),
    ]),
    [say(`${year} 年合计`, `${year}, whole`), '', ...figures(sums)],
  ]);
  if (rows.length === 0) terminal.out(say('  还没有核定的年度', '  no year has been determined yet'));
  else for (const line of tableLines(columns, rows)) terminal.out(line);
  for (const { year, waits } of owed.years)
    if (waits !== null)
      terminal.out(
        say(
          `  ${year} 年${OWED_SUMS.not_paid_out}的：${waits.cause}下一步：${waits.next_step}`,
          `  ${OWED_SUMS.not_paid_out} of ${year}: ${waits.cause} Next: ${waits.next_step}`,
        ),
      );
  return EXIT.ok;
};

/** What was determined and what arrived beyond it is what has been paid out and what has not. */
const EQUATION: readonly (readonly OwedSum[])[] = [
  ['determined', 'not_claimed', 'undecided', 'too_much'],
  ['paid_out', 'not_paid_out'],
];

/** What a case is owed, and what has become of it, month by month. */
export const addOwed = (program: Command, shell: Shell): void => {
  const about = say(
    `逐月对账：${EQUATION.map((side) => side.map((sum) => OWED_SUMS[sum]).join(' + ')).join(' = ')}`,
    `month by month: ${EQUATION.map((side) => side.map((sum) => OWED_SUMS[sum]).join(' + ')).join(' = ')}`,
  );
  caseCommands(program, shell)('owed', about, show);
};
