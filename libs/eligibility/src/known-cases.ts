import type { CitizenId } from '@fenming/citizen';
import { unsealDay, unsealFacts, type RunningCounty } from '@fenming/county';
import type { FactDefinition, Facts, ProgrammeId } from '@fenming/programmes';
import {
  enrolmentDecider,
  personDecider,
  sameFact,
  streams,
  type Enrolment,
  type PersonId,
  type PersonState,
} from '@fenming/subsidy';
import type { CaseOnRecord, PersonOnRecord } from './compared-facts';
import { statable, wordOf } from './stated-facts';

export type KnownCase = CaseOnRecord & { readonly state: Enrolment };
export type KnownPerson = PersonOnRecord<KnownCase> & { readonly personId: PersonId; readonly person: PersonState };

/** The persons of ours among some, with the cases that they applied for, as the log has them now. Whoever is not ours is not in it. */
export const knownPersons = async (
  county: RunningCounty,
  ids: readonly CitizenId[],
): Promise<ReadonlyMap<CitizenId, KnownPerson>> => {
  const { executor, vault, views } = county;
  const persons = vault.findPersons(ids);
  const personIds = [...persons.values()];
  const states = await executor.peek(personDecider, personIds.map(streams.person));
  const listed = views.casesOfPersons({ persons: personIds, area: county.code() });
  const names = [...new Set(listed.map(({ enrolment_id: id }) => streams.enrolment(id)))];
  const cases = new Map<PersonId, Enrolment[]>();
  for (const state of (await executor.peek(enrolmentDecider, names)).values())
    if (state.key !== undefined) cases.set(state.personId, [...(cases.get(state.personId) ?? []), state]);
  const definitions = definitionsOf(county);
  return new Map(
    [...persons].flatMap(([citizenId, personId]) => {
      const person = states.get(streams.person(personId));
      if (person === undefined) return [];
      const own = (cases.get(personId) ?? []).map((state) => onRecord(county, state, definitions(state.key.programme)));
      return [[citizenId, { personId, person, cases: own, ...dayOfDeath(county, personId, person) }] as const];
    }),
  );
};

/** The facts that a programme asks for, read once for all its cases. */
const definitionsOf = (county: RunningCounty): ((programme: ProgrammeId) => readonly FactDefinition[]) => {
  const known = new Map<ProgrammeId, readonly FactDefinition[]>();
  return (programme) => {
    const found = known.get(programme) ?? statable(county, programme);
    known.set(programme, found);
    return found;
  };
};

const latestYear = ({ years }: Enrolment): Enrolment['years'][number] | undefined => Object.values(years).at(-1);

/** Of a case that is open the facts of its latest year, which are opened when somebody asks for the first of them. */
const onRecord = ({ vault }: RunningCounty, state: Enrolment, definitions: readonly FactDefinition[]): KnownCase => {
  const latest = latestYear(state);
  let facts: Facts | undefined;
  return {
    state,
    isOpen: state.exit === undefined && latest?.rejected === false,
    word: (named) => {
      const definition = definitions.find(({ name: fact, title }) => sameFact({ fact, title }, named));
      if (definition === undefined || latest === undefined) return '';
      facts ??= opened(() => unsealFacts(vault, state.personId, latest.sealedFacts).facts) ?? {};
      return wordOf(definition, facts[definition.name]);
    },
  };
};

const dayOfDeath = ({ vault }: RunningCounty, personId: PersonId, { death }: PersonState): { readonly diedOn?: string } => {
  if (death === undefined) return {};
  const day = 'diedOn' in death ? death.diedOn : opened(() => unsealDay(vault, personId, 'death', death.sealedDay));
  return day === undefined ? {} : { diedOn: day };
};

/** Nothing, where the key was destroyed: what nobody can read agrees with nothing and differs from nothing. */
const opened = <Content>(open: () => Content): Content | undefined => {
  try {
    return open();
  } catch (error) {
    if (error instanceof Error && error.name === 'VaultError') return undefined;
    throw error;
  }
};
