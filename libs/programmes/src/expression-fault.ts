/** What the expression library finds wrong, by its code; `what` is the part that it quotes: a name, a sign, types. */
const SENTENCES: Readonly<Record<string, (what: string) => string>> = {
  unknown_variable: (what) => `没有名为 ${what} 的事实或中间量`,
  no_matching_overload: (what) => `没有 ${what} 这个函数，或括号里的类型不对`,
  no_such_overload: (what) => `两边的类型不能这样比较或运算（${what}）`,
  invalid_logical_operand: (what) => `&& 和 || 的两边都应为是/否，实为 ${what}`,
  unexpected_character: (what) => `有规则语言不用的符号 ${what}`,
  unexpected_token: (what) => (what === 'EOF' ? '没有写完' : `${what} 不能写在这里`),
  expected_token: (what) => `没有写完，或缺少符号（${what}）`,
  unterminated_string: () => '文字缺少右引号',
  newline_in_string: () => '文字中间不能换行',
  invalid_number: (what) => `${what} 不是数`,
  reserved_identifier: (what) => `${what} 是规则语言的保留词，不能作名称`,
  limit_exceeded: () => '太长或层次太多，请拆成几个中间量',
};

/** Of the library's English only what it quotes is kept: `Unknown variable: c`, `found no matching overload for 'f(int)'`. */
const quotedIn = (english: string): string => /'([^']*)'/.exec(english)?.[1] ?? english.slice(english.indexOf(': ') + 1).trim();

/** The library's verdict on an expression, in the words of whoever writes programme files. */
export const expressionFault = (error: { readonly code?: string; readonly message: string } | undefined): string => {
  const english = error?.message.split('\n')[0] ?? '';
  const sentence = SENTENCES[error?.code ?? ''];
  return `表达式有误：${sentence === undefined ? '读不懂这种写法' : sentence(quotedIn(english))}`;
};
