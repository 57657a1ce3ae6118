import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import {
  CASE_STAGES,
  LEVELS,
  OBJECTION_STATES,
  ROLES,
  type CaseStage,
  type EnrolmentId,
  type Level,
  type RefusalCode,
  type Role,
} from '@fenming/subsidy';
import type { EnrolmentFile, EnrolmentListed, EnrolmentYearRow, Objection, Recovery, TimelineEntry } from '@fenming/views';
import { amountFen, day, Has, listOf, manyOf, MayHave, moment, oneOf, open, orNull, text, whole } from '../answers/fields';
import { RecordedAnswer } from '../notices/notices.answers';

/** One case in one year. `amount_fen`: null until the county has confirmed, and for whom it is not. */
export class EnrolmentListedAnswer implements EnrolmentListed {
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(text) case_number!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) village!: AreaCode;
  @Has(oneOf(CASE_STAGES)) stage!: CaseStage;
  @Has(orNull(amountFen)) amount_fen!: Fen | null;
}
/** `village`: whose year it is; what a village has confirmed stays there when somebody moves. */
class EnrolmentYearAnswer implements EnrolmentYearRow {
  @Has(whole) year!: number;
  @Has(text) village!: AreaCode;
  @Has(oneOf(CASE_STAGES)) stage!: CaseStage;
  @Has(orNull(amountFen)) amount_fen!: Fen | null;
  @Has(orNull(text)) notice!: string | null;
  @Has(orNull(day)) closes_on!: string | null;
  @Has(whole) objections_open!: number;
}
/** `reason`: the words of the decision; null while there is none, and for those who only pay. */
class ObjectionAnswer implements Objection {
  @Has(text) objection_id!: string;
  @Has(text) case_number!: string;
  @Has(whole) year!: number;
  @Has(oneOf(LEVELS)) level!: Level;
  @Has(text) kind!: string;
  @Has(text) channel!: string;
  @Has(oneOf(OBJECTION_STATES)) state!: Objection['state'];
  @Has(orNull(text)) reason!: string | null;
  @Has(moment) raised_at!: string;
  @Has(orNull(moment)) resolved_at!: string | null;
}
class RecoveryAnswer implements Recovery {
  @Has(text) recovery_id!: string;
  @Has(text) case_number!: string;
  @Has(whole) year!: number;
  @Has(text) entitlement!: string;
  @Has(amountFen) amount_fen!: Fen;
  @Has(amountFen) received_fen!: Fen;
  @Has(text) reason!: string;
}
/** A case with its years: where it has moved away from the reader's area, those that are still of the area. */
export class EnrolmentAnswer implements EnrolmentFile {
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(text) case_number!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(text) village!: AreaCode;
  @Has(text) township!: AreaCode;
  @Has(orNull(whole)) exit_year!: number | null;
  @Has(orNull(text)) exit_reason!: string | null;
  @Has(listOf(EnrolmentYearAnswer)) years!: readonly EnrolmentYearAnswer[];
  @Has(listOf(ObjectionAnswer)) objections!: readonly ObjectionAnswer[];
  @Has(listOf(RecoveryAnswer)) recoveries!: readonly RecoveryAnswer[];
}
/** What happened to a case; what `detail` holds follows from `type`. */
export class TimelineAnswer implements TimelineEntry {
  @Has(whole) seq!: number;
  @Has(text) type!: TimelineEntry['type'];
  @Has(orNull(whole)) year!: number | null;
  @Has(moment) at!: string;
  @Has(orNull(day)) effective_on!: string | null;
  @Has(text) actor!: string;
  @Has(oneOf(ROLES)) role!: Role;
  @Has(open) detail!: TimelineEntry['detail'];
}

/** What became of one case of a list, and why it was refused. */
class ConfirmedAnswer {
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(oneOf(['confirmed', 'already', 'refused'])) outcome!: 'confirmed' | 'already' | 'refused';
  @MayHave(text) code?: RefusalCode;
  @MayHave(text) message?: string;
  @MayHave(text) detail?: string;
}
export class ConfirmationsAnswer extends RecordedAnswer {
  @Has(listOf(ConfirmedAnswer)) data!: readonly ConfirmedAnswer[];
}
/** `taken_off`: the batches whose locked lists the case stood on, and no longer does. */
export class TakenOffAnswer extends RecordedAnswer {
  @Has(manyOf(text)) taken_off!: readonly string[];
}
