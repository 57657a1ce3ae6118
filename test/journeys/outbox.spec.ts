import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { enrolmentDecider, personsOf, streams, type EnrolmentId } from '@fenming/subsidy';
import type { BatchFile } from '@fenming/views';
import { IssueBankFilesHandler } from '../../libs/payout/src/bank-file';
import { behindClosedDoors, callerOf, lockInChunks } from './folder-desk';
import type { Hall } from './hall';
import { lockRoster, signUpTo } from './payout';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear, enrolmentsOf } from './walk';

let hall: Hall;
beforeAll(async () => (hall = await openRuralYear()));
afterAll(() => hall.close());

describe('a bank file whose payees cannot all be unsealed', () => {
  it('leaves nobody in clear in the outbox', async () => {
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    let locked = await lockRoster(hall, RURAL);
    await hall.seat('finance-checker').act(`/batches/${locked.batch_id}/send-back`, { reason: '分成两组重新锁定' });
    hall = await behindClosedDoors(hall, (folder) => lockInChunks(folder, locked.batch_id, 3));
    const { roster } = await hall.operator.read<BatchFile>(`/batches/${locked.batch_id}`);
    locked = { ...locked, roster_hash: roster?.hash ?? '' };
    await signUpTo(hall, 'release', locked);
    const last = (await enrolmentsOf(hall, RURAL)).at(-1)?.enrolment_id as EnrolmentId;
    hall = await behindClosedDoors(hall, async (folder) => {
      const { state } = await folder.executor.load(enrolmentDecider, streams.enrolment(last));
      for (const person of personsOf(state)) folder.vault.destroyPersonKey(person);
      const caller = callerOf(folder, 'finance-releaser', randomUUID());
      const order = { batch: locked.batch_id };
      await expect(new IssueBankFilesHandler(folder).execute({ order, caller } as never)).rejects.toThrow();
      expect(readdirSync(join(folder.dir, 'outbox'))).toEqual([]);
    });
  });
});
