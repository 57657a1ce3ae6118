import { choicesOf } from './read-fact';
import type { RosterColumn } from './roster-columns';

type Note = { readonly rule: string; readonly example: string };

/** The rows of 填写说明: how to fill in each column, with an invented example (area 991001 belongs to nobody, and no bank routes 990000). */
export function notesFor(title: string, columns: readonly RosterColumn[]): readonly (readonly string[])[] {
  const rows = columns.map((column) => {
    const { rule, example } = column.holds === 'fact' ? factNote(column) : PERSON_NOTES[column.holds];
    return [column.header, `${column.required ? '' : '（可不填）'}${rule}`, example];
  });
  return [[title], ...GENERAL.map((line) => [line]), [], ['列名', '填写要求', '示例'], ...rows];
}

const GENERAL = [
  '名单填在第一张工作表，从第 2 行起，每行一个对象；列的先后不限，列名不要改。',
  '所有单元格设为“文本”格式；身份证号和银行账号若被当作数值，末几位会丢失，无法恢复。',
  '不要填写金额、月数和资格结论：由系统按政策算出。',
];

const PERSON_NOTES: Readonly<Record<Exclude<RosterColumn['holds'], 'fact'>, Note>> = {
  serial: { rule: '顺序号', example: '1' },
  name: { rule: '与身份证和银行户名一致，姓名中不加空格', example: '王示例' },
  citizenId: { rule: '18 位，末位可为 X', example: '99100119620311001X' },
  sex: { rule: '男、女，须与身份证号一致', example: '男' },
  township: { rule: '现行的乡镇（街道）名称', example: '示例镇' },
  village: { rule: '现行的村（社区）名称', example: '示例村' },
  account: { rule: '本人名下的银行卡号或存折账号，只有数字', example: '9900000000000000001' },
  spouseName: { rule: '没有配偶的与配偶身份证号一并留空', example: '李示例' },
  spouseId: { rule: '18 位，末位可为 X', example: '991001196305200024' },
  childName: { rule: '与户口簿一致，姓名中不加空格', example: '王小例' },
  childId: { rule: '18 位，末位可为 X；每名孩子只由一人申领，一行一名', example: '991001202403150019' },
};

function factNote({ fact }: Extract<RosterColumn, { holds: 'fact' }>): Note {
  switch (fact.type) {
    case 'date':
      return { rule: '年-月-日', example: '2001-05-20' };
    case 'month':
      return { rule: '年-月', example: '1985-06' };
    case 'integer':
      return { rule: '0 或正整数', example: '1' };
    case 'boolean':
    case 'choice': {
      const labels = Object.keys(choicesOf(fact));
      return { rule: `只能填：${labels.join('、')}`, example: labels[0] ?? '' };
    }
  }
}
