import { listed, say, spoken } from '@fenming/language';
import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import { parseYuan } from '@fenming/money';
import { ageAt, anniversaryOf, dayOf, firstDayOf, lastDayOf, monthIndexOf, monthOfDay, yearOfDay } from './days';
import type { FactDefinition, FactType } from './definition';
import { expressionFault } from './expression-fault';

/** What an expression of a programme file may yield. Days and months are integers inside, distinct types to the checker. */
export type ExpressionType = 'bool' | 'int' | 'string' | 'date' | 'month';
/** undefined is "unknown": a fact that is absent. */
export type Value = number | string | boolean | undefined;

/** The days every expression may name beside the facts: the year assessed, and the last day on which a living person is tested. */
export const BUILT_INS = { year: 'int', yearStart: 'date', yearEnd: 'date', testDay: 'date', never: 'date' } as const;

const TYPE_OF_FACT: Readonly<Record<FactType, ExpressionType>> = {
  date: 'date',
  month: 'month',
  integer: 'int',
  boolean: 'bool',
  choice: 'string',
};

export type Signature = {
  readonly takes: readonly ExpressionType[];
  readonly gives: ExpressionType;
  readonly run: (...given: never[]) => Value;
};

const later = (a: number, b: number): number => (a > b ? a : b);
const earlier = (a: number, b: number): number => (a < b ? a : b);

/** The functions of the rule language; overloads of one name run the same integers. All are total over known values; literals are checked when the file is read. */
export const FUNCTIONS: Readonly<Record<string, readonly Signature[]>> = {
  ageAt: [{ takes: ['date', 'date'], gives: 'int', run: ageAt }],
  anniversary: [{ takes: ['date', 'int'], gives: 'date', run: anniversaryOf }],
  later: [
    { takes: ['date', 'date'], gives: 'date', run: later },
    { takes: ['month', 'month'], gives: 'month', run: later },
  ],
  earlier: [
    { takes: ['date', 'date'], gives: 'date', run: earlier },
    { takes: ['month', 'month'], gives: 'month', run: earlier },
  ],
  monthOf: [{ takes: ['date'], gives: 'month', run: monthOfDay }],
  nextMonth: [{ takes: ['month'], gives: 'month', run: (month: number) => month + 1 }],
  firstDay: [{ takes: ['month'], gives: 'date', run: firstDayOf }],
  lastDay: [{ takes: ['month'], gives: 'date', run: lastDayOf }],
  yearOf: [{ takes: ['date'], gives: 'int', run: yearOfDay }],
  endOfYear: [{ takes: ['int'], gives: 'date', run: (year: number) => year * 10000 + 1231 }],
  date: [{ takes: ['string'], gives: 'date', run: (text: string) => dayOf(text) }],
  month: [{ takes: ['string'], gives: 'month', run: (text: string) => monthIndexOf(text) }],
  yuan: [{ takes: ['string'], gives: 'int', run: (text: string) => parseYuan(text) }],
};

const COMPARISONS = ['<', '<=', '>', '>='] as const;

/** A value of our own CEL types; expressions are only type-checked by the library, so it never carries anything. */
class CelDate {}
class CelMonth {}

const notRun = (): never => {
  throw new Error('Expressions are checked by the CEL library and evaluated by evaluate.ts.');
};

function declareFunctions(environment: Environment): void {
  for (const [name, signatures] of Object.entries(FUNCTIONS)) {
    for (const { takes, gives } of signatures) environment.registerFunction(`${name}(${takes.join(', ')}): ${gives}`, notRun);
  }
  environment.registerFunction('known(dyn): bool', notRun);
}

function declareTypes(environment: Environment): void {
  environment.registerType('date', { ctor: CelDate, fields: {} });
  environment.registerType('month', { ctor: CelMonth, fields: {} });
  for (const type of ['date', 'month']) {
    for (const sign of [...COMPARISONS, '=='] as const) environment.registerOperator(`${type} ${sign} ${type}`, notRun);
  }
}

/** The CEL environment of one programme: its facts and nothing else, so that a misspelt fact is an unknown variable. */
export function environmentOf(facts: readonly Pick<FactDefinition, 'name' | 'type'>[]): Environment {
  const environment = new Environment({ unlistedVariablesAreDyn: false });
  declareTypes(environment);
  declareFunctions(environment);
  for (const [name, type] of Object.entries(BUILT_INS)) environment.registerVariable(name, type);
  for (const fact of facts) environment.registerVariable(fact.name, TYPE_OF_FACT[fact.type]);
  return environment;
}

/** An expression that has passed the checker. */
export type Checked = { readonly ok: true; readonly ast: ASTNode; readonly type: ExpressionType };
export type CheckFault = { readonly ok: false; readonly reason: string };

const OPERATORS = new Set<string>([
  'value',
  'id',
  'call',
  'list',
  'in',
  '&&',
  '||',
  '!_',
  '-_',
  '?:',
  '==',
  '!=',
  '+',
  '-',
  '*',
  ...COMPARISONS,
]);

export type Choices = ReadonlyMap<string, ReadonlySet<string>>;

/** The texts each choice fact may hold; comparing it with any other text can never be true and is a slip. */
export const choicesOf = (facts: readonly Pick<FactDefinition, 'name' | 'type' | 'choices'>[]): Choices =>
  new Map(
    facts
      .filter((fact) => fact.type === 'choice')
      .map((fact) => [fact.name, new Set(Object.values(fact.choices ?? {}).filter((value) => typeof value === 'string'))]),
  );

