import { addDays, plainDate } from '@fenming/calendar';
import { whyOne } from './ask-why';
import { citizen, type Citizen } from './citizens';
import { COUNTY, family, farmer, married, parent } from './county.people';
import { moveClock, openHall, type Hall } from './hall';
import { appropriate, failing, lockRoster, payAll } from './payout';
import { confirmLevel, confirmYear, enrolmentAt, importRoster, line, rosterFile, type Confirmed } from './walk';
import { acceptStatement } from './second-signature';
import { nothingChangesOnceMore } from './once-more';

const [FEE, SPECIAL, RURAL] = ['ONLY_CHILD_FEE', 'SPECIAL_ASSISTANCE', 'RURAL_REWARD'];
/** 20.00 a month and parent: 480.00 a year for both. */
const COUPLE = citizen('沈长河', '男', '1981-07-19');
const COUPLE_FACTS = family('2010-01', '2009-05-20', '财政', married('韩秀梅', '女', '1983-08-08'));
const PAID = citizen('魏晓东', '男', '1984-03-04');
const PAID_FACTS = family('2012-03', '2012-01-02', '财政', married('陶静怡', '女', '1986-06-06'));
/** Harmed in grade 3: 260.00 a month of the nation and as much of the province; grade 2: 390.00 of each. */
const HARMED = citizen('何淑琴', '女', '1973-04-04');
const HARMED_FACTS = parent('并发症', '2012-09-10', { 婚姻状况: '离异', 等级: 3 });
const [FARMER, LATE] = [citizen('钱月英', '女', '1961-12-31'), citizen('赵秀兰', '女', '1960-01-01')];

let hall: Hall;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
  await enrol(FEE, 2023, [COUPLE, COUPLE_FACTS], [PAID, PAID_FACTS]);
  await enrol(SPECIAL, 2023, [HARMED, HARMED_FACTS]);
  await moveClock(hall, '2023-02-13');
  await confirmYear(hall, FEE, SPECIAL);
});
afterAll(() => hall.close());

type Row = readonly [Citizen, Readonly<Record<string, string | number>>];
const enrol = async (programme: string, year: number, ...people: readonly Row[]) => {
  const rows = people.map(([who, facts]) => line(hall, who, '上湾村', facts));
  return importRoster(hall, { programme, year, bytes: await rosterFile(hall, programme, rows) });
};
type Said = { readonly fact: string; readonly value: string; readonly since?: string; readonly instead_of?: string };
/** Stated by the township, accepted by the second person of the health commission. */
const accepted = async (programme: string, row: number, said: Said): Promise<void> => {
  const { enrolment_id } = await enrolmentAt(hall, programme, row);
  const document = { document_no: '东河计生〔2023〕7号', reason: '入户核实' };
  const { statement } = await hall
    .seat('officer-991002101')
    .act<{ statement: string }>('/statements', { enrolment_id, ...document, ...said });
  expect((await acceptStatement(hall.seat('health-2'), { enrolment_id, statement })).status).toBe(200);
};
const amountOf = async (programme: string, row: number) => (await enrolmentAt(hall, programme, row)).amount_fen;
type Told = { readonly sentence: string; readonly ladder: readonly { readonly id: string; readonly sentence: string }[] };

