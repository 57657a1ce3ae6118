import type { Instant } from '@fenming/calendar';
import { type Fen, sumFen } from '@fenming/money';
import type { TotalField } from './profile';
import type { ReturnReason } from './return-reason';

/**
 * What became of a payment. `bankText` is the bank's own sentence, its long numbers starred; it may still quote a name, so it does not belong in an
 * event in clear. `unregistered` is a code of the bank that its profile does not know.
 */
export type Answer = { readonly bankText?: string } & (
  | { readonly outcome: 'settled' }
  | { readonly outcome: 'failed'; readonly reason: Exclude<ReturnReason, 'UNKNOWN'> }
  | { readonly outcome: 'unknown'; readonly reason: 'UNKNOWN'; readonly unregistered?: string }
);

/** `account` and `payeeName` stand where the bank repeats them, and `amountFen` is missing only where an ISO report leaves it out. */
export type NamedLine = Answer & {
  readonly lineNo: number;
  readonly amountFen?: Fen;
  readonly account?: string;
  readonly payeeName?: string;
};
/** A line of which the amount is known. */
export type ReturnLine = NamedLine & { readonly amountFen: Fen };

/** A line with the bank's code and sentence for it. */
export type AnsweredLine = ReturnLine & { readonly code: string; readonly text: string };

/** `batchNo` is the number of the file answered (see fileNumber); `answeredAt` is for the layouts that tell when. */
export type ReturnHead = { readonly batchNo: string; readonly answeredAt?: Instant };

/** Counts, and sums in fen. */
export type ReturnTotals = Readonly<Record<TotalField, number>>;

/** The control totals of a return. */
export function returnTotals(lines: readonly ReturnLine[]): ReturnTotals {
  const sumOf = (some: readonly ReturnLine[]): Fen => sumFen(some.map((line) => line.amountFen));
  const of = (outcome: string): readonly ReturnLine[] => lines.filter((line) => line.outcome === outcome);
  const [settled, failed, unknown] = [of('settled'), of('failed'), of('unknown')];
  return {
    count: lines.length,
    sum: sumOf(lines),
    settledCount: settled.length,
    settledSum: sumOf(settled),
    failedCount: failed.length,
    failedSum: sumOf(failed),
    unknownCount: unknown.length,
    unknownSum: sumOf(unknown),
  };
}
