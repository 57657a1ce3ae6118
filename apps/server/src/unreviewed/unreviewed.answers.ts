import type { AreaCode } from '@fenming/citizen';
import type { UnreviewedCase } from '@fenming/eligibility';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId } from '@fenming/subsidy';
import { amountFen, Has, oneOf, orNull, text, whole } from '../answers/fields';

/** Confirmed for the year before and on no list of this one. `expected`: what the rules would say of this year by the facts of the last, and what that comes to. */
export class UnreviewedAnswer implements UnreviewedCase {
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(text) case_number!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) village!: AreaCode;
  @Has(orNull(amountFen)) was_fen!: Fen | null;
  @Has(oneOf(['eligible', 'ineligible', 'unknown'])) expected!: UnreviewedCase['expected'];
  @Has(orNull(amountFen)) expected_fen!: Fen | null;
}
