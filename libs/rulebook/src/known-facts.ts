import type { YearFacts } from '@fenming/county';
import type { EarlierFacts, FactDefinition, Facts, FactValue, ProgrammeDefinition } from '@fenming/programmes';
import { sameFact } from '@fenming/subsidy';

/** What a case has on record of a year, and what its programme asks for. */
export type Recorded = YearFacts & { readonly year: number; readonly asks: readonly FactDefinition[] };
/** By the citizen id. */
export type Born = { readonly birthDate: string; readonly sex: FactValue };
/** `notOnRecord`: facts of the draft that nobody has to state, and that no list has ever asked this person for. */
export type FactsKnown = YearFacts & { readonly notOnRecord: readonly string[] };

/** What was stated of a fact; no value where it may be left blank and was. */
type Answered = { readonly year: number; readonly value?: FactValue };
const LAST_DAY = 13;

/**
 * What is on record of a person for a year, of what a draft asks for: of the latest year in which some list asked for the same fact, by name
 * and title. Where lists of one year say different things of it, nothing is on record.
 */
export const known = (
  draft: Pick<ProgrammeDefinition, 'facts'>,
  { records, born, year }: { readonly records: readonly Recorded[]; readonly born: Born | undefined; readonly year: number },
): FactsKnown => {
  const asked = records.filter((record) => record.year <= year);
  const months = asked.flatMap((record) => (record.year === year ? (record.earlier ?? []) : [])).map(({ until }) => until);
  const at = (month: number): readonly (readonly [FactDefinition, Answered | undefined])[] =>
    draft.facts.map((fact) => [fact, answerTo(fact, { records: asked, born, year, month })]);
  const last = at(LAST_DAY);
  const earlier = [...new Set(months)]
    .toSorted((a, b) => a - b)
    .map((until): EarlierFacts => ({ until, facts: factsOf(at(until)) }));
  return {
    facts: factsOf(last),
    ...(earlier.length === 0 ? {} : { earlier }),
    notOnRecord: last.flatMap(([{ name, required }, answer]) => (required || answer !== undefined ? [] : [name])),
  };
};

const factsOf = (answers: readonly (readonly [FactDefinition, Answered | undefined])[]): Facts =>
  Object.fromEntries(
    answers.flatMap(([{ name }, answer]) => (answer?.value === undefined ? [] : [[name, answer.value] as const])),
  );

type Asking = {
  readonly records: readonly Recorded[];
  readonly born: Born | undefined;
  readonly year: number;
  readonly month: number;
};
const answerTo = (fact: FactDefinition, { records, born, year, month }: Asking): Answered | undefined => {
  if (fact.from === 'applicant.birthDate') return born === undefined ? undefined : { year, value: born.birthDate };
  if (fact.from === 'applicant.sex') return born === undefined ? undefined : { year, value: born.sex };
  const answers = records.flatMap((record) => answerIn(record, fact, record.year === year ? month : LAST_DAY));
  const latest = Math.max(...answers.map((answer) => answer.year));
  const [first, ...others] = answers.filter((answer) => answer.year === latest);
  return others.every(({ value }) => value === first?.value) ? first : undefined;
};

const answerIn = (record: Recorded, fact: FactDefinition, month: number): readonly Answered[] => {
  const theirs = record.asks.find((one) => isSame(one, fact));
  if (theirs === undefined) return [];
  const { facts } = record.earlier?.find(({ until }) => month <= until) ?? record;
  const stated = facts[theirs.name];
  if (stated === undefined) return theirs.required ? [] : [{ year: record.year }];
  const value = meantBy(theirs, fact, stated);
  return value === undefined ? [] : [{ year: record.year, value }];
};

const named = ({ name, title }: FactDefinition) => ({ fact: name, title });
const isSame = (one: FactDefinition, other: FactDefinition): boolean =>
  sameFact(named(one), named(other)) && one.type === other.type && one.from === other.from;

/** The draft's value for the word that was written; each programme has its own values for the words of a choice. */
const meantBy = (theirs: FactDefinition, fact: FactDefinition, value: FactValue): FactValue | undefined => {
  if (fact.type !== 'choice') return value;
  const word = Object.entries(theirs.choices ?? {}).find(([, meant]) => meant === value)?.[0];
  return word === undefined ? undefined : fact.choices?.[word];
};
