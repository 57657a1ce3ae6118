import { moveClock, type Hall } from './hall';
import { failing, lockRoster, payAll } from './payout';
import { adopted, fromJuly } from './rates';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmDeath, die } from './second-signature';
import { confirmYear, enrolmentAt, enrolmentsOf } from './walk';

const DOCUMENT = '县卫健〔2023〕19号';
type Told = {
  readonly basis: string;
  readonly document_no: string;
  readonly proposed_by: string;
  readonly changes: readonly object[];
};

type Determined = { readonly conditions: readonly { readonly condition: string; readonly sentence: string | null }[] };

let hall: Hall;
let dead: string;
beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await fund(hall, FARMERS.length);
  await payAll(hall, await lockRoster(hall, RURAL));
  await moveClock(hall, '2023-09-01');
  dead = (await enrolmentAt(hall, RURAL, 2)).enrolment_id;
  await die(hall, dead, '2023-03-18');
});
afterAll(() => hall.close());

const look = (by: string): Promise<Told> => hall.seat(by).read<Told>(`/enrolments/${dead}/death`);
const amount = async (): Promise<number | null> =>
  (await enrolmentsOf(hall, RURAL)).find(({ enrolment_id }) => enrolment_id === dead)?.amount_fen ?? null;
const confirm = (basis: string, document_no = DOCUMENT) => confirmDeath(hall, { enrolment_id: dead, document_no }, { basis });

describe('whoever signs second', () => {
  it('is told that nothing waits before anybody has said anything', async () => {
    const answer = await hall.seat('health').get(`/enrolments/${dead}/death`);
    expect(answer.problem).toMatchObject({ status: 409, code: 'death_unknown' });
  });

  it('is shown first what it does: 240.00 become 960.00 again, and nothing of what was paid is too much any more', async () => {
    const said = { enrolment_id: dead, document_no: DOCUMENT, reason: '火化名单中是同名的另一人' };
    await hall.seat('health').act('/deaths/withdrawals', said);
    const year = { year: 2023, was_fen: 24_000, becomes_fen: 96_000 };
    const money = { payable_fen: 0, over_fen: 0, left_fen: 0, undecided_fen: 0 };
    expect(await look('health-2')).toMatchObject({
      document_no: DOCUMENT,
      proposed_by: 'health',
      changes: [{ enrolment_id: dead, programme: RURAL, ...year, ...money }],
    });
    expect((await hall.seat('clerk-991002101201').get(`/enrolments/${dead}/death`)).status).toBe(403);
  });

  it('names what was shown and its document, and another is refused', async () => {
    const { basis } = await look('health-2');
    const other = await confirm(basis, '县卫健〔2023〕20号');
    expect(other.problem).toMatchObject({ status: 409, code: 'death_document_differs' });
    expect((await confirm('0'.repeat(64))).problem).toMatchObject({ status: 409, code: 'basis_outdated' });
    expect((await confirm('')).problem).toMatchObject({ status: 400, errors: [{ pointer: '/basis' }] });
    expect(await amount()).toBe(24_000);
  });

  it('looks again where a rate was adopted meanwhile: what was shown is not signed, and 1,020.00 is', async () => {
    const { basis } = await look('health-2');
    await adopted(hall, fromJuly('1080.00'), { no: '县卫健〔2023〕21号', date: '2023-08-20' }, '2023-07-01');
    expect((await confirm(basis)).problem).toMatchObject({ status: 409, code: 'basis_outdated' });
    expect(await amount()).toBe(24_000);
    const again = await look('health-2');
    expect(again.changes).toMatchObject([{ was_fen: 24_000, becomes_fen: 102_000, payable_fen: 6_000, over_fen: 0 }]);
    expect((await confirm(again.basis)).status).toBe(200);
    expect(await amount()).toBe(102_000);
    expect(await failing(hall)).toEqual([]);
  });

  it('finds each condition told once where both texts of the year say it alike', async () => {
    const { data } = await hall.seat('health').read<{ data: readonly Determined[] }>(`/enrolments/${dead}/determinations`);
    const last = data.at(-1);
    expect(last).toMatchObject({ cause: 'exit_withdrawn', amount_fen: 102_000, texts: [{ last: 6 }, { first: 7 }] });
    for (const condition of last?.conditions ?? []) expect(condition).toMatchObject({ first: 1, last: 12, outcome: 'met' });
    expect(last?.conditions.every(({ sentence }) => typeof sentence === 'string')).toBe(true);
    const asked = last?.conditions.map(({ condition }) => condition) ?? [];
    expect([asked.length > 2, new Set(asked).size]).toEqual([true, asked.length]);
  });
});
