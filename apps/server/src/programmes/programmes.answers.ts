import type { AreaCode } from '@fenming/citizen';
import type { PlainDate } from '@fenming/calendar';
import type { Fen } from '@fenming/money';
import type { FactDefinition, Programme, ProgrammeId } from '@fenming/programmes';
import type { DryRun } from '@fenming/rulebook';
import { PAID_FATES, VERSION_STATES } from '@fenming/subsidy';
import type { ProgrammeVersion } from '@fenming/views';
import {
  amountFen,
  an,
  day,
  flag,
  Has,
  hash,
  listOf,
  manyOf,
  MayHave,
  moment,
  oneOf,
  open,
  orNull,
  text,
  whole,
} from '../answers/fields';
import { FundingAnswer } from '../answers/funding.answers';

class InForceAnswer {
  @Has(day) from!: PlainDate;
  @MayHave(day) to?: PlainDate;
}
type Periods = Programme['noticePeriods'];
class NoticePeriodsAnswer implements Periods {
  @Has(open) village!: Periods['village'];
  @Has(open) township!: Periods['township'];
  @Has(open) county!: Periods['county'];
}
/** `choices`: what a roster calls them, and what the rules do. */
class FactAnswer {
  @Has(text) name!: string;
  @Has(text) title!: string;
  @Has(oneOf(['date', 'month', 'integer', 'boolean', 'choice'])) type!: FactDefinition['type'];
  @MayHave(text) column?: string;
  @MayHave(open) choices?: NonNullable<FactDefinition['choices']>;
}
export class ProgrammeAnswer {
  @Has(text) id!: ProgrammeId;
  @Has(text) document_no!: string;
  @Has(text) name!: string;
  @Has(text) short_name!: string;
  @Has(oneOf(['person', 'household', 'child'])) unit!: Programme['unit'];
  @Has(hash) content_hash!: string;
  @Has(an(InForceAnswer)) in_force!: InForceAnswer;
  @Has(manyOf(text)) incompatible_with!: readonly string[];
  @Has(flag) once_in_a_lifetime!: boolean;
  @Has(flag) sensitive!: boolean;
  @Has(an(NoticePeriodsAnswer)) notice_periods!: NoticePeriodsAnswer;
  @Has(listOf(FactAnswer)) facts!: readonly FactAnswer[];
}
/** What is shipped with this release. */
export class ShippedAnswer {
  @Has(text) id!: ProgrammeId;
  @Has(text) name!: string;
  @Has(hash) content_hash!: string;
  @Has(an(InForceAnswer)) in_force!: InForceAnswer;
  @Has(flag) adopted!: boolean;
}
export class VersionAnswer implements ProgrammeVersion {
  @Has(text) programme!: ProgrammeId;
  @Has(hash) content_hash!: string;
  @Has(oneOf(VERSION_STATES)) state!: ProgrammeVersion['state'];
  @Has(text) document_no!: string;
  @Has(day) document_date!: string;
  @Has(day) effective_from!: string;
  @Has(orNull(day)) effective_to!: string | null;
  @Has(text) proposed_by!: string;
  @Has(moment) proposed_at!: string;
  @Has(orNull(text)) adopted_by!: string | null;
  @Has(orNull(moment)) adopted_at!: string | null;
  @Has(orNull(text)) withdrawal_by!: string | null;
  @Has(orNull(text)) withdrawal_document_no!: string | null;
  @Has(orNull(text)) withdrawn_by!: string | null;
  @Has(orNull(oneOf(PAID_FATES))) paid_then!: ProgrammeVersion['paid_then'];
}
/** With the text that a payment of whatever year was computed by. */
export class VersionTextAnswer extends VersionAnswer {
  @Has(text) text!: string;
}
class ProposedAnswer {
  @Has(text) programme!: ProgrammeId;
  @Has(text) name!: string;
  @Has(oneOf(['proposed', 'already'])) outcome!: 'proposed' | 'already';
  @Has(hash) content_hash!: string;
}
export class ProposalsAnswer {
  @Has(listOf(ProposedAnswer)) data!: readonly ProposedAnswer[];
  @Has(flag) has_more!: boolean;
}
export class AdoptionAnswer {
  @Has(text) programme!: string;
  @Has(hash) content_hash!: string;
  @MayHave(day) effective_from?: string;
  @MayHave(day) effective_to?: string;
  @MayHave(text) document_no?: string;
  @MayHave(day) document_date?: string;
}
/** A text that is to be, or was, taken out of force. */
export class WithdrawalAnswer {
  @Has(text) programme!: string;
  @Has(hash) content_hash!: string;
  @Has(oneOf(['proposed', 'withdrawn'])) outcome!: 'proposed' | 'withdrawn';
}

/** How many of the people are on the programme's own list of the year, and how many in the county's record besides. */
class LookedAnswer {
  @Has(whole) own!: number;
  @Has(whole) besides!: number;
}
/** People by what the draft would change for them; each is counted once. */
class TallyAnswer {
  @Has(whole) people!: number;
  @Has(an(LookedAnswer)) looked!: LookedAnswer;
  @Has(amountFen) before_fen!: Fen;
  @Has(amountFen) after_fen!: Fen;
  @Has(an(FundingAnswer)) before_funding!: DryRun['before_funding'];
  @Has(an(FundingAnswer)) after_funding!: DryRun['after_funding'];
  @Has(whole) winners!: number;
  @Has(whole) losers!: number;
  @Has(whole) unchanged!: number;
  @Has(whole) newly_eligible!: number;
  @Has(whole) newly_ineligible!: number;
  @Has(whole) not_eligible!: number;
  @Has(whole) unknown!: number;
}
class TownshipTallyAnswer extends TallyAnswer {
  @Has(text) area!: AreaCode;
}
class FailingExampleAnswer {
  @Has(whole) line!: number;
  @Has(text) message!: string;
}
export class DryRunAnswer extends TallyAnswer implements DryRun {
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(hash) content_hash!: string;
  @Has(orNull(hash)) before_hash!: string | null;
  @Has(whole) examples!: number;
  @Has(listOf(FailingExampleAnswer)) failing_examples!: readonly FailingExampleAnswer[];
  @Has(whole) left_out!: number;
  @Has(orNull(oneOf(['household', 'child']))) besides_unasked!: DryRun['besides_unasked'];
  @Has(listOf(TownshipTallyAnswer)) townships!: readonly TownshipTallyAnswer[];
}
