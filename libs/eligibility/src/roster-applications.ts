import type { CitizenId } from '@fenming/citizen';
import type { Programme } from '@fenming/programmes';
import type { RosterRow } from '@fenming/rosters';
import {
  derivedId,
  enrolmentDecider,
  enrolmentIdOf,
  payeeOf,
  personDecider,
  streams,
  type Apply,
  type EnrolmentId,
  type EnrolmentState,
  type PersonId,
  type PersonState,
} from '@fenming/subsidy';
import { allOrRefused, slices, type Caller, type FileFault } from '@fenming/commands';
import { sealBankAccount, sealFacts, sealIdentity, unsealBankAccount, type RunningCounty } from '@fenming/county';
import { takeOffLists } from '@fenming/payout';
import { entitled, hindranceOf } from './roster-hindrances';
import { asStated } from './stated-facts';

/** Where the rows of a file go. `number`: the file's own in its programme and year. */
export type Target = {
  readonly programme: Programme;
  readonly year: number;
  readonly importId: string;
  readonly number: number;
};
type PersonsById = ReadonlyMap<CitizenId, PersonId>;

/** Sealing and deciding so many takes some 25 ms of the thread that answers people; of 500 it took 100. */
const ROWS_PER_COMMIT = 100;

/** Turns sound rows into applications. Answers the rows that were refused after all, because something changed since they were judged. */
export const applyRows = async (
  county: RunningCounty,
  rows: readonly RosterRow[],
  target: Target,
  caller: Caller,
): Promise<readonly FileFault[]> => {
  const refused: FileFault[] = [];
  for (const slice of slices(rows, ROWS_PER_COMMIT)) {
    const persons = admit(county, slice, caller.commandId);
    await register(county, slice, persons, caller);
    refused.push(...(await apply(county, slice, { persons, target, caller })));
  }
  return refused;
};

/** The vault knows the people before the log does: a person without a key could not be sealed. */
const admit = ({ vault }: RunningCounty, rows: readonly RosterRow[], commandId: string): PersonsById =>
  vault.admitPersons(
    citizensOf(rows).map(({ citizenId, row, who }) => ({
      citizenId,
      personId: derivedId(commandId, 'person', row, who) as PersonId,
    })),
  );

const register = async (
  { vault, executor }: RunningCounty,
  rows: readonly RosterRow[],
  persons: PersonsById,
  caller: Caller,
): Promise<void> => {
  const tasks = new Map<
    PersonId,
    { stream: string; command: () => { do: 'register'; personId: PersonId; sealedIdentity: string } }
  >();
  for (const { citizenId, name } of citizensOf(rows)) {
    const personId = known(persons, citizenId);
    tasks.set(personId, {
      stream: streams.person(personId),
      command: () => ({ do: 'register', personId, sealedIdentity: sealIdentity(vault, personId, { name, citizenId }) }),
    });
  }
  allOrRefused(await executor.many(personDecider, [...tasks.values()], caller));
};

/** A case as it stands, and the person who applies. */
type CaseOfApplicant = { readonly state: EnrolmentState; readonly person: PersonState };
type Applying = { readonly persons: PersonsById; readonly target: Target; readonly caller: Caller };

const apply = async (county: RunningCounty, rows: readonly RosterRow[], applying: Applying): Promise<readonly FileFault[]> => {
  const persons = await county.executor.peek(
    personDecider,
    rows.map((row) => streams.person(known(applying.persons, entitled(row)))),
  );
  const personOf = (row: RosterRow): PersonState =>
    persons.get(streams.person(known(applying.persons, entitled(row)))) ?? personDecider.initial;
  const caseOf = (row: RosterRow): EnrolmentId =>
    enrolmentIdOf(known(applying.persons, entitled(row)), applying.target.programme.id);
  const tasks = rows.map((row) => ({
    stream: streams.enrolment(caseOf(row)),
    command: (state: EnrolmentState) => application(county, row, applying, { state, person: personOf(row) }),
  }));
  const outcomes = await county.executor.many(enrolmentDecider, tasks, applying.caller);
  // A roster may bring another account for somebody who stands on a locked list of the year before.
  await takeOffLists(county, rows.map(caseOf), applying.caller);
  return rows.flatMap(({ row }, i) => {
    const outcome = outcomes[i];
    return outcome !== undefined && 'refused' in outcome ? [hindranceOf(county, row, outcome)] : [];
  });
};

const application = (
  county: RunningCounty,
  row: RosterRow,
  { persons, target }: Applying,
  { state, person }: CaseOfApplicant,
): Apply => {
  const { vault } = county;
  const { programme, year, importId, number } = target;
  const personId = known(persons, entitled(row));
  const applicant = known(persons, row.citizenId);
  // Somebody else's case is refused; its account is none of this row's.
  const own = state.key !== undefined && payeeOf(state) === applicant ? state.account : undefined;
  const unchanged = own !== undefined && unsealBankAccount(vault, applicant, own.sealed) === row.account;
  const account = { version: derivedId(importId, 'account', row.row), sealed: sealBankAccount(vault, applicant, row.account) };
  return {
    do: 'apply',
    key: {
      enrolmentId: enrolmentIdOf(personId, programme.id),
      caseNumber: `${programme.id}-${year}-${number}-${String(row.row).padStart(5, '0')}`,
      programme: programme.id,
      village: row.village,
    },
    personId,
    ...(row.child === undefined ? {} : { payeeId: applicant }),
    ...(row.spouse === undefined ? {} : { secondPersonId: known(persons, row.spouse.citizenId) }),
    year,
    importId,
    row: row.row,
    sealedFacts: sealFacts(vault, personId, asStated(county, { programme: programme.id, year, facts: row.facts }, person)),
    ...(unchanged ? {} : { account }),
  };
};

const citizensOf = (
  rows: readonly RosterRow[],
): { citizenId: CitizenId; name: string; row: number; who: 'applicant' | 'spouse' | 'child' }[] =>
  rows.flatMap(({ citizenId, name, spouse, child, row }) => [
    { citizenId, name, row, who: 'applicant' as const },
    ...(spouse === undefined ? [] : [{ ...spouse, row, who: 'spouse' as const }]),
    ...(child === undefined ? [] : [{ ...child, row, who: 'child' as const }]),
  ]);

const known = (persons: PersonsById, citizenId: CitizenId): PersonId => {
  const person = persons.get(citizenId);
  if (person === undefined) throw new Error('a person was not admitted to the vault');
  return person;
};
