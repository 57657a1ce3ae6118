import { fen } from '@fenming/money';
import { FUNDING_LAYERS, type Funding } from '@fenming/subsidy';
import { AmountFen, ChangeFen, Day, Nested, OneOf, ProgrammeCode, Text, Year } from '../validators';

/** The document under which a programme and year's money moves. */
class BudgetDocument {
  @ProgrammeCode() programme!: string;
  @Year() year!: number;
  @Text(60, '示财社〔2023〕12号') document_no!: string;
}
export class ReceiptBody extends BudgetDocument {
  @OneOf(FUNDING_LAYERS) layer!: (typeof FUNDING_LAYERS)[number];
  @AmountFen() amount_fen!: number;
  @Day() arrived_on!: string;
}
export class AdjustmentBody extends BudgetDocument {
  @OneOf(FUNDING_LAYERS) layer!: (typeof FUNDING_LAYERS)[number];
  @ChangeFen() amount_fen!: number;
  @Text(200, '据实结算') reason!: string;
  @Day() adjusted_on!: string;
}

class FundingBody {
  @AmountFen() central_fen!: number;
  @AmountFen() province_fen!: number;
  @AmountFen() city_fen!: number;
  @AmountFen() county_fen!: number;
}
class FundingDocument extends BudgetDocument {
  @Nested(FundingBody) funding!: FundingBody;
}
export class CarryOverBody extends FundingDocument {
  @Day() carried_on!: string;
}
export class LapseBody extends FundingDocument {
  @Day() lapsed_on!: string;
}
export class ClosureBody extends BudgetDocument {
  @Day() closed_on!: string;
}

export const fundingOf = ({ central_fen, province_fen, city_fen, county_fen }: FundingBody): Funding => ({
  central: fen(central_fen),
  province: fen(province_fen),
  city: fen(city_fen),
  county: fen(county_fen),
});
