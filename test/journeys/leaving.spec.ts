import { citizen } from './citizens';
import { COUNTY, family, farmer, married, townsman } from './county.people';
import { moveClock, openHall, type Hall } from './hall';
import { appropriate, failing, lockRoster, payAll, type Locked } from './payout';
import { confirmYear, enrolmentAt, enrolmentsOf, importRoster, line, rosterFile, tryImport, type Enrolment } from './walk';
import { confirmDeath, confirmExit, die } from './second-signature';
import { nothingChangesOnceMore } from './once-more';

const [FEE, RURAL, URBAN] = ['ONLY_CHILD_FEE', 'RURAL_REWARD', 'URBAN_ONLY_CHILD'];
/** 40.00 a month for both parents, by the month; and two farmers, whose year counts as a whole. */
const HE = citizen('沈长河', '男', '1981-07-19');
const HIS = family('2010-01', '2009-05-20', '财政', married('韩秀梅', '女', '1983-08-08'));
const LEFT = citizen('魏晓东', '男', '1984-03-04');
const LEFT_FACTS = family('2012-03', '2012-01-02', '财政', married('陶静怡', '女', '1986-06-06'));
const [QIAN, WU] = [citizen('钱月英', '女', '1955-12-31'), citizen('吴秀珍', '女', '1955-05-05')];

let hall: Hall;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
  const families = [line(hall, HE, '上湾村', HIS), line(hall, LEFT, '上湾村', LEFT_FACTS)];
  await importRoster(hall, { programme: FEE, bytes: await rosterFile(hall, FEE, families) });
  const farmers = [line(hall, QIAN, '上湾村', farmer(1, 0)), line(hall, WU, '下湾村', farmer(0, 1))];
  await importRoster(hall, { programme: RURAL, bytes: await rosterFile(hall, RURAL, farmers) });
  await moveClock(hall, '2023-02-13');
  await confirmYear(hall, FEE, RURAL);
});
afterAll(() => hall.close());

const idOf = async (programme: string, row: number): Promise<string> => (await enrolmentAt(hall, programme, row)).enrolment_id;
const amountOf = async (programme: string, row: number): Promise<number | null> =>
  (await enrolmentAt(hall, programme, row)).amount_fen;
const MOVED = { reason: 'moved_out', document_no: '户迁〔2023〕第18号', note: '全户迁往外省' };
const township = () => hall.seat('officer-991002101');
const proposed = async (programme: string, row: number, left_on: string) =>
  township().act('/exits', { enrolment_id: await idOf(programme, row), left_on, ...MOVED });
const confirming = async (programme: string, row: number, document_no = MOVED.document_no, by = 'health-2') =>
  confirmExit(hall, { enrolment_id: await idOf(programme, row), document_no }, { by });
const left = async (programme: string, row: number, on: string): Promise<void> => {
  await proposed(programme, row, on);
  expect((await confirming(programme, row)).status).toBe(200);
};
const caseOf = async (programme: string, row: number) =>
  hall.seat('finance-maker').read<{ recoveries: readonly { amount_fen: number }[] }>(`/enrolments/${await idOf(programme, row)}`);

describe('somebody who moves away', () => {
  let locked: Locked;

  it('is held from the day it is said, and what it would change is shown before it is confirmed', async () => {
    await moveClock(hall, '2023-06-01');
    await proposed(FEE, 2, '2023-05-20');
    const { data } = await hall.seat('finance-maker').read<{ data: readonly object[] }>(`/unpaid?programme=${FEE}&year=2023`);
    expect(data).toMatchObject([{ due_fen: 48_000, code: 'exit_awaited' }]);
    expect(await hall.seat('health-2').read(`/enrolments/${await idOf(FEE, 2)}/exit`)).toMatchObject({
      step: 'exit',
      left_on: '2023-05-20',
      changes: [{ year: 2023, was_fen: 48_000, becomes_fen: 20_000 }],
    });
    expect((await confirming(FEE, 2, '另一份文件')).problem.code).toBe('exit_unknown');
    expect((await confirming(FEE, 2, MOVED.document_no, 'officer-991002101')).problem.code).toBe('forbidden_role');
    expect((await confirming(FEE, 2)).status).toBe(200);
    expect(await amountOf(FEE, 2)).toBe(20_000);
  });

  it('is paid what is due up to then, to the own account', async () => {
    await appropriate(hall, FEE, { county: 2000 });
    locked = await lockRoster(hall, FEE);
    expect(locked).toMatchObject({ count: 2, sum_fen: 20_000 + 48_000 });
    await payAll(hall, locked);
    expect(await failing(hall)).toEqual([]);
  });

  it('after the payment leaves the rest to a person, for the fee says nothing of who moved away', async () => {
    await moveClock(hall, '2023-09-10');
    await left(FEE, 3, '2023-09-02');
    expect(await amountOf(FEE, 3)).toBe(36_000);
    expect((await caseOf(FEE, 3)).recoveries).toEqual([]);
  });

  it('draws the year whole where the programme counts by the year, and none after it', async () => {
    await importRoster(hall, { programme: URBAN, bytes: await rosterFile(hall, URBAN, [line(hall, WU, '下湾村', townsman())]) });
    await left(RURAL, 3, '2023-05-20');
    expect(await amountOf(RURAL, 3)).toBe(96_000);
    // Whoever moves away leaves every programme.
    const [urban] = await enrolmentsOf(hall, URBAN);
    expect(await hall.seat('health').read(`/enrolments/${urban?.enrolment_id}`)).toMatchObject({ exit_reason: 'moved_out' });
    await moveClock(hall, '2024-02-05');
    const row = line(hall, QIAN, '上湾村', farmer(1, 0));
    await importRoster(hall, { programme: RURAL, year: 2024, bytes: await rosterFile(hall, RURAL, [row]) });
    expect(await failing(hall)).toEqual([]);
  });
});

