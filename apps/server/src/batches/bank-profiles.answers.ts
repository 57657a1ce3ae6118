import type { BankProfile } from '@fenming/bank-files';
import { amountFen, flag, Has, text, whole } from '../answers/fields';

/** A bank that files can be made for. `standard`: the one that is taken where none is named. */
export class BankProfileAnswer {
  @Has(text) id!: string;
  @Has(text) name!: string;
  @Has(text) layout!: BankProfile['layout'];
  @Has(whole) max_lines!: number;
  @Has(amountFen) max_amount_fen!: number;
  @Has(flag) standard!: boolean;
}
