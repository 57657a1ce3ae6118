import type { AmountLineText } from '@fenming/subsidy';
import { fenOf } from './fundings';

/** Layers of the rates, each with twelve months. */
const LAYERS = ['national', 'province', 'city', 'county'];
const PLACES = LAYERS.length * 12;

/** Twelfths of a fen, half a fen upwards. */
export const roundedFen = (twelfths: bigint): bigint => (twelfths * 2n + 12n) / 24n;

const monthOf = (text: string): number => Number(text.slice(5, 7)) - 1;

/** What a line gives to all its months together, in twelfths of a fen. */
export const twelfthsOf = ({ unit, units, rateFen }: AmountLineText): bigint =>
  fenOf(rateFen) * BigInt(units) * (unit.endsWith('/12') ? 1n : 12n);

/** Fen of each layer and month that the lines of a determination come to; a cap takes the last ones back. */
export function monthsOfLines(lines: readonly AmountLineText[]): readonly bigint[] {
  const exact = new Map<string, bigint[]>();
  let capped = 0n;
  for (const line of lines) {
    if (line.category === 'cap') {
      capped -= fenOf(line.amountFen);
      continue;
    }
    const name = `${line.layer}|${line.category}`;
    const months = exact.get(name) ?? Array.from({ length: 12 }, () => 0n);
    exact.set(name, months);
    const [first, last] = [monthOf(line.from), monthOf(line.to)];
    for (let month = first; month <= last; month += 1) {
      months[month] = (months[month] ?? 0n) + twelfthsOf(line) / BigInt(last - first + 1);
    }
  }
  const sums = Array.from({ length: PLACES }, () => 0n);
  for (const [name, months] of exact) {
    const layer = LAYERS.indexOf(name.split('|')[0] ?? '');
    let sum = 0n;
    months.forEach((twelfths, month) => {
      const place = layer * 12 + month;
      sums[place] = (sums[place] ?? 0n) + roundedFen(sum + twelfths) - roundedFen(sum);
      sum += twelfths;
    });
  }
  return capped === 0n ? sums : firstOf(sums, total(sums) - capped);
}

export const total = (months: readonly bigint[]): bigint => months.reduce((sum, month) => sum + month, 0n);

/** So much of the earliest months. */
export function firstOf(months: readonly bigint[], amount: bigint): readonly bigint[] {
  const taken = months.map(() => 0n);
  let left = amount;
  for (let month = 0; month < 12; month += 1)
    for (let place = month; place < PLACES; place += 12) {
      const here = months[place] ?? 0n;
      taken[place] = here < left ? here : left;
      left -= taken[place] ?? 0n;
    }
  return taken;
}

/** Few different years are paid to a million people: each is kept once, under a number; 0 is nothing. */
export class MonthTable {
  private readonly numbers = new Map<string, number>();
  private readonly vectors: (readonly bigint[])[] = [];
  private readonly known = new Map<string, number>();

  constructor() {
    this.numberOf(Array.from({ length: PLACES }, () => 0n));
  }

  numberOf(months: readonly bigint[]): number {
    const name = months.join();
    const number = this.numbers.get(name);
    if (number !== undefined) return number;
    this.numbers.set(name, this.vectors.length);
    return this.vectors.push(months) - 1;
  }

  at(number: number): readonly bigint[] {
    return this.vectors[number] ?? [];
  }

  plus(a: number, b: number): number {
    return this.combined(`${a}+${b}`, a, b, (x, y) => x + y);
  }

  /** What `a` is above `b` in each month; nothing where it is below. */
  beyond(a: number, b: number): number {
    return this.combined(`${a}>${b}`, a, b, (x, y) => (x > y ? x - y : 0n));
  }

  private combined(name: string, a: number, b: number, of: (x: bigint, y: bigint) => bigint): number {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const right = this.at(b);
    const number = this.numberOf(this.at(a).map((x, place) => of(x, right[place] ?? 0n)));
    this.known.set(name, number);
    return number;
  }
}
