import type { ConditionTold, DeterminationTold } from '@fenming/eligibility';
import type { Fen } from '@fenming/money';
import type { RateLayer } from '@fenming/programmes';
import { RATE_LAYER_NAMES } from '@fenming/words';
import { amountFen, Has, hash, listOf, manyOf, moment, nameIn, oneOf, orNull, text, whole } from '../answers/fields';

/** A text of the rules, and the months of the year (1 to 12) that it governs. `document_no`: null where it is not kept any more. */
class GoverningTextAnswer {
  @Has(hash) content_hash!: string;
  @Has(orNull(text)) document_no!: string | null;
  @Has(whole) first!: number;
  @Has(whole) last!: number;
}
/** What a condition came to in months (1 to 12), and where it stands. */
class ConditionAnswer {
  @Has(text) condition!: string;
  @Has(oneOf(['met', 'not_met', 'unclear'])) outcome!: ConditionTold['outcome'];
  @Has(whole) first!: number;
  @Has(whole) last!: number;
  @Has(orNull(text)) sentence!: string | null;
  @Has(orNull(text)) clause!: string | null;
  @Has(manyOf(text)) sources!: readonly string[];
}
/** A part of the amount with its own legal basis. `from`, `to`: months (2026-01), both included. */
class PartAnswer {
  @Has(nameIn(RATE_LAYER_NAMES)) layer!: RateLayer;
  @Has(text) from!: string;
  @Has(text) to!: string;
  @Has(whole) units!: number;
  @Has(text) unit!: string;
  @Has(amountFen) rate_fen!: Fen;
  @Has(amountFen) amount_fen!: Fen;
  @Has(text) clause!: string;
}
/** An accepted statement that stands in the facts used. */
class StatementUsedAnswer {
  @Has(text) statement!: string;
  @Has(text) document_no!: string;
}
/** `number`: of the determinations of its year, from 1. `input_hash`: SHA-256 of all that it was computed from. */
class DeterminationAnswer {
  @Has(whole) year!: number;
  @Has(whole) number!: number;
  @Has(text) cause!: DeterminationTold['cause'];
  @Has(text) cause_text!: string;
  @Has(amountFen) amount_fen!: Fen;
  @Has(listOf(PartAnswer)) parts!: readonly PartAnswer[];
  @Has(listOf(ConditionAnswer)) conditions!: readonly ConditionAnswer[];
  @Has(listOf(GoverningTextAnswer)) texts!: readonly GoverningTextAnswer[];
  @Has(listOf(StatementUsedAnswer)) statements!: readonly StatementUsedAnswer[];
  @Has(hash) input_hash!: string;
  @Has(moment) determined_at!: string;
  @Has(text) determined_by!: string;
}
/** Every determination of a case. */
export class DeterminationsAnswer {
  @Has(text) case_number!: string;
  @Has(listOf(DeterminationAnswer)) data!: readonly DeterminationAnswer[];
}
