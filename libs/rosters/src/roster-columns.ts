import type { FactDefinition, Programme } from '@fenming/programmes';

/** What a roster needs to know of a programme. */
export type RosterProgramme = Pick<Programme, 'facts' | 'hasSpouse' | 'unit'>;

type PersonColumn = 'serial' | 'name' | 'citizenId' | 'sex' | 'township' | 'village' | 'account' | 'spouseName' | 'spouseId';
/** One column: its Chinese header, what it holds, and whether a roster without it is refused. */
export type RosterColumn = { readonly header: string; readonly required: boolean } & (
  { readonly holds: PersonColumn } | { readonly holds: 'fact'; readonly fact: FactDefinition }
);

const PERSON_COLUMNS: readonly RosterColumn[] = [
  { header: '序号', holds: 'serial', required: false },
  { header: '姓名', holds: 'name', required: true },
  { header: '身份证号', holds: 'citizenId', required: true },
  { header: '性别', holds: 'sex', required: true },
  { header: '乡镇', holds: 'township', required: true },
  { header: '村', holds: 'village', required: true },
  { header: '银行账号', holds: 'account', required: true },
];
const SPOUSE_COLUMNS: readonly RosterColumn[] = [
  { header: '配偶姓名', holds: 'spouseName', required: true },
  { header: '配偶身份证号', holds: 'spouseId', required: true },
];

/** The columns of a programme's roster in the order they are written; when read, any order will do. */
export function rosterColumns(programme: RosterProgramme): readonly RosterColumn[] {
  const facts = programme.facts.flatMap((fact): RosterColumn[] => {
    return fact.column === undefined ? [] : [{ header: fact.column, holds: 'fact', fact, required: fact.required }];
  });
  return [...PERSON_COLUMNS, ...(programme.hasSpouse ? SPOUSE_COLUMNS : []), ...facts];
}

/** Other names that offices give to the same column. */
const ALIASES: Readonly<Record<string, string>> = {
  公民身份号码: '身份证号',
  身份证号码: '身份证号',
  身份证: '身份证号',
  账号: '银行账号',
  银行卡号: '银行账号',
  社保卡账号: '银行账号',
  '乡镇(街道)': '乡镇',
  行政村: '村',
  村居: '村',
  '村(居)': '村',
  '村(社区)': '村',
  配偶身份证号码: '配偶身份证号',
};

/** A header as it is compared: no spaces, no full-width signs, no mark of a required column. */
export function normaliseHeader(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s|\*|:$/gu, '');
}

/** The column that a header names, also by an alias or with a remark in brackets behind it. */
export function columnNamed(columns: readonly RosterColumn[], header: string): RosterColumn | undefined {
  const written = normaliseHeader(header);
  const spellings = [written, ALIASES[written], written.replace(/\([^()]*\)$/u, '')];
  return columns.find((column) => spellings.includes(normaliseHeader(column.header)));
}

const AMOUNT_OR_VERDICT =
  /金额|(?<![单公])元|月数|资格|结论|应发|实发|补贴标准|发放标准|奖励金|审核(?:结果|意见)|是否(?:符合|合格|通过|享受)/u;

/** Whether a column claims what only the rules may say: an amount, a number of months, or a verdict. */
export function claimsAmountOrVerdict(header: string): boolean {
  return AMOUNT_OR_VERDICT.test(normaliseHeader(header));
}
