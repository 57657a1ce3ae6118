import { addDays, plainDate } from '@fenming/calendar';
import { citizen } from './citizens';
import { COUNTY, family, farmer, married } from './county.people';
import { eventsOf, moveClock, openHall, type Hall } from './hall';
import { appropriate, failing, lockRoster, payAll, type Locked } from './payout';
import { confirmTransfer, die } from './second-signature';
import { confirmLevel, confirmYear, enrolmentAt, enrolmentsOf, importRoster, line, rosterFile, tryImport } from './walk';

const [FEE, RURAL] = ['ONLY_CHILD_FEE', 'RURAL_REWARD'];
const [OLD, NEW, BESIDE] = ['991002101201', '991002102201', '991002101202'];
const SHEN = citizen('沈长河', '男', '1961-07-19');
const CHILD = family('2008-01', '2007-05-20', '财政', married('韩秀梅', '女', '1966-08-08'));
const [QIAN, WU] = [citizen('钱月英', '女', '1955-12-31'), citizen('吴秀珍', '女', '1955-05-05')];

let hall: Hall;
let locked: Locked;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
  await importRoster(hall, { programme: FEE, bytes: await rosterFile(hall, FEE, [line(hall, SHEN, '上湾村', CHILD)]) });
  const farmers = [line(hall, SHEN, '上湾村', farmer(0, 1)), line(hall, QIAN, '上湾村', farmer(1, 0))];
  const rows = [...farmers, line(hall, WU, '下湾村', farmer(0, 1))];
  await importRoster(hall, { programme: RURAL, bytes: await rosterFile(hall, RURAL, rows) });
  await moveClock(hall, '2023-02-13');
  await confirmYear(hall, FEE, RURAL);
  await appropriate(hall, RURAL, { central: 3000, province: 3000, county: 3000 });
});
afterAll(() => hall.close());

const [here, there] = [() => hall.seat('officer-991002101'), () => hall.seat('officer-991002102')];
const idOf = async (programme: string, row: number): Promise<string> => (await enrolmentAt(hall, programme, row)).enrolment_id;
const MOVED = { document_no: '户迁〔2023〕第20号', note: '随子女居住', moved_on: '2023-05-20' };
const proposing = async (row: number, to_village: string, rest: object = {}, seat = here()) =>
  seat.post('/transfers', { enrolment_id: await idOf(RURAL, row), to_village, ...MOVED, ...rest });
const confirming = async (row: number, document_no = MOVED.document_no, by = 'health-2') =>
  confirmTransfer(hall, { enrolment_id: await idOf(RURAL, row), document_no }, { by });
const caseOf = async (row: number, seat = hall.seat('health')) =>
  seat.read<{ village: string }>(`/enrolments/${await idOf(RURAL, row)}`);
const bringing = async (programme: string, rows: readonly Parameters<typeof line>[1][], village: string, seat = there()) =>
  tryImport(
    hall,
    {
      programme,
      year: 2024,
      bytes: await rosterFile(
        hall,
        programme,
        rows.map((who) => line(hall, who, village, programme === FEE ? CHILD : farmer(0, 1))),
      ),
    },
    seat,
  );
const replayed = () =>
  hall.seat('inspector').act<{ differences: readonly object[]; findings: readonly object[] }>('/audit/replays', {});
const settledIn = async (area: string, year: number): Promise<number | undefined> => {
  const { data } = await hall
    .seat('finance-maker')
    .read<{ data: readonly { area: string; settled_fen: number }[] }>(`/balances?programme=${RURAL}&year=${year}&area=991002`);
  return data.find((row) => row.area === area)?.settled_fen;
};

