import { say } from '@fenming/language';
import type { ASTNode } from '@marcbachmann/cel-js';
import { NEVER } from './days';
import { type Compiled, emptyFrame } from './frame';
import { childrenOf, FUNCTIONS, type Value } from './language';

/**
 * Checked CEL turned once into closures over a frame. The library's own evaluator boxes every integer as a BigInt and throws
 * to say "unknown"; a million people need plain integers and a third truth value. evaluate.spec.ts proves both agree on known facts.
 * The logic is CEL's: `false && unknown` is false, `true || unknown` is true, anything else that touches unknown is unknown.
 */
/** What each name stands for: facts, terms and built-in days alike. */
export type Scope = ReadonlyMap<string, Compiled>;

export class ExpressionError extends Error {}

const number = (value: Value): number | undefined => value as number | undefined;

export function compileExpression(node: ASTNode, scope: Scope): Compiled {
  switch (node.op) {
    case 'value':
      return compileLiteral(node.args);
    case 'id':
      return compileName(node.args, scope);
    case 'call':
      return compileCall(node.args[0], node.args[1], scope);
    case '&&':
      return conjunction(compileExpression(node.args[0], scope), compileExpression(node.args[1], scope));
    case '||':
      return disjunction(compileExpression(node.args[0], scope), compileExpression(node.args[1], scope));
    case '?:':
      return choice(childrenOf(node).map((part) => compileExpression(part, scope)));
    case '!_':
    case '-_':
      return unary(node.op, compileExpression(node.args, scope));
    case 'in':
      return membership(compileExpression(node.args[0], scope), childrenOf(node.args[1]), scope);
    default:
      return binary(node.op, childrenOf(node), scope);
  }
}

function compileLiteral(literal: unknown): Compiled {
  const value = typeof literal === 'bigint' ? Number(literal) : literal;
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new ExpressionError(say(`整数过大：${String(literal)}`, `the whole number is too big: ${String(literal)}`));
  return constant(value as Value);
}

function compileName(name: string, scope: Scope): Compiled {
  if (name === 'never') return constant(NEVER);
  const reader = scope.get(name);
  if (reader === undefined) throw new ExpressionError(say(`没有名为 "${name}" 的事实`, `there is no fact "${name}"`));
  return reader;
}

function conjunction(left: Compiled, right: Compiled): Compiled {
  return (frame) => {
    const a = left(frame);
    if (a === false) return false;
    const b = right(frame);
    return b === false ? false : a === undefined || b === undefined ? undefined : true;
  };
}

function disjunction(left: Compiled, right: Compiled): Compiled {
  return (frame) => {
    const a = left(frame);
    if (a === true) return true;
    const b = right(frame);
    return b === true ? true : a === undefined || b === undefined ? undefined : false;
  };
}

function choice([test, yes, no]: readonly Compiled[]): Compiled {
  if (test === undefined || yes === undefined || no === undefined)
    throw new ExpressionError(say('? : 缺少部分', 'a part of ? : is missing'));
  return (frame) => {
    const answer = test(frame);
    return answer === undefined ? undefined : answer === true ? yes(frame) : no(frame);
  };
}

function unary(sign: '!_' | '-_', operand: Compiled): Compiled {
  if (sign === '!_')
    return (frame) => {
      const value = operand(frame);
      return value === undefined ? undefined : value === false;
    };
  return (frame) => {
    const value = number(operand(frame));
    return value === undefined ? undefined : whole(-value);
  };
}

/** As in CEL, a list with an unknown element is itself unknown. */
function membership(needle: Compiled, list: readonly ASTNode[], scope: Scope): Compiled {
  const candidates = list.map((part) => compileExpression(part, scope));
  if (list.every(isLiteral)) {
    const values = candidates.map((candidate) => candidate(NOBODY));
    return (frame) => {
      const value = needle(frame);
      return value === undefined ? undefined : values.includes(value);
    };
  }
  return (frame) => {
    const values = candidates.map((candidate) => candidate(frame));
    const value = needle(frame);
    return value === undefined || values.includes(undefined) ? undefined : values.includes(value);
  };
}

