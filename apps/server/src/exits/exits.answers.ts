import type { PlainDate } from '@fenming/calendar';
import type { ExitChange, ExitTold } from '@fenming/eligibility';
import type { Fen } from '@fenming/money';
import { LEAVING_REASONS, type LeavingReason } from '@fenming/subsidy';
import { amountFen, day, Has, listOf, oneOf, orNull, text, whole } from '../answers/fields';

/** What a determined year comes to without and with what is said. */
class ExitChangeAnswer implements ExitChange {
  @Has(whole) year!: number;
  @Has(amountFen) was_fen!: Fen;
  @Has(amountFen) becomes_fen!: Fen;
}
/** What waits for another person: an exit, or the withdrawal of one (`reason` and `left_on` are null). */
export class ExitAnswer implements ExitTold {
  @Has(oneOf(['exit', 'withdrawal'])) step!: ExitTold['step'];
  @Has(orNull(oneOf(LEAVING_REASONS))) reason!: LeavingReason | null;
  @Has(orNull(day)) left_on!: PlainDate | null;
  @Has(text) document_no!: string;
  @Has(text) note!: string;
  @Has(text) proposed_by!: string;
  @Has(listOf(ExitChangeAnswer)) changes!: readonly ExitChangeAnswer[];
}
