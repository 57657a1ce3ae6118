import { amountFen, Has } from './fields';

/** A sum by the budgets that bear it. */
export class FundingAnswer {
  @Has(amountFen) central_fen!: number;
  @Has(amountFen) province_fen!: number;
  @Has(amountFen) city_fen!: number;
  @Has(amountFen) county_fen!: number;
}
