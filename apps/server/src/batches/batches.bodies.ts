import { REASON_TEXTS } from '@fenming/bank-files';
import { BATCH_STAGES, HOLD_CAUSES } from '@fenming/subsidy';
import { PAYMENT_STATES } from '@fenming/subsidy';
import { DIFFERENCES } from '@fenming/views';
import { BudgetPage, Paged, Reading } from '../page';
import { AmountFen, Hash, Maybe, OneOf, ProgrammeCode, Text, Year } from '../validators';

export class OpenBatchBody {
  @ProgrammeCode() programme!: string;
  @Year() year!: number;
}
export class HashBody {
  @Hash() roster_hash!: string;
}
export class ApprovalBody extends HashBody {
  @AmountFen() total_fen!: number;
}
export class BankBody {
  @Maybe() @Text(40) profile?: string;
}
/** Which of a batch's bank files. */
export class FileQuery extends Reading {
  @Maybe() @Text(200) file?: string;
}
/** Why a line came back from the bank, or was held back. */
export const REASONS: readonly string[] = [...Object.keys(REASON_TEXTS), ...HOLD_CAUSES];

/** `difference`: a step of the control totals, for the lines that make its difference. */
export class PaymentsQuery extends Paged {
  @Maybe() @OneOf(PAYMENT_STATES) state?: string;
  @Maybe() @OneOf(REASONS) reason?: string;
  @Maybe() @OneOf(DIFFERENCES) difference?: string;
}
export class BatchesQuery extends BudgetPage {
  @Maybe() @OneOf(BATCH_STAGES.filter((stage) => stage !== 'none')) state?: string;
}
export class ReasonBody {
  @Text(200) reason!: string;
}
