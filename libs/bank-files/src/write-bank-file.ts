import { sumFen } from '@fenming/money';
import type { BankFileHead } from './bank-file-head';
import { bankFileWriter, type WrittenFile } from './bank-file-writer';
import type { PaymentLine } from './payment-line';
import type { BankProfile } from './profile';

export type BankFile = WrittenFile & { readonly bytes: Buffer };

/** Writes a batch that fits into one file and into memory. Throws BankFileError, and then nothing was written. */
export function writeBankFile(profile: BankProfile, head: BankFileHead, lines: Iterable<PaymentLine>): BankFile {
  const payments = [...lines];
  const totals = { count: payments.length, sumFen: sumFen(payments.map((line) => line.amountFen)) };
  const writer = bankFileWriter(profile, head, { part: 1, parts: 1, from: 0, ...totals });
  const start = writer.add(payments);
  const { bytes, file } = writer.end();
  return { ...file, bytes: Buffer.concat([start, bytes]) };
}
