import {
  readAccount,
  readCitizenId,
  readName,
  type Account,
  type CitizenIdReading,
  type NameWarning,
  type Sex,
} from '@fenming/citizen';
import type { RowCells } from './row-cells';
import type { Wrong } from './row-fault';
import type { Cell } from './workbook/cell';

/** A citizen id that was read, with the birth date and sex it carries. */
export type Citizen = Extract<CitizenIdReading, { ok: true }>;

/** A broken cell has its fault already; only blank and filled ones go on to be judged. */
const rawOf = (cell: Cell): unknown => (cell.state === 'filled' ? cell.value : undefined);

/** `day` is that of the list: an id can carry a birth date that is right and still to come, and a typing error is what makes it so. */
export function readId(cells: RowCells, holds: 'citizenId' | 'spouseId', day: string): Citizen | undefined {
  const column = cells.column(holds);
  const cell = cells.take(column);
  if (cell.state === 'broken') return undefined;
  const reading = readCitizenId(rawOf(cell));
  if (!reading.ok) cells.error(column, reading.code === 'id_damaged' ? ID_DAMAGED : reading);
  else if (reading.birthDate > day) cells.error(column, bornLater(day));
  else if (reading.repairs.includes('upgraded_from_15')) cells.warn(column, ID_UPGRADED);
  return reading.ok ? reading : undefined;
}

export function readNameIn(cells: RowCells, holds: 'name' | 'spouseName'): string | undefined {
  const column = cells.column(holds);
  const cell = cells.take(column);
  if (cell.state === 'broken') return undefined;
  const reading = readName(rawOf(cell));
  if (!reading.ok) cells.error(column, reading);
  else for (const warning of reading.warnings) cells.warn(column, NAME_WARNINGS[warning]);
  return reading.ok ? reading.name : undefined;
}

export function readAccountIn(cells: RowCells): Account | undefined {
  const column = cells.column('account');
  const cell = cells.take(column);
  if (cell.state === 'broken') return undefined;
  const reading = readAccount(rawOf(cell));
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
  const reason = `身份证号中的出生日期晚于导入名单的日期 ${day}`;
  return { code: 'id_birth_future', reason, hint: '请按身份证原件核对第 7 至 14 位' };
}

function sexMismatch(fromId: Sex): Wrong {
  const hint = `按身份证号应为“${fromId === 'male' ? '男' : '女'}”；请核对性别和身份证号`;
  return { code: 'sex_mismatch', reason: '性别与身份证号不一致', hint };
}

const ID_DAMAGED: Wrong = {
  code: 'id_damaged',
  reason: '末几位数字已丢失，无法恢复',
  hint: '请从原始登记重新录入身份证号，单元格设为文本',
};
const ACCOUNT_DAMAGED: Wrong = {
  code: 'account_damaged',
  reason: '末几位数字已丢失，无法恢复',
  hint: '请从银行卡或存折重新录入账号，单元格设为文本',
};
const ACCOUNT_NUMBER: Wrong = {
  code: 'account_number_cell',
  reason: '账号写在数值单元格里，开头若有 0 已经丢失',
  hint: '请与银行卡或存折逐位核对，并把该列设为“文本”格式',
};
const ID_UPGRADED: Wrong = { code: 'id_upgraded', reason: '15 位旧号已换算为 18 位', hint: '请与现行身份证核对' };
const LUHN: Wrong = { code: 'account_luhn', reason: '账号的校验位不符', hint: '存折账号可忽略；银行卡请核对卡号' };
const NAME_WARNINGS: Readonly<Record<NameWarning, Wrong>> = {
  one_character: { code: 'name_one_character', reason: '姓名只有一个字', hint: '请按身份证原件核对；确为单字姓名的不用改' },
  look_alikes: {
    code: 'name_look_alikes',
    reason: '姓名里有部首或兼容字，已换成同形的通用汉字',
    hint: '请与身份证、银行户名核对；相符的不用改',
  },
};
const SEX_MISSING: Wrong = { code: 'sex_missing', reason: '性别为空', hint: '请填男或女' };
const SEX_UNKNOWN: Wrong = { code: 'sex_unknown', reason: '性别无法识别', hint: '只能填：男、女' };
