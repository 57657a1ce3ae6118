import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import {
  CASE_DECISIONS,
  PERSON_CAUSES,
  RUN_STATES,
  type EnrolmentId,
  type PersonCause,
  type RefusalCode,
} from '@fenming/subsidy';
import type { ChangedCaseListed, RedeterminationRun } from '@fenming/views';
import { amountFen, an, Has, listOf, MayHave, moment, oneOf, orNull, text, whole } from '../answers/fields';
import { RecordedAnswer } from '../notices/notices.answers';

/** Of one year and township: how many cases rise by how much, and how many a person decides. */
class TownshipTotalsAnswer {
  @Has(whole) year!: number;
  @Has(text) township!: AreaCode;
  @Has(whole) raised!: number;
  @Has(amountFen) raised_fen!: Fen;
  @Has(whole) for_person!: number;
}
/** `looked`, `unchanged`, `raised`, `for_person`, `waiting`: cases and years. `state`: computed, signed, approved or applied. */
export class RunAnswer implements RedeterminationRun {
  @Has(text) programme!: ProgrammeId;
  @Has(whole) run!: number;
  @Has(oneOf(RUN_STATES)) state!: RedeterminationRun['state'];
  @Has(whole) looked!: number;
  @Has(whole) unchanged!: number;
  @Has(whole) raised!: number;
  @Has(amountFen) raised_fen!: Fen;
  @Has(whole) for_person!: number;
  @Has(whole) waiting!: number;
  @Has(whole) failed!: number;
  @Has(text) hash!: string;
  @Has(orNull(text)) proposer!: string | null;
  @Has(orNull(text)) approver!: string | null;
  @Has(moment) computed_at!: string;
}
class ProgressAnswer {
  @Has(whole) looked!: number;
}
/** `running`: how far a run that is going on has come. `last`: the last one that ended, with what it found by year and township. */
export class RedeterminationAnswer {
  @Has(text) programme!: ProgrammeId;
  @MayHave(an(ProgressAnswer)) running?: ProgressAnswer;
  @MayHave(an(RunAnswer)) last?: RunAnswer;
  @Has(listOf(TownshipTotalsAnswer)) totals!: readonly TownshipTotalsAnswer[];
}
/** `cause`: why a person decides; null where the rise is determined once the totals are signed. */
export class ChangedCaseAnswer implements ChangedCaseListed {
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(text) case_number!: string;
  @Has(text) village!: AreaCode;
  @Has(whole) year!: number;
  @Has(amountFen) was_fen!: Fen;
  @Has(amountFen) becomes_fen!: Fen;
  @Has(orNull(oneOf(PERSON_CAUSES))) cause!: PersonCause | null;
  @Has(orNull(oneOf(CASE_DECISIONS))) proposed!: ChangedCaseListed['proposed'];
  @Has(orNull(text)) proposed_by!: string | null;
  @Has(orNull(oneOf(CASE_DECISIONS))) decision!: ChangedCaseListed['decision'];
  @Has(orNull(text)) document_no!: string | null;
  @Has(orNull(text)) reason!: string | null;
}
class DecidedAnswer {
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(oneOf(['proposed', 'decided', 'already', 'refused'])) outcome!: 'proposed' | 'decided' | 'already' | 'refused';
  @MayHave(text) code?: RefusalCode;
  @MayHave(text) message?: string;
  @MayHave(text) detail?: string;
}
export class DecisionsAnswer extends RecordedAnswer {
  @Has(listOf(DecidedAnswer)) data!: readonly DecidedAnswer[];
}