/** Integer arithmetic leaves the safe range only by a mistake in the file; it stops rather than round. */
function whole(value: number): number {
  if (!Number.isSafeInteger(value))
    throw new ExpressionError(say('整数运算超出安全范围', 'the calculation leaves the safe range of whole numbers'));
  return value === 0 ? 0 : value;
}

type Operation = (a: never, b: never) => Value;
const BINARY: Readonly<Record<string, Operation>> = {
  '==': (a: Value, b: Value) => a === b,
  '!=': (a: Value, b: Value) => a !== b,
  '<': (a: number | string, b: number | string) => a < b,
  '<=': (a: number | string, b: number | string) => a <= b,
  '>': (a: number | string, b: number | string) => a > b,
  '>=': (a: number | string, b: number | string) => a >= b,
  '+': (a: number | string, b: number | string) => (typeof a === 'number' ? whole(a + (b as number)) : a + String(b)),
  '-': (a: number, b: number) => whole(a - b),
  '*': (a: number, b: number) => whole(a * b),
};

const lifted = (run: Operation, left: Compiled, right: Compiled): Compiled => {
  const operation = run as (a: Value, b: Value) => Value;
  return (frame) => {
    const a = left(frame);
    if (a === undefined) return undefined;
    const b = right(frame);
    return b === undefined ? undefined : operation(a, b);
  };
};

/** A test against a literal, which is what most conditions are, asks only one side. */
function againstLiteral(sign: string, left: Compiled, literal: Value): Compiled | undefined {
  switch (sign) {
    case '==':
      return (frame) => {
        const value = left(frame);
        return value === undefined ? undefined : value === literal;
      };
    case '>=':
      return (frame) => {
        const value = left(frame);
        return value === undefined ? undefined : (value as number) >= (literal as number);
      };
    case '<=':
      return (frame) => {
        const value = left(frame);
        return value === undefined ? undefined : (value as number) <= (literal as number);
      };
    default:
      return undefined;
  }
}

function binary(sign: string, [left, right]: readonly ASTNode[], scope: Scope): Compiled {
  const operation = BINARY[sign];
  if (operation === undefined || left === undefined || right === undefined)
    throw new ExpressionError(say(`不支持 "${sign}"`, `"${sign}" is not supported`));
  const asked = compileExpression(left, scope);
  const given = compileExpression(right, scope);
  return (isLiteral(right) ? againstLiteral(sign, asked, given(NOBODY)) : undefined) ?? lifted(operation, asked, given);
}

const isLiteral = (node: ASTNode): boolean => node.op === 'value' || (node.op === 'call' && node.args[1].every(isLiteral));

/** Literals look at nobody. */
const NOBODY = emptyFrame(0);

const constant =
  (value: Value): Compiled =>
  () =>
    value;

function compileCall(name: string, given: readonly ASTNode[], scope: Scope): Compiled {
  const parts = given.map((part) => compileExpression(part, scope));
  const [first, second] = parts;
  if (first === undefined) throw new ExpressionError(say(`${name}() 缺少参数`, `${name}() lacks an argument`));
  if (name === 'known') return (frame) => first(frame) !== undefined;
  const signature = FUNCTIONS[name]?.find(({ takes }) => takes.length === parts.length);
  if (signature === undefined) throw new ExpressionError(say(`没有函数 "${name}"`, `there is no function "${name}"`));
  const run = signature.run as (...values: Value[]) => Value;
  if (given.every(isLiteral)) return constant(run(...parts.map((part) => part(NOBODY))));
  if (second !== undefined) return lifted(run as Operation, first, second);
  return (frame) => {
    const value = first(frame);
    return value === undefined ? undefined : run(value);
  };
}
