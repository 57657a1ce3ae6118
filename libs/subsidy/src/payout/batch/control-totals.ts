import { addFen, fen, fenText, parseFenText, type Fen } from '@fenming/money';
import type { ControlTotals } from './batch.events';

export const NOTHING: ControlTotals = { count: 0, sumFen: '0' };

export const addTotals = (a: ControlTotals, b: ControlTotals): ControlTotals => ({
  count: a.count + b.count,
  sumFen: fenText(addFen(parseFenText(a.sumFen), parseFenText(b.sumFen))),
});

export const sameTotals = (a: ControlTotals, b: ControlTotals): boolean => a.count === b.count && a.sumFen === b.sumFen;

/** Count and sum of a list of lines. */
export const totalsOf = (lines: Iterable<{ readonly amountFen: string }>): ControlTotals => {
  let count = 0;
  let sum: Fen = fen(0);
  for (const { amountFen } of lines) {
    count += 1;
    sum = addFen(sum, parseFenText(amountFen));
  }
  return { count, sumFen: fenText(sum) };
};
