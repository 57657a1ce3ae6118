import { readBankFile, writeBankReturn, type BankProfile, type ReturnLine } from '@fenming/bank-files';
import type { Instant } from '@fenming/calendar';
import { FIRST_YEAR } from '../county/demo-county';
import type { BankTrouble } from '../county/story';

type Round = { readonly year: number; readonly round: number };

/** What the bank knows about an account that the county does not. */
export type BankBook = ReadonlyMap<string, BankTrouble['reason']>;

/** A closed account and another's name stay what they are; a card that was not activated is, after the first batch of the first year. */
export const bankBookOf = (troubles: readonly BankTrouble[], { year, round }: Round): BankBook => {
  const isFirst = year === FIRST_YEAR && round === 1;
  const lasting = troubles.filter(({ reason }) => isFirst || reason !== 'NOT_ACTIVATED');
  return new Map(lasting.map(({ applicant, reason }) => [applicant.account, reason]));
};

/** `receivedAt`: for the banks that tell when they answered. */
export type SentFile = { readonly profile: BankProfile; readonly bytes: Buffer; readonly receivedAt: Instant };

/** Reads one of the county's files as its bank would, and answers every line. The same file gives the same answer, so that it can be sent again. */
export const answerBankFile = ({ profile, bytes, receivedAt }: SentFile, book: BankBook): Buffer => {
  const { batchNo, payments } = readBankFile(profile, bytes);
  const lines = payments.map(({ lineNo, amountFen, account, payeeName }): ReturnLine => {
    const reason = book.get(account);
    const paid = { lineNo, amountFen, account, payeeName };
    return { ...paid, ...(reason === undefined ? { outcome: 'settled' } : { outcome: 'failed', reason }) };
  });
  return writeBankReturn(profile, { batchNo, answeredAt: receivedAt }, lines);
};
