import { amountFen, Has, manyOf, oneOf, text } from '../answers/fields';
import { RecordedAnswer } from '../notices/notices.answers';

/** `luhn`: the check digit is not that of a card; an account of another kind has none. */
export class AccountCorrectionAnswer extends RecordedAnswer {
  @Has(manyOf(oneOf(['luhn']))) warnings!: readonly 'luhn'[];
}
export class RecoveryReceivedAnswer {
  @Has(text) recovery_id!: string;
  @Has(amountFen) amount_fen!: number;
}
