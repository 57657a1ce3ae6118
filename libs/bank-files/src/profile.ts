import type { Fen } from '@fenming/money';
import type { ReturnReason } from './return-reason';

export type HeaderField = 'batchNo' | 'count' | 'sum' | 'paidFor';
export type LineField = 'lineNo' | 'payeeName' | 'account' | 'citizenId' | 'amount' | 'remark';
export type ReturnHeaderField =
  'batchNo' | 'count' | 'sum' | 'settledCount' | 'settledSum' | 'failedCount' | 'failedSum' | 'unknownCount' | 'unknownSum';
export type ReturnField = 'lineNo' | 'amount' | 'code' | 'text';

/**
 * One bank's files, as data. Both directions are a header record, one record per payment, and a trailer record with the SHA-256 (hex) of the payment
 * records' bytes, line ends included. Amounts are yuan with two decimals and no commas.
 */
export type BankProfile = {
  readonly id: string;
  readonly name: string;
  readonly encoding: 'gb18030' | 'utf-8';
  readonly delimiter: string;
  readonly lineEnd: '\r\n' | '\n';
  /** The name of the file sent; `{batchNo}` and `{paidFor}` are filled in. Banks refuse a name they have seen before. */
  readonly fileName: string;
  readonly header: readonly HeaderField[];
  readonly fields: readonly LineField[];
  /** The first field of the trailer. Chinese, so that a file in the wrong encoding is recognised by it. */
  readonly trailerTitle: string;
  /** Times `maxAmountFen` must stay below 2^53, so that a full file can be summed. */
  readonly maxLines: number;
  readonly maxAmountFen: Fen;
  /** In characters: a passbook prints only so many. */
  readonly maxRemarkLength: number;
  readonly returnHeader: readonly ReturnHeaderField[];
  readonly returnFields: readonly ReturnField[];
  readonly settledCode: string;
  /** A code that is missing here counts as UNKNOWN: better asked than paid twice. */
  readonly returnCodes: Readonly<Record<string, ReturnReason>>;
};
