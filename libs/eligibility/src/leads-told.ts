import { townshipOf, type AreaCode } from '@fenming/citizen';
import { unlessDestroyed, unsealLead, type RunningCounty } from '@fenming/county';
import { enrolmentDecider, personDecider, streams, type Role } from '@fenming/subsidy';
import type { LeadListed } from '@fenming/views';
import { recordOf } from './known-cases';

/**
 * A lead as whoever looks at it sees it. `says`: what the other body has; `name`: its name of the person, where ours is another; `on_record`:
 * what the case has now, null where nothing stands there. `looked_at_by`: the office that looks at it, in its area.
 */
export type LeadTold = Omit<LeadListed, 'person_id'> & {
  readonly source_title: string;
  readonly says: string | null;
  readonly since: string | null;
  readonly name: string | null;
  readonly on_record: string | null;
  readonly looked_at_by: Role;
  readonly looked_at_in: AreaCode;
};

/** What the leads of a page say, and what our record says now. */
export const leadsTold = async (county: RunningCounty, page: readonly LeadListed[]): Promise<readonly LeadTold[]> => {
  const { executor, sources } = county;
  const cases = await executor.peek(enrolmentDecider, [...new Set(page.map(({ enrolment_id: id }) => streams.enrolment(id)))]);
  const persons = await executor.peek(personDecider, [...new Set(page.map(({ person_id: id }) => streams.person(id)))]);
  const record = recordOf(county);
  return page.map(({ person_id, ...lead }) => {
    const state = cases.get(streams.enrolment(lead.enrolment_id));
    const person = persons.get(streams.person(person_id));
    const sealed = person?.leads[lead.lead_id]?.sealedLead;
    const said = sealed === undefined ? undefined : unlessDestroyed(() => unsealLead(county.vault, person_id, sealed));
    const word = state?.key === undefined ? '' : record.ofCase(state).word(lead);
    const day = person === undefined ? undefined : record.dayOfDeath(person_id, person);
    return {
      ...lead,
      source_title: sources.titleOf(lead.source),
      says: said?.written ?? null,
      since: said?.since ?? null,
      name: said?.name ?? null,
      on_record: lead.about === 'death' ? (day ?? null) : word === '' ? null : word,
      // The county records deaths; what a case says is known best where the person lives.
      ...(lead.about === 'death'
        ? { looked_at_by: 'health' as const, looked_at_in: county.code() }
        : { looked_at_by: 'township' as const, looked_at_in: townshipOf(lead.village) }),
    };
  });
};
