import type { Account, CitizenId } from '@fenming/citizen';
import { type Fen, formatYuan, plainYuan, sumFen } from '@fenming/money';
import { BankFileError } from './bank-file-error';
import type { BankProfile, HeaderField, LineField } from './profile';
import { breaksRecord, encodeFile, sha256 } from './records';

/** `batchNo` names the batch at the bank, which refuses it a second time; `paidFor` says what for, such as 2023年奖扶. */
export type BankFileHead = { readonly batchNo: string; readonly paidFor: string };

/** `lineNo` is a whole number from 1, unique in the batch, echoed by the bank; the remark is what the passbook shows. */
export type PaymentLine = {
  readonly lineNo: number;
  readonly account: Account;
  readonly payeeName: string;
  readonly citizenId?: CitizenId;
  readonly amountFen: Fen;
  readonly remark: string;
};

/** `sha256` (hex) is that of all bytes, for the cover sheet. */
export type BankFile = {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly count: number;
  readonly sumFen: Fen;
  readonly sha256: string;
};

/** Writes a batch in the bank's own layout: the same batch gives the same bytes. Throws BankFileError, and then nothing was written. */
export function writeBankFile(profile: BankProfile, head: BankFileHead, lines: Iterable<PaymentLine>): BankFile {
  checkHead(profile, head);
  const payments = checkedLines(profile, lines);
  const sum = sumFen(payments.map((line) => line.amountFen));
  const header: Record<HeaderField, string> = { ...head, count: String(payments.length), sum: plainYuan(sum) };
  const details = payments.map((line) => fieldsOf(profile, line));
  const headerFields = profile.header.map((field) => header[field]);
  const bytes = encodeFile(profile, headerFields, details);
  return { fileName: fileNameOf(profile, head), bytes, count: payments.length, sumFen: sum, sha256: sha256(bytes) };
}

function checkedLines(profile: BankProfile, lines: Iterable<PaymentLine>): readonly PaymentLine[] {
  const byNumber = new Map<number, PaymentLine>();
  for (const line of lines) {
    if (byNumber.size === profile.maxLines)
      throw new BankFileError('too_many_lines', `${profile.name}每个文件最多 ${profile.maxLines} 笔，请把批次拆分`);
    checkNumberAndAmount(profile, line);
    if (byNumber.has(line.lineNo)) throw new BankFileError('line_number', `序号 ${line.lineNo} 重复`, line.lineNo);
    byNumber.set(line.lineNo, line);
  }
  if (byNumber.size === 0) throw new BankFileError('no_lines', '批次里没有可发放的记录');
  return [...byNumber.values()];
}

function checkNumberAndAmount(profile: BankProfile, { lineNo, amountFen }: PaymentLine): void {
  if (!Number.isSafeInteger(lineNo) || lineNo < 1)
    throw new BankFileError('line_number', `序号 ${lineNo} 不是从 1 起的整数`, lineNo);
  if (amountFen <= 0) throw new BankFileError('amount', `序号 ${lineNo} 的金额应大于零`, lineNo);
  if (amountFen > profile.maxAmountFen)
    throw new BankFileError(
      'amount',
      `序号 ${lineNo} 的金额超过${profile.name}单笔上限 ${formatYuan(profile.maxAmountFen)} 元`,
      lineNo,
    );
}

const TITLES: Record<LineField, string> = {
  lineNo: '序号',
  payeeName: '户名',
  account: '账号',
  citizenId: '身份证号',
  amount: '金额',
  remark: '摘要',
};

function fieldsOf(profile: BankProfile, line: PaymentLine): readonly string[] {
  const { payeeName, account, citizenId, remark } = line;
  const fields = { payeeName, account, citizenId, remark, lineNo: String(line.lineNo), amount: plainYuan(line.amountFen) };
  if (Array.from(remark).length > profile.maxRemarkLength)
    throw new BankFileError('field', `序号 ${line.lineNo} 的摘要超过 ${profile.maxRemarkLength} 字`, line.lineNo);
  return profile.fields.map((name) => {
    const text = fields[name] ?? '';
    if (text === '' || breaksRecord(profile, text))
      throw new BankFileError('field', `序号 ${line.lineNo} 的${TITLES[name]}为空或含有银行不接受的字符`, line.lineNo);
    return text;
  });
}

function checkHead(profile: BankProfile, { batchNo, paidFor }: BankFileHead): void {
  const wrong = [batchNo, paidFor].find((text) => !/^[\p{L}\p{N}_-]{1,60}$/u.test(text) || breaksRecord(profile, text));
  if (wrong !== undefined) throw new BankFileError('head', '批次号和用途只能由文字、数字、“-”和“_”组成，最长 60 字');
}

function fileNameOf(profile: BankProfile, { batchNo, paidFor }: BankFileHead): string {
  return profile.fileName.replace('{batchNo}', () => batchNo).replace('{paidFor}', () => paidFor);
}
