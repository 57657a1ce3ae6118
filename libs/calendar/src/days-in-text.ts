const DIGIT = String.raw`[\d〇零○一二三四五六七八九十廿卅]`;
const BETWEEN = String.raw`\s*[-/.、,·~\s]\s*`;
const YEAR = String.raw`(?:(?:18|19|20)?\d{2})`;
const DAYS = new RegExp(
  [
    // 8月17日, 八月十七, 七月初一, with a year before it or none.
    String.raw`${DIGIT}{1,3}\s*月\s*初?${DIGIT}{1,3}`,
    // 2023-8-17, 2023/08/17, 23.8.17
    String.raw`(?<![\d.])${YEAR}${BETWEEN}(?:0?[1-9]|1[0-2])${BETWEEN}(?:0?[1-9]|[12]\d|3[01])(?![\d.])`,
    // 20230817
    String.raw`(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)`,
  ].join('|'),
  'u',
);

/** Whether a text names a day, in digits or Chinese numerals, with or without its year. A month or a year alone is none. */
export function namesDay(text: string): boolean {
  return DAYS.test(text.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}|[\u2010-\u2015\u2212]/gu, '-'));
}
