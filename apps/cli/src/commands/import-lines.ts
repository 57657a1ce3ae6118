import { say, withHint } from '@fenming/language';
import type { ProblemFault } from '@fenming/api-client';

export type RowLeft = { readonly row: number; readonly code: string; readonly message: string; readonly hint: string };

const MANY_ALIKE = 5;

/** A warning that every passbook has would hide the others: of many that say the same, one line says which rows. */
export const gathered = (warnings: readonly ProblemFault[]): readonly ProblemFault[] => {
  const alike = new Map<string, ProblemFault[]>();
  for (const warning of warnings) {
    const said = JSON.stringify([warning.code, warning.column, warning.message]);
    alike.set(said, [...(alike.get(said) ?? []), warning]);
  }
  return [...alike.values()].flatMap((some): readonly ProblemFault[] => {
    const [first] = some;
    if (first === undefined || some.length <= MANY_ALIKE) return some;
    const rows = some.slice(0, MANY_ALIKE).map(({ row }) => row);
    return [
      {
        ...first,
        value: '',
        message: say(
          `${first.message}（第 ${rows.join('、')} 行等 ${some.length} 行）`,
          `${first.message} (${some.length} lines: ${rows.join(', ')}, …)`,
        ),
      },
    ];
  });
};

/** One row that was not imported, why, and what to do. Reasons of a cell come without a full stop, those of the county's record with one. */
export const rowLeftLine = ({ row, message, hint }: RowLeft): string =>
  say(`  第 ${row} 行没有导入：${withHint(message, hint)}`, `  line ${row} was not imported: ${withHint(message, hint)}`);
