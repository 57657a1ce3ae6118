import type { Fen } from '@fenming/money';
import type { ReturnReason } from './return-reason';

/** A column in which every record has the same: `=CNY` stands for CNY. */
export type Constant = `=${string}`;
export const isConstant = (field: string): field is Constant => field.startsWith('=');
export type HeaderField = 'batchNo' | 'count' | 'sum' | 'paidFor' | 'part' | 'parts' | 'date' | Constant;
export type PaymentField = 'lineNo' | 'payeeName' | 'account' | 'citizenId' | 'amount' | 'remark';
export type LineField = PaymentField | Constant;
export type TrailerField = 'count' | 'sum' | 'digest';
/** What a bank counts: everything, and what became of it. */
export type TotalField =
  'count' | 'sum' | 'settledCount' | 'settledSum' | 'failedCount' | 'failedSum' | 'unknownCount' | 'unknownSum';
/** `ignored` is a column that says nothing the county needs; it may stand several times. */
export type ReturnHeaderField = 'batchNo' | TotalField | 'paidFor' | 'date' | 'ignored';
export type ReturnField = 'lineNo' | 'amount' | 'code' | 'text' | 'account' | 'payeeName' | 'citizenId' | 'remark' | 'ignored';

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
  /** In characters: a passbook prints only so many, four as a rule. */
  readonly maxRemarkLength: number;
  /** The code, or the codes, of a payment that has arrived. Codes may be words, such as 成功. */
  readonly settledCode: string | readonly string[];
  /** A code that is missing here counts as UNKNOWN: better asked than paid twice. */
  readonly returnCodes: Readonly<Record<string, ReturnReason>>;
};

/** How amounts stand in a return: `yuan` has two decimals and no commas, `yuan-free` also 960, 960.0 and 1,960.00. */
export type ReturnAmounts = 'yuan' | 'fen' | 'yuan-free';

/**
 * Files of records: one record per payment and, where the bank has them, a header, a row of column titles, and a trailer. A digest in a trailer is the
 * SHA-256 (hex) of the payment records' bytes, line ends included.
 */
type RecordFile = Bank & {
  readonly encoding: 'gb18030' | 'utf-8';
  readonly lineEnd: '\r\n' | '\n';
  /** Yuan have two decimals and no commas. */
  readonly amounts: 'yuan' | 'fen';
  /** A row that stands in every file sent as it is written here, between the header and the payments. */
  readonly titleRow?: string;
  /** As in the file sent, unless said otherwise. */
  readonly returnAmounts?: ReturnAmounts;
  /** So many rows of a return, after its header, are column titles. */
  readonly returnTitleRows?: number;
  /** The code, or the codes, that say only that a line has failed: why stands in its text, and `returnCodes` has it under that text. */
  readonly failedCode?: string | readonly string[];
  /**
   * What a line counts as that the return does not name: such a return is refused unless said otherwise, `unknown` where a bank answers in several
   * files, `settled` where it names failures alone.
   */
  readonly unlisted?: 'unknown' | 'settled';
};

export type DelimitedProfile = RecordFile & {
  readonly layout: 'delimited';
  readonly delimiter: string;
  /** Whether every record ends with a delimiter as well. */
  readonly endDelimiter?: boolean;
  /** Whether values stand in double quotes, as in CSV; a quote within is written twice. */
  readonly quoted?: boolean;
  readonly header?: readonly HeaderField[];
  readonly fields: readonly LineField[];
  /** The first field of both trailers. Chinese, so that a file in the wrong encoding is recognised by it. */
  readonly trailerTitle?: string;
  readonly trailer?: readonly TrailerField[];
  readonly returnHeader?: readonly ReturnHeaderField[];
  readonly returnFields: readonly ReturnField[];
  /** Unless said otherwise a digest, where the file sent ends with one, and nothing where it does not. */
  readonly returnTrailer?: readonly TrailerField[];
};

/** `width` is in bytes of the file's encoding. `text` stands left and is filled up with spaces, `number` stands right after zeros. */
export type Column<Field extends string> = {
  readonly field: Field;
  readonly width: number;
  readonly as: 'text' | 'number';
};
/** `type` is the code that each record of this kind starts with, where the bank has such codes. */
export type FixedRecord<Field extends string> = { readonly type?: string; readonly columns: readonly Column<Field>[] };

export type FixedProfile = RecordFile & {
  readonly layout: 'fixed';
  readonly header?: FixedRecord<HeaderField>;
  readonly payment: FixedRecord<LineField>;
  readonly trailer?: FixedRecord<TrailerField>;
  readonly returnHeader?: FixedRecord<ReturnHeaderField>;
  readonly returnLine: FixedRecord<ReturnField>;
  readonly returnTrailer?: FixedRecord<TrailerField>;
};

/**
 * ISO 20022: pain.001.001.09 out, pain.002.001 of any version back, amounts in yuan. Result codes are `TxSts`, and `RJCT/` with the reason for
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

const listed = (codes: string | readonly string[] | undefined): readonly string[] =>
  typeof codes === 'string' ? [codes] : (codes ?? []);
export const settledCodes = ({ settledCode }: BankProfile): readonly string[] => listed(settledCode);
/** `pointer` is a JSON pointer into the profile, `reason` is in the language spoken, and `line` is that of the text, where it was read from one. */
export type ProfileFault = { readonly pointer: string; readonly reason: string; readonly line?: number };

export const failedCodes = (profile: BankProfile): readonly string[] =>
  profile.layout === 'iso20022' ? [] : listed(profile.failedCode);
