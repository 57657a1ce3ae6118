import type { PaidElsewhereTold } from '@fenming/eligibility';
import { ShownAnswer } from '../answers/effects.answers';
import { Has, manyOf, text, whole } from '../answers/fields';

/** Months (1 to 12) of a year that another county certifies as paid, none where it has paid nothing after all. It waits for another person. */
export class PaidElsewhereAnswer extends ShownAnswer implements PaidElsewhereTold {
  @Has(whole) year!: number;
  @Has(manyOf(whole)) months!: readonly number[];
  @Has(text) paid_by!: string;
  @Has(text) document_no!: string;
  @Has(text) note!: string;
  @Has(text) proposed_by!: string;
}
