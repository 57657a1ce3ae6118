import { batchDecider, streams, type RosterLine } from '@fenming/subsidy';
import { behindClosedDoors, callerOf, releaseOnly } from './folder-desk';
import { eventsOf, type Hall } from './hall';
import { lockRoster, signUpTo } from './payout';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear } from './walk';

let hall: Hall;
beforeAll(async () => (hall = await openRuralYear()));
afterAll(() => hall.close());

describe('a batch of which every line was held back, and whose server was then cut off', () => {
  it('gives its money back when the server starts again', async () => {
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    const { batch_id: batch, ...locked } = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'approve', { batch_id: batch, ...locked });
    hall = await behindClosedDoors(hall, async (folder) => {
      await releaseOnly(folder, batch);
      const stream = streams.payoutBatch(batch);
      const chunk = (await folder.log.readStream(stream)).find(({ type }) => type === 'RosterChunkLocked');
      const lines = chunk?.payload['lines'] as unknown as readonly RosterLine[];
      const exceptions = lines.map(({ lineNo, caseNumber, amountFen }) => ({
        lineNo,
        caseNumber,
        amountFen,
        cause: 'payee_changed' as const,
      }));
      const none = { totals: { count: 0, sumFen: '0' }, exceptions };
      const caller = callerOf(folder, 'finance-releaser', 'instruct');
      await folder.executor.one(batchDecider, stream, { do: 'record-chunk', chunk: 1, ...none }, caller);
    });
    expect((await eventsOf(hall)).filter(({ type }) => type === 'FundsFreed')).toHaveLength(1);
  });
});
