import { DEMO_BANK, writeBankReturn, type LineField, type ReturnLine } from '@fenming/bank-files';
import { parseYuan } from '@fenming/money';
import iconv from 'iconv-lite';
import type { BankTrouble } from '../county/story';

/** What the bank knows about an account that the county does not. */
export type BankBook = ReadonlyMap<string, BankTrouble['reason']>;

export const bankBookOf = (troubles: readonly BankTrouble[]): BankBook =>
  new Map(troubles.map(({ applicant, reason }) => [applicant.account, reason]));

const field = (record: readonly string[], name: LineField): string => {
  const value = record[DEMO_BANK.fields.indexOf(name)];
  if (value === undefined) throw new Error(`the bank file has no ${name}`);
  return value;
};

/** A closed account and another's name stay what they are; a card that was not activated is, by the second round. */
const troubleOf = (book: BankBook, account: string, round: number): BankTrouble['reason'] | undefined => {
  const reason = book.get(account);
  return reason === 'NOT_ACTIVATED' && round > 1 ? undefined : reason;
};

/** Reads the county's file as the demo bank would, and answers every line. The same file gives the same answer, so that it can be sent again. */
export const answerBankFile = (bytes: Buffer, book: BankBook, round: number): Buffer => {
  const records = iconv
    .decode(bytes, DEMO_BANK.encoding)
    .split(DEMO_BANK.lineEnd)
    .filter((record) => record !== '')
    .map((record) => record.split(DEMO_BANK.delimiter));
  const [header, ...rest] = records;
  const batchNo = header?.[DEMO_BANK.header.indexOf('batchNo')];
  if (batchNo === undefined) throw new Error('the bank file has no batch number');
  const lines = rest
    .filter(([title]) => title !== DEMO_BANK.trailerTitle)
    .map((record): ReturnLine => {
      const reason = troubleOf(book, field(record, 'account'), round);
      const line = { lineNo: Number(field(record, 'lineNo')), amountFen: parseYuan(field(record, 'amount')) };
      return reason === undefined ? { ...line, outcome: 'settled' } : { ...line, outcome: 'failed', reason };
    });
  return writeBankReturn(DEMO_BANK, { batchNo }, lines);
};
