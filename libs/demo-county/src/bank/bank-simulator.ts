import { readBankFile, writeBankReturn, type BankProfile, type ReturnLine } from '@fenming/bank-files';
import type { Instant } from '@fenming/calendar';
import type { BankTrouble } from '../county/story';

/** What the bank knows about an account that the county does not. */
export type BankBook = ReadonlyMap<string, BankTrouble['reason']>;

export const bankBookOf = (troubles: readonly BankTrouble[]): BankBook =>
  new Map(troubles.map(({ applicant, reason }) => [applicant.account, reason]));

/** A closed account and another's name stay what they are; a card that was not activated is, by the second round. */
const troubleOf = (book: BankBook, account: string, round: number): BankTrouble['reason'] | undefined => {
  const reason = book.get(account);
  return reason === 'NOT_ACTIVATED' && round > 1 ? undefined : reason;
};

/** `receivedAt`: for the banks that tell when they answered. */
export type SentFile = { readonly profile: BankProfile; readonly bytes: Buffer; readonly receivedAt: Instant };

/** Reads one of the county's files as its bank would, and answers every line. The same file gives the same answer, so that it can be sent again. */
export const answerBankFile = ({ profile, bytes, receivedAt }: SentFile, book: BankBook, round: number): Buffer => {
  const { batchNo, payments } = readBankFile(profile, bytes);
  const lines = payments.map(({ lineNo, amountFen, account, payeeName }): ReturnLine => {
    const reason = troubleOf(book, account, round);
    const paid = { lineNo, amountFen, account, payeeName };
    return { ...paid, ...(reason === undefined ? { outcome: 'settled' } : { outcome: 'failed', reason }) };
  });
  return writeBankReturn(profile, { batchNo, answeredAt: receivedAt }, lines);
};
