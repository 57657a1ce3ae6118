import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import counts from '../../../test/counts.json';
import { compileExpression, ExpressionError } from './evaluate';
import { type Compiled, emptyFrame, enter, factReader } from './frame';
import { checkExpression, environmentOf } from './language';
import type { FactDefinition, Facts } from './definition';

const runs = { numRuns: (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).properties };

const FACTS = [
  { name: 'sons', type: 'integer' },
  { name: 'daughters', type: 'integer' },
  { name: 'breach', type: 'boolean' },
  { name: 'widowed', type: 'boolean' },
  { name: 'hukou', type: 'choice' },
] as const satisfies readonly Pick<FactDefinition, 'name' | 'type'>[];

const scope = new Map<string, Compiled>(FACTS.map((fact, place) => [fact.name, factReader(fact, place)]));

function ours(text: string, facts: Facts): unknown {
  const checked = checkExpression(environmentOf(FACTS), text, ['bool', 'int', 'string'], new Map());
  if (!checked.ok) throw new Error(`${text}: ${checked.reason}`);
  const frame = emptyFrame(FACTS.length);
  enter(frame, { facts, year: 2023 });
  return compileExpression(checked.ast, scope)(frame);
}

const reference = new Environment()
  .registerVariable('sons', 'int')
  .registerVariable('daughters', 'int')
  .registerVariable('breach', 'bool')
  .registerVariable('widowed', 'bool')
  .registerVariable('hukou', 'string');

/** The library's own answer; it throws where a fact is missing, which is our "unknown". */
function theirs(text: string, facts: Facts): unknown {
  const boxed = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'number' ? BigInt(value) : value]),
  );
  try {
    const answer: unknown = reference.evaluate(text, boxed);
    return typeof answer === 'bigint' ? Number(answer) : answer;
  } catch {
    return undefined;
  }
}

const { bool: anyCondition } = fc.letrec<{ bool: string; int: string; string: string }>((tie) => ({
  int: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('sons', 'daughters'),
    fc.integer({ min: 0, max: 3 }).map(String),
    fc.tuple(tie('int'), fc.constantFrom('+', '-', '*'), tie('int')).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie('bool'), tie('int'), tie('int')).map(([test, a, b]) => `(${test} ? ${a} : ${b})`),
    tie('int').map((a) => `-(${a})`),
  ),
  string: fc.oneof({ depthSize: 'small' }, fc.constant('hukou'), fc.constantFrom('"rural"', '"urban"')),
  bool: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('breach', 'widowed', 'true', 'false'),
    fc.tuple(tie('bool'), fc.constantFrom('&&', '||'), tie('bool')).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc
      .tuple(tie('int'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('int'))
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie('string'), fc.constantFrom('==', '!='), tie('string')).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    tie('bool').map((a) => `!(${a})`),
    fc.tuple(tie('int'), tie('int'), tie('int')).map(([a, b, c]) => `(${a} in [${b}, ${c}])`),
    fc.tuple(tie('bool'), tie('bool'), tie('bool')).map(([test, a, b]) => `(${test} ? ${a} : ${b})`),
  ),
}));

const someFacts = fc.record(
  {
    sons: fc.integer({ min: 0, max: 3 }),
    daughters: fc.integer({ min: 0, max: 3 }),
    breach: fc.boolean(),
    widowed: fc.boolean(),
    hukou: fc.constantFrom('rural', 'urban'),
  },
  { requiredKeys: [] },
);

describe('a condition', () => {
  it('has the answer the CEL library gives, and is unknown exactly where the library misses a fact', () => {
    fc.assert(
      fc.property(anyCondition, someFacts, (text, facts) => {
        expect(ours(text, facts as Facts)).toBe(theirs(text, facts as Facts));
      }),
      runs,
    );
  });

  it.each([
    ['false && breach', false],
    ['breach && false', false],
    ['true || breach', true],
    ['breach || true', true],
    ['breach && true', undefined],
    ['breach || false', undefined],
    ['!breach', undefined],
    ['breach ? sons == 1 : sons == 1', undefined],
    ['sons == daughters', undefined],
    ['hukou in ["rural"]', undefined],
    ['1 in [1, sons]', undefined],
    ['known(breach)', false],
    ['!known(breach) && true', true],
  ])('with no fact known, %s is %s', (text, answer) => {
    expect(ours(text, {})).toBe(answer);
  });

  it('takes a fact of the wrong type for unknown, never for a yes', () => {
    expect(ours('breach', { breach: 'false' })).toBeUndefined();
    expect(ours('sons >= 0', { sons: 1.5 })).toBeUndefined();
    expect(ours('hukou != "urban"', { hukou: 7 })).toBeUndefined();
  });

  it('stops rather than round an integer that leaves the safe range', () => {
    expect(() => ours('sons * 9007199254740991 > 1', { sons: 3 })).toThrow(ExpressionError);
  });
});
