import { say, spoken } from '@fenming/language';
import type { BankAccount, CitizenId } from '@fenming/citizen';
import { type Fen, formatYuan } from '@fenming/money';
import { BankFileError } from './bank-file-error';
import { isConstant, type BankProfile, type LineField, type PaymentField } from './profile';

/** `lineNo` is a whole number from 1, rising within the batch, echoed by the bank; the remark is what the passbook shows. */
export type PaymentLine = {
  readonly lineNo: number;
  readonly account: BankAccount;
  readonly payeeName: string;
  readonly citizenId?: CitizenId;
  readonly amountFen: Fen;
  readonly remark: string;
};

const TITLES: Record<PaymentField, string> = spoken({
  lineNo: { zh: '序号', en: 'number' },
  payeeName: { zh: '户名', en: 'name' },
  account: { zh: '账号', en: 'account' },
  citizenId: { zh: '身份证号', en: 'citizen id' },
  amount: { zh: '金额', en: 'amount' },
  remark: { zh: '附言', en: 'remark' },
});

/** Throws BankFileError unless the bank takes the line after the one numbered `previousNo`. Rising numbers are what makes one batch one sequence of bytes. */
export function checkPayment(profile: BankProfile, { lineNo, amountFen, remark }: PaymentLine, previousNo: number): void {
  if (!Number.isSafeInteger(lineNo) || lineNo < 1)
    throw new BankFileError(
      'line_number',
      say(`序号 ${lineNo} 不是从 1 起的整数`, `the line number ${lineNo} is not a whole number from 1`),
      lineNo,
    );
  if (lineNo <= previousNo)
    throw new BankFileError(
      'line_number',
      say(
        `序号 ${lineNo} 排在 ${previousNo} 之后：序号不得重复，须由小到大`,
        `the line number ${lineNo} comes after ${previousNo}: numbers rise and are not repeated`,
      ),
      lineNo,
    );
  if (amountFen <= 0)
    throw new BankFileError(
      'amount',
      say(`序号 ${lineNo} 的金额应大于零`, `the amount of line number ${lineNo} should be above zero`),
      lineNo,
    );
  if (amountFen > profile.maxAmountFen)
    throw new BankFileError(
      'amount',
      say(
        `序号 ${lineNo} 的金额超过${profile.name}单笔上限 ${formatYuan(profile.maxAmountFen)} 元`,
        `the amount of line number ${lineNo} exceeds the ${formatYuan(profile.maxAmountFen)} yuan a line that ${profile.name} takes`,
      ),
      lineNo,
    );
  if (remark.length > profile.maxRemarkLength && Array.from(remark).length > profile.maxRemarkLength)
    throw new BankFileError(
      'field',
      say(
        `序号 ${lineNo} 的附言超过 ${profile.maxRemarkLength} 字`,
        `the remark of line number ${lineNo} is longer than ${profile.maxRemarkLength} characters`,
      ),
      lineNo,
    );
}

/** Throws the refusal of one field of one line. */
export function refuseField(lineNo: number, field: LineField, because: 'breaks' | 'too_wide'): never {
  const reason =
    because === 'breaks'
      ? say('为空或含有银行不接受的字符', 'is empty or has characters that the bank does not take')
      : say(
          '超过银行规定的长度，须与银行商定，不得截断',
          'is longer than the bank takes; agree it with the bank, nothing is cut off',
        );
  throw new BankFileError(
    'field',
    say(
      `序号 ${lineNo} 的${isConstant(field) ? say('固定栏', 'constant') : TITLES[field]}${reason}`,
      `the ${isConstant(field) ? say('固定栏', 'constant') : TITLES[field]} of line number ${lineNo} ${reason}`,
    ),
    lineNo,
  );
}
