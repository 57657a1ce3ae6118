import { excessOf, proposedFor, unsealFacts, type RunningCounty, type StatementSaid, type YearFacts } from '@fenming/county';
import { yearOf } from '@fenming/calendar';
import { latestOf, type ClawbackCause, type FactDefinition } from '@fenming/programmes';
import {
  determinationOf,
  isRefused,
  lastAccepted,
  type DeterminationCause,
  type Enrolment,
  type EnrolmentId,
  type EnrolmentState,
  type PersonState,
  type Redetermination,
} from '@fenming/subsidy';
import { comesTo, effectsOf, type CaseEffects } from './effects';
import { factIn, opened, wordOf, yearWith, type Stated } from './stated-facts';

/**
 * What a document says of a fact about the applicant of a case; see StatementSaid for `written` and `since`. `insteadOf`: the word that a
 * correction is about, where it is not the one that stood last.
 */
export type StatementOf = StatementSaid & {
  readonly insteadOf?: string;
  readonly enrolment: EnrolmentId;
  readonly fact: string;
  readonly documentNo: string;
  readonly reason: string;
};
/** A case, and the person who applied. */
export type Applicant = { readonly state: Enrolment; readonly person: PersonState };

/** What stands of a fact in the years of a case and by the last statement that counts; what stood last comes last. */
const recordedWords = (county: RunningCounty, definition: FactDefinition, { state, person }: Applicant): readonly string[] => {
  const years = Object.entries(state.years);
  const words = years.flatMap(([, { sealedFacts }]) => {
    const { facts, earlier = [] } = unsealFacts(county.vault, state.personId, sealedFacts);
    return [...earlier.map((held) => held.facts), facts].map((held) => wordOf(definition, held[definition.name]));
  });
  const accepted = lastAccepted(person.statements, { fact: definition.name, title: definition.title });
  if (accepted === undefined) return words;
  const { written, since } = opened(county, accepted);
  const isToCome = since !== undefined && yearOf(since) > Number(years.at(-1)?.[0]);
  return isToCome ? [...words, written] : [written, ...words];
};

/** The words that a statement takes the place of: a change, of all that stand; a correction, of the one it names, else of the last. */
export const replacedBy = (
  county: RunningCounty,
  definition: FactDefinition,
  applicant: Applicant,
  { written, since, insteadOf }: Pick<StatementOf, 'written' | 'since' | 'insteadOf'>,
): readonly string[] => {
  const recorded = recordedWords(county, definition, applicant);
  const words = [...new Set(recorded.toReversed())].toReversed();
  const named = insteadOf ?? words.at(-1);
  return words.filter((word) => word !== written && (since !== undefined || word === named));
};

export type ChangedYear = { readonly year: number; readonly facts: YearFacts };

/** The years of a case whose facts a statement changes, and as what they stand then. */
export const changedYears = (county: RunningCounty, state: EnrolmentState, stated: Stated): readonly ChangedYear[] => {
  if (state.key === undefined) return [];
  const { key, personId } = state;
  const definition = factIn(county, key.programme, stated);
  if (definition === undefined) return [];
  return Object.entries(state.years).flatMap(([text, { sealedFacts }]) => {
    const year = Number(text);
    const facts = yearWith(definition, unsealFacts(county.vault, personId, sealedFacts), { year, stated });
    return facts === undefined ? [] : [{ year, facts }];
  });
};

/** What changed facts make of their years of a case. */
export const effectsOfFacts = (
  county: RunningCounty,
  state: Enrolment,
  years: readonly ChangedYear[],
  by: Parameters<typeof determinedAgain>[3],
): CaseEffects => {
  const becoming = years.map(({ year, facts }) => ({ year, becomes_fen: comesTo(proposedFor(county, state, { year, facts })) }));
  return effectsOf(county, state, becoming, determinedAgain(county, state, years, by));
};

/** What a statement makes of the years of a case. */
export const effectsOfStatement = (county: RunningCounty, state: Enrolment, stated: Stated): CaseEffects =>
  effectsOfFacts(county, state, changedYears(county, state, stated), causeOf(county, state, stated));

/** The determined years by the changed facts. Where these do not say what is due, the last determination stands. */
export const determinedAgain = (
  county: RunningCounty,
  state: EnrolmentState,
  years: readonly ChangedYear[],
  by: { readonly cause: DeterminationCause; readonly clawback: ClawbackCause },
): readonly Redetermination[] =>
  years.flatMap(({ year, facts }) => {
    const before = determinationOf(state, year);
    const answer = before === undefined || isRefused(state, year) ? undefined : proposedFor(county, state, { year, facts });
    if (answer === undefined || answer.proposal.verdict === 'unknown') return [];
    const { texts, proposal } = answer;
    return [{ year, cause: by.cause, proposal, excess: excessOf(latestOf(texts), by.clawback) }];
  });

/** Why years are determined again by a statement, and whose row of the programme says what becomes of what was paid too much. */
export const causeOf = (
  county: RunningCounty,
  { key }: Enrolment,
  stated: Stated,
): { readonly cause: DeterminationCause; readonly clawback: ClawbackCause } => {
  const { kind } = stated;
  const usual = kind === 'correction' ? 'approved_by_mistake' : 'other';
  return { cause: kind, clawback: factIn(county, key.programme, stated)?.cause ?? usual };
};
