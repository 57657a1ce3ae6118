import type { Hall } from './hall';
import { bankFile, lockRoster, returnFile, sendReturn, signUpTo } from './payout';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear, enrolmentAt } from './walk';

let hall: Hall;
beforeAll(async () => (hall = await openRuralYear()));
afterAll(() => hall.close());

describe('a batch with a returned line that nobody will pay any more', () => {
  it('is closed once the person has left the programme, for no later round will have the line', async () => {
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    const { batch_id, ...locked } = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'release', { batch_id, ...locked });
    const lines = await bankFile(hall, batch_id);
    const answers = lines.map((line) => ({ ...line, verdict: line.lineNo === 1 ? ('CLOSED' as const) : ('settled' as const) }));
    await sendReturn(hall, batch_id, returnFile(batch_id, answers));
    await hall.seat('finance-checker').act(`/batches/${batch_id}/reconcile`, {});
    const close = () => hall.seat('finance-maker').post(`/batches/${batch_id}/close`, {});
    expect((await close()).status).toBe(409);
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    await hall.seat('health').act('/deaths', { enrolment_id, died_on: '2023-03-01', source: '死亡证明' });
    expect((await close()).status).toBe(200);
  });
});
