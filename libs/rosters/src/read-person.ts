import { say } from '@fenming/language';
import {
  readBankAccount,
  readCitizenId,
  readName,
  type BankAccount,
  type CitizenIdReading,
  type NameWarning,
  type Sex,
} from '@fenming/citizen';
import type { RowCells } from './row-cells';
import { wrongOf, type Wrong } from './row-fault';
import type { Cell } from './workbook/cell';

/** A citizen id that was read, with the birth date and sex it carries. */
export type Citizen = Extract<CitizenIdReading, { ok: true }>;

/** A broken cell has its fault already; only blank and filled ones go on to be judged. */
const rawOf = (cell: Cell): unknown => (cell.state === 'filled' ? cell.value : undefined);

/** `day` is that of the list: an id can carry a birth date that is right and still to come, and a typing error is what makes it so. */
export function readId(cells: RowCells, holds: 'citizenId' | 'spouseId' | 'childId', day: string): Citizen | undefined {
  const column = cells.column(holds);
  const cell = cells.take(column);
  if (cell.state === 'broken') return undefined;
  const reading = readCitizenId(rawOf(cell));
  if (!reading.ok) cells.error(column, reading.code === 'id_damaged' ? ID_DAMAGED : reading);
  else if (reading.birthDate > day) cells.error(column, bornLater(day));
  else if (reading.repairs.includes('upgraded_from_15')) cells.warn(column, ID_UPGRADED);
  return reading.ok ? reading : undefined;
}

export function readNameIn(cells: RowCells, holds: 'name' | 'spouseName' | 'childName'): string | undefined {
  const column = cells.column(holds);
  const cell = cells.take(column);
  if (cell.state === 'broken') return undefined;
  const reading = readName(rawOf(cell));
  if (!reading.ok) cells.error(column, reading);
  else for (const warning of reading.warnings) cells.warn(column, nameWarnings()[warning]);
  return reading.ok ? reading.name : undefined;
}

export function readBankAccountIn(cells: RowCells): BankAccount | undefined {
  const column = cells.column('account');
  const cell = cells.take(column);
  if (cell.state === 'broken') return undefined;
  const reading = readBankAccount(rawOf(cell));
  if (!reading.ok) cells.error(column, reading.code === 'account_damaged' ? ACCOUNT_DAMAGED : reading);
  else if (reading.warnings.includes('luhn')) cells.warn(column, LUHN);
  if (reading.ok && cell.state === 'filled' && typeof cell.value === 'number') cells.warn(column, ACCOUNT_NUMBER);
  return reading.ok ? reading.account : undefined;
}

/** Texts and the codes of GB/T 2261.1. */
const SEXES: Readonly<Record<string, Sex>> = {
  男: 'male',
  女: 'female',
  男性: 'male',
  女性: 'female',
  '1': 'male',
  '2': 'female',
};

/** The sex written beside the id is a check of the id: one of the two is wrong when they differ. */
export function readSex(cells: RowCells, citizen: Citizen | undefined): Sex | undefined {
  const column = cells.column('sex');
  const cell = cells.take(column);
  if (cell.state === 'broken') return undefined;
  const sex = cell.state === 'filled' ? SEXES[String(cell.value)] : undefined;
  if (sex === undefined) cells.error(column, cell.state === 'blank' ? SEX_MISSING : SEX_UNKNOWN);
  else if (citizen !== undefined && citizen.sex !== sex) cells.error(column, sexMismatch(citizen.sex));
  return sex;
}

function bornLater(day: string): Wrong {
  const reason = say(
    `身份证号中的出生日期晚于导入名单的日期 ${day}`,
    `the birth date in the citizen id is after the day of this list, ${day}`,
  );
  return {
    code: 'id_birth_future',
    reason,
    hint: say('请按身份证原件核对第 7 至 14 位', 'check digits 7 to 14 against the identity card'),
  };
}

function sexMismatch(fromId: Sex): Wrong {
  const hint = say(
    `按身份证号应为“${fromId === 'male' ? '男' : '女'}”；请核对性别和身份证号`,
    `by the citizen id it should be “${fromId === 'male' ? '男' : '女'}”; check both`,
  );
  return { code: 'sex_mismatch', reason: say('性别与身份证号不一致', 'the sex does not agree with the citizen id'), hint };
}

const ID_DAMAGED: Wrong = wrongOf('id_damaged', {
  reason: { zh: '末几位数字已丢失，无法恢复', en: 'its last digits are lost and cannot be brought back' },
  hint: {
    zh: '请从原始登记重新录入身份证号，单元格设为文本',
    en: 'type the citizen id again from what was registered, in a text cell',
  },
});
const ACCOUNT_DAMAGED: Wrong = wrongOf('account_damaged', {
  reason: { zh: '末几位数字已丢失，无法恢复', en: 'its last digits are lost and cannot be brought back' },
  hint: {
    zh: '请从银行卡或存折重新录入账号，单元格设为文本',
    en: 'type the account again from the bank card or passbook, in a text cell',
  },
});
const ACCOUNT_NUMBER: Wrong = wrongOf('account_number_cell', {
  reason: {
    zh: '账号写在数值单元格里，开头若有 0 已经丢失',
    en: 'the account stands in a number cell; zeros at its beginning are lost',
  },
  hint: {
    zh: '请与银行卡或存折逐位核对，并把该列设为“文本”格式',
    en: 'check each digit against the bank card or passbook, and make this column text',
  },
});
const ID_UPGRADED: Wrong = wrongOf('id_upgraded', {
  reason: { zh: '15 位旧号已换算为 18 位', en: 'an old number of 15 digits was turned into one of 18' },
  hint: { zh: '请与现行身份证核对', en: 'check it against the present identity card' },
});
const LUHN: Wrong = wrongOf('account_luhn', {
  reason: { zh: '账号的校验位不符', en: 'the check digit of the account is wrong' },
  hint: { zh: '存折账号可忽略；银行卡请核对卡号', en: 'of no importance for a passbook; check the number of a bank card' },
});
const nameWarnings = (): Readonly<Record<NameWarning, Wrong>> => ({
  one_character: {
    code: 'name_one_character',
    reason: say('姓名只有一个字', 'the name has only one character'),
    hint: say(
      '请按身份证原件核对；确为单字姓名的不用改',
      'check it against the identity card; a name that truly has one is left as it is',
    ),
  },
  look_alikes: {
    code: 'name_look_alikes',
    reason: say(
      '姓名里有部首或兼容字，已换成同形的通用汉字',
      'the name has radicals or compatibility characters, which were replaced by the ordinary ones',
    ),
    hint: say(
      '请与身份证、银行户名核对；相符的不用改',
      "check it against the identity card and the bank's name; where they agree nothing needs to be done",
    ),
  },
});
const SEX_MISSING: Wrong = wrongOf('sex_missing', {
  reason: { zh: '性别为空', en: 'the sex is empty' },
  hint: { zh: '请填男或女', en: 'write 男 (male) or 女 (female)' },
});
const SEX_UNKNOWN: Wrong = wrongOf('sex_unknown', {
  reason: { zh: '性别无法识别', en: 'the sex cannot be read' },
  hint: { zh: '只能填：男、女', en: 'one of these alone: 男 (male), 女 (female)' },
});
