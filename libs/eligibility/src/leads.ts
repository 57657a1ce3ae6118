import { plainDate } from '@fenming/calendar';
import { comparisonKey } from '@fenming/citizen';
import { sealLead, unlessDestroyed, unsealLead, type RunningCounty, type SealedLead } from '@fenming/county';
import type { RowSays } from '@fenming/rosters';
import { derivedId, sameFact, type Lead, type LeadAbout, type NoteLeads, type PersonState } from '@fenming/subsidy';
import { comparedWith } from './compared-facts';
import { type CaseOfOurs, type KnownPerson } from './known-cases';

/** What lists of the dead say, as a lead calls it. */
export const DAY_OF_DEATH = { about: 'death', fact: 'death', title: '死亡日期' } as const;

/** What a lead is about, and what it says of it. */
export type SaidOf = { readonly about: LeadAbout; readonly fact: string; readonly title: string; readonly written: string };

const isSameSaid = (vault: RunningCounty['vault'], lead: Lead, said: SaidOf): boolean =>
  lead.about === said.about &&
  sameFact(lead, said) &&
  unlessDestroyed(() => unsealLead(vault, lead.personId, lead.sealedLead))?.written === said.written;

/** The leads of a person, from whatever list, that say this. */
export const leadsSaying = (
  { vault }: Pick<RunningCounty, 'vault'>,
  { leads }: Pick<PersonState, 'leads'>,
  said: SaidOf,
  states: readonly Lead['state'][] = ['open', 'stated'],
): readonly Lead[] => Object.values(leads).filter((one) => states.includes(one.state) && isSameSaid(vault, one, said));
const idOf = ({ lead }: Lead): string => lead;
export const idsOfLeadsSaying: (...asked: Parameters<typeof leadsSaying>) => readonly string[] = (...asked) =>
  leadsSaying(...asked).map(idOf);

/** One thing that a row of a list says of a person of ours. */
export type RowSaid = {
  readonly says: RowSays;
  readonly row: number;
  /** As the list writes the person. */
  readonly name?: string;
  readonly source: string;
  readonly comparison: string;
};

/** What a person's own record is to hold of it: a lead for each case that says otherwise and has none yet, and the end of those that it answers. */
export const leadsOf = (county: RunningCounty, known: KnownPerson, said: RowSaid): Omit<NoteLeads, 'do'> => {
  const { outcome, differing } = comparedWith(said.says, known);
  if (outcome === 'agreed') return { opens: [], settles: idsOfLeadsSaying(county, known.person, said.says) };
  // Whoever has looked at it and closed it is not asked again for the same.
  const before = leadsSaying(county, known.person, said.says, ['open', 'stated', 'closed']);
  const fresh = differing.filter(({ state }) => before.every((lead) => lead.enrolmentId !== state.key.enrolmentId));
  return { opens: fresh.map((one) => opened(county, { known, one, said })), settles: [] };
};

type Opening = { readonly known: KnownPerson; readonly one: CaseOfOurs; readonly said: RowSaid };

const opened = ({ vault }: RunningCounty, { known, one, said }: Opening): NoteLeads['opens'][number] => {
  const { personId } = known;
  const { enrolmentId, caseNumber, programme } = one.state.key;
  const { source, comparison, row, name } = said;
  const { about, fact, title, written, since } = said.says;
  const isOtherName = name !== undefined && known.name !== undefined && comparisonKey(name) !== comparisonKey(known.name);
  const sealing: SealedLead = {
    written,
    ...(since === undefined ? {} : { since: plainDate(since) }),
    ...(isOtherName ? { name } : {}),
  };
  return {
    personId,
    lead: derivedId('lead', comparison, row, about, fact, enrolmentId),
    source,
    comparison,
    enrolmentId,
    caseNumber,
    programme,
    about,
    fact,
    title,
    sealedLead: sealLead(vault, personId, sealing),
  };
};
