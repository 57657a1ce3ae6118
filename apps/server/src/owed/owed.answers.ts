import type { Fen } from '@fenming/money';
import type { UnpaidCause } from '@fenming/payout';
import { HOLD_CAUSES } from '@fenming/subsidy';
import type { RateLayer } from '@fenming/programmes';
import { RATE_LAYER_NAMES } from '@fenming/words';
import { amountFen, an, Has, listOf, nameIn, oneOf, orNull, text, whole } from '../answers/fields';
import { HolderAnswer } from '../unpaid/unpaid.answers';

/** determined + left + undecided + over = net + payable, in fen. */
class SumsAnswer {
  @Has(amountFen) determined_fen!: Fen;
  /** Arrived too much, and left by the rules. */
  @Has(amountFen) left_fen!: Fen;
  /** Arrived too much, and nobody has decided what becomes of it. */
  @Has(amountFen) undecided_fen!: Fen;
  /** Claimed back, or on its way and too much. */
  @Has(amountFen) over_fen!: Fen;
  /** On its way or arrived, less what has come back. */
  @Has(amountFen) net_fen!: Fen;
  @Has(amountFen) payable_fen!: Fen;
}
/** Why money that is payable cannot go out now, who holds it, and who does what. */
class WaitsAnswer extends HolderAnswer {
  @Has(oneOf([...HOLD_CAUSES, 'appropriation_closed'])) code!: UnpaidCause;
  @Has(text) cause!: string;
  @Has(text) next_step!: string;
}
/** `layer`: of the rates. `month`: 1 to 12. */
class LayerMonthAnswer extends SumsAnswer {
  @Has(nameIn(RATE_LAYER_NAMES)) layer!: RateLayer;
  @Has(whole) month!: number;
}
/** `waits`: why what is payable cannot go out now, and who does what; null where nothing is payable, or it is ready for the next list. */
class YearOwedAnswer extends SumsAnswer {
  @Has(whole) year!: number;
  @Has(orNull(an(WaitsAnswer))) waits!: WaitsAnswer | null;
  @Has(listOf(LayerMonthAnswer)) months!: readonly LayerMonthAnswer[];
}
/** What every determined year of a case comes to, and what has become of it. */
export class OwedAnswer {
  @Has(text) case_number!: string;
  @Has(listOf(YearOwedAnswer)) years!: readonly YearOwedAnswer[];
}
