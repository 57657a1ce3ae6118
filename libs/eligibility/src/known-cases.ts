import type { CitizenId } from '@fenming/citizen';
import { unlessDestroyed, unsealDay, unsealFacts, unsealIdentity, type RunningCounty } from '@fenming/county';
import type { FactDefinition, Facts, ProgrammeId } from '@fenming/programmes';
import {
  enrolmentDecider,
  isDead,
  leavingBefore,
  personDecider,
  sameFact,
  streams,
  type Enrolment,
  type PersonId,
  type PersonState,
} from '@fenming/subsidy';
import type { CaseOnRecord, PersonOnRecord } from './compared-facts';
import { statable, wordOf } from './stated-facts';

export type CaseOfOurs = CaseOnRecord & { readonly state: Enrolment };
/** `name`: as we have it; nothing where its key was destroyed. */
export type KnownPerson = PersonOnRecord<CaseOfOurs> & {
  readonly personId: PersonId;
  readonly person: PersonState;
  readonly name?: string;
};
/** How our record is read; what is sealed is opened when somebody asks for it. */
export type OurRecord = {
  readonly ofCase: (state: Enrolment) => CaseOfOurs;
  readonly dayOfDeath: (personId: PersonId, person: PersonState) => string | undefined;
};

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
  const record = recordOf(county);
  const known = new Map<CitizenId, KnownPerson>();
  for (const [citizenId, personId] of persons) {
    const person = states.get(streams.person(personId));
    if (person?.sealedIdentity === undefined) continue;
    const { sealedIdentity } = person;
    const name = unlessDestroyed(() => unsealIdentity(vault, personId, sealedIdentity).name);
    const diedOn = record.dayOfDeath(personId, person);
    // Of somebody whose key was destroyed nothing is on record that anything could differ from.
    const own = name === undefined ? [] : (cases.get(personId) ?? []).map(record.ofCase);
    known.set(citizenId, {
      personId,
      person,
      cases: own,
      ...(name === undefined ? {} : { name }),
      ...(diedOn === undefined ? {} : { diedOn }),
    });
  }
  return known;
};

export const recordOf = (county: RunningCounty): OurRecord => {
  const { vault } = county;
  const definitions = definitionsOf(county);
  return {
    ofCase: (state) => onRecord(county, state, definitions(state.key.programme)),
    dayOfDeath: (personId, { death }) => {
      if (death === undefined) return undefined;
      return 'diedOn' in death ? death.diedOn : unlessDestroyed(() => unsealDay(vault, personId, 'death', death.sealedDay));
    },
  };
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

const latestYearOf = ({ years }: Enrolment): number => Math.max(...Object.keys(years).map(Number));
const isOpen = (state: Enrolment): boolean => {
  const latest = latestYearOf(state);
  return !isDead(state) && leavingBefore(state, latest) === undefined && state.years[latest]?.rejection === undefined;
};

/** The facts of the latest year. */
const onRecord = ({ vault }: RunningCounty, state: Enrolment, definitions: readonly FactDefinition[]): CaseOfOurs => {
  const latest = state.years[latestYearOf(state)];
  let facts: Facts | undefined;
  return {
    state,
    isOpen: isOpen(state),
    word: (named) => {
      const definition = definitions.find(({ name: fact, title }) => sameFact({ fact, title }, named));
      if (definition === undefined || latest === undefined) return '';
      facts ??= unlessDestroyed(() => unsealFacts(vault, state.personId, latest.sealedFacts).facts) ?? {};
      return wordOf(definition, facts[definition.name]);
    },
  };
};
