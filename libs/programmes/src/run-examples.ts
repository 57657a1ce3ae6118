import { listed, say, spoken } from '@fenming/language';
import { formatYuan, type Fen } from '@fenming/money';
import { compileProgramme } from './compile-programme';
import type { DefinitionError, Example, ProgrammeDefinition } from './definition';
import { ProgrammeError } from './engine';
import { ExpressionError } from './evaluate';
import type { EligibilityVerdict } from './entitlement';
import type { Assessment, Outcome } from './programme';

/** One example of a programme file, asked and compared; `differences` are sentences in the language spoken, and empty when the example holds. */
export type ExampleOutcome = {
  readonly example: Example;
  readonly differences: readonly string[];
};

export const runExamples = (definition: ProgrammeDefinition): readonly ExampleOutcome[] =>
  definition.examples.map((example) => ({ example, differences: differencesOf(definition, example) }));

/**
 * What the file itself says of named people and the engine does not find: its author or the engine has misunderstood the rule, so nobody should
 * be paid by it. Each example that fails is named with what it expects and what came out; an empty list means that all hold.
 */
export const failingExamples = (definition: ProgrammeDefinition): readonly DefinitionError[] =>
  runExamples(definition).flatMap(({ example, differences }, at) => {
    if (differences.length === 0) return [];
    const reason = say(
      `例子“${example.title}”不成立：${differences.join('；')}`,
      `the example “${example.title}” does not hold: ${differences.join('; ')}`,
    );
    return [{ file: definition.file, line: example.line, pointer: `/examples/${at}`, reason }];
  });

function differencesOf(definition: ProgrammeDefinition, example: Example): readonly string[] {
  const { expect } = example;
  const found = assessed(definition, example);
  if (typeof found === 'string') return [found];
  const outcomes = new Map(found.ladder.map(({ id, outcome }) => [id, outcome]));
  const sentences = new Map(definition.conditions.map(({ id, sentence }) => [id, sentence]));
  return [
    ...difference(say('结论', 'conclusion'), VERDICTS[expect.verdict], VERDICTS[found.verdict]),
    ...difference(say('金额', 'amount'), yuan(expect.amountFen), yuan(found.amountFen)),
    ...Object.entries(expect.outcomes).flatMap(([id, outcome]) => {
      const got = outcomes.get(id);
      return difference(
        say(`条件“${sentences.get(id) ?? id}”`, `the condition “${sentences.get(id) ?? id}”`),
        OUTCOMES[outcome],
        got === undefined ? say('没有判断', 'not judged') : OUTCOMES[got],
      );
    }),
  ];
}

/** The assessment, or why there is none: the regions of an example may lack a rule, and its numbers may leave the range that is exact. */
function assessed(definition: ProgrammeDefinition, example: Example): Assessment | string {
  const { facts, earlier, year, diedOn, confirmedOn, lostOn, regions } = example;
  const rest = {
    ...(earlier === undefined ? {} : { earlier }),
    ...(diedOn === undefined ? {} : { diedOn }),
    ...(confirmedOn === undefined ? {} : { confirmedOn }),
    ...(lostOn === undefined ? {} : { lostOn }),
  };
  try {
    return compileProgramme(definition, regions).assess({ facts, year, ...rest });
  } catch (error) {
    if (error instanceof ExpressionError) return say(`无法计算：${error.message}`, `it cannot be calculated: ${error.message}`);
    if (error instanceof ProgrammeError)
      return say(`地区 ${regions.join('、')} 没有适用的规定`, `no rule applies to the region ${listed(regions)}`);
    throw error;
  }
}

const VERDICTS: Readonly<Record<EligibilityVerdict, string>> = spoken({
  eligible: { zh: '符合', en: 'qualifies' },
  ineligible: { zh: '不符合', en: 'does not qualify' },
  unknown: { zh: '不能判断', en: 'cannot be judged' },
});
const OUTCOMES: Readonly<Record<Outcome, string>> = spoken({
  true: { zh: '成立', en: 'holds' },
  false: { zh: '不成立', en: 'does not hold' },
  unknown: { zh: '不能判断', en: 'cannot be judged' },
  not_asked: { zh: '不适用', en: 'does not apply' },
});
const yuan = (amountFen: Fen): string => say(`${formatYuan(amountFen)} 元`, `${formatYuan(amountFen)} yuan`);

const difference = (what: string, wanted: string, found: string): readonly string[] =>
  wanted === found ? [] : [say(`${what}应为 ${wanted}，算得 ${found}`, `${what} should be ${wanted} and is ${found}`)];
