import { fen, ZERO_FEN, type Fen } from '@fenming/money';
import type { BatchTotal } from '@fenming/subsidy';
import type { Reader } from '../engine/reader';

/** One line of the control totals. `difference_fen`: what this step has more or less than the step it must agree with. */
export type ControlTotal = {
  readonly step: Exclude<BatchTotal, 'reconciled_settled' | 'reconciled_failed'> | 'unknown' | 'reconciled';
  readonly count: number;
  readonly sum_fen: Fen;
  readonly difference_fen: Fen;
  readonly hash: string | null;
};
type Total = { readonly count: number; readonly sum_fen: Fen; readonly hash: string | null };
type Totals = ReadonlyMap<BatchTotal, Total>;

const NOTHING: Total = { count: 0, sum_fen: ZERO_FEN, hash: null };

/** The control totals of a batch, one line per step that it has reached. */
export function controlTotals(reader: Reader, batch: string): readonly ControlTotal[] {
  const rows = reader.all<Total & { readonly step: BatchTotal }>(
    'SELECT step, count, sum_fen, hash FROM batch_total WHERE batch = @batch',
    {
      batch,
    },
  );
  const totals: Totals = new Map(rows.map((row) => [row.step, row]));
  return [...signed(totals), ...sent(totals), ...answered(totals)];
}

const of = (totals: Totals, step: BatchTotal): Total => totals.get(step) ?? NOTHING;

const line = (step: ControlTotal['step'], { count, sum_fen, hash }: Total, difference: number): ControlTotal => ({
  step,
  count,
  sum_fen,
  difference_fen: fen(difference),
  hash,
});

const plus = (a: Total, b: Total): Total => ({ count: a.count + b.count, sum_fen: fen(a.sum_fen + b.sum_fen), hash: null });
const minus = (a: Total, b: Total): Total => ({ count: a.count - b.count, sum_fen: fen(a.sum_fen - b.sum_fen), hash: null });

/** The roster, and everybody who signed it, against the roster. */
function signed(totals: Totals): readonly ControlTotal[] {
  const roster = of(totals, 'roster');
  return (['roster', 'submitted', 'checked', 'approved', 'released'] as const)
    .filter((step) => totals.has(step))
    .map((step) => line(step, of(totals, step), of(totals, step).sum_fen - roster.sum_fen));
}

/** Instructed and left out together are the roster; the file to the bank is what was instructed. */
function sent(totals: Totals): readonly ControlTotal[] {
  if (!totals.has('instructed') && !totals.has('exceptions')) return [];
  const [instructed, exceptions, file] = [of(totals, 'instructed'), of(totals, 'exceptions'), of(totals, 'bank_file')];
  const left = plus(instructed, exceptions).sum_fen - of(totals, 'roster').sum_fen;
  return [
    line('instructed', instructed, left),
    line('exceptions', exceptions, 0),
    ...(totals.has('bank_file') ? [line('bank_file', file, file.sum_fen - instructed.sum_fen)] : []),
  ];
}

/** Settled and failed are the payments' own facts. What has no final answer yet is `unknown`, and all of it is a difference. */
function answered(totals: Totals): readonly ControlTotal[] {
  if (!totals.has('settled') && !totals.has('failed')) return [];
  const file = of(totals, 'bank_file');
  const [settled, failed] = [of(totals, 'settled'), of(totals, 'failed')];
  const unknown = minus(file, plus(settled, failed));
  const reconciled = plus(of(totals, 'reconciled_settled'), of(totals, 'reconciled_failed'));
  return [
    line('settled', settled, 0),
    line('failed', failed, 0),
    line('unknown', unknown, unknown.sum_fen),
    ...(totals.has('reconciled_settled') ? [line('reconciled', reconciled, reconciled.sum_fen - file.sum_fen)] : []),
  ];
}