describe('somebody who moves to another village of the county', () => {
  it('is said to by the township where the case lies, or by the county', async () => {
    await moveClock(hall, '2023-06-01');
    locked = await lockRoster(hall, RURAL);
    expect(locked).toMatchObject({ count: 3 });
    expect((await proposing(2, NEW, {}, there())).problem.code).toBe('not_found');
    expect((await proposing(2, NEW, {}, hall.seat(`clerk-${OLD}`))).problem.code).toBe('forbidden_role');
    expect((await proposing(2, '991002102')).problem.code).toBe('area_unknown');
    expect((await proposing(2, '991002102999')).problem.code).toBe('area_unknown');
    expect((await proposing(2, OLD)).problem.code).toBe('transfer_unneeded');
    expect((await proposing(2, NEW, { moved_on: '2023-06-02' })).problem.code).toBe('day_not_reached');
    expect((await confirming(2)).problem.code).toBe('transfer_unknown');
    expect((await proposing(2, NEW)).status).toBe(200);
    expect((await proposing(2, BESIDE)).problem.code).toBe('transfer_waiting');
  });

  it('takes every case along, and whoever signs sees from which year on', async () => {
    const [own, fee] = [await idOf(RURAL, 2), await enrolmentAt(hall, FEE, 2)];
    const told = await hall.seat('health-2').read<{ cases: readonly object[] }>(`/enrolments/${own}/transfer`);
    expect(told).toMatchObject({ from_village: OLD, to_village: NEW, moved_on: '2023-05-20', proposed_by: 'officer-991002101' });
    expect(told.cases).toHaveLength(2);
    expect(told.cases).toContainEqual({ case_number: fee.case_number, from_year: 2024 });
    expect((await there().get(`/enrolments/${own}/transfer`)).status).toBe(404);
  });

  it('is paid for the year that was confirmed, as it was locked, before and after the second signature', async () => {
    expect((await payAll(hall, locked)).length).toBe(3);
    expect((await confirming(2, '另一份文件')).problem.code).toBe('transfer_unknown');
    expect((await confirming(2, MOVED.document_no, 'officer-991002101')).problem.code).toBe('forbidden_role');
    const said = { enrolment_id: await idOf(RURAL, 2), document_no: MOVED.document_no };
    expect((await confirmTransfer(hall, said, { basis: 'f'.repeat(64) })).problem.code).toBe('basis_outdated');
    expect((await confirming(2)).status).toBe(200);
    expect(await caseOf(2)).toMatchObject({ village: NEW });
    expect([await settledIn(OLD, 2023), (await settledIn(NEW, 2023)) ?? 0]).toEqual([2 * 96_000, 0]);
    const [fee] = await enrolmentsOf(hall, FEE);
    expect(await hall.seat('health').read(`/enrolments/${fee?.enrolment_id}`)).toMatchObject({ village: NEW });
    expect(fee).toMatchObject({ village: OLD, amount_fen: 48_000 });
    expect(await failing(hall)).toEqual([]);
  });

  it('has both halves of the move in the record, and no day in clear', async () => {
    const moves = (await eventsOf(hall)).filter(({ type }) => type.startsWith('EnrolmentTransferred'));
    expect(moves.map(({ type }) => type)).toEqual(Array(2).fill(['EnrolmentTransferredOut', 'EnrolmentTransferredIn']).flat());
    expect(JSON.stringify(moves)).not.toContain('2023-05-20');
    const { data } = await there().read<{ data: readonly { type: string; detail: object }[] }>(
      `/enrolments/${await idOf(RURAL, 2)}/timeline`,
    );
    expect(data).toContainEqual(expect.objectContaining({ type: 'EnrolmentTransferredIn' }));
  });
});

