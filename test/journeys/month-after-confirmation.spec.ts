import { eventsOf, type Hall } from './hall';
import { lockRoster } from './payout';
import { adopted, fromConfirmation } from './rates';
import { fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear, enrolmentsOf } from './walk';

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear({
    earlier: async (early) => {
      await adopted(early, fromConfirmation(), { no: '县卫健〔2023〕2号', date: '2023-02-01' });
    },
  });
});
afterAll(() => hall.close());

describe('a right that begins with the month after its confirmation', () => {
  it('passes the village and the township, and is determined from the county’s confirmation in March: nine months, 720.00', async () => {
    expect(await confirmYear(hall, RURAL)).toEqual(new Map());
    const confirmed = (await eventsOf(hall)).filter(({ type, payload }) => {
      return type === 'EligibilityConfirmed' && payload['level'] === 'county';
    });
    expect(new Set(confirmed.map(({ payload }) => String(payload['confirmedOn']).slice(0, 7)))).toEqual(new Set(['2023-03']));
    const amounts = (await enrolmentsOf(hall, RURAL)).map(({ amount_fen }) => amount_fen);
    expect(amounts).toEqual([72_000, 72_000, 72_000, 72_000, 72_000, 72_000]);
  });

  it('is paid so, and every formula holds, the amounts computed again from the facts', async () => {
    await fund(hall, 6);
    expect(await lockRoster(hall, RURAL)).toMatchObject({ count: 6, sum_fen: 6 * 72_000 });
    const { formulas } = await hall.seat('inspector').read<{ formulas: readonly { state: string }[] }>('/controls');
    expect(formulas.filter(({ state }) => state === 'fails')).toEqual([]);
  });
});
