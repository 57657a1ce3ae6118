import { eventsOf, moveClock, type Hall } from './hall';
import { die } from './second-signature';
import { adopted, fromJuly } from './rates';
import { FARMERS, openRuralYear, RURAL } from './rural-year';
import { confirmYear, enrolmentsOf } from './walk';

type Redetermination = {
  readonly last?: { readonly state: string; readonly raised: number; readonly raised_fen: number; readonly hash: string };
};
const PATH = `/redeterminations/${RURAL}`;

let hall: Hall;
let dead: string;
beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await moveClock(hall, '2023-09-01');
  await adopted(hall, fromJuly('1080.00'), { no: '县卫健〔2023〕21号', date: '2023-08-25' });
  const [first] = await enrolmentsOf(hall, RURAL);
  dead = first?.enrolment_id ?? '';
});
afterAll(() => hall.close());

const now = (): Promise<Redetermination> => hall.seat('health').read<Redetermination>(PATH);
const sign = (by: string, hash = '') => hall.seat(by).post(`${PATH}/signatures`, { hash });

describe('totals that were signed once', () => {
  it('are not signed a second time when a case on the list has become otherwise since, and nothing is written', async () => {
    const { last } = await now();
    expect(last).toMatchObject({ state: 'computed', raised: FARMERS.length, raised_fen: FARMERS.length * 6_000 });
    expect((await sign('health', last?.hash)).status).toBe(200);
    await die(hall, dead, '2023-05-06');
    const { problem } = await sign('finance-approver', last?.hash);
    expect(problem).toMatchObject({ status: 409, code: 'redetermination_changed' });
    expect(problem.title).toContain('请重新试算');
    const rises = (await eventsOf(hall)).filter(
      ({ type, payload }) => type === 'EntitlementDetermined' && payload['cause'] === 'rules',
    );
    expect(rises).toEqual([]);
  });

  it('are signed by both when they have been computed again: everybody but the one who died', async () => {
    const { last } = await hall.seat('health').act<Redetermination>(`${PATH}/runs`, {});
    expect(last).toMatchObject({ state: 'computed', raised: FARMERS.length - 1, raised_fen: (FARMERS.length - 1) * 6_000 });
    await sign('health', last?.hash);
    expect((await sign('finance-approver', last?.hash)).status).toBe(200);
    const amounts = (await enrolmentsOf(hall, RURAL)).map(({ amount_fen }) => amount_fen);
    expect(amounts.toSorted((a, b) => Number(a) - Number(b))).toEqual([40_000, ...Array(FARMERS.length - 1).fill(102_000)]);
  });
});
