import { cleanSpaces, halfWidth } from './cleaning';

export type NameReading =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly code: 'name_missing' | 'name_characters'; readonly reason: string; readonly hint: string };

const LONGEST = 50;
// Lists carry many look-alikes of the middle dot in minority names; banks and the police register use U+00B7.
const MIDDLE_DOTS = /\s*[·.•․‧∙⋅・･●﹒]\s*/gu;
const NAME = /^[\p{Script=Han}a-z]+(?:[· ][\p{Script=Han}a-z]+)*$/iu;
const PRIVATE_USE = /\p{Co}/u;

/** Reads a person's name: full-width letters, inner spaces and middle-dot variants are repaired; digits, signs and invented characters are refused in Chinese. */
export function readName(raw: unknown): NameReading {
  if (raw === undefined || raw === null) return missing();
  if (typeof raw !== 'string') return refused('姓名不是文字', '请把该列设为“文本”格式后重新录入');
  const name = cleanSpaces(halfWidth(raw).replaceAll(MIDDLE_DOTS, '·'));
  if (name === '') return missing();
  if (PRIVATE_USE.test(name))
    return refused('姓名含有自造字，各单位显示不一', '请改用国家标准 GB 18030-2022 中的字，并与银行户名核对');
  if (!NAME.test(name)) return refused('姓名含有不应出现的字符', '只能是汉字、字母和间隔号“·”');
  const length = Array.from(name).length;
  if (length < 2 || length > LONGEST) return refused(`姓名字数不对，应为 2 至 ${LONGEST} 字`, '请按身份证原件核对姓名');
  return { ok: true, name };
}

function missing(): NameReading {
  return { ok: false, code: 'name_missing', reason: '姓名为空', hint: '请按身份证原件填写姓名' };
}

function refused(reason: string, hint: string): NameReading {
  return { ok: false, code: 'name_characters', reason, hint };
}
