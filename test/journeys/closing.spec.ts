import type { Hall } from './hall';
import { confirmDeath } from './second-signature';
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
    const verdicts = lines.map((line) => ({ ...line, verdict: line.lineNo === 1 ? ('CLOSED' as const) : ('settled' as const) }));
    await sendReturn(hall, batch_id, returnFile(batch_id, verdicts));
    await hall.seat('finance-checker').act(`/batches/${batch_id}/reconcile`, {});
    const close = () => hall.seat('finance-maker').post(`/batches/${batch_id}/close`, {});
    expect((await close()).status).toBe(409);
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    const document_no = '医死证〔2023〕1号';
    const dies = (died_on: string) =>
      hall.seat('health').post('/deaths', { enrolment_id, died_on, document_no, source: '死亡证明' });
    const answers = [await dies('1899-01-01'), await dies('1951-01-10'), await dies('2023-03-01'), await dies('2023-03-02')];
    expect((await confirmDeath(hall, { enrolment_id, document_no })).status).toBe(200);
    answers.push(await dies('2023-03-02'));
    expect(answers.map(({ status, problem }) => [status, problem.code])).toEqual([
      [400, 'validation_failed'],
      [422, 'day_before_birth'],
      [200, undefined],
      [409, 'death_waiting'],
      [409, 'death_recorded'],
    ]);
    expect((await close()).status).toBe(200);
  });
});
