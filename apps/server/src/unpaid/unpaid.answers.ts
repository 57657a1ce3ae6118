import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { UnpaidCase } from '@fenming/payout';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId, RefusalCode } from '@fenming/subsidy';
import { amountFen, Has, orNull, text, whole } from '../answers/fields';

/** Money of a year that is due and cannot go out. `code` and `cause`: why; `next_step`: who does what, null where nothing is to be done. */
export class UnpaidAnswer implements UnpaidCase {
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(text) case_number!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) village!: AreaCode;
  @Has(amountFen) due_fen!: Fen;
  @Has(text) code!: RefusalCode;
  @Has(text) cause!: string;
  @Has(orNull(text)) next_step!: string | null;
}
