import { exitCodeOf } from '../terminal/exit-codes';
import { connectApi, Unreachable } from '@fenming/api-client';

/** Nobody answers there: whatever is asked for ends as unreachable. */
const api = connectApi('http://127.0.0.1:1', 'a-token');

describe('what was typed as an id', () => {
  it.each(['', '.', '..'])('never changes the address that is asked: “%s”', async (id) => {
    for (const path of [`/batches/${encodeURIComponent(id)}/control-totals`, `/batches/${encodeURIComponent(id)}`]) {
      const asked = [api.get(path), api.bytes(path), api.post(path, {}), api.events(path)[Symbol.asyncIterator]().next()];
      for (const answer of await Promise.allSettled(asked)) {
        const error: unknown = answer.status === 'rejected' ? answer.reason : undefined;
        expect([path, String(error), exitCodeOf(error)]).toEqual([path, `NotAnId: “${id}”不是编号：请用列表中给出的编号。`, 2]);
      }
    }
  });

  it('may hold anything else', async () => {
    for (const id of ['...', '.a', 'RURAL_REWARD-2023-991001-1', 'a/b', '名单'])
      await expect(api.get(`/batches/${encodeURIComponent(id)}?limit=..`)).rejects.toThrow(Unreachable);
  });
});
