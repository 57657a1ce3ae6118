import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { FundingLayer, ProgrammeId } from '@fenming/programmes';
import {
  BATCH_STAGES,
  DRAFT_AGAIN,
  FUNDING_LAYERS,
  PAYMENT_STATES,
  ROLES,
  type BatchStage,
  type DraftAgain,
  type EnrolmentId,
  type PaymentState,
  type RefusalCode,
  type Role,
} from '@fenming/subsidy';
import {
  type BatchFile,
  type BatchListed,
  type BatchStep,
  type ControlTotal,
  type Payment,
  type RosterTotals,
  type SentFile,
} from '@fenming/views';
import { STATE_NAMES } from '@fenming/words';
import { AlarmAnswer } from '../answers/alarm.answers';
import {
  amountFen,
  an,
  coded,
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

class TotalsAnswer {
  @Has(whole) count!: number;
  @Has(amountFen) sum_fen!: Fen;
}
class RosterAnswer extends TotalsAnswer implements RosterTotals {
  @Has(hash) hash!: string;
}
/** `roster`: null while no list is locked, and in a list from a part of the county. `draft_again`: why a list that was locked is a draft. */
export class BatchListedAnswer implements BatchListed {
  @Has(text) batch_id!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) area!: AreaCode;
  @Has(whole) round!: number;
  @Has(coded(BATCH_STAGES, STATE_NAMES)) state!: BatchStage;
  @Has(orNull(oneOf(DRAFT_AGAIN))) draft_again!: DraftAgain | null;
  @Has(flag) paused!: boolean;
  @Has(orNull(whole)) chunks!: number | null;
  @Has(whole) chunks_done!: number;
  @Has(orNull(an(RosterAnswer))) roster!: RosterAnswer | null;
}
/** What somebody did with a batch; what `detail` holds follows from `step`. */
class BatchStepAnswer implements BatchStep {
  @Has(text) step!: BatchStep['step'];
  @Has(moment) at!: string;
  @Has(text) actor!: string;
  @Has(oneOf(ROLES)) role!: Role;
  @Has(orNull(whole)) count!: number | null;
  @Has(orNull(amountFen)) sum_fen!: Fen | null;
  @Has(orNull(text)) hash!: string | null;
  @Has(orNull(open)) detail!: BatchStep['detail'];
}
class SentFileAnswer extends TotalsAnswer implements SentFile {
  @Has(text) file_name!: string;
  @Has(text) profile!: string;
  @Has(hash) sha256!: string;
}
/** What a layer of finance lacks for a locked list. */
export class ShortageAnswer {
  @Has(oneOf(FUNDING_LAYERS)) layer!: FundingLayer;
  @Has(amountFen) needed_fen!: Fen;
  @Has(amountFen) available_fen!: Fen;
  @Has(amountFen) missing_fen!: Fen;
  /** The books of the year are closed: no money is added to them any more. */
  @Has(flag) closed!: boolean;
}
/** `shortage`: null where the log is silent, and nobody knows. */
export class BatchAnswer extends BatchListedAnswer implements BatchFile {
  @Has(listOf(BatchStepAnswer)) steps!: readonly BatchStepAnswer[];
  @Has(listOf(SentFileAnswer)) files!: readonly SentFileAnswer[];
  @Has(orNull(listOf(ShortageAnswer))) shortage!: readonly ShortageAnswer[] | null;
}
class ControlTotalAnswer extends TotalsAnswer implements ControlTotal {
  @Has(text) step!: ControlTotal['step'];
  @Has(amountFen) difference_fen!: Fen;
  @Has(orNull(text)) hash!: string | null;
}
export class ControlTotalsAnswer {
  @Has(listOf(ControlTotalAnswer)) rows!: readonly ControlTotalAnswer[];
}
export class PaymentAnswer implements Payment {
  @Has(text) batch_id!: string;
  @Has(whole) line_no!: number;
  @Has(text) case_number!: string;
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(text) village!: AreaCode;
  @Has(text) entitlement!: string;
  @Has(whole) attempt!: number;
  @Has(amountFen) amount_fen!: Fen;
  @Has(oneOf(PAYMENT_STATES)) state!: PaymentState;
  @Has(orNull(text)) reason!: string | null;
}

export class OpenedBatchAnswer {
  @Has(text) batch_id!: string;
  @Has(whole) round!: number;
}
class LeftOutCaseAnswer {
  @Has(text) case_number!: string;
  @Has(text) code!: RefusalCode;
  @Has(text) message!: string;
}
/** `unreviewed`: how many of the area were confirmed for the year before and are on no list of this one. */
export class LockedRosterAnswer extends TotalsAnswer {
  @Has(hash) roster_hash!: string;
  @Has(listOf(LeftOutCaseAnswer)) left_out!: readonly LeftOutCaseAnswer[];
  @Has(whole) unreviewed!: number;
  @Has(listOf(ShortageAnswer)) shortage!: readonly ShortageAnswer[];
}
/** Which step was taken. */
export class BatchDoneAnswer {
  @Has(text) batch_id!: string;
  @Has(text) done!: string;
}
/** And the state that the batch has reached. `alarms`: why it may stand still there. */
export class BatchReachedAnswer extends BatchDoneAnswer {
  @Has(coded(BATCH_STAGES, STATE_NAMES)) state!: BatchStage;
  @MayHave(listOf(AlarmAnswer)) alarms?: readonly AlarmAnswer[];
}
export class BatchTurnedAnswer extends BatchReachedAnswer {
  @Has(flag) paused!: boolean;
}

class IssuedFileAnswer extends TotalsAnswer {
  @Has(text) file_name!: string;
  @Has(hash) sha256!: string;
  @Has(flag) already_sent!: boolean;
}
/** All files together; name and digest stand beside the totals where there is only one. */
export class IssuedFilesAnswer extends TotalsAnswer {
  @MayHave(text) file_name?: string;
  @MayHave(hash) sha256?: string;
  @MayHave(flag) already_sent?: boolean;
  @Has(listOf(IssuedFileAnswer)) files!: readonly IssuedFileAnswer[];
}
/** A code of the bank that its profile does not know. */
class UnregisteredAnswer {
  @MayHave(text) code?: string;
  @Has(whole) count!: number;
  @Has(manyOf(whole)) lines!: readonly number[];
}
export class BankReturnAnswer {
  @Has(an(TotalsAnswer)) settled!: TotalsAnswer;
  @Has(an(TotalsAnswer)) failed!: TotalsAnswer;
  @Has(an(TotalsAnswer)) unknown!: TotalsAnswer;
  @Has(listOf(UnregisteredAnswer)) unregistered!: readonly UnregisteredAnswer[];
}
