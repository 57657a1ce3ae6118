import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { FundingLayer, ProgrammeId } from '@fenming/programmes';
import { FUNDING_LAYERS } from '@fenming/subsidy';
import type { Appropriation } from '@fenming/views';
import { amountFen, an, day, Has, oneOf, text, whole } from '../answers/fields';
import { FundingAnswer } from '../answers/funding.answers';

export class AppropriationAnswer implements Appropriation {
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) area!: AreaCode;
  @Has(oneOf(FUNDING_LAYERS)) layer!: FundingLayer;
  @Has(text) document_no!: string;
  @Has(amountFen) amount_fen!: Fen;
  @Has(day) arrived_on!: string;
  @Has(text) actor!: string;
}

/** What was booked, under the number that the document was booked under. */
class BookedAnswer {
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) document_no!: string;
}
export class ReceiptAnswer extends BookedAnswer {
  @Has(oneOf(FUNDING_LAYERS)) layer!: FundingLayer;
  @Has(amountFen) amount_fen!: number;
  @Has(day) arrived_on!: string;
}
export class AdjustmentAnswer extends BookedAnswer {
  @Has(oneOf(FUNDING_LAYERS)) layer!: FundingLayer;
  @Has(amountFen) amount_fen!: number;
  @Has(text) reason!: string;
  @Has(day) adjusted_on!: string;
}
class FundingBookedAnswer extends BookedAnswer {
  @Has(an(FundingAnswer)) funding!: FundingAnswer;
}
export class CarryOverAnswer extends FundingBookedAnswer {
  @Has(day) carried_on!: string;
}
export class LapseAnswer extends FundingBookedAnswer {
  @Has(day) lapsed_on!: string;
}
export class ClosureAnswer extends BookedAnswer {
  @Has(day) closed_on!: string;
}
