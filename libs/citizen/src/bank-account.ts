import { say } from '@fenming/language';
import { cleanNumber } from './cleaning';
import { endsWhereExcelCuts, isScientific, readLongNumber } from './spreadsheet-cell';
import { strangeInNumber } from './typed-text';

/** A bank card or passbook account: digits only. */
export type BankAccount = string & { readonly kind: 'account' };
export type BankAccountFault = 'account_missing' | 'account_damaged' | 'account_characters' | 'account_length';

export type BankAccountReading =
  | { readonly ok: true; readonly account: BankAccount; readonly warnings: readonly 'luhn'[] }
  | { readonly ok: false; readonly code: BankAccountFault; readonly reason: string; readonly hint: string };

const SHORTEST = 10;
const LONGEST = 32;

/** Reasons never quote the account. */
const faults = (): Record<BankAccountFault, { reason: string; hint: string }> => ({
  account_missing: {
    reason: say('银行账号为空', 'the bank account is empty'),
    hint: say('请填写本人银行卡号或存折账号', "write the number of the person's own bank card or passbook"),
  },
  account_damaged: {
    reason: say(
      '银行账号已被电子表格改成数值，末几位已丢失，无法恢复',
      'a spreadsheet has turned the bank account into a number; its last digits are lost and cannot be brought back',
    ),
    hint: say(
      '请把该列设为“文本”格式，按银行卡或存折重新录入',
      'make this column text and type it again from the bank card or passbook',
    ),
  },
  account_characters: {
    reason: say('银行账号含有数字以外的字符', 'the bank account has other characters than digits'),
    hint: say('只能是数字，请按银行卡或存折核对', 'digits alone; check it against the bank card or passbook'),
  },
  account_length: {
    reason: say(
      `银行账号位数不对，应为 ${SHORTEST} 至 ${LONGEST} 位`,
      `the bank account has a wrong number of digits; it should have ${SHORTEST} to ${LONGEST}`,
    ),
    hint: say('请按银行卡或存折核对位数', 'check the digits against the bank card or passbook'),
  },
});

/**
 * Reads an account as people hand it in. A wrong Luhn digit is a warning only, because passbook accounts do not carry one;
 * a refusal carries sentences in the language spoken.
 */
export function readBankAccount(raw: unknown): BankAccountReading {
  const cell = readLongNumber(raw);
  if (!cell.ok) return refused(`account_${cell.fault}`);
  const { cleaned } = cleanNumber(cell.text);
  const fault = faultOfForm(cleaned);
  if (fault) return refused(fault, fault === 'account_characters' ? strangeInNumber(cleaned, /\D/u) : undefined);
  return { ok: true, account: cleaned as BankAccount, warnings: hasLuhnDigit(cleaned) ? [] : ['luhn'] };
}

function faultOfForm(cleaned: string): BankAccountFault | undefined {
  if (cleaned === '') return 'account_missing';
  if (isScientific(cleaned)) return 'account_damaged';
  if (!/^\d+$/.test(cleaned)) return 'account_characters';
  if (cleaned.length < SHORTEST || cleaned.length > LONGEST) return 'account_length';
  return isCutCard(cleaned) ? 'account_damaged' : undefined;
}

/** A UnionPay card always carries a Luhn digit, so zeros at Excel's cut and a wrong Luhn digit together leave no doubt; other accounts may truly end so. */
function isCutCard(digits: string): boolean {
  return digits.startsWith('62') && digits.length <= 19 && endsWhereExcelCuts(digits) && !hasLuhnDigit(digits);
}

/** ISO/IEC 7812-1 annex B: from the right, every second digit doubled, the digit sums make a multiple of 10. */
function hasLuhnDigit(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, place) => {
      const value = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

function refused(code: BankAccountFault, strange?: string): Extract<BankAccountReading, { ok: false }> {
  return {
    ok: false,
    code,
    ...faults()[code],
    ...(strange && { reason: say(`银行账号${strange}`, `the bank account: ${strange}`) }),
  };
}
