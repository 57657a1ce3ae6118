import { whyOne } from './ask-why';
import { citizen } from './citizens';
import { COUNTY, farmer, parent } from './county.people';
import { moveClock, openHall, type Hall } from './hall';
import { appropriate, failing, lockRoster, payAll } from './payout';
import { confirmYear, enrolmentAt, enrolmentsOf, importRoster, line, rosterFile } from './walk';
import { acceptStatement } from './second-signature';
import { nothingChangesOnceMore } from './once-more';

const [RURAL, SPECIAL] = ['RURAL_REWARD', 'SPECIAL_ASSISTANCE'];
/** Her only child died in June: 590.00 a month of the nation and as much of the province, for seven months; 80.00 a month before that. */
const DIED = { since: '2023-06-11', special: 7 * 118_000, rural: 5 * 8_000 };
const [PAID, UNPAID] = [citizen('钱月英', '女', '1961-12-31'), citizen('吴秀珍', '女', '1961-05-05')];

let hall: Hall;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
  await enrol(RURAL, [PAID, farmer(1, 0)]);
  await moveClock(hall, '2023-02-13');
  await confirmYear(hall, RURAL);
});
afterAll(() => hall.close());

const enrol = async (
  programme: string,
  ...people: readonly (readonly [typeof PAID, Readonly<Record<string, string | number>>])[]
) =>
  importRoster(hall, {
    programme,
    bytes: await rosterFile(
      hall,
      programme,
      people.map(([who, facts]) => line(hall, who, '上湾村', facts)),
    ),
  });
const bereaved = parent('死亡', DIED.since, { 婚姻状况: '丧偶' });
const amountOf = async (programme: string, row = 2, file = 1): Promise<number | null> =>
  (await enrolmentAt(hall, programme, row, file)).amount_fen;
const pay = async (programme: string, sum_fen: number): Promise<void> => {
  const locked = await lockRoster(hall, programme);
  expect(locked).toMatchObject({ sum_fen });
  await payAll(hall, locked);
};

describe('somebody who moves from the rural reward to special assistance within the year', () => {
  it('after the payment of 960.00 gets 8,260.00 for seven months, and owes the 560.00 of these', async () => {
    await appropriate(hall, RURAL, { central: 2000, province: 2000, county: 2000 });
    await pay(RURAL, 96_000);
    await moveClock(hall, '2023-06-20');
    await enrol(SPECIAL, [PAID, bereaved]);
    await confirmYear(hall, SPECIAL);
    expect([await amountOf(SPECIAL), await amountOf(RURAL)]).toEqual([DIED.special, DIED.rural]);
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    expect(await hall.seat('finance-maker').read(`/enrolments/${enrolment_id}`)).toMatchObject({
      recoveries: [{ amount_fen: 56_000 }],
    });
  });

  it('is paid the months of special assistance, and no formula fails', async () => {
    await appropriate(hall, SPECIAL, { central: 9000, province: 9000, county: 9000 });
    await pay(SPECIAL, DIED.special);
    expect(await failing(hall)).toEqual([]);
  });

  it('is told so in the village without a word of the other programme', async () => {
    const { case_number } = await enrolmentAt(hall, RURAL, 2);
    type Told = { readonly sentence: string; readonly ladder: readonly { readonly id: string; readonly sentence: string }[] };
    const told = await whyOne<Told>(hall.seat('clerk-991002101201'), { programme: RURAL, year: 2023, case_number });
    expect(told.ladder.find(({ id }) => id === 'givenWay')?.sentence).toBe(
      '2023 年其余月份享受不能兼得的另一项目，本项目计 1 至 5 月',
    );
    const { text } = await hall
      .seat('clerk-991002101201')
      .get(`/enrolments/${(await enrolmentAt(hall, RURAL, 2)).enrolment_id}/timeline`);
    expect(text).not.toContain('SPECIAL_ASSISTANCE');
  });

  it('is asked again when special assistance changes: from September, and the rural months come back', async () => {
    await moveClock(hall, '2023-09-10');
    const { enrolment_id } = await enrolmentAt(hall, SPECIAL, 2);
    const said = {
      enrolment_id,
      fact: 'evidenceDate',
      value: '2023-09-03',
      document_no: '东河计生〔2023〕7号',
      reason: '死亡证明更正',
    };
    const { statement } = await hall.seat('officer-991002101').act<{ statement: string }>('/statements', said);
    expect((await acceptStatement(hall.seat('health-2'), { enrolment_id, statement })).status).toBe(200);
    expect([await amountOf(SPECIAL), await amountOf(RURAL)]).toEqual([4 * 118_000, 8 * 8_000]);
    expect(await failing(hall)).toEqual([]);
  });
});

describe('two lists that come in the other order', () => {
  it('give the same sums: special assistance first, then 400.00 of the rural reward', async () => {
    await enrol(SPECIAL, [UNPAID, bereaved]);
    await confirmYear(hall, SPECIAL);
    await enrol(RURAL, [UNPAID, farmer(0, 0)]);
    await confirmYear(hall, RURAL);
    expect([await amountOf(SPECIAL, 2, 2), await amountOf(RURAL, 2, 2)]).toEqual([DIED.special, DIED.rural]);
    expect((await enrolmentsOf(hall, RURAL)).map(({ stage }) => stage)).toEqual(['county_noticed', 'county_noticed']);
    expect(await failing(hall)).toEqual([]);
  });
});

describe('every case afterwards', () => {
  it('comes to the same once more', () => nothingChangesOnceMore(hall, RURAL, SPECIAL));
});
