import type { Instant } from '@fenming/calendar';
import { type Fen, sumFenExact } from '@fenming/money';
import { amountText, type AmountUnit } from './amount-text';
import type { ReturnHeaderField } from './profile';
import type { ReturnReason } from './return-reason';

/**
 * What became of one line. `reason` stands for every outcome but `settled`; `bankText` is the bank's own
 * sentence, its long numbers starred; it may still quote a name, so it does not belong in an event in clear.
 */
export type ReturnLine = {
  readonly lineNo: number;
  readonly amountFen: Fen;
  readonly outcome: 'settled' | 'failed' | 'unknown';
  readonly reason?: ReturnReason;
  readonly bankText?: string;
};

/** A line with the bank's code and sentence for it. */
export type AnsweredLine = ReturnLine & { readonly code: string; readonly text: string };

/** `batchNo` is the number of the file answered (see fileNumber); `answeredAt` is for the layouts that tell when. */
export type ReturnHead = { readonly batchNo: string; readonly answeredAt?: Instant };

export type ReturnTotals = Readonly<Record<Exclude<ReturnHeaderField, 'batchNo'>, string>>;

/** The control totals of a return: counts as decimals, sums as the bank writes its amounts. */
export function returnTotals(lines: readonly ReturnLine[], unit: AmountUnit): ReturnTotals {
  const sumOf = (some: readonly ReturnLine[]): string => amountText(unit, sumFenExact(some.map((line) => line.amountFen)));
  const [settled, failed, unknown] = (['settled', 'failed', 'unknown'] as const).map((outcome) =>
    lines.filter((line) => line.outcome === outcome),
  ) as [ReturnLine[], ReturnLine[], ReturnLine[]];
  return {
    count: String(lines.length),
    sum: sumOf(lines),
    settledCount: String(settled.length),
    settledSum: sumOf(settled),
    failedCount: String(failed.length),
    failedSum: sumOf(failed),
    unknownCount: String(unknown.length),
    unknownSum: sumOf(unknown),
  };
}
