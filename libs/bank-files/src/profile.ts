import type { Fen } from '@fenming/money';
import type { ReturnReason } from './return-reason';

export type HeaderField = 'batchNo' | 'count' | 'sum' | 'paidFor' | 'part' | 'parts' | 'date';
export type LineField = 'lineNo' | 'payeeName' | 'account' | 'citizenId' | 'amount' | 'remark';
export type TrailerField = 'count' | 'sum' | 'digest';
export type ReturnHeaderField =
  'batchNo' | 'count' | 'sum' | 'settledCount' | 'settledSum' | 'failedCount' | 'failedSum' | 'unknownCount' | 'unknownSum';
export type ReturnField = 'lineNo' | 'amount' | 'code' | 'text';

/** What every bank has, whatever its layout. */
type Bank = {
  readonly id: string;
  readonly name: string;
  /**
   * The name of the file sent. `{batchNo}` must stand in it: it is the number of this one file (see fileNumber), so no two files share a name, which
   * banks would refuse. `{paidFor}`, `{part}` and `{parts}` (two digits) and `{date}` (eight, of the release) may.
   */
  readonly fileName: string;
  /** In characters: longer batch numbers are shortened, and stay different from each other. */
  readonly maxBatchNoLength: number;
  /** Times `maxAmountFen` must stay below 2^53, so that a full file can be summed. */
  readonly maxLines: number;
  readonly maxAmountFen: Fen;
  /** In characters: a passbook prints only so many, four as a rule (domain.md section 5.3). */
  readonly maxRemarkLength: number;
  readonly settledCode: string;
  /** A code that is missing here counts as UNKNOWN: better asked than paid twice. */
  readonly returnCodes: Readonly<Record<string, ReturnReason>>;
};

/** Files of records: a header, one record per payment, and a trailer with the SHA-256 (hex) of the payment records' bytes, line ends included. */
type RecordFile = Bank & {
  readonly encoding: 'gb18030' | 'utf-8';
  readonly lineEnd: '\r\n' | '\n';
  /** Yuan have two decimals and no commas. */
  readonly amounts: 'yuan' | 'fen';
};

export type DelimitedProfile = RecordFile & {
  readonly layout: 'delimited';
  readonly delimiter: string;
  readonly header: readonly HeaderField[];
  readonly fields: readonly LineField[];
  /** The first field of both trailers. Chinese, so that a file in the wrong encoding is recognised by it. */
  readonly trailerTitle: string;
  readonly trailer: readonly TrailerField[];
  readonly returnHeader: readonly ReturnHeaderField[];
  readonly returnFields: readonly ReturnField[];
};

/** `width` is in bytes of the file's encoding. `text` stands left and is filled up with spaces, `number` stands right after zeros. */
export type Column<Field extends string> = {
  readonly field: Field;
  readonly width: number;
  readonly as: 'text' | 'number';
};
/** `type` is the code that each record of this kind starts with. */
export type FixedRecord<Field extends string> = { readonly type: string; readonly columns: readonly Column<Field>[] };

export type FixedProfile = RecordFile & {
  readonly layout: 'fixed';
  readonly header: FixedRecord<HeaderField>;
  readonly payment: FixedRecord<LineField>;
  readonly trailer: FixedRecord<TrailerField>;
  readonly returnHeader: FixedRecord<ReturnHeaderField>;
  readonly returnLine: FixedRecord<ReturnField>;
  readonly returnTrailer: FixedRecord<'digest'>;
};

/**
 * ISO 20022: pain.001.001.09 out, pain.002.001.10 back, both UTF-8 and with amounts in yuan. Result codes are `TxSts`, and `RJCT/` with the reason for
 * what was rejected: a reason that happens to read like a success must not count as one.
 */
export type Iso20022Profile = Bank & {
  readonly layout: 'iso20022';
  /** Whose account pays; `agent` is its bank's twelve-digit CNAPS number. */
  readonly debtor: { readonly name: string; readonly account: string; readonly agent: string };
};

export type RecordProfile = DelimitedProfile | FixedProfile;
/** One bank's files, as data that can stand in JSON or YAML; readProfile reads it from there. */
export type BankProfile = RecordProfile | Iso20022Profile;
