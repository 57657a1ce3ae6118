import type { PlainDate } from '@fenming/calendar';
import type { ExitTold } from '@fenming/eligibility';
import { LEAVING_REASONS, type LeavingReason } from '@fenming/subsidy';
import { ShownAnswer } from '../answers/effects.answers';
import { day, Has, oneOf, orNull, text } from '../answers/fields';

/** What waits for another person: an exit, or the withdrawal of one (`reason` and `left_on` are null). */
export class ExitAnswer extends ShownAnswer implements ExitTold {
  @Has(oneOf(['exit', 'withdrawal'])) step!: ExitTold['step'];
  @Has(orNull(oneOf(LEAVING_REASONS))) reason!: LeavingReason | null;
  @Has(orNull(day)) left_on!: PlainDate | null;
  @Has(text) document_no!: string;
  @Has(text) note!: string;
  @Has(text) proposed_by!: string;
}
