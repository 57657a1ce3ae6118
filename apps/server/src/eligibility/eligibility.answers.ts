import type { IdFault } from '@fenming/citizen';
import { CASE_STATUSES } from '@fenming/eligibility';
import type { Fen } from '@fenming/money';
import type { Outcome } from '@fenming/programmes';
import { RATE_LAYER_NAMES } from '@fenming/words';
import {
  amountFen,
  an,
  day,
  flag,
  Has,
  hash,
  listOf,
  manyOf,
  MayHave,
  nameIn,
  oneOf,
  open,
  orNull,
  scalar,
  text,
  whole,
} from '../answers/fields';
import type { FactBody, LineBody, PaymentBody, RuleBody, RungBody, WhyBody } from './why.body';

const ANSWERS: Readonly<Record<WhyBody['answer'], true>> = {
  eligible: true,
  ineligible: true,
  unknown: true,
  not_applied: true,
  rejected: true,
  exited: true,
  excluded: true,
  out_of_force: true,
};

/** Why nothing is answered about somebody of a list: the number cannot be read, or nobody of the area has it. */
export type PersonCode = IdFault | 'person_unknown';
const PERSON_CODES: Readonly<Record<PersonCode, true>> = {
  id_missing: true,
  id_damaged: true,
  id_length: true,
  id_characters: true,
  id_birth_date: true,
  id_check_digit: true,
  person_unknown: true,
};

/** The recorded event that a fact was read from. */
class OriginAnswer implements NonNullable<FactBody['source']> {
  @Has(text) type!: string;
  @Has(whole) revision!: number;
  @Has(text) position!: string;
  @Has(day) date!: NonNullable<FactBody['source']>['date'];
}
class KnownFactAnswer implements FactBody {
  @Has(text) name!: string;
  @Has(text) title!: string;
  @Has(orNull(scalar)) value!: string | number | boolean | null;
  @Has(flag) known!: boolean;
  @Has(text) text!: string;
  @MayHave(an(OriginAnswer)) source?: OriginAnswer;
}
/** One condition, the facts that it looked at, and what would change it. */
class RungAnswer implements RungBody {
  @Has(text) id!: string;
  @Has(oneOf(['true', 'false', 'unknown', 'not_asked'])) outcome!: Outcome;
  @Has(text) sentence!: string;
  @Has(text) clause!: string;
  @Has(manyOf(text)) sources!: readonly string[];
  @Has(listOf(KnownFactAnswer)) facts!: readonly KnownFactAnswer[];
  @MayHave(text) wouldChange?: string;
}
/** One line of the amount: months, units, rate, clause, and where the clause was read. `funding`: what each layer of finance bears, in fen. */
class LineAnswer implements LineBody {
  @Has(nameIn(RATE_LAYER_NAMES)) layer!: LineBody['layer'];
  @Has(text) layer_text!: string;
  @Has(text) category!: string;
  @Has(text) from!: LineBody['from'];
  @Has(text) to!: LineBody['to'];
  @Has(whole) units!: number;
  @Has(text) unit!: string;
  @Has(text) units_text!: string;
  @Has(amountFen) rate_fen!: Fen;
  @Has(amountFen) amount_fen!: Fen;
  @Has(text) clause!: string;
  @Has(text) source!: string;
  @Has(manyOf(text)) sources!: readonly string[];
  @Has(open) funding!: LineBody['funding'];
  @Has(text) sentence!: string;
}
class PaidAnswer implements PaymentBody {
  @Has(text) entitlement!: string;
  @Has(text) kind_text!: string;
  @Has(whole) attempt!: number;
  @Has(text) batch!: string;
  @Has(whole) line_no!: number;
  @Has(amountFen) amount_fen!: Fen;
  @Has(text) state!: string;
  @Has(text) state_text!: string;
  @MayHave(text) reason_text?: string;
}
class StatusAnswer {
  @Has(oneOf(CASE_STATUSES)) code!: (typeof CASE_STATUSES)[number];
  @Has(text) sentence!: string;
}
/** A text of the rules and the months that it governs; `withdrawn_by`: the document that has taken it out of force since. */
class RuleAnswer implements RuleBody {
  @Has(hash) content_hash!: string;
  @Has(text) document_no!: string;
  @Has(day) effective_from!: string;
  @Has(text) from!: string;
  @Has(text) to!: string;
  @MayHave(text) withdrawn_by?: string;
}
/** Why this amount, why nothing, in one programme. `rules`: the texts that explain it, those of its determination first. `amount_fen`: null for whom it is not; `determined`: by the county, else it is what the rules would give. */
class WhyAnswer implements WhyBody {
  @Has(text) programme!: string;
  @Has(text) programme_name!: string;
  @Has(whole) year!: number;
  @Has(an(StatusAnswer)) status!: StatusAnswer;
  @Has(nameIn(ANSWERS)) answer!: WhyBody['answer'];
  @Has(text) sentence!: string;
  @MayHave(text) case_number?: string;
  @MayHave(text) excluded_by?: string;
  @Has(listOf(RuleAnswer)) rules!: readonly RuleAnswer[];
  @Has(listOf(RungAnswer)) ladder!: readonly RungAnswer[];
  @Has(orNull(amountFen)) amount_fen!: Fen | null;
  @Has(flag) determined!: boolean;
  @Has(listOf(LineAnswer)) lines!: readonly LineAnswer[];
  @Has(open) funding!: object;
  @Has(listOf(PaidAnswer)) payments!: readonly PaidAnswer[];
}
/** One answer for each programme that was asked about; those in which there is a case come first. */
export class WhysAnswer {
  @Has(listOf(WhyAnswer)) data!: readonly WhyAnswer[];
}
/** `line`: the place in the list that was asked. `refused`: with the code and a sentence, and no answers. */
class PersonWhyAnswer {
  @Has(whole) line!: number;
  @Has(oneOf(['answered', 'refused'])) outcome!: 'answered' | 'refused';
  @MayHave(nameIn(PERSON_CODES)) code?: PersonCode;
  @MayHave(text) message?: string;
  @Has(listOf(WhyAnswer)) answers!: readonly WhyAnswer[];
}
export class PeopleWhyAnswer {
  @Has(listOf(PersonWhyAnswer)) data!: readonly PersonWhyAnswer[];
}