const EXPECTED_WORDS: Readonly<Record<string, string>> = spoken({
  bool: { zh: '是/否', en: 'yes or no' },
  int: { zh: '整数', en: 'a whole number' },
  string: { zh: '文字', en: 'text' },
  date: { zh: '日期', en: 'a day' },
  month: { zh: '月份', en: 'a month' },
});

/** Parses and type-checks one expression; `wanted` lists the result types allowed there. */
export function checkExpression(
  environment: Environment,
  text: string,
  wanted: readonly ExpressionType[],
  choices: Choices,
): Checked | CheckFault {
  const verdict = environment.check(text);
  if (!verdict.valid) return { ok: false, reason: expressionFault(verdict.error) };
  const type = wanted.find((candidate) => candidate === String(verdict.type));
  if (type === undefined) {
    const names = wanted.map((candidate) => EXPECTED_WORDS[candidate] ?? candidate).join(say('或', ' or '));
    return {
      ok: false,
      reason: say(
        `表达式的结果应为${names}（${wanted.join(' | ')}），实为 ${String(verdict.type)}`,
        `the result of the expression should be ${names} (${wanted.join(' | ')}) and is ${String(verdict.type)}`,
      ),
    };
  }
  const { ast } = environment.parse(text);
  const reason = faultIn(ast, choices);
  return reason === undefined ? { ok: true, ast, type } : { ok: false, reason };
}

/** The parts of a node that are nodes themselves. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  if (node.op === 'value' || node.op === 'id') return [];
  if (node.op === 'call') return node.args[1];
  if (node.op === '!_' || node.op === '-_') return [node.args];
  return (node.args as readonly unknown[]).filter(
    (part): part is ASTNode => typeof part === 'object' && part !== null && 'op' in part,
  );
}

function faultIn(node: ASTNode, choices: Choices): string | undefined {
  if (!OPERATORS.has(node.op))
    return say(`规则语言不支持 "${node.op}" 这种写法`, `the rule language does not support "${node.op}"`);
  return (
    listFault(node) ??
    literalFault(node) ??
    choiceFault(node, choices) ??
    childrenOf(node).reduce<string | undefined>((found, child) => found ?? faultIn(child, choices), undefined)
  );
}

/** A list stands only on the right of `in`, which is all a rule needs of it. */
function listFault(node: ASTNode): string | undefined {
  if (node.op === 'in')
    return node.args[1].op === 'list'
      ? undefined
      : say(
          'in 的右边须是方括号列表，如 in ["rural", "none"]',
          'to the right of in stands a list in square brackets, such as in ["rural", "none"]',
        );
  return childrenOf(node).some(({ op }) => op === 'list') && node.op !== 'list'
    ? say('方括号列表只能写在 in 的右边', 'a list in square brackets can stand only to the right of in')
    : undefined;
}

const LITERAL_READERS: Readonly<Record<string, (text: string) => unknown>> = { date: dayOf, month: monthIndexOf };

function literalFault(node: ASTNode): string | undefined {
  if (node.op === 'value' && !['string', 'boolean', 'bigint'].includes(typeof node.args))
    return say(
      '表达式里只能写整数、文字和 true/false，不能写小数',
      'an expression can have whole numbers, texts and true/false alone, and no decimals',
    );
  if (node.op !== 'call') return undefined;
  const [name, given] = node.args;
  if (name === 'known')
    return given[0]?.op === 'id'
      ? undefined
      : say('known(…) 里只能写一个事实的名称', 'known(…) can hold only the name of one fact');
  if (name !== 'yuan' && !(name in LITERAL_READERS))
    return name in FUNCTIONS ? undefined : say(`规则语言没有函数 "${name}"`, `the rule language has no function "${name}"`);
  const literal = given[0];
  if (literal?.op !== 'value' || typeof literal.args !== 'string')
    return say(
      `${name}(…) 里只能直接写出文字，如 ${name}("2023-01${name === 'date' ? '-01' : ''}")`,
      `in ${name}(…) stands a text alone, such as ${name}("2023-01${name === 'date' ? '-01' : ''}")`,
    );
  return readable(name, literal.args)
    ? undefined
    : say(`${name}("${literal.args}") 读不懂`, `${name}("${literal.args}") cannot be read`);
}

function readable(name: string, text: string): boolean {
  try {
    return (LITERAL_READERS[name] ?? parseYuan)(text) !== undefined;
  } catch {
    return false;
  }
}

function choiceFault(node: ASTNode, choices: Choices): string | undefined {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return undefined;
  const [left, right] = node.args;
  const allowed = left.op === 'id' ? choices.get(left.args) : undefined;
  if (allowed === undefined) return undefined;
  for (const literal of right.op === 'list' ? right.args : [right]) {
    if (literal.op === 'value' && typeof literal.args === 'string' && !allowed.has(literal.args)) {
      return say(
        `"${String(left.op === 'id' ? left.args : '')}" 没有 "${literal.args}" 这个取值（可取 ${[...allowed].join('、')}）`,
        `"${String(left.op === 'id' ? left.args : '')}" has no value "${literal.args}" (there is ${listed([...allowed])})`,
      );
    }
  }
  return undefined;
}
