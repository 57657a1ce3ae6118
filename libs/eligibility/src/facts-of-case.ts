import { unsealFacts, unsealStatement, type RunningCounty } from '@fenming/county';
import type { RecordedEvent } from '@fenming/event-log';
import type { FactDefinition, FactValue, ProgrammeId } from '@fenming/programmes';
import { choicesOf } from '@fenming/rosters';
import { stateOf } from '@fenming/commands';
import {
  enrolmentDecider,
  enrolmentIdOf,
  personDecider,
  readAs,
  streams,
  type EnrolmentId,
  type PersonId,
  type Statement,
  type StatementKind,
} from '@fenming/subsidy';
import { changesOf, statable, type StatedChange } from './statement-effects';

/** Where the value of a fact comes from: a row of a roster file, or a document. */
export type FactOrigin =
  | { readonly origin: 'roster'; readonly import_id: string; readonly row: number }
  | { readonly origin: 'statement'; readonly statement: string; readonly document_no: string };
/** What was recorded of a fact for a year, oldest first. `value`: as a roster writes it, null where there is none. */
export type FactRecorded = FactOrigin & {
  readonly fact: string;
  readonly title: string;
  readonly year: number;
  readonly value: string | null;
  readonly recorded_at: string;
  readonly recorded_by: string;
};
/** A statement about the applicant. `changes`: what it would make of the years of all cases, while it waits. */
export type StatementTold = {
  readonly statement: string;
  readonly fact: string;
  readonly title: string;
  readonly kind: StatementKind;
  readonly value: string | null;
  readonly since: string | null;
  readonly document_no: string;
  readonly reason: string;
  readonly state: Statement['state'];
  readonly made_at: string;
  readonly made_by: string;
  readonly settled_at: string | null;
  readonly settled_by: string | null;
  readonly changes: readonly StatedChange[];
};
/** The facts that a case is judged by, with their history, and what documents say of them. */
export type FactsOfCase = { readonly facts: readonly FactRecorded[]; readonly statements: readonly StatementTold[] };

const written = (definition: FactDefinition, value: FactValue | undefined): string | null => {
  if (value === undefined) return null;
  const choice = Object.entries(choicesOf(definition)).find(([, meant]) => meant === value);
  return choice?.[0] ?? String(value);
};

type Sheet = { readonly year: number; readonly sealedFacts: string };
const sheetOf = (event: RecordedEvent): (Sheet & FactOrigin) | undefined => {
  const corrected = readAs(event, 'FactsCorrected');
  if (corrected !== undefined) {
    const { year, sealedFacts, statement, documentNo } = corrected;
    return { year, sealedFacts, origin: 'statement', statement, document_no: documentNo };
  }
  const applied = readAs(event, 'EnrolmentApplied', 'EnrolmentRenewed');
  if (applied === undefined) return undefined;
  const { year, sealedFacts, importId, row } = applied;
  return { year, sealedFacts, origin: 'roster', import_id: importId, row };
};

/** Each value where it was first recorded for a year, and again where it became another one. */
const recordedFacts = (
  { vault }: RunningCounty,
  personId: PersonId,
  { definitions, events }: { readonly definitions: readonly FactDefinition[]; readonly events: readonly RecordedEvent[] },
): readonly FactRecorded[] => {
  const last = new Map<string, string | null>();
  return events.flatMap((event) => {
    const sheet = sheetOf(event);
    if (sheet === undefined) return [];
    const { year, sealedFacts, ...origin } = sheet;
    const facts = unsealFacts(vault, personId, sealedFacts);
    return definitions.flatMap((definition): readonly FactRecorded[] => {
      const { name: fact, title } = definition;
      const value = written(definition, facts[fact]);
      if (last.get(`${year} ${fact}`) === value) return [];
      last.set(`${year} ${fact}`, value);
      return [{ ...origin, fact, title, year, value, recorded_at: event.meta.at, recorded_by: event.meta.actor }];
    });
  });
};

/** What documents say of the facts of a person, in the order in which it was said. */
const statementsOf = async (
  county: RunningCounty,
  personId: PersonId,
  programme: ProgrammeId,
): Promise<readonly StatementTold[]> => {
  const events = (await county.log.readStreams([streams.person(personId)])).get(streams.person(personId)) ?? [];
  const { statements } = stateOf(personDecider, events);
  if (Object.keys(statements).length === 0) return [];
  const names = county.rules.adopted().map((id) => streams.enrolment(enrolmentIdOf(personId, id)));
  const cases = [...(await county.executor.peek(enrolmentDecider, names)).values()];
  const known = statable(county, programme);
  return events.flatMap((event): readonly StatementTold[] => {
    const said = readAs(event, 'StatementMade');
    const made = said === undefined ? undefined : statements[said.statement];
    if (made === undefined) return [];
    const { statement, fact, kind, documentNo, reason, state } = made;
    const opened = unsealStatement(county.vault, personId, made.sealedStatement);
    const settled = events.find((later) => readAs(later, 'StatementAccepted', 'StatementDropped')?.statement === statement);
    const changes = state === 'waiting' ? cases.flatMap((one) => changesOf(county, one, { ...opened, fact, kind })) : [];
    return [
      {
        statement,
        fact,
        title: known.find(({ name }) => name === fact)?.title ?? fact,
        kind,
        value: opened.written === '' ? null : opened.written,
        since: opened.since ?? null,
        document_no: documentNo,
        reason,
        state,
        made_at: event.meta.at,
        made_by: event.meta.actor,
        settled_at: settled?.meta.at ?? null,
        settled_by: settled?.meta.actor ?? null,
        changes,
      },
    ];
  });
};

/** The facts of a case with their history, and what documents say of its applicant; undefined where nobody applied. Throws VaultError. */
export const factsOfCase = async (county: RunningCounty, id: EnrolmentId): Promise<FactsOfCase | undefined> => {
  const stream = streams.enrolment(id);
  const events = (await county.log.readStreams([stream])).get(stream) ?? [];
  const state = stateOf(enrolmentDecider, events);
  if (state.key === undefined) return undefined;
  const { personId } = state;
  const { programme } = state.key;
  const definitions = statable(county, programme);
  return {
    facts: recordedFacts(county, personId, { definitions, events }),
    statements: await statementsOf(county, personId, programme),
  };
};
