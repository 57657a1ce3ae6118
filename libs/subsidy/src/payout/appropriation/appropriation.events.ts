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
export type FundsReserved = Of<'FundsReserved', { readonly batch: string; readonly funding: FundingText }>;
/** `reference`: the hash of the bank's result file or of the roster, so that one cause frees its money once. The bank returned payments, or lines of a batch were held back: their money is available again. */
export type FundsFreed = Of<
  'FundsFreed',
  { readonly batch: string; readonly funding: FundingText; readonly reason: 'returned' | 'held-back'; readonly reference: string }
>;
export type AppropriationEvent = AppropriationReceived | FundsReserved | FundsFreed;
