import type { Instant } from '@fenming/calendar';
import type { RunningCounty } from '@fenming/county';
import type { ShortageAnswer } from './batches.answers';
import { shortageOf, type Shortage } from '@fenming/payout';
import { AWAITING_RELEASE } from '@fenming/subsidy';
import type { BatchListed } from '@fenming/views';

const awaitsRelease = ({ state }: Pick<BatchListed, 'state'>): boolean => AWAITING_RELEASE.some((stage) => stage === state);

/**
 * What the layers of finance lack for a batch. The books are asked of the log: where that is silent (`asOf`), nobody knows whether they
 * reach for a list that awaits its release (null).
 */
export const shortageSeen = (
  county: RunningCounty,
  batch: BatchListed,
  asOf: Instant | undefined,
): Promise<readonly Shortage[]> | null => {
  if (asOf === undefined) return shortageOf(county, batch.batch_id);
  return awaitsRelease(batch) ? null : Promise.resolve([]);
};

/** What a layer of finance lacks for a locked list. */
export const shortageAnswer = ({ layer, neededFen, availableFen, missingFen, closed }: Shortage): ShortageAnswer => ({
  layer,
  needed_fen: neededFen,
  available_fen: availableFen,
  missing_fen: missingFen,
  closed,
});
