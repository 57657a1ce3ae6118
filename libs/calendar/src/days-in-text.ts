/** 壹贰叁: the capital numerals of money, which nobody alters. */
const DIGIT = String.raw`[\d〇零○一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾貳參陸]`;
const NUMBER = String.raw`${DIGIT}{1,3}`;
const BETWEEN = String.raw`\s*[-/.、,·~\s]\s*`;
const YEAR = String.raw`(?:(?:18|19|20)?\d{2})`;
const MONTH = String.raw`(?:0?[1-9]|1[0-2])`;
const DAY = String.raw`(?:[12]\d|3[01]|0?[1-9])`;
/** What follows a number that is counted or measured: 3.5 元, 1-2 人, 1-3 月. */
const COUNTED = String.raw`\s*(?:[元万亿%‰倍人次个项年版期号户天岁孩批月页份册条款章节]|周岁)`;
const DEATH = String.raw`(?:[死亡殁逝葬殒卒]|故去|病故|身故|去世|过世|离世|辞世|谢世|不在世|不在了|火化)`;
const OF_DEATH = new RegExp(DEATH, 'u');
const DAYS = new RegExp(
  [
    // 8月17日, 八月十七, 七月初一, 腊月初八, with a year before it or none.
    String.raw`(?:${NUMBER}|[正冬腊])\s*月\s*初?${NUMBER}`,
    // 2023-8-17, 2023/08/17, 23.8.17
    String.raw`(?<![\d.])${YEAR}${BETWEEN}${MONTH}${BETWEEN}(?:0?[1-9]|[12]\d|3[01])(?![\d.])`,
    // 17/8/2023
    String.raw`(?<![\d.])\d{1,2}${BETWEEN}\d{1,2}${BETWEEN}(?:19|20)\d{2}(?!\d)`,
    // 20230817
    String.raw`(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)`,
    // 8.17, 8-17, where no number of a document goes on and nothing is counted
    String.raw`(?<![\d.\-/第A-Za-z〕\])(])${MONTH}[-/.]${DAY}(?![\d.\-/]|${COUNTED})`,
    // 上月17日
    String.raw`月\s*${NUMBER}\s*[号日]`,
    // 17号, 17号夜里去世; 第17号 and 〔2023〕17号 are documents, 17号楼 is a place, 17日内 a time that runs
    String.raw`(?:^|[，。；、,;:]\s*)${NUMBER}\s*号(?=$|[，。；、,;:\s])`,
    String.raw`(?<![第〕\])\d])(?<!${DIGIT})${NUMBER}\s*[号日](?![楼院室库文令名档内前后以])\p{Script=Han}{0,6}?${DEATH}`,
  ].join('|'),
  'u',
);

/** Whether a text names a day, in digits or Chinese numerals, with or without its year. A month or a year alone is none. */
export function namesDay(text: string): boolean {
  return DAYS.test(text.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}|[\u2010-\u2015\u2212]/gu, '-'));
}

/** Whether a text names a day beside a word of death: what is sealed in the case would stand in it in clear. */
export function namesDayOfDeath(text: string): boolean {
  return OF_DEATH.test(text) && namesDay(text);
}
