import type { AreaCode } from '@fenming/citizen';
import { stateOf } from '@fenming/commands';
import type { RunningCounty } from '@fenming/county';
import type { RecordedEvent } from '@fenming/event-log';
import type { ProgrammeId } from '@fenming/programmes';
import {
  claimantsOf,
  enrolmentDecider,
  personDecider,
  personsOf,
  streams,
  type EnrolmentId,
  type EnrolmentState,
  type PersonId,
  type PersonState,
} from '@fenming/subsidy';
import type { BatchListed, CaseOfPerson, Payment } from '@fenming/views';

export type CaseRecord = { readonly id: EnrolmentId; readonly state: EnrolmentState; readonly events: readonly RecordedEvent[] };
type BatchAt = Pick<BatchListed, 'state' | 'paused'>;

export const grouped = <Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> => {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

/** All that an answer looks at. */
type Held = {
  readonly cases: ReadonlyMap<EnrolmentId, CaseRecord>;
  readonly others: ReadonlyMap<string, EnrolmentState>;
  readonly persons: ReadonlyMap<string, PersonState>;
  readonly inCounty: ReadonlyMap<PersonId, readonly CaseOfPerson[]>;
  readonly payments: ReadonlyMap<string, readonly Payment[]>;
  readonly batches: ReadonlyMap<string, BatchAt>;
};

const casesOf = async ({ log }: RunningCounty, ids: readonly EnrolmentId[]): Promise<Held['cases']> => {
  const found = ids.length === 0 ? undefined : await log.readStreams(ids.map((id) => streams.enrolment(id)));
  return new Map(
    ids.map((id) => {
      const events = found?.get(streams.enrolment(id)) ?? [];
      return [id, { id, events, state: stateOf(enrolmentDecider, events) }];
    }),
  );
};

/** What the log and the views hold about some cases and the people who stand in them. */
export class WhyRecords {
  private constructor(private readonly held: Held) {}

  /** A handful of reads, however many cases they are. */
  static async of(county: RunningCounty, ids: readonly EnrolmentId[]): Promise<WhyRecords> {
    const { executor, views } = county;
    const cases = await casesOf(county, ids);
    const states = [...cases.values()].map(({ state }) => state);
    const people = [...new Set(states.flatMap(personsOf))];
    const inCounty = views.casesOfPersons({ persons: people, area: county.code() });
    const others = new Set(inCounty.flatMap(({ enrolment_id: id }) => (cases.has(id) ? [] : [streams.enrolment(id)])));
    const payments = views.paymentsOf(states.flatMap(({ key }) => key?.caseNumber ?? []));
    const batches = views.batchesAt([...new Set(payments.map(({ batch_id }) => batch_id))]);
    return new WhyRecords({
      cases,
      others: await executor.peek(enrolmentDecider, [...others]),
      persons: await executor.peek(
        personDecider,
        people.map((person) => streams.person(person)),
      ),
      inCounty: grouped(inCounty, ({ person_id }) => person_id),
      payments: grouped(payments, ({ case_number }) => case_number),
      batches: new Map(batches.map((batch) => [batch.batch_id, batch])),
    });
  }

  case(id: EnrolmentId): CaseRecord {
    return this.held.cases.get(id) ?? { id, state: enrolmentDecider.initial, events: [] };
  }

  stateOf(id: EnrolmentId): EnrolmentState {
    return this.held.cases.get(id)?.state ?? this.held.others.get(streams.enrolment(id)) ?? enrolmentDecider.initial;
  }

  person(id: PersonId): PersonState {
    return this.held.persons.get(streams.person(id)) ?? personDecider.initial;
  }

  /** The cases of a programme, anywhere in the county, by which one of these persons draws it: not those of a child they only applied for. */
  casesIn(programme: ProgrammeId, persons: readonly PersonId[]): readonly CaseOfPerson[] {
    return persons.flatMap((person) =>
      (this.held.inCounty.get(person) ?? []).filter(
        (one) => one.programme === programme && claimantsOf(this.stateOf(one.enrolment_id)).includes(person),
      ),
    );
  }

  village(id: EnrolmentId): AreaCode | undefined {
    return this.stateOf(id).key?.village;
  }

  /** Every line on which a case stood, in the order of the rounds. */
  payments(caseNumber: string): readonly Payment[] {
    return this.held.payments.get(caseNumber) ?? [];
  }

  batch(id: string): BatchAt | undefined {
    return this.held.batches.get(id);
  }
}