describe('the township that somebody has moved away from', () => {
  const whyIn = async (year: number, seat: ReturnType<typeof here>) => {
    const { data } = await seat.act<{ data: readonly { status: { code: string } }[] }>('/eligibility/queries', {
      citizen_id: SHEN.id,
      programme: RURAL,
      year,
    });
    return data[0]?.status.code;
  };

  it('goes on to see the years that are its own, and what happened to the case before it left', async () => {
    const id = await idOf(RURAL, 2);
    const seen = await here().read<{ years: readonly object[] }>(`/enrolments/${id}`);
    expect(seen).toMatchObject({ village: NEW, years: [{ year: 2023, village: OLD, amount_fen: 96_000 }] });
    const { data } = await here().read<{ data: readonly { type: string }[] }>(`/enrolments/${id}/timeline`);
    expect(data.map(({ type }) => type)).toContain('EnrolmentTransferredOut');
    expect(data.map(({ type }) => type)).not.toContain('EnrolmentTransferredIn');
    expect((await here().read<{ years: readonly object[] }>(`/enrolments/${id}/owed`)).years).toHaveLength(1);
    for (const part of ['facts', 'identities', 'transfer'])
      expect((await here().get(`/enrolments/${id}/${part}`)).status).toBe(404);
    expect((await hall.seat(`clerk-${BESIDE}`).get(`/enrolments/${id}`)).status).toBe(404);
  });

  it('is told why somebody got what they got in them, and no more', async () => {
    expect(await whyIn(2023, here())).toBe('settled');
    expect(await whyIn(2023, there())).toBe('settled');
    expect(await whyIn(2024, here())).toBe('not_applied');
    const caseNumber = (await enrolmentAt(hall, RURAL, 2)).case_number;
    expect((await here().ask('GET', `/why?case_number=${caseNumber}`)).status).toBe(200);
  });
});

describe('the list of the year after', () => {
  it('is taken from the new village, and told where the person is from the old one', async () => {
    await moveClock(hall, '2024-02-05');
    const left = await bringing(RURAL, [SHEN], '上湾村', here());
    expect(left.problem.errors).toMatchObject([{ code: 'transferred_out' }]);
    expect(left.text).toContain('西山乡石坡村');
    const wrong = await bringing(RURAL, [SHEN], '下湾村', hall.seat('health'));
    expect(wrong.problem.errors).toMatchObject([{ code: 'village_differs' }]);
    const unknown = await bringing(RURAL, [SHEN], '下湾村', here());
    expect(unknown.problem.errors).toMatchObject([{ code: 'case_elsewhere' }]);
    expect(unknown.text).not.toContain('石坡村');
    expect((await bringing(RURAL, [SHEN], '石坡村')).status).toBe(201);
    expect((await bringing(FEE, [SHEN], '石坡村')).status).toBe(201);
    expect((await bringing(RURAL, [QIAN], '上湾村', here())).status).toBe(201);
    const [own] = (await enrolmentsOf(hall, RURAL, 2024)).filter(({ village }) => village === NEW);
    expect(own?.case_number).toBe((await enrolmentAt(hall, RURAL, 2)).case_number);
  });

  it('is found there by its number, with the years that are the old village’s', async () => {
    const { case_number } = await enrolmentAt(hall, RURAL, 2);
    const yearsAt = async (seat: ReturnType<typeof here>): Promise<readonly number[]> =>
      (await seat.read<{ data: readonly { year: number }[] }>(`/enrolments?case_number=${case_number}`)).data.map(
        ({ year }) => year,
      );
    expect([await yearsAt(there()), await yearsAt(here())]).toEqual([[2023, 2024], [2023]]);
  });

  it('is confirmed, posted and paid there, under the same case', async () => {
    for (const level of ['village', 'township', 'county'] as const) {
      const { refused, closesOn } = await confirmLevel(hall, level, RURAL, 2024);
      expect([...refused]).toEqual([]);
      await moveClock(hall, addDays(plainDate(closesOn), 1));
    }
    await appropriate(hall, RURAL, { central: 3000, province: 3000, county: 3000 }, 2024);
    const second = await lockRoster(hall, RURAL, 2024);
    expect(second).toMatchObject({ count: 2, sum_fen: 2 * 96_000 });
    await payAll(hall, second);
    expect([await settledIn(OLD, 2024), await settledIn(NEW, 2024)]).toEqual([96_000, 96_000]);
    expect(await failing(hall)).toEqual([]);
    const { differences, findings } = await replayed();
    expect([differences, findings]).toEqual([[], []]);
  });
});