describe('a fact that changes within the year', () => {
  it('counts by the month: the employer pays for one parent from 15 March, 3 × 40.00 + 9 × 20.00 = 300.00', async () => {
    expect(await amountOf(FEE, 2)).toBe(48_000);
    await moveClock(hall, '2023-05-04');
    await accepted(FEE, 2, { fact: 'spousePayer', value: '用人单位', since: '2023-03-15' });
    expect(await amountOf(FEE, 2)).toBe(30_000);
  });

  it('changes the rate from the month after: grade 2 from 10 May, 5 × 520.00 + 7 × 780.00 = 8,060.00', async () => {
    expect(await amountOf(SPECIAL, 2)).toBe(12 * 52_000);
    await moveClock(hall, '2023-05-12');
    await accepted(SPECIAL, 2, { fact: 'grade', value: '2', since: '2023-05-10' });
    expect(await amountOf(SPECIAL, 2)).toBe(806_000);
  });

  it('ends the right with the month in which it is lost, and says so: grade 4 from 2 August, 2,600.00 + 3 × 780.00', async () => {
    await moveClock(hall, '2023-08-10');
    await accepted(SPECIAL, 2, { fact: 'grade', value: '4', since: '2023-08-02' });
    expect(await amountOf(SPECIAL, 2)).toBe(260_000 + 3 * 78_000);
    const { case_number } = await enrolmentAt(hall, SPECIAL, 2);
    const told = await whyOne<Told>(hall.seat('health'), { programme: SPECIAL, year: 2023, case_number });
    expect(told.ladder.find(({ id }) => id === 'grade')?.sentence).toContain('（本年度 1 至 5、6 至 8 月）');
  });

  it('is corrected where it stood last, or where the correction says: grade 2 after all, and grade 2 from January', async () => {
    await accepted(SPECIAL, 2, { fact: 'grade', value: '2' });
    expect(await amountOf(SPECIAL, 2)).toBe(806_000);
    await accepted(SPECIAL, 2, { fact: 'grade', value: '2', instead_of: '3' });
    expect(await amountOf(SPECIAL, 2)).toBe(12 * 78_000);
  });

  it('that is known after the payment leaves the rest to a person, where the programme says nothing of its cause', async () => {
    await appropriate(hall, FEE, { county: 2000 });
    const locked = await lockRoster(hall, FEE);
    expect(locked).toMatchObject({ count: 2, sum_fen: 30_000 + 48_000 });
    await payAll(hall, locked);
    await accepted(FEE, 3, { fact: 'spousePayer', value: '无配偶', since: '2023-06-30' });
    expect(await amountOf(FEE, 3)).toBe(36_000);
    const { enrolment_id } = await enrolmentAt(hall, FEE, 3);
    expect(await hall.seat('finance-maker').read(`/enrolments/${enrolment_id}`)).toMatchObject({ recoveries: [] });
    const { data } = await hall.seat('finance-maker').read<{ data: readonly object[] }>('/overpaid');
    const noted = {
      claimed_fen: 0,
      left_fen: 0,
      undecided_fen: 12_000,
      next_step: expect.stringContaining('按文件决定') as string,
    };
    expect(data).toMatchObject([{ enrolment_id, programme: FEE, year: 2023, ...noted }]);
    const owed = await hall.seat('finance-maker').read<{ years: readonly object[] }>(`/enrolments/${enrolment_id}/owed`);
    const sums = { determined_fen: 36_000, left_fen: 0, undecided_fen: 12_000, over_fen: 0, net_fen: 48_000, payable_fen: 0 };
    expect(owed.years).toMatchObject([{ year: 2023, ...sums }]);
    const balances = await hall
      .seat('finance-maker')
      .read<{ data: readonly object[] }>(`/balances?programme=${FEE}&year=2023&area=991002`);
    expect(balances.data[0]).toMatchObject({ due_fen: 66_000, unpaid_fen: 0, overpaid_fen: 12_000, settled_fen: 78_000 });
    expect(await failing(hall)).toEqual([]);
  });

  it('does not hang on when a decision was typed: the county decided on 28 December, by its document', async () => {
    await moveClock(hall, '2023-11-01');
    await enrol(RURAL, 2023, [LATE, farmer(1, 0)]);
    for (const level of ['village', 'township'] as const) {
      const { closesOn } = await confirmLevel(hall, level, RURAL);
      await moveClock(hall, addDays(plainDate(closesOn), 1));
    }
    await moveClock(hall, '2024-01-05');
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    const decide = (more: object) =>
      hall.seat('health').post('/confirmations', { level: 'county', year: 2023, enrolments: [enrolment_id], ...more });
    expect((await decide({ decided_on: '2023-12-28' })).problem.code).toBe('validation_failed');
    expect((await decide({})).text).toContain('不补发 2023 年度');
    expect((await decide({ decided_on: '2023-12-28', document_no: '县卫健〔2023〕90号' })).text).toContain('confirmed');
    expect(await amountOf(RURAL, 2)).toBe(96_000);
  });

  it('is not forgotten by the list that comes in later in its year: January by the old, 40.00 + 11 × 20.00', async () => {
    await moveClock(hall, '2024-01-10');
    await accepted(FEE, 2, { fact: 'spousePayer', value: '财政', since: '2023-12-31' });
    await accepted(FEE, 2, { fact: 'spousePayer', value: '用人单位', since: '2024-01-05' });
    await enrol(FEE, 2024, [COUPLE, { ...COUPLE_FACTS, 配偶奖励费发放单位: '用人单位' }]);
    const { case_number } = await enrolmentAt(hall, FEE, 2);
    const told = await whyOne<Told>(hall.seat('health'), { programme: FEE, year: 2024, case_number });
    expect(told.sentence).toContain('260.00 元');
  });
});

describe('a right of the year before that is confirmed in January', () => {
  it('is not paid for the year before where the programme does not pay back, and the answer says so', async () => {
    await enrol(RURAL, 2023, [FARMER, farmer(1, 0)]);
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2, 2);
    const confirming = { level: 'village', year: 2023, enrolments: [enrolment_id] };
    const { data } = await hall.seat('clerk-991002101201').act<{ data: readonly Confirmed[] }>('/confirmations', confirming);
    expect(data).toMatchObject([{ outcome: 'refused', code: 'conditions_not_met' }]);
    expect(data[0]?.detail).toContain('不补发 2023 年度');
  });
});

describe('every case afterwards', () => {
  it('comes to the same once more', () => nothingChangesOnceMore(hall, FEE, RURAL));
});
