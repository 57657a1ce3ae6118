import type { Shortage } from '@fenming/payout';
import type { JsonObject } from '@fenming/event-log';

/** What a layer of finance lacks for a locked list. */
export const shortageAnswer = ({ layer, neededFen, availableFen, missingFen, closed }: Shortage): JsonObject => ({
  layer,
  needed_fen: neededFen,
  available_fen: availableFen,
  missing_fen: missingFen,
  closed,
});
