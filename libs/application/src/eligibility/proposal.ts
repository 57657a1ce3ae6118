import { fenText } from '@fenming/money';
import { plainDate, type PlainDate } from '@fenming/calendar';
import { standsInTheWay, type Assessment, type Programme } from '@fenming/programmes';
import { fundingText, type EnrolmentState, type Proposal } from '@fenming/subsidy';
import type { Vault } from '@fenming/vault';
import { unsealFacts } from './sealed';

export const exitDayOf = ({ exit }: EnrolmentState): PlainDate | undefined =>
  exit === undefined ? undefined : plainDate(exit.effectiveOn);

/** The day of death, where the enrolment was left because of one. */
const deathOf = (state: EnrolmentState): PlainDate | undefined => (state.exit?.reason === 'death' ? exitDayOf(state) : undefined);

/** What the rules say of one enrolment's sealed facts; undefined where it did not apply that year. */
export const assessEnrolment = (
  vault: Vault,
  programme: Programme,
  state: EnrolmentState,
  year: number,
  diedOn: PlainDate | undefined = deathOf(state),
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
