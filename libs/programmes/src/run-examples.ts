import type { Fen } from '@fenming/money';
import { compileProgramme } from './compile-programme';
import type { Example, ProgrammeDefinition } from './definition';
import type { Assessment } from './programme';

/** One example of a programme file, asked and compared; `differences` are Chinese sentences and empty when the example holds. */
export type ExampleOutcome = {
  readonly example: Example;
  readonly assessment: Assessment;
  readonly differences: readonly string[];
};

export const runExamples = (definition: ProgrammeDefinition): readonly ExampleOutcome[] =>
  definition.examples.map((example) => runExample(definition, example));

function runExample(definition: ProgrammeDefinition, example: Example): ExampleOutcome {
  const { facts, year, diedOn, confirmedOn, lostOn, expect } = example;
  const days = {
    ...(diedOn === undefined ? {} : { diedOn }),
    ...(confirmedOn === undefined ? {} : { confirmedOn }),
    ...(lostOn === undefined ? {} : { lostOn }),
  };
  const assessment = compileProgramme(definition, example.regions).assess({ facts, year, ...days });
  const outcomes = new Map(assessment.ladder.map(({ id, outcome }) => [id, outcome]));
  return {
    example,
    assessment,
    differences: [
      ...difference('结论', expect.verdict, assessment.verdict),
      ...difference('金额（分）', expect.amountFen, assessment.amountFen),
      ...Object.entries(expect.outcomes).flatMap(([id, outcome]) => difference(`条件 ${id}`, outcome, outcomes.get(id))),
    ],
  };
}

const difference = (what: string, wanted: string | Fen, found: string | Fen | undefined): readonly string[] =>
  wanted === found ? [] : [`${what}：应为 ${wanted}，实为 ${found ?? '无'}`];
