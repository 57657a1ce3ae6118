import { say } from '@fenming/language';
import { readBirthDate } from './birth-date';
import { checkCharacter } from './check-character';
import { cleanNumber, type Repair } from './cleaning';
import { endsWhereExcelCuts, isScientific, readLongNumber } from './spreadsheet-cell';
import { strangeInNumber } from './typed-text';

/** A citizen id number of 18 characters with a real birth date and the right check character (GB 11643-1999), X in upper case. */
export type CitizenId = string & { readonly kind: 'citizen-id' };
export type Sex = 'male' | 'female';
export type IdFault = 'id_missing' | 'id_damaged' | 'id_length' | 'id_characters' | 'id_birth_date' | 'id_check_digit';

export type CitizenIdReading =
  | {
      readonly ok: true;
      readonly id: CitizenId;
      readonly birthDate: string;
      readonly sex: Sex;
      readonly repairs: readonly Repair[];
    }
  | { readonly ok: false; readonly code: IdFault; readonly reason: string; readonly hint: string };

type Refused = Extract<CitizenIdReading, { ok: false }>;

/** Reasons never quote the number: they end in logs, error tables and answers to requests. */
const faults = (): Record<IdFault, { reason: string; hint: string }> => ({
  id_missing: {
    reason: say('身份证号为空', 'the citizen id is empty'),
    hint: say('请填写 18 位身份证号', 'write the citizen id of 18 digits'),
  },
  id_damaged: {
    reason: say(
      '身份证号已被电子表格改成数值，末几位已丢失，无法恢复',
      'a spreadsheet has turned the citizen id into a number; its last digits are lost and cannot be brought back',
    ),
    hint: say('请把该列设为“文本”格式，按身份证原件重新录入', 'make this column text and type it again from the identity card'),
  },
  id_length: {
    reason: say(
      '身份证号位数不对，应为 18 位（旧证 15 位）',
      'the citizen id has a wrong number of digits; it should have 18 (15 on old cards)',
    ),
    hint: say('请按身份证原件核对位数', 'check the digits against the identity card'),
  },
  id_characters: {
    reason: say('身份证号含有不应出现的字符', 'the citizen id has characters that should not be there'),
    hint: say('只能是数字，第 18 位可以是 X', 'digits alone; the 18th may be X'),
  },
  id_birth_date: {
    reason: say('身份证号中的出生日期不存在', 'the birth date in the citizen id does not exist'),
    hint: say('请按身份证原件核对第 7 至 14 位', 'check digits 7 to 14 against the identity card'),
  },
  id_check_digit: {
    reason: say('身份证号校验码不符', 'the check digit of the citizen id is wrong'),
    hint: say('请按身份证原件核对每一位', 'check each digit against the identity card'),
  },
});

/**
 * Reads a citizen id as people hand it in: a text or spreadsheet cell with full-width digits, a lower-case x, apostrophes, spaces, or 15 digits.
 * `birthDate` is `YYYY-MM-DD`, `sex` comes from the 17th digit, and a refusal carries sentences in the language spoken. The area code is not judged:
 * it is that of first registration and may be abolished. A text that ends in 000 is damaged when its check character is wrong.
 */
export function readCitizenId(raw: unknown): CitizenIdReading {
  const cell = readLongNumber(raw);
  if (!cell.ok) return refused(`id_${cell.fault}`);
  const { cleaned, repairs } = cleanNumber(cell.text);
  const written = cleaned.toUpperCase();
  const fault = faultOfForm(written);
  if (fault) return refused(fault, { strange: strangeInNumber(written, STRANGE) });
  const done = written === cleaned ? repairs : [...repairs, 'lower_case_x' as const];
  return written.length === 15 ? judge(upgrade(written), [...done, 'upgraded_from_15']) : judge(written, done);
}

const STRANGE = /[^\dX]|X(?!$)/u;

function faultOfForm(written: string): IdFault | undefined {
  if (written === '') return 'id_missing';
  if (isScientific(written)) return 'id_damaged';
  if (!/^\d+X?$/.test(written)) return 'id_characters';
  return /^(?:\d{15}|\d{17}[\dX])$/.test(written) ? undefined : 'id_length';
}

/** Fifteen digits carry a two-digit year: 19xx, but 18xx for the order codes 996 to 999 reserved for people over 100 in that era. */
function upgrade(fifteen: string): string {
  const century = Number(fifteen.slice(12)) >= 996 ? '18' : '19';
  const first17 = `${fifteen.slice(0, 6)}${century}${fifteen.slice(6)}`;
  return `${first17}${checkCharacter(first17)}`;
}

function judge(eighteen: string, repairs: readonly Repair[]): CitizenIdReading {
  const birthDate = readBirthDate(eighteen.slice(6, 14));
  if (!birthDate)
    return refused('id_birth_date', {
      hint: repairs.includes('upgraded_from_15')
        ? say(
            '请按身份证原件核对 15 位号码的第 7 至 12 位',
            'check digits 7 to 12 of the 15-digit number against the identity card',
          )
        : undefined,
    });
  const right = checkCharacter(eighteen.slice(0, 17));
  if (eighteen.charAt(17) !== right) {
    if (endsWhereExcelCuts(eighteen)) return refused('id_damaged');
    return refused('id_check_digit', {
      hint: say(
        `若前 17 位无误，第 18 位应为 ${right}；请按身份证原件核对每一位`,
        `if the first 17 digits are right, the 18th should be ${right}; check each digit against the identity card`,
      ),
    });
  }
  const sex: Sex = Number(eighteen.charAt(16)) % 2 === 1 ? 'male' : 'female';
  return { ok: true, id: eighteen as CitizenId, birthDate, sex, repairs };
}

type Particulars = { readonly hint?: string | undefined; readonly strange?: string | undefined };

function refused(code: IdFault, { hint, strange }: Particulars = {}): Refused {
  const { reason, hint: usual } = faults()[code];
  return {
    ok: false,
    code,
    reason: code === 'id_characters' && strange ? say(`身份证号${strange}`, `the citizen id: ${strange}`) : reason,
    hint: hint ?? usual,
  };
}
