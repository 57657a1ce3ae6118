import type { Account, CitizenId } from '@fenming/citizen';
import { type Fen, formatYuan } from '@fenming/money';
import { BankFileError } from './bank-file-error';
import { isConstant, type BankProfile, type LineField, type PaymentField } from './profile';

/** `lineNo` is a whole number from 1, rising within the batch, echoed by the bank; the remark is what the passbook shows. */
export type PaymentLine = {
  readonly lineNo: number;
  readonly account: Account;
  readonly payeeName: string;
  readonly citizenId?: CitizenId;
  readonly amountFen: Fen;
  readonly remark: string;
};

const TITLES: Record<PaymentField, string> = {
  lineNo: '序号',
  payeeName: '户名',
  account: '账号',
  citizenId: '身份证号',
  amount: '金额',
  remark: '摘要',
};

/** Throws BankFileError unless the bank takes the line after the one numbered `previousNo`. Rising numbers are what makes one batch one sequence of bytes. */
export function checkPayment(profile: BankProfile, { lineNo, amountFen, remark }: PaymentLine, previousNo: number): void {
  if (!Number.isSafeInteger(lineNo) || lineNo < 1)
    throw new BankFileError('line_number', `序号 ${lineNo} 不是从 1 起的整数`, lineNo);
  if (lineNo <= previousNo)
    throw new BankFileError('line_number', `序号 ${lineNo} 排在 ${previousNo} 之后：序号不得重复，须由小到大`, lineNo);
  if (amountFen <= 0) throw new BankFileError('amount', `序号 ${lineNo} 的金额应大于零`, lineNo);
  if (amountFen > profile.maxAmountFen)
    throw new BankFileError(
      'amount',
      `序号 ${lineNo} 的金额超过${profile.name}单笔上限 ${formatYuan(profile.maxAmountFen)} 元`,
      lineNo,
    );
  if (remark.length > profile.maxRemarkLength && Array.from(remark).length > profile.maxRemarkLength)
    throw new BankFileError('field', `序号 ${lineNo} 的摘要超过 ${profile.maxRemarkLength} 字`, lineNo);
}

/** Throws the refusal of one field of one line. */
export function refuseField(lineNo: number, field: LineField, because: 'breaks' | 'too_wide'): never {
  const reason = because === 'breaks' ? '为空或含有银行不接受的字符' : '超过银行规定的长度，须与银行商定，不得截断';
  throw new BankFileError('field', `序号 ${lineNo} 的${isConstant(field) ? '固定栏' : TITLES[field]}${reason}`, lineNo);
}
