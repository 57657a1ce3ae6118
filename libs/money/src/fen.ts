/** A whole number of fen (0.01 yuan), always a safe integer. Negative amounts are differences and recoveries. */
export type Fen = number & { readonly unit: 'fen' };

/** An amount that is malformed, fractional or too large to be exact. It never repeats a text that it was given: in a shifted column that is an account. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
}

/** Brands a whole number of fen. Throws MoneyError for a fraction, NaN or anything past ±(2^53 - 1). */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new MoneyError(`Not a whole, exactly representable number of fen: ${value}`);
  // Negative zero would serialise differently from zero in some writers, so it never leaves this door.
  return (value === 0 ? 0 : value) as Fen;
}

export const ZERO_FEN: Fen = fen(0);

/** Narrows an exact sum to Fen. Throws MoneyError past ±(2^53 - 1). */
export function fenOfBigint(value: bigint): Fen {
  const narrowed = Number(value);
  if (!Number.isSafeInteger(narrowed)) throw new MoneyError(`Past the largest exact amount of fen: ${value}`);
  return fen(narrowed);
}

/** The exact sum in fen as a bigint, whatever its size. Zero for no amounts. */
export function sumFenExact(amounts: Iterable<Fen>): bigint {
  let carried = 0n;
  let running = 0;
  for (const amount of amounts) {
    const next = running + fen(amount);
    // A bigint addition per line would slow a million-line roster, so only full running sums are carried over.
    if (Number.isSafeInteger(next)) {
      running = next;
    } else {
      carried += BigInt(running);
      running = amount;
    }
  }
  return carried + BigInt(running);
}

/** The exact sum in fen. Throws MoneyError when the result (not an intermediate sum) passes ±(2^53 - 1). */
export function sumFen(amounts: Iterable<Fen>): Fen {
  return fenOfBigint(sumFenExact(amounts));
}

/** Adds amounts given one by one; see sumFen. */
export function addFen(...amounts: Fen[]): Fen {
  let sum = 0;
  for (const amount of amounts) {
    sum += fen(amount);
    // Every amount of a million-line roster is added a few times; the way by bigint is for sums that need it.
    if (!Number.isSafeInteger(sum)) return sumFen(amounts);
  }
  return fen(sum);
}

/** A rate in fen times a whole count of months, people or parents. Throws MoneyError for a fractional count or past ±(2^53 - 1). */
export function timesFen(amount: Fen, count: number): Fen {
  if (!Number.isSafeInteger(count)) throw new MoneyError(`Not a whole count: ${count}`);
  // A product of safe integers that rounds to a safe integer was exact, so fen() is the whole overflow check.
  return fen(fen(amount) * count);
}
