import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { FundingLayer, ProgrammeId } from '@fenming/programmes';
import { FUNDING_LAYERS, type LedgerAccount, type PostingKind } from '@fenming/subsidy';
import type { Ledger, LedgerLine, LedgerPosting, LedgerSums } from '@fenming/views';
import { pageOf } from '../answers/page.answers';
import { amountFen, an, day, flag, Has, listOf, moment, oneOf, orNull, text, whole } from '../answers/fields';

class LedgerSumsAnswer implements LedgerSums {
  @Has(amountFen) appropriated_fen!: Fen;
  @Has(amountFen) adjusted_fen!: Fen;
  @Has(amountFen) carried_in_fen!: Fen;
  @Has(amountFen) available_fen!: Fen;
  @Has(amountFen) reserved_fen!: Fen;
  @Has(amountFen) in_transit_fen!: Fen;
  @Has(amountFen) settled_fen!: Fen;
  @Has(amountFen) returned_fen!: Fen;
  @Has(amountFen) recovered_fen!: Fen;
  @Has(amountFen) carried_out_fen!: Fen;
  @Has(amountFen) lapsed_fen!: Fen;
}
class LedgerLineAnswer extends LedgerSumsAnswer implements LedgerLine {
  @Has(oneOf(FUNDING_LAYERS)) layer!: FundingLayer;
  @Has(flag) balanced!: boolean;
}
/** The books of a programme and year: in every layer all accounts together are zero where it is `balanced`. */
class BooksAnswer implements Ledger {
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) area!: AreaCode;
  @Has(orNull(day)) closed_on!: string | null;
  @Has(flag) balanced!: boolean;
  @Has(listOf(LedgerLineAnswer)) layers!: readonly LedgerLineAnswer[];
  @Has(an(LedgerSumsAnswer)) total!: LedgerSumsAnswer;
}
export class LedgerAnswer extends pageOf(BooksAnswer) {
  /** All books that were asked for, on this page or not. */
  @Has(flag) balanced!: boolean;
}
export class PostingAnswer implements LedgerPosting {
  @Has(text) position!: string;
  @Has(moment) at!: string;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(text) area!: AreaCode;
  @Has(text) kind!: PostingKind;
  @Has(text) cause!: string;
  @Has(whole) nth!: number;
  @Has(oneOf(FUNDING_LAYERS)) layer!: FundingLayer;
  @Has(text) debit!: LedgerAccount;
  @Has(text) credit!: LedgerAccount;
  @Has(amountFen) amount_fen!: Fen;
}
