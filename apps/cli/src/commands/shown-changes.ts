import { say } from '@fenming/language';
import { fen, formatYuan } from '@fenming/money';
import { OWED_SUMS } from '@fenming/words';
import { tableLines } from '../terminal/table';
import type { Terminal } from '../terminal/terminal';

/** What a year comes to without and with what somebody has said, and what becomes of its money then, in fen. */
export type Change = {
  readonly case_number: string;
  readonly year: number;
  readonly was_fen: number | null;
  readonly becomes_fen: number | null;
  readonly payable_fen: number;
  readonly over_fen: number;
  readonly left_fen: number;
  readonly undecided_fen: number;
};
/** What waits for a second signature. `basis` goes back with it: what is signed is what was shown. */
export type Shown = { readonly changes: readonly Change[]; readonly basis: string };

const yuan = (amount: number | null): string => (amount === null ? say('不明', 'unknown') : formatYuan(fen(amount)));

/** `none`: what is said where no year changes. */
export const sayChanges = (terminal: Terminal, changes: readonly Change[], none: string): void => {
  const right = 'right' as const;
  const columns = [
    { title: say('档案号', 'case') },
    { title: say('年度', 'year') },
    ...[
      say('现为（元）', 'now (yuan)'),
      say('确认后（元）', 'becomes (yuan)'),
      OWED_SUMS.not_paid_out,
      OWED_SUMS.too_much,
      OWED_SUMS.not_claimed,
      OWED_SUMS.undecided,
    ].map((title) => ({ title, align: right })),
  ];
  const rows = changes.map((one) => [
    one.case_number,
    String(one.year),
    ...[one.was_fen, one.becomes_fen, one.payable_fen, one.over_fen, one.left_fen, one.undecided_fen].map(yuan),
  ]);
  if (rows.length === 0) terminal.out(none);
  else for (const line of tableLines(columns, rows)) terminal.out(line);
};

/** `command`: what confirms it, without the basis. */
export const sayNext = (terminal: Terminal, command: string, { basis }: Pick<Shown, 'basis'>): void => {
  terminal.say(
    say(
      `待县卫健委另一人确认。下一步: ${command} --basis ${basis}`,
      `Another person of the health commission confirms it. Next: ${command} --basis ${basis}`,
    ),
  );
};
