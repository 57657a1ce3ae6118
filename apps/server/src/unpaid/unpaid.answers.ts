import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { Holder, UnpaidCase, UnpaidCause } from '@fenming/payout';
import type { ProgrammeId } from '@fenming/programmes';
import { HOLD_CAUSES, type ActorId, type EnrolmentId } from '@fenming/subsidy';
import { amountFen, day, flag, Has, oneOf, orNull, text, whole } from '../answers/fields';

/** Who holds a case or has said what waits, and by when it is to be clear. */
export class HolderAnswer implements Holder {
  @Has(orNull(text)) by!: ActorId | null;
  @Has(orNull(day)) due_on!: string | null;
  @Has(flag) overdue!: boolean;
}
/** Money of a year that is due and cannot go out. `code` and `cause`: why; `next_step`: who does what. */
export class UnpaidAnswer extends HolderAnswer implements UnpaidCase {
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(text) case_number!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) village!: AreaCode;
  @Has(amountFen) due_fen!: Fen;
  @Has(oneOf([...HOLD_CAUSES, 'appropriation_closed'])) code!: UnpaidCause;
  @Has(text) cause!: string;
  @Has(text) next_step!: string;
}
