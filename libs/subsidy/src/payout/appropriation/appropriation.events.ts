import type { AreaCode } from '@fenming/citizen';
import type { FundingLayer, ProgrammeId } from '@fenming/programmes';
import type { FenText, FundingText } from '../../eligibility/enrolment/enrolment.events';

type Of<Type extends string, Data> = {
  readonly type: Type;
  readonly data: { readonly programme: ProgrammeId; readonly year: number; readonly area: AreaCode } & Data;
};
/** Money in (指标): one document of one layer. */
export type AppropriationReceived = Of<
  'AppropriationReceived',
  { readonly layer: FundingLayer; readonly amountFen: FenText; readonly documentNo: string; readonly arrivedOn: string }
>;
/** A layer gives more (调增) or takes back what is still available (调减); `amountFen` is negative where it takes back, never zero. */
export type AppropriationAdjusted = Of<
  'AppropriationAdjusted',
  {
    readonly layer: FundingLayer;
    readonly amountFen: FenText;
    readonly documentNo: string;
    readonly reason: string;
    readonly adjustedOn: string;
  }
>;
/** Available money leaves for the next fiscal year (结转下年); AppropriationCarriedIn there is its other half. */
export type AppropriationCarriedOut = Of<
  'AppropriationCarriedOut',
  { readonly toYear: number; readonly funding: FundingText; readonly documentNo: string; readonly carriedOn: string }
>;
/** `since`: the first fiscal year of the oldest money in it (Budget Law art. 42). */
export type AppropriationCarriedIn = Of<
  'AppropriationCarriedIn',
  {
    readonly fromYear: number;
    readonly funding: FundingText;
    readonly documentNo: string;
    readonly carriedOn: string;
    readonly since: number;
  }
>;
/** Unspent available money was handed back to the treasury (缴回). */
export type AppropriationLapsed = Of<
  'AppropriationLapsed',
  { readonly funding: FundingText; readonly documentNo: string; readonly lapsedOn: string }
>;
/** The year's money is closed (结账): nothing is posted afterwards but the receipts of recoveries. */
export type AppropriationClosed = Of<'AppropriationClosed', { readonly documentNo: string; readonly closedOn: string }>;
export type FundsReserved = Of<'FundsReserved', { readonly batch: string; readonly funding: FundingText }>;
/** `reference`: the hash of the bank's result file or of the roster, so that one cause frees its money once. The bank returned payments, or lines of a batch were held back: their money is available again. */
export type FundsFreed = Of<
  'FundsFreed',
  { readonly batch: string; readonly funding: FundingText; readonly reason: 'returned' | 'held-back'; readonly reference: string }
>;
export type AppropriationEvent =
  | AppropriationReceived
  | AppropriationAdjusted
  | AppropriationCarriedOut
  | AppropriationCarriedIn
  | AppropriationLapsed
  | AppropriationClosed
  | FundsReserved
  | FundsFreed;
