import { PERSONS_OF_CASE, type PersonOfCase, type IdentityTold } from '@fenming/eligibility';
import { ShownAnswer } from '../answers/effects.answers';
import { Has, listOf, oneOf, text } from '../answers/fields';

/** A correction of a citizen id or a name that waits for another person: masked, as it stands and as it should be. */
class IdentityAnswer extends ShownAnswer implements IdentityTold {
  @Has(oneOf(PERSONS_OF_CASE)) who!: PersonOfCase;
  @Has(text) name!: string;
  @Has(text) citizen_id!: string;
  @Has(text) was_name!: string;
  @Has(text) was_citizen_id!: string;
  @Has(text) document_no!: string;
  @Has(text) note!: string;
  @Has(text) proposed_by!: string;
}
/** At most one correction of each person of the case. */
export class IdentitiesAnswer {
  @Has(listOf(IdentityAnswer)) data!: readonly IdentityAnswer[];
}
