import { say, spoken } from './word';

/** What the reader of YAML calls its errors. Every room that reads what a county writes says the same of them. */
const SYNTAX: Readonly<Record<string, string>> = spoken({
  BAD_INDENT: {
    zh: '缩进不对（同一层的各行须左对齐），或括号没有写完',
    en: 'the indentation is wrong (lines of one level start in one column), or a bracket is not closed',
  },
  MISSING_CHAR: { zh: '缺少引号、括号，或冒号后的空格', en: 'a quotation mark, a bracket or the space after a colon is missing' },
  DUPLICATE_KEY: { zh: '同一个键写了两次', en: 'the same key is written twice' },
  TAB_AS_INDENT: { zh: '缩进用了制表符，请改用空格', en: 'there are tabs in the indentation: use spaces' },
});

const faultText = (code: string): string => {
  const what =
    SYNTAX[code] ?? say('写法不完整，或有多余的符号', 'something is missing, or there are characters that do not belong there');
  return say(`不是有效的 YAML：${what}`, `not valid YAML: ${what}`);
};

/** Where a text is no YAML, and why: the first fault of each line, for its others only follow from that one. */
export const yamlFaults = (
  errors: readonly { readonly code: string; readonly pos: readonly [number, number] }[],
  lineAt: (offset: number) => number,
): readonly { readonly line: number; readonly reason: string }[] => {
  const found = errors.map(({ code, pos: [offset] }) => ({ line: lineAt(offset), reason: faultText(code) }));
  return found.filter(({ line }, at) => found.findIndex((fault) => fault.line === line) === at);
};
