import type { PlainDate } from '@fenming/calendar';
import type { DeathTold } from '@fenming/eligibility';
import { ShownAnswer } from '../answers/effects.answers';
import { day, Has, oneOf, orNull, text } from '../answers/fields';

/** What waits for another person: a death, or the withdrawal of one (`died_on` is null). `note`: how it is known, or why it is withdrawn. */
export class DeathAnswer extends ShownAnswer implements DeathTold {
  @Has(oneOf(['death', 'withdrawal'])) step!: DeathTold['step'];
  @Has(orNull(day)) died_on!: PlainDate | null;
  @Has(text) document_no!: string;
  @Has(text) note!: string;
  @Has(text) proposed_by!: string;
}