describe('a year of which a move waits', () => {
  const waiting = { document_no: '户迁〔2024〕第3号', moved_on: '2024-03-01' };

  it('is confirmed by nobody until that is confirmed or dropped', async () => {
    await importRoster(hall, {
      programme: RURAL,
      year: 2024,
      bytes: await rosterFile(hall, RURAL, [line(hall, WU, '下湾村', farmer(0, 1))]),
    });
    expect((await proposing(4, NEW, waiting, hall.seat('health'))).status).toBe(200);
    const list = { level: 'village', year: 2024, enrolments: [await idOf(RURAL, 4)] };
    const { data } = await hall.seat(`clerk-${BESIDE}`).act<{ data: readonly object[] }>('/confirmations', list);
    expect(data).toMatchObject([{ outcome: 'refused', code: 'transfer_awaited' }]);
    const { data: why } = await here().act<{ data: readonly object[] }>('/eligibility/queries', {
      citizen_id: WU.id,
      programme: RURAL,
      year: 2024,
    });
    expect(why).toMatchObject([{ status: { code: 'transfer_awaited' } }]);
    expect((await confirming(4, waiting.document_no, 'health')).problem.code).toBe('proposal_own');
    const dropping = { enrolment_id: await idOf(RURAL, 4), note: '户口未迁' };
    expect((await there().post('/transfers/dropping', dropping)).problem.code).toBe('not_found');
    expect((await here().post('/transfers/dropping', dropping)).problem.code).toBe('forbidden_role');
    await hall.seat('health').act('/transfers/dropping', dropping);
    await hall.seat(`clerk-${BESIDE}`).act('/confirmations', list);
    expect(await caseOf(4)).toMatchObject({ village: BESIDE });
  });

  it('goes along where nobody has confirmed it', async () => {
    await proposing(2, OLD, { ...waiting, document_no: '更正〔2024〕1号' }, there());
    expect((await confirming(2, '更正〔2024〕1号')).status).toBe(200);
    const villages = async (year: number) => (await enrolmentsOf(hall, RURAL, year)).map(({ village }) => village);
    expect([await villages(2023), await villages(2024)]).toEqual([
      [OLD, OLD, BESIDE],
      [OLD, BESIDE, NEW],
    ]);
    const fees = await enrolmentsOf(hall, FEE, 2024);
    expect(fees).toMatchObject([{ village: OLD, stage: 'applied' }]);
    expect(await failing(hall)).toEqual([]);
    const { differences, findings } = await replayed();
    expect([differences, findings]).toEqual([[], []]);
  });
});

describe('what is too much of a year, learnt after the moves', () => {
  it('stands in the books of the village whose year it is', async () => {
    const enrolment_id = await idOf(RURAL, 2);
    await die(hall, enrolment_id, '2023-06-10');
    const { data } = await hall
      .seat('finance-maker')
      .read<{ data: readonly { year: number; village: string }[] }>(`/overpaid?programme=${RURAL}`);
    expect(data.map(({ year, village }) => [year, village])).toContainEqual([2024, NEW]);
    expect(data.filter(({ year }) => year === 2023).map(({ village }) => village)).toEqual([OLD]);
    const { recoveries } = await hall.seat('finance-maker').read<{
      recoveries: readonly { recovery_id: string; year: number; amount_fen: number }[];
    }>(`/enrolments/${enrolment_id}`);
    for (const { recovery_id, amount_fen, year } of recoveries)
      await hall
        .seat('finance-maker')
        .act('/recoveries', { enrolment_id, recovery_id, amount_fen, document_no: `缴款书 ${year}` });
    expect(await failing(hall)).toEqual([]);
    const { differences, findings } = await replayed();
    expect([differences, findings]).toEqual([[], []]);
  });
});
