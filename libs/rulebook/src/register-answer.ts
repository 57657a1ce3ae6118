import type { Assessment, Programme, ProgrammeDefinition, Question } from '@fenming/programmes';
import { NOT_KNOWN, type Answer } from './tally';

export type Draft = { readonly definition: ProgrammeDefinition; readonly compiled: Programme; readonly year: number };

/**
 * What the draft says of somebody. A fact that nobody has to state is read as blank where it is not there: where no list has asked for it, that
 * would be a "no" that nobody said. Then only a condition that does not ask for it answers.
 */
export const answerOf = ({ definition, compiled }: Draft, question: Question, notOnRecord: readonly string[]): Answer => {
  if (notOnRecord.length === 0) return compiled.entitle(question);
  const assessment = compiled.assess(question);
  const fails = assessment.ladder.filter(({ outcome }) => outcome === 'false').map(({ id }) => id);
  return fails.some((id) => isWithout(definition, id, notOnRecord)) ? without(assessment) : NOT_KNOWN;
};

const without = ({ verdict, amountFen, funding }: Assessment): Answer => ({ verdict, amountFen, funding });

/** Rungs of the engine's own that look at no fact of the draft. */
const WITHOUT_FACTS = ['inForce', 'offered', 'alive', 'givenWay', 'paidElsewhere'];

const isWithout = ({ conditions, terms }: ProgrammeDefinition, rung: string, facts: readonly string[]): boolean => {
  const asked = conditions
    .filter(({ id }) => id === rung)
    .flatMap(({ when, appliesTo }) => [when, ...(appliesTo === undefined ? [] : [appliesTo])]);
  if (asked.length === 0) return WITHOUT_FACTS.includes(rung);
  return !namesIn(asked.join(' '), terms).some((name) => facts.includes(name));
};

/** Every name in an expression, and in the terms that it is made of. */
const namesIn = (expression: string, terms: ProgrammeDefinition['terms']): readonly string[] =>
  (expression.match(/\w+/g) ?? []).flatMap((name) => {
    const term = Object.hasOwn(terms, name) ? terms[name] : undefined;
    return term === undefined ? [name] : namesIn(term, terms);
  });
