import { Decimal } from 'decimal.js';

/** decimal.js cuts results to 20 digits unless told otherwise, which is too few for 2^53 fen times a percent with decimals; this clone keeps them all. */
export const ExactDecimal = Decimal.clone({ precision: 100, defaults: true });
