import { moveClock, type Hall } from './hall';
import { nothingChangesOnceMore } from './once-more';
import { failing, lockRoster, payAll } from './payout';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmPaidElsewhere } from './second-signature';
import { whyAll } from './ask-why';
import { confirmYear, enrolmentAt } from './walk';

let hall: Hall;
let enrolment_id: string;
beforeAll(async () => {
  hall = await openRuralYear();
  ({ enrolment_id } = await enrolmentAt(hall, RURAL, 2));
});
afterAll(() => hall.close());

const CERTIFICATE = '邻卫健证〔2023〕6号';
const township = () => hall.seat('officer-991002101');
const saying = (months: readonly number[], document_no = CERTIFICATE) =>
  township().post('/paid-elsewhere', {
    enrolment_id,
    year: 2023,
    months,
    paid_by: '邻县卫生健康委员会',
    document_no,
    note: '一月由邻县迁入',
  });
const signed = async (document_no = CERTIFICATE): Promise<void> => {
  const answer = await confirmPaidElsewhere(hall, { enrolment_id, document_no });
  if (answer.status !== 200) throw new Error(answer.text);
};
const amount = async (): Promise<number | null> => (await enrolmentAt(hall, RURAL, 2)).amount_fen;
const owed = async () =>
  (await hall.seat('finance-maker').read<{ years: readonly object[] }>(`/enrolments/${enrolment_id}/owed`)).years;

describe('somebody who has moved here, for whom another county has paid January to March', () => {
  it('is held until a second person has signed the certificate, having seen what it does', async () => {
    expect((await saying([1, 2, 3])).status).toBe(200);
    expect(await hall.seat('health-2').read(`/enrolments/${enrolment_id}/paid-elsewhere`)).toMatchObject({
      months: [1, 2, 3],
      paid_by: '邻县卫生健康委员会',
      proposed_by: 'officer-991002101',
      changes: [{ year: 2023, was_fen: 96_000, becomes_fen: 72_000 }],
    });
    const list = { level: 'village', year: 2023, enrolments: [enrolment_id] };
    const held = await hall.seat('clerk-991002101201').act<{ data: readonly object[] }>('/confirmations', list);
    expect(held.data).toMatchObject([{ outcome: 'refused', code: 'fact_awaited' }]);
    expect((await confirmPaidElsewhere(hall, { enrolment_id, document_no: '另一份' })).problem.code).toBe('elsewhere_unknown');
    await signed();
  });

  it('is due the other nine months: 720.00, and is told why', async () => {
    await confirmYear(hall, RURAL);
    expect(await amount()).toBe(72_000);
    const [first] = FARMERS;
    const why = await whyAll<{ ladder: readonly { id: string; sentence: string }[] }>(hall.seat('health'), {
      programme: RURAL,
      year: 2023,
      citizen_id: first?.who.id ?? '',
    });
    expect(JSON.stringify(why)).toContain('2023 年其余月份已由外县发放，本县计 4 至 12 月');
  });

  it('has been paid too much where the certificate turns out to count two months more: a person decides on 160.00', async () => {
    await fund(hall, FARMERS.length);
    await payAll(hall, await lockRoster(hall, RURAL));
    await moveClock(hall, '2023-08-01');
    expect((await saying([1, 2, 3, 4, 5], '邻卫健证〔2023〕9号')).status).toBe(200);
    await signed('邻卫健证〔2023〕9号');
    expect(await amount()).toBe(56_000);
    expect(await owed()).toMatchObject([{ undecided_fen: 16_000 }]);
    expect(await failing(hall)).toEqual([]);
  });

  it('is due the whole year where the other county had paid nothing after all: 240.00 more', async () => {
    expect((await saying([], '邻卫健证〔2023〕11号')).status).toBe(200);
    await signed('邻卫健证〔2023〕11号');
    expect(await amount()).toBe(96_000);
    expect(await lockRoster(hall, RURAL)).toMatchObject({ count: 1, sum_fen: 24_000 });
    expect(await failing(hall)).toEqual([]);
  });

  it('is refused for what says nothing new, or names months that are none', async () => {
    expect((await saying([], '又一份')).problem.code).toBe('elsewhere_unchanged');
    expect((await saying([13], '又一份')).problem.code).toBe('validation_failed');
    expect((await saying([1, 1], '又一份')).problem.code).toBe('validation_failed');
  });
});

describe('every case afterwards', () => {
  it('comes to the same once more', () => nothingChangesOnceMore(hall, RURAL));
});
