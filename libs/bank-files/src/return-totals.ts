import { say, spoken } from '@fenming/language';
import { fen, formatYuan } from '@fenming/money';
import { readTotal, type AmountForm } from './amount-text';
import type { ReturnHeaderField, TotalField } from './profile';
import { returnFault, type ReturnFault } from './return-fault';
import { returnTotals, type ReturnLine, type NamedLine, type ReturnTotals } from './return-line';
import type { Cells } from './text-record';

export const TOTAL_TITLES: Readonly<Record<TotalField, string>> = spoken({
  count: { zh: '总笔数', en: 'number of lines' },
  sum: { zh: '总金额', en: 'total amount' },
  settledCount: { zh: '成功笔数', en: 'lines that succeeded' },
  settledSum: { zh: '成功金额', en: 'amount that succeeded' },
  failedCount: { zh: '失败笔数', en: 'lines that failed' },
  failedSum: { zh: '失败金额', en: 'amount that failed' },
  unknownCount: { zh: '不明笔数', en: 'lines unclear' },
  unknownSum: { zh: '不明金额', en: 'amount unclear' },
});
const FIELDS = Object.keys(TOTAL_TITLES) as TotalField[];
/** What a bank says of all it was sent, also of the lines that its return does not name. */
const OF_THE_WHOLE: readonly TotalField[] = ['count', 'sum', 'settledCount', 'settledSum'];

/** Totals that a return states; those of all that was sent can be checked only beside it. */
export type StatedTotals = Readonly<Partial<ReturnTotals>>;
export type TotalsReading = { readonly faults: readonly ReturnFault[]; readonly ofWhole: StatedTotals };

export const totalText = (field: TotalField, value: number): string =>
  field.endsWith('ount')
    ? say(`${value} 笔`, `${value} lines`)
    : say(`${formatYuan(fen(value))} 元`, `${formatYuan(fen(value))} yuan`);

export function totalMismatch(field: TotalField, stated: number, found: string): ReturnFault {
  const [title, text] = [TOTAL_TITLES[field], totalText(field, stated)];
  return returnFault(
    'control_total_mismatch',
    { row: 1, column: title, value: text },
    say(`回盘的${title}写 ${text}，${found}`, `the ${title} of the return is ${text}, ${found}`),
  );
}

/** `partial`: whether the return may leave lines unnamed, and still count them. */
export function readTotals(
  header: Cells<ReturnHeaderField>,
  lines: readonly NamedLine[],
  { form, partial }: { readonly form: AmountForm; readonly partial: boolean },
): TotalsReading {
  const [stated, faults] = statedTotals(header, form);
  const known = lines.filter(isPaid);
  if (known.length < lines.length) return { faults, ofWhole: stated };
  const bounds = boundsOf(known, stated);
  const ofWhole: Partial<Record<TotalField, number>> = {};
  const wrong = FIELDS.flatMap((field) => {
    const [value, [least, most]] = [stated[field], bounds(field)];
    if (value === undefined) return [];
    // An ISO report repeats the totals of the file that it answers; another bank's header may count what stands under it, or all that was sent.
    if (partial && OF_THE_WHOLE.includes(field) && value >= most && (value > most || form === 'decimal')) {
      ofWhole[field] = value;
      return [];
    }
    if (value >= least && value <= most) return [];
    return [
      totalMismatch(
        field,
        value,
        say(
          `按明细应为 ${totalText(field, least)}${least === most ? '' : say(` 至 ${totalText(field, most)}`, ` to ${totalText(field, most)}`)}`,
          `by its lines it should be ${totalText(field, least)}${least === most ? '' : say(` 至 ${totalText(field, most)}`, ` to ${totalText(field, most)}`)}`,
        ),
      ),
    ];
  });
  return { faults: [...faults, ...wrong, ...(wrong.length === 0 ? outcomeFaults(stated) : [])], ofWhole };
}

export const isPaid = (line: NamedLine): line is ReturnLine => line.amountFen !== undefined;

function statedTotals(
  header: Cells<ReturnHeaderField>,
  form: AmountForm,
): readonly [Partial<Record<TotalField, number>>, readonly ReturnFault[]] {
  const stated: Partial<Record<TotalField, number>> = {};
  const faults: ReturnFault[] = [];
  for (const field of FIELDS) {
    const text = header[field];
    if (text === undefined) continue;
    const counted = field.endsWith('ount');
    const value = counted ? (/^\d{1,9}$/.test(text) ? Number(text) : undefined) : readTotal(form, text);
    if (value !== undefined) stated[field] = value;
    else {
      const at = { row: 1, column: TOTAL_TITLES[field], value: text };
      faults.push(
        returnFault(
          'control_total_mismatch',
          at,
          say(
            `回盘的${TOTAL_TITLES[field]}不是${counted ? say('整数', 'whole number') : say('金额', 'amount')}`,
            `the ${TOTAL_TITLES[field]} of the return is no ${counted ? say('整数', 'whole number') : say('金额', 'amount')}`,
          ),
        ),
      );
    }
  }
  return [stated, faults];
}

/**
 * Between which totals a bank may stand. A line of which only the bank knows the code counts with it as whatever the bank means by that code, and so
 * does an unknown one with a bank that counts nothing as unknown.
 */
function boundsOf(lines: readonly ReturnLine[], stated: StatedTotals): (field: TotalField) => readonly [number, number] {
  const countsUnknown = stated.unknownCount !== undefined || stated.unknownSum !== undefined;
  const isOpen = (line: ReturnLine): boolean => line.outcome === 'unknown' && (line.unregistered !== undefined || !countsUnknown);
  const [all, sure, open] = [
    returnTotals(lines),
    returnTotals(lines.filter((line) => !isOpen(line))),
    returnTotals(lines.filter(isOpen)),
  ];
  return (field) => {
    if (field === 'count' || field === 'sum') return [all[field], all[field]];
    return [sure[field], sure[field] + (field.endsWith('Count') ? open.count : open.sum)];
  };
}

/** Where a bank states settled, failed and unknown, they are the whole. */
function outcomeFaults(stated: StatedTotals): readonly ReturnFault[] {
  const faultsIn = (kind: 'Count' | 'Sum', whole: 'count' | 'sum'): readonly ReturnFault[] => {
    const [total, settled, failed, unknown] = [
      stated[whole],
      stated[`settled${kind}`],
      stated[`failed${kind}`],
      stated[`unknown${kind}`],
    ];
    if (total === undefined || settled === undefined || failed === undefined || unknown === undefined) return [];
    const together = settled + failed + unknown;
    if (total === together) return [];
    return [
      totalMismatch(
        whole,
        total,
        say(
          `成功、失败、不明相加为 ${totalText(whole, together)}`,
          `what succeeded, failed and is unclear makes ${totalText(whole, together)}`,
        ),
      ),
    ];
  };
  return [...faultsIn('Count', 'count'), ...faultsIn('Sum', 'sum')];
}
