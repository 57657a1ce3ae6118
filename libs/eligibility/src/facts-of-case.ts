import type { AreaCode } from '@fenming/citizen';
import { stateOf } from '@fenming/commands';
import { unsealFacts, type RunningCounty } from '@fenming/county';
import type { RecordedEvent } from '@fenming/event-log';
import type { FactDefinition, ProgrammeId } from '@fenming/programmes';
import {
  enrolmentDecider,
  personDecider,
  readAs,
  sameFact,
  streams,
  type Enrolment,
  type EnrolmentId,
  type PersonId,
  type Statement,
  type StatementKind,
} from '@fenming/subsidy';
import { casesOfPerson } from './person-cases';
import { opened, statable, wordOf } from './stated-facts';
import { basisOf, shownTo, type CaseEffects, type YearEffect } from './effects';
import { effectsOfStatement } from './statement-effects';

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
/**
 * A statement about the applicant. While it waits, `changes`: what it would make of the years of all cases that the reader may see; `basis`: what
 * whoever accepts it signs.
 */
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
  readonly changes: readonly YearEffect[];
  readonly basis: string | null;
};
/** The facts that a case is judged by, with their history, and what documents say of them. */
export type FactsOfCase = { readonly facts: readonly FactRecorded[]; readonly statements: readonly StatementTold[] };

/** Which cases, by their programme and village, whoever asks may see. */
export type CaseSeen = (key: { readonly programme: ProgrammeId; readonly village: AreaCode }) => boolean;

const orNone = (word: string): string | null => (word === '' ? null : word);

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
    const { facts } = unsealFacts(vault, personId, sealedFacts);
    return definitions.flatMap((definition): readonly FactRecorded[] => {
      const { name: fact, title } = definition;
      const value = orNone(wordOf(definition, facts[fact]));
      if (last.get(`${year} ${fact}`) === value) return [];
      last.set(`${year} ${fact}`, value);
      return [{ ...origin, fact, title, year, value, recorded_at: event.meta.at, recorded_by: event.meta.actor }];
    });
  });
};

const NOT_WAITING = { changes: [], basis: null };
const saidIn = ({ statement }: Statement): readonly string[] => [statement];
const effectsIn = (county: RunningCounty, statement: Statement, cases: Iterable<Enrolment>): readonly CaseEffects[] => {
  const stated = opened(county, statement);
  return [...cases].map((one) => effectsOfStatement(county, one, stated));
};
/** What whoever accepts a statement about the applicant of these cases signs. Throws VaultError. */
export const basisOfStatement = (county: RunningCounty, statement: Statement, cases: Iterable<Enrolment>): string =>
  basisOf(saidIn(statement), effectsIn(county, statement, cases));

/** What documents say of the facts that a case is judged by, in the order in which it was said, and what that changes in the cases seen. */
const statementsOf = async (
  county: RunningCounty,
  personId: PersonId,
  { definitions, sees }: { readonly definitions: readonly FactDefinition[]; readonly sees: CaseSeen },
): Promise<readonly StatementTold[]> => {
  const events = (await county.log.readStreams([streams.person(personId)])).get(streams.person(personId)) ?? [];
  const { statements } = stateOf(personDecider, events);
  const asked = Object.values(statements).filter((one) =>
    definitions.some(({ name: fact, title }) => sameFact({ fact, title }, one)),
  );
  if (asked.length === 0) return [];
  const cases = await casesOfPerson(county, personId);
  return asked.flatMap((one): readonly StatementTold[] => {
    const { statement, fact, title, kind, documentNo, reason, state } = one;
    const made = events.find((event) => readAs(event, 'StatementMade')?.statement === statement);
    if (made === undefined) return [];
    const stated = opened(county, one);
    const settled = events.find((later) => readAs(later, 'StatementAccepted', 'StatementDropped')?.statement === statement);
    return [
      {
        statement,
        fact,
        title,
        kind,
        value: orNone(stated.written),
        since: stated.since ?? null,
        document_no: documentNo,
        reason,
        state,
        made_at: made.meta.at,
        made_by: made.meta.actor,
        settled_at: settled?.meta.at ?? null,
        settled_by: settled?.meta.actor ?? null,
        ...(state === 'waiting' ? shownTo(sees, saidIn(one), effectsIn(county, one, cases.values())) : NOT_WAITING),
      },
    ];
  });
};

/** The facts of a case with their history, and what documents say of its applicant; undefined where nobody applied. Throws VaultError. */
export const factsOfCase = async (county: RunningCounty, id: EnrolmentId, sees: CaseSeen): Promise<FactsOfCase | undefined> => {
  const stream = streams.enrolment(id);
  const events = (await county.log.readStreams([stream])).get(stream) ?? [];
  const state = stateOf(enrolmentDecider, events);
  if (state.key === undefined) return undefined;
  const { personId } = state;
  const definitions = statable(county, state.key.programme);
  return {
    facts: recordedFacts(county, personId, { definitions, events }),
    statements: await statementsOf(county, personId, { definitions, sees }),
  };
};
