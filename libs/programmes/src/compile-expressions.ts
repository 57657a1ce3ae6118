import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { declareTerms } from './check-expressions';
import { firstDayOf, lastDayOf, NEVER } from './days';
import type { ProgrammeDefinition } from './definition';
import { compileExpression, ExpressionError } from './evaluate';
import { BUILT_IN_READERS, type Compiled, factReader, remembered } from './frame';
import { BUILT_INS, checkExpression, childrenOf, type Choices, choicesOf, type ExpressionType, environmentOf } from './language';

/** An expression ready to run, with the facts it may look at in the order it names them. */
export type Ready = { readonly run: Compiled; readonly facts: readonly string[] };

/** Compiles the expressions of one programme; the file has already been checked, so a fault here is a fault of ours and throws. */
export type ExpressionCompiler = {
  /** How many facts and terms a frame must have room for. */
  readonly places: number;
  readonly boolean: (text: string) => Ready;
  readonly integer: (text: string) => Ready;
  /** A date, or the first day of a month. */
  readonly startingDay: (text: string) => Ready;
  /** A date, or the last day of a month; without a text, never. */
  readonly endingDay: (text: string | undefined) => Ready;
};

type Language = {
  readonly environment: Environment;
  readonly choices: Choices;
  readonly facts: ReadonlyMap<string, readonly string[]>;
};

function parsed(
  { environment, choices }: Language,
  text: string,
  wanted: readonly ExpressionType[],
): { ast: ASTNode; type: ExpressionType } {
  const checked = checkExpression(environment, text, wanted, choices);
  if (!checked.ok) throw new ExpressionError(checked.reason);
  return checked;
}

/** The facts an expression names, through its terms, each once. */
function factsNamed(node: ASTNode, facts: Language['facts']): readonly string[] {
  if (node.op === 'id') return facts.get(node.args) ?? (node.args in BUILT_INS ? [] : [node.args]);
  return [...new Set(childrenOf(node).flatMap((child) => factsNamed(child, facts)))];
}

const ANY: readonly ExpressionType[] = ['bool', 'int', 'string', 'date', 'month'];
const asDay = (run: Compiled, ofMonth: (month: number) => number): Compiled => {
  return (frame) => {
    const month = run(frame);
    return typeof month === 'number' ? ofMonth(month) : undefined;
  };
};

export function expressionCompiler({ facts, terms }: ProgrammeDefinition): ExpressionCompiler {
  const scope = new Map<string, Compiled>(Object.entries(BUILT_IN_READERS));
  facts.forEach((fact, place) => scope.set(fact.name, factReader(fact, place)));
  const termFacts = new Map<string, readonly string[]>();
  const language = { environment: environmentOf(facts), choices: choicesOf(facts), facts: termFacts };
  declareTerms(language.environment, terms, language.choices);
  Object.entries(terms).forEach(([name, text], at) => {
    const { ast } = parsed(language, text, ANY);
    scope.set(name, remembered(facts.length + at, compileExpression(ast, scope)));
    termFacts.set(name, factsNamed(ast, termFacts));
  });
  const compile = (text: string, wanted: readonly ExpressionType[], ofMonth?: (month: number) => number): Ready => {
    const { ast, type } = parsed(language, text, wanted);
    const run = compileExpression(ast, scope);
    return { run: type === 'month' && ofMonth !== undefined ? asDay(run, ofMonth) : run, facts: factsNamed(ast, termFacts) };
  };
  return {
    places: facts.length + Object.keys(terms).length,
    boolean: (text) => compile(text, ['bool']),
    integer: (text) => compile(text, ['int']),
    startingDay: (text) => compile(text, ['date', 'month'], firstDayOf),
    endingDay: (text) => (text === undefined ? { run: () => NEVER, facts: [] } : compile(text, ['date', 'month'], lastDayOf)),
  };
}
