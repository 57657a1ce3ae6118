import type { YearEffect } from '@fenming/eligibility';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId } from '@fenming/subsidy';
import { amountFen, Has, hash, listOf, orNull, text, whole } from './fields';

/** What a year of a case comes to without and with what is said, null where the facts do not say it; and its money then: to be paid, too much, left by the rules, undecided. */
class YearEffectAnswer implements YearEffect {
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(text) case_number!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(orNull(amountFen)) was_fen!: Fen | null;
  @Has(orNull(amountFen)) becomes_fen!: Fen | null;
  @Has(amountFen) payable_fen!: Fen;
  @Has(amountFen) over_fen!: Fen;
  @Has(amountFen) left_fen!: Fen;
  @Has(amountFen) undecided_fen!: Fen;
}
export class ChangesAnswer {
  @Has(listOf(YearEffectAnswer)) changes!: readonly YearEffectAnswer[];
}
/** `basis`: names all that confirming does, SHA-256; whoever confirms sends it back. */
export class ShownAnswer extends ChangesAnswer {
  @Has(hash) basis!: string;
}
