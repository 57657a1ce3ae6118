import { ExactDecimal } from './exact-decimal';
import { type Fen, fen, MoneyError } from './fen';

/** One funding layer's part of an amount; `percent` is a decimal string such as `60` or `33.34`. */
export type Share<K extends string> = { readonly to: K; readonly percent: string };

// Twelve decimals are far finer than any funding notice and keep every product inside the exact precision.
const PERCENT = /^\d{1,3}(?:\.\d{1,12})?$/;

/**
 * Splits an amount by funding shares without losing a fen: every part is cut down towards zero to whole fen and what is left goes to `remainderTo`.
 * A negative amount splits into the mirror image of the positive one, so a recovery cancels its payment layer by layer.
 * Throws MoneyError when the percents are malformed or do not sum to exactly 100, or a name is doubled or missing.
 */
export function splitByShares<K extends string>(amount: Fen, shares: readonly Share<K>[], remainderTo: K): Record<K, Fen> {
  requireWholeSplit(shares, remainderTo);
  const parts = shares.map(({ to, percent }) => ({ to, part: cutPart(amount, percent) }));
  let left: number = fen(amount);
  for (const { part } of parts) left -= part;
  return Object.fromEntries(parts.map(({ to, part }) => [to, to === remainderTo ? fen(part + left) : part])) as Record<K, Fen>;
}

function cutPart(amount: Fen, percent: string): Fen {
  return fen(new ExactDecimal(amount).times(percent).dividedBy(100).trunc().toNumber());
}

function requireWholeSplit(shares: readonly Share<string>[], remainderTo: string): void {
  const names = new Set(shares.map((share) => share.to));
  if (names.size !== shares.length) throw new MoneyError('A funding layer is named twice in one split');
  if (!names.has(remainderTo)) throw new MoneyError(`The remainder goes to ${remainderTo}, which has no share`);
  for (const { to, percent } of shares)
    if (!PERCENT.test(percent)) throw new MoneyError(`The share of ${to} is not a percent: ${percent}`);
  const sum = shares.reduce((total, share) => total.plus(share.percent), new ExactDecimal(0));
  if (!sum.equals(100)) throw new MoneyError(`Funding shares sum to ${sum.toString()} percent, not to 100`);
}
