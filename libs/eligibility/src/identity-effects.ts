import { readCitizenId } from '@fenming/citizen';
import { unsealFacts, type Identity, type RunningCounty, type YearFacts } from '@fenming/county';
import type { FactDefinition, Facts, FactSource, FactValue } from '@fenming/programmes';
import { payeeOf, type Enrolment, type PersonId } from '@fenming/subsidy';
import type { ChangedYear } from './statement-effects';

/** Who somebody is in a case. `applicant`: whoever applied, to whom the case pays; `child`: whose right it is, where somebody applied for them. */
export const PERSONS_OF_CASE = ['applicant', 'spouse', 'child'] as const;
export type PersonOfCase = (typeof PERSONS_OF_CASE)[number];

export const personIn = (state: Enrolment, who: PersonOfCase): PersonId | undefined => {
  if (who === 'applicant') return payeeOf(state);
  if (who === 'spouse') return state.secondPersonId;
  return state.payeeId === undefined ? undefined : state.personId;
};

/** Whose identity is corrected: as it stands, and as it should be. */
export type Corrected = { readonly personId: PersonId; readonly was: Identity; readonly becomes: Identity };

/** What a roster reads from the citizen id of this person of a case (`FactSource`). Whether there is a spouse does not hang on the number. */
const readFrom = (who: PersonOfCase, citizenId: string): Readonly<Partial<Record<FactSource, FactValue>>> => {
  const reading = readCitizenId(citizenId);
  if (!reading.ok) return {};
  const { birthDate, sex } = reading;
  if (who === 'applicant') return { 'applicant.birthDate': birthDate, 'applicant.sex': sex };
  return who === 'spouse' ? { 'spouse.birthDate': birthDate } : { 'child.birthDate': birthDate };
};

type Replaced = { readonly was: FactValue | undefined; readonly becomes: FactValue | undefined };
/** Per source, what the former number said and what the right one says; nothing where both say the same. */
const replacedIn = (state: Enrolment, { personId, was, becomes }: Corrected): ReadonlyMap<FactSource, Replaced> => {
  const replaced = new Map<FactSource, Replaced>();
  for (const who of PERSONS_OF_CASE.filter((each) => personIn(state, each) === personId)) {
    const [former, right] = [readFrom(who, was.citizenId), readFrom(who, becomes.citizenId)];
    for (const source of Object.keys(right) as FactSource[])
      if (former[source] !== right[source]) replaced.set(source, { was: former[source], becomes: right[source] });
  }
  return replaced;
};

/** Facts that say what the former number said: a year that speaks of another spouse, or was told otherwise, stays as it is. */
const factsWith = (
  facts: Facts,
  definitions: readonly FactDefinition[],
  replaced: ReadonlyMap<FactSource, Replaced>,
): Facts | undefined => {
  const changed = definitions.flatMap(({ name, from }): readonly (readonly [string, FactValue])[] => {
    const values = from === undefined ? undefined : replaced.get(from);
    return values?.becomes !== undefined && facts[name] === values.was ? [[name, values.becomes]] : [];
  });
  return changed.length === 0 ? undefined : { ...facts, ...Object.fromEntries(changed) };
};

const yearWith = (
  { facts, earlier = [] }: YearFacts,
  definitions: readonly FactDefinition[],
  replaced: ReadonlyMap<FactSource, Replaced>,
): YearFacts | undefined => {
  const now = factsWith(facts, definitions, replaced);
  const before = earlier.map((held) => ({ held, facts: factsWith(held.facts, definitions, replaced) }));
  if (now === undefined && before.every((each) => each.facts === undefined)) return undefined;
  const kept = before.map(({ held, facts: otherwise }) => (otherwise === undefined ? held : { ...held, facts: otherwise }));
  return kept.length === 0 ? { facts: now ?? facts } : { facts: now ?? facts, earlier: kept };
};

/** What a year of a case is asked that follows from a citizen id, in any of the texts that govern it. */
const definitionsOf = ({ rules }: RunningCounty, { key }: Enrolment, year: number): readonly FactDefinition[] =>
  (rules.textsOf(key.programme, year) ?? []).flatMap(({ programme }) => programme.facts);

/** The years of a case in which a fact follows from the corrected number, and as what they stand then. */
export const yearsCorrected = (county: RunningCounty, state: Enrolment, corrected: Corrected): readonly ChangedYear[] => {
  const replaced = replacedIn(state, corrected);
  if (replaced.size === 0) return [];
  return Object.entries(state.years).flatMap(([text, { sealedFacts }]) => {
    const year = Number(text);
    const facts = yearWith(unsealFacts(county.vault, state.personId, sealedFacts), definitionsOf(county, state, year), replaced);
    return facts === undefined ? [] : [{ year, facts }];
  });
};
