import type { AreaCode } from '@fenming/citizen';
import type { Fen } from '@fenming/money';
import type { FundingLayer, ProgrammeId } from '@fenming/programmes';
import type { Funding } from '../funding';

/** One programme and fiscal year of one county: the purpose that its money never leaves. */
export type Purpose = { readonly programme: ProgrammeId; readonly year: number; readonly area: AreaCode };
export type Receive = {
  readonly do: 'receive';
  readonly layer: FundingLayer;
  readonly amountFen: Fen;
  readonly documentNo: string;
  readonly arrivedOn: string;
};
export type Adjust = {
  readonly do: 'adjust';
  readonly layer: FundingLayer;
  /** Negative where the layer takes money back. */
  readonly amountFen: Fen;
  readonly documentNo: string;
  readonly reason: string;
  readonly adjustedOn: string;
};
/** The first half of a carry-over to the next fiscal year. */
export type CarryOut = {
  readonly do: 'carry-out';
  readonly funding: Funding;
  readonly documentNo: string;
  readonly carriedOn: string;
};
/** The second half, in the next year, as the first one says. `since`: the fiscal year of the oldest money in it. */
export type CarryIn = Omit<CarryOut, 'do'> & { readonly do: 'carry-in'; readonly since: number };
export type Lapse = {
  readonly do: 'lapse';
  readonly funding: Funding;
  readonly documentNo: string;
  readonly lapsedOn: string;
};
/** `finished`: the batches with a final answer for every payment; of all others money may still be under way. */
export type Close = {
  readonly do: 'close';
  readonly documentNo: string;
  readonly closedOn: string;
  readonly finished: readonly string[];
};
export type Reserve = { readonly do: 'reserve'; readonly batch: string; readonly funding: Funding };
export type Free = {
  readonly do: 'free';
  readonly batch: string;
  readonly funding: Funding;
  readonly reason: 'returned' | 'held-back';
  readonly reference: string;
};

export type AppropriationCommand = Purpose & (Receive | Adjust | CarryOut | CarryIn | Lapse | Close | Reserve | Free);
