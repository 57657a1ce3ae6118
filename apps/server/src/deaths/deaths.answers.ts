import type { DeathWithdrawalTold } from '@fenming/eligibility';
import { ShownAnswer } from '../answers/effects.answers';
import { Has, text } from '../answers/fields';

/** The withdrawal of a recorded death that waits for another person. */
export class DeathWithdrawalAnswer extends ShownAnswer implements DeathWithdrawalTold {
  @Has(text) document_no!: string;
  @Has(text) reason!: string;
  @Has(text) proposed_by!: string;
}
