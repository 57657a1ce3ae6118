import { say } from '@fenming/language';
/** What the expression library finds wrong, by its code; `what` is the part that it quotes: a name, a sign, types. */
const SENTENCES: Readonly<Record<string, (what: string) => string>> = {
  unknown_variable: (what) => say(`没有名为 ${what} 的事实或中间量`, `there is no fact or intermediate value ${what}`),
  no_matching_overload: (what) =>
    say(
      `没有 ${what} 这个函数，或括号里的类型不对`,
      `there is no function ${what}, or what stands in its brackets has the wrong type`,
    ),
  no_such_overload: (what) =>
    say(
      `两边的类型不能这样比较或运算（${what}）`,
      `the types of the two sides cannot be compared or calculated like this (${what})`,
    ),
  invalid_logical_operand: (what) =>
    say(`&& 和 || 的两边都应为是/否，实为 ${what}`, `both sides of && and || should be yes or no, and there is ${what}`),
  unexpected_character: (what) =>
    say(`有规则语言不用的符号 ${what}`, `there is a sign that the rule language does not use: ${what}`),
  unexpected_token: (what) =>
    what === 'EOF' ? say('没有写完', 'it is not complete') : say(`${what} 不能写在这里`, `${what} cannot stand here`),
  expected_token: (what) => say(`没有写完，或缺少符号（${what}）`, `it is not complete, or a sign is missing (${what})`),
  unterminated_string: () => say('文字缺少右引号', 'a text lacks its closing quotation mark'),
  newline_in_string: () => say('文字中间不能换行', 'a text cannot go over to another line'),
  invalid_number: (what) => say(`${what} 不是数`, `${what} is no number`),
  reserved_identifier: (what) =>
    say(`${what} 是规则语言的保留词，不能作名称`, `${what} is a reserved word of the rule language and cannot be a name`),
  limit_exceeded: () =>
    say('太长或层次太多，请拆成几个中间量', 'too long or nested too deeply: divide it into intermediate values'),
};

/** Of the library's English only what it quotes is kept: `Unknown variable: c`, `found no matching overload for 'f(int)'`. */
const quotedIn = (english: string): string => /'([^']*)'/.exec(english)?.[1] ?? english.slice(english.indexOf(': ') + 1).trim();

/** The library's verdict on an expression, in the words of whoever writes programme files. */
export const expressionFault = (error: { readonly code?: string; readonly message: string } | undefined): string => {
  const english = error?.message.split('\n')[0] ?? '';
  const sentence = SENTENCES[error?.code ?? ''];
  return say(
    `表达式有误：${sentence === undefined ? say('读不懂这种写法', 'it cannot be understood') : sentence(quotedIn(english))}`,
    `wrong expression: ${sentence === undefined ? say('读不懂这种写法', 'it cannot be understood') : sentence(quotedIn(english))}`,
  );
};