describe('somebody who moved away and is then found to have died before', () => {
  const unpaid = async () =>
    (await hall.seat('finance-maker').read<{ data: readonly object[] }>(`/unpaid?programme=${RURAL}&year=2023`)).data;

  it('is due what the death leaves, and nothing goes to the account of the dead', async () => {
    await die(hall, await idOf(RURAL, 3), '2023-03-18');
    expect(await amountOf(RURAL, 3)).toBe(24_000);
    expect(await unpaid()).toContainEqual(expect.objectContaining({ due_fen: 24_000, code: 'payee_awaited' }));
    expect(await failing(hall)).toEqual([]);
  });

  it('has still moved away when the death turns out to be another person’s', async () => {
    const said = { enrolment_id: await idOf(RURAL, 3), document_no: '县卫健〔2023〕19号' };
    await hall.seat('health').act('/deaths/withdrawals', { ...said, reason: '同名的另一人' });
    expect((await confirmDeath(hall, said, { by: 'health-2' })).status).toBe(200);
    expect(await amountOf(RURAL, 3)).toBe(96_000);
    expect(await caseOf(RURAL, 3)).toMatchObject({ exit_year: 2023, exit_reason: 'moved_out' });
    expect(await failing(hall)).toEqual([]);
  });
});

describe('an exit that never was', () => {
  it('is taken back by two people, and what was too little is due as arrears', async () => {
    const enrolment_id = await idOf(FEE, 2);
    const said = { enrolment_id, document_no: '县卫健〔2024〕3号', note: '迁移证未落户' };
    await township().act('/exits/withdrawals', said);
    expect((await confirming(FEE, 2, said.document_no)).status).toBe(200);
    expect(await amountOf(FEE, 2)).toBe(48_000);
    const { data } = await hall.seat('finance-maker').read<{ data: readonly { due_fen: number }[] }>('/unpaid?year=2023');
    expect(data.filter(({ due_fen }) => due_fen === 28_000)).toEqual([]);
    expect(await lockRoster(hall, FEE)).toMatchObject({ count: 1, sum_fen: 28_000 });
  });
});

describe('somebody who comes back', () => {
  it('goes on in the same case with a later list, and the year that was left stays as it was', async () => {
    await moveClock(hall, '2025-02-10');
    const before = await enrolmentAt(hall, RURAL, 3);
    const row = line(hall, WU, '下湾村', farmer(0, 1));
    await importRoster(hall, { programme: RURAL, year: 2025, bytes: await rosterFile(hall, RURAL, [row]) });
    const later: readonly Enrolment[] = await enrolmentsOf(hall, RURAL, 2025);
    expect(later).toMatchObject([{ case_number: before.case_number, stage: 'applied' }]);
    expect(await amountOf(RURAL, 3)).toBe(96_000);
    expect(await failing(hall)).toEqual([]);
    const { differences, findings } = await hall
      .seat('inspector')
      .act<{ differences: readonly object[]; findings: readonly object[] }>('/audit/replays', {});
    expect([differences, findings]).toEqual([[], []]);
  });

  it('does not come back from the dead', async () => {
    await die(hall, await idOf(RURAL, 2), '2024-12-30');
    await moveClock(hall, '2026-02-10');
    const row = line(hall, QIAN, '上湾村', farmer(1, 0));
    const answer = await tryImport(hall, { programme: RURAL, year: 2026, bytes: await rosterFile(hall, RURAL, [row]) });
    expect(answer.text).toContain('enrolment_exited');
  });
});

describe('every case afterwards', () => {
  it('comes to the same once more', () => nothingChangesOnceMore(hall, FEE, RURAL));
});
