import { fenText } from '@fenming/money';
import { plainDate, type PlainDate } from '@fenming/calendar';
import { standsInTheWay, type Assessment, type Programme } from '@fenming/programmes';
import { fundingText, type EnrolmentState, type Proposal } from '@fenming/subsidy';
import type { Vault } from '@fenming/vault';
import { unsealDay, unsealFacts } from './sealed';

/** The day from which an exit counts; before days were sealed it was recorded in clear. */
export const exitDayOf = (vault: Vault, { exit, personId }: EnrolmentState): PlainDate | undefined => {
  if (exit === undefined || personId === undefined) return undefined;
  const { day } = exit;
  return 'sealedDay' in day ? unsealDay(vault, personId, 'exit', day.sealedDay) : plainDate(day.effectiveOn);
};

/** The day of death, where the enrolment was left because of one. */
export const deathOf = (vault: Vault, state: EnrolmentState): PlainDate | undefined =>
  state.exit?.reason === 'death' ? exitDayOf(vault, state) : undefined;

/** What the rules say of one enrolment's sealed facts; undefined where it did not apply that year. */
export const assessEnrolment = (
  vault: Vault,
  programme: Programme,
  state: EnrolmentState,
  { year, diedOn = deathOf(vault, state) }: { readonly year: number; readonly diedOn?: PlainDate | undefined },
): Assessment | undefined => {
  const applied = state.years[year];
  if (applied === undefined || state.personId === undefined) return undefined;
  const facts = unsealFacts(vault, state.personId, applied.sealedFacts);
  return programme.assess({ facts, year, ...(diedOn === undefined ? {} : { diedOn }) });
};

export const proposalOf = (programme: Programme, assessment: Assessment): Proposal => ({
  verdict: assessment.verdict,
  failing: assessment.ladder.filter(standsInTheWay).map(({ sentence }) => sentence),
  amountFen: assessment.amountFen,
  funding: fundingText(assessment.funding),
  lines: assessment.lines.map(({ layer, category, from, to, units, unit, rateFen, amountFen, clause }) => ({
    layer,
    category,
    from,
    to,
    units,
    unit,
    rateFen: fenText(rateFen),
    amountFen: fenText(amountFen),
    clause,
  })),
  programmeHash: programme.contentHash,
});
