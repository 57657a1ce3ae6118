/**
 * Why no bank file could be written:
 * - `too_many_lines`, `no_lines`: against the bank's limit per file;
 * - `line_number`: not a whole number from 1, or not above the one before it: it is the join key of the return file;
 * - `amount`: nothing or less, or above the bank's limit;
 * - `field`: missing, too long, or with a character that would break the record;
 * - `head`: a batch number, purpose or release that cannot stand in a header or a file name;
 * - `totals`: the payments are not those that the header has announced. What was written so far is to be thrown away.
 */
export type BankFileFault = 'too_many_lines' | 'no_lines' | 'line_number' | 'amount' | 'field' | 'head' | 'totals';

/** The message, in the language spoken, is for the maker of the batch and names lines by number only. */
export class BankFileError extends Error {
  constructor(
    readonly code: BankFileFault,
    message: string,
    readonly lineNo?: number,
  ) {
    super(message);
    this.name = 'BankFileError';
  }
}
