import { areaCode, checkCharacter, type AreaCode } from '@fenming/citizen';
import type { FactDefinition } from '@fenming/programmes';
import type { Circumstances } from './read-row';
import type { RosterProgramme } from './roster-columns';
import { bookOf, sheetOf, type Given, type GivenBook, type GivenSheet } from './workbook/workbook.fixture';

/** Invented programmes, ids and places for the specs of this room: area 991001 belongs to nobody, and no bank routes 990000. */
const fact = (name: string, type: FactDefinition['type'], rest: Partial<FactDefinition>): FactDefinition => ({
  name,
  type,
  title: rest.column ?? name,
  required: true,
  ...rest,
});

export const RURAL: RosterProgramme = {
  unit: 'person',
  hasSpouse: false,
  facts: [
    fact('birthDate', 'date', { from: 'applicant.birthDate' }),
    fact('sex', 'choice', { from: 'applicant.sex' }),
    fact('hukou', 'choice', { column: '户口性质', choices: { 农业: 'rural', 非农业: 'urban' } }),
    fact('everHadChild', 'boolean', { column: '曾生育子女' }),
    fact('livingSons', 'integer', { column: '现存男孩数' }),
    fact('evidenceDate', 'date', { column: '证明日期', required: false }),
  ],
};

export const FEE: RosterProgramme = {
  unit: 'household',
  hasSpouse: true,
  facts: [
    fact('spouseBirthDate', 'date', { from: 'spouse.birthDate', required: false }),
    fact('married', 'boolean', { from: 'spouse.present' }),
    fact('certificateMonth', 'month', { column: '光荣证发证年月' }),
  ],
};

export const CHILDCARE: RosterProgramme = {
  unit: 'child',
  hasSpouse: false,
  facts: [fact('childBirthDate', 'date', { from: 'child.birthDate' }), fact('lawfulBirth', 'boolean', { column: '依法生育' })],
};

/** A valid id of the invented area: odd orders are men, even ones women. */
export const idOf = (order: number, birth = '19600101'): string => {
  const first17 = `991001${birth}${String(order).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
};

export const VILLAGE = areaCode('991001101201');
export const villages = (township: string, village: string): AreaCode | undefined =>
  township === '石桥镇' && village === '李家村' ? VILLAGE : undefined;

export const ruralRow = (change: Record<string, Given> = {}): Record<string, Given> => ({
  姓名: '王示例',
  身份证号: idOf(1),
  性别: '男',
  乡镇: '石桥镇',
  村: '李家村',
  银行账号: '9900000000000000002',
  户口性质: '农业',
  曾生育子女: '是',
  现存男孩数: '1',
  ...change,
});

export const feeRow = (change: Record<string, Given> = {}): Record<string, Given> => ({
  姓名: '王示例',
  身份证号: idOf(1),
  性别: '男',
  乡镇: '石桥镇',
  村: '李家村',
  银行账号: '9900000000000000002',
  配偶姓名: '李示例',
  配偶身份证号: idOf(2, '19620311'),
  光荣证发证年月: '1985-06',
  ...change,
});

/** A child of 王示例, born in January 2024. */
export const childRow = (order: number, change: Record<string, Given> = {}): Record<string, Given> => ({
  姓名: '王示例',
  身份证号: idOf(1),
  性别: '男',
  乡镇: '石桥镇',
  村: '李家村',
  银行账号: '9900000000000000002',
  子女姓名: '王小例',
  子女身份证号: idOf(order, '20240115'),
  依法生育: '是',
  ...change,
});

export const GIVEN: Circumstances = { villages, day: '2024-03-01' };

export type Row = Readonly<Record<string, Given>>;
/** Header and rows as the cells of a sheet: the header is that of the first row. */
export const tableOf = (rows: readonly Row[]): readonly (readonly Given[])[] => {
  const headers = Object.keys(rows[0] ?? {});
  return [headers, ...rows.map((row) => headers.map((header) => row[header]))];
};

/** A workbook as some office would make it. */
export const fileOf = (
  rows: readonly Row[],
  more: Partial<GivenBook> & { readonly others?: readonly GivenSheet[] } = {},
): Promise<Buffer> => {
  const { others = [], ...book } = more;
  return bookOf({ sheets: [{ name: '花名册', xml: sheetOf(tableOf(rows)) }, ...others], ...book });
};
