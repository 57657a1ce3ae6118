import type { Encoding } from './encoding';
import type { PaymentLine } from './payment-line';

/** One file's text before, for each, and after its payments. `digest` is the SHA-256 (hex) of the payments' bytes. */
export type FileLayout = {
  readonly encoding: Encoding;
  readonly start: string;
  readonly payment: (line: PaymentLine) => string;
  readonly end: (digest: string) => string;
};
