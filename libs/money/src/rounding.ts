import { Decimal } from 'decimal.js';
import { ExactDecimal } from './exact-decimal';
import { type Fen, fen, MoneyError } from './fen';

/** Named so that no call rounds by accident: half-up and up go away from zero, down goes towards zero, half-even to the even fen. */
export type Rounding = 'half-up' | 'half-even' | 'down' | 'up';

const MODES: Record<Rounding, Decimal.Rounding> = {
  'half-up': Decimal.ROUND_HALF_UP,
  'half-even': Decimal.ROUND_HALF_EVEN,
  down: Decimal.ROUND_DOWN,
  up: Decimal.ROUND_UP,
};

// Decimal itself would also read 1e3, 0x10 and Infinity, none of which a rate table may contain.
const DECIMAL_TEXT = /^-?\d{1,30}(?:\.\d{1,60})?$/;

/** Rounds yuan (a Decimal or a plain decimal string) to whole fen by the named rule. Throws MoneyError for junk or past ±(2^53 - 1) fen. */
export function roundToFen(yuan: Decimal | string, rounding: Rounding): Fen {
  if (typeof yuan === 'string' && !DECIMAL_TEXT.test(yuan)) throw new MoneyError('Not a decimal amount in yuan');
  const amount = new ExactDecimal(yuan);
  if (!amount.isFinite()) throw new MoneyError(`Not an amount in yuan: ${amount.toString()}`);
  return fen(amount.times(100).toDecimalPlaces(0, MODES[rounding]).toNumber());
}
