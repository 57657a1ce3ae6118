import { awaitsList, batchDecider, enrolmentDecider, isReleased, LINES_PER_CHUNK, streams } from '@fenming/subsidy';
import type { ReleasedBatch, RosterLine } from '@fenming/subsidy';
import { orRefused, slices, type Caller } from '@fenming/commands';
import type { RunningCounty } from '@fenming/county';
import { refuseUnlessControlled } from './controls';
import { failedLines } from './payout-work';
import { RosterBook } from './roster-book';

/** A batch is closed when every returned line has been settled by a later round, nothing is due for it any more, or its payee is awaited. */
export const closeBatch = async (county: RunningCounty, batch: string, caller: Caller): Promise<void> => {
  const { executor } = county;
  const stream = streams.payoutBatch(batch);
  const { state } = await executor.load(batchDecider, stream);
  if (state.stage === 'reconciled') await refuseUnlessControlled(county, batch);
  const waiting = isReleased(state) ? await waitingLines(county, state) : 0;
  orRefused(await executor.oneAsSeen(batchDecider, stream, { do: 'close', waiting }, caller));
};

/** How many are still to be listed: not those that a later round has settled, perhaps on another node, nor those that get nothing any more. */
const waitingLines = async (county: RunningCounty, state: ReleasedBatch): Promise<number> => {
  const { year } = state.opened;
  const failed: RosterLine[] = [];
  for await (const line of new RosterBook(county.log).linesNumbered(state, failedLines(state))) failed.push(line);
  let waiting = 0;
  for (const some of slices(failed, LINES_PER_CHUNK)) {
    const enrolments = some.map(({ enrolmentId }) => streams.enrolment(enrolmentId));
    const states = await county.executor.peek(enrolmentDecider, enrolments);
    waiting += some.filter(({ enrolmentId, entitlement }) => {
      const now = states.get(streams.enrolment(enrolmentId)) ?? enrolmentDecider.initial;
      const settled = now.payments.some((payment) => payment.entitlement === entitlement && payment.state === 'settled');
      return !settled && awaitsList(now, year);
    }).length;
  }
  return waiting;
};
