import type { AreaCode } from '@fenming/citizen';
import type { LeadTold } from '@fenming/eligibility';
import type { ProgrammeId } from '@fenming/programmes';
import { LEAD_ABOUTS, LEAD_STATES, ROLES, type EnrolmentId } from '@fenming/subsidy';
import { day, Has, moment, oneOf, orNull, text, whole } from '../answers/fields';
import { RecordedAnswer } from '../notices/notices.answers';

/**
 * What another body says of somebody that the case does not. `says` and `since`: its words, as a roster writes them; `name`: its name of the
 * person, where ours is another; `on_record`: what the case has now. `looked_at_by`: the office that looks at it, in `looked_at_in`.
 */
export class LeadAnswer implements LeadTold {
  @Has(text) lead_id!: string;
  @Has(text) case_number!: string;
  @Has(whole) number!: number;
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(text) programme!: ProgrammeId;
  @Has(text) village!: AreaCode;
  @Has(text) source!: string;
  @Has(text) source_title!: string;
  @Has(oneOf(LEAD_ABOUTS)) about!: LeadTold['about'];
  @Has(text) fact!: string;
  @Has(text) title!: string;
  @Has(oneOf(LEAD_STATES)) state!: LeadTold['state'];
  @Has(orNull(text)) says!: string | null;
  @Has(orNull(day)) since!: string | null;
  @Has(orNull(text)) name!: string | null;
  @Has(orNull(text)) on_record!: string | null;
  @Has(oneOf(ROLES)) looked_at_by!: LeadTold['looked_at_by'];
  @Has(text) looked_at_in!: AreaCode;
  @Has(orNull(text)) statement_id!: string | null;
  @Has(orNull(text)) reason!: string | null;
  @Has(orNull(text)) ended_by!: string | null;
  @Has(moment) opened_at!: string;
}
/** `statement`: what was made of a fact and waits for its second signature; null for a death, which was recorded. */
export class LeadStatedAnswer extends RecordedAnswer {
  @Has(orNull(text)) statement!: string | null;
}
