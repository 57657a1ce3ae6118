import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId } from '@fenming/subsidy';
import type { Overpaid, OverpaidRecovery } from '@fenming/views';
import { amountFen, Has, listOf, text, whole } from '../answers/fields';

/** One claim, by the id under which what is recovered of it is recorded (`POST /api/v1/recoveries`). */
export class OverpaidRecoveryAnswer implements OverpaidRecovery {
  @Has(text) recovery_id!: string;
  @Has(amountFen) claimed_fen!: Fen;
  @Has(amountFen) received_fen!: Fen;
}
/** What arrived too much of a year of a case. `next_step`: who does what. */
export class OverpaidAnswer implements Overpaid {
  @Has(text) enrolment_id!: EnrolmentId;
  @Has(text) case_number!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) village!: AreaCode;
  @Has(amountFen) claimed_fen!: Fen;
  @Has(amountFen) received_fen!: Fen;
  @Has(amountFen) left_fen!: Fen;
  @Has(amountFen) undecided_fen!: Fen;
  @Has(listOf(OverpaidRecoveryAnswer)) recoveries!: readonly OverpaidRecoveryAnswer[];
  @Has(text) next_step!: string;
}
