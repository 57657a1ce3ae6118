import { refuse, type Asked, type Decision, type Refusal, type Role } from '../../decider';
import { forbiddenRole } from '../../permission';
import type { PersonCode } from './person.refusals';
import type { LeadState } from '../../terms';
import type { LeadOpened, PersonEvent } from './person.events';

/** What has become of a lead. `statement`: the one that was made from it. */
type LeadNow = { readonly state: Exclude<LeadState, 'stated'> } | { readonly state: 'stated'; readonly statement: string };
export type Lead = LeadOpened['data'] & LeadNow;
export type Leads = Readonly<Record<string, Lead>>;

/** `settles`: leads that say what the record says by now. */
export type NoteLeads = {
  readonly do: 'note-leads';
  readonly opens: readonly Omit<LeadOpened['data'], 'number'>[];
  readonly settles: readonly string[];
};
export type StateLeads = { readonly do: 'state-leads'; readonly leads: readonly string[]; readonly statement: string };
export type CloseLead = { readonly do: 'close-lead'; readonly lead: string; readonly reason: string };

const COMPARERS: readonly Role[] = ['health'];
const ENDERS: readonly Role[] = ['township', 'health'];
const permitted = (asked: Asked, roles: readonly Role[]): Refusal<PersonCode> | undefined =>
  roles.includes(asked.role) ? undefined : forbiddenRole(roles);

/** The leads that what is now on record has answered, one event each. */
export const settledLeads = (leads: Leads, ids: readonly string[]): readonly PersonEvent[] =>
  ids.flatMap((id): readonly PersonEvent[] => {
    const lead = leads[id];
    const isAwaited = lead?.state === 'open' || lead?.state === 'stated';
    return lead !== undefined && isAwaited ? [{ type: 'LeadSettled', data: { personId: lead.personId, lead: id } }] : [];
  });

/** The leads from which a statement was made. */
export const leadsOfStatement = (leads: Leads, statement: string): readonly string[] =>
  Object.values(leads).flatMap((one) => (one.state === 'stated' && one.statement === statement ? [one.lead] : []));

/** Numbered in the order in which they came, over all cases of the person. */
export const noteLeads = (leads: Leads, { opens, settles }: NoteLeads, asked: Asked): Decision<PersonEvent, PersonCode> => {
  const barred = permitted(asked, COMPARERS);
  if (barred !== undefined) return barred;
  const before = Object.keys(leads).length;
  const opened = opens
    .filter(({ lead }) => leads[lead] === undefined)
    .map((data, i): PersonEvent => ({ type: 'LeadOpened', data: { ...data, number: before + i + 1 } }));
  return [...opened, ...settledLeads(leads, settles)];
};

/** An open lead that somebody takes a step with. */
const openLead = (leads: Leads, lead: string, asked: Asked): Lead | Refusal<PersonCode> => {
  const barred = permitted(asked, ENDERS);
  if (barred !== undefined) return barred;
  const found = leads[lead];
  if (found === undefined) return refuse('lead_unknown');
  return found.state === 'open' ? found : refuse('lead_ended', found.state);
};

/** A statement made from a lead says what the other body says; it counts when another person accepts it, and then the lead has ended. */
export const stateLeads = (
  leads: Leads,
  { leads: ids, statement }: StateLeads,
  asked: Asked,
): Decision<PersonEvent, PersonCode> => {
  const events: PersonEvent[] = [];
  for (const id of ids) {
    const before = leads[id];
    if (before?.state === 'stated' && before.statement === statement) continue;
    const found = openLead(leads, id, asked);
    if ('refused' in found) return found;
    events.push({ type: 'LeadStated', data: { personId: found.personId, lead: id, statement } });
  }
  return events;
};

/** Somebody has looked, and the record stands: with the reason. What the other body said stays readable. */
export const closeLead = (leads: Leads, { lead, reason }: CloseLead, asked: Asked): Decision<PersonEvent, PersonCode> => {
  const found = openLead(leads, lead, asked);
  return 'refused' in found ? found : [{ type: 'LeadClosed', data: { personId: found.personId, lead, reason } }];
};

/** @throws Error where no such lead was opened: the log contradicts itself, and nothing is decided on it. */
export const leadIs = (leads: Leads, lead: string, now: LeadNow): Leads => {
  const found = leads[lead];
  if (found === undefined) throw new Error(`the lead ${lead} was never opened`);
  const { statement: _former, ...rest } = { statement: undefined, ...found };
  return { ...leads, [lead]: { ...rest, ...now } };
};

/** A statement that was dropped leaves the leads open from which it was made. */
export const withoutStatement = (leads: Leads, statement: string): Leads => {
  let now = leads;
  for (const lead of leadsOfStatement(leads, statement)) now = leadIs(now, lead, { state: 'open' });
  return now;
};
