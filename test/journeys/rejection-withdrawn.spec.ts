import { addDays, plainDate } from '@fenming/calendar';
import { whyOne } from './ask-why';
import { moveClock, type Hall } from './hall';
import { bankFile, failing, lockRoster, returnFile, sendReturn, signUpTo, type Locked } from './payout';
import { DUE_FEN, FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmLevel, enrolmentAt, enrolmentsOf, seatOf, type Notice } from './walk';

const DOCUMENT = '东河计生〔2023〕11号';
const YEAR = 2023;

let hall: Hall;
let locked: Locked;
beforeAll(async () => {
  hall = await openRuralYear();
});
afterAll(() => hall.close());

const stageOf = async (row: number): Promise<string> => (await enrolmentAt(hall, RURAL, row)).stage;
const said = async (row: number, more: object = {}) => ({
  enrolment_id: (await enrolmentAt(hall, RURAL, row)).enrolment_id,
  year: YEAR,
  document_no: DOCUMENT,
  ...more,
});
const propose = async (by: string, row: number) =>
  hall.seat(by).post('/rejections/withdrawals', await said(row, { note: '核对户口簿后更正' }));
const confirm = async (by: string, row: number, more: object = {}) =>
  hall.seat(by).post('/rejections/withdrawals/confirmation', await said(row, more));
const due = async (): Promise<number> => {
  const { data } = await hall
    .seat('inspector')
    .read<{ data: readonly { due_fen: number }[] }>(`/balances?programme=${RURAL}&year=${YEAR}&area=991002`);
  return data[0]?.due_fen ?? 0;
};
const owed = async (enrolment: string): Promise<readonly object[]> =>
  (await hall.seat('finance-maker').read<{ years: readonly object[] }>(`/enrolments/${enrolment}/owed`)).years;
const pass = async (level: 'village' | 'township' | 'county'): Promise<void> => {
  const { closesOn } = await confirmLevel(hall, level, RURAL);
  await moveClock(hall, addDays(plainDate(closesOn), 1));
};

describe('a year that was refused by mistake', () => {
  it('stays refused until another person has confirmed, by the document of the first, that it was one', async () => {
    await pass('village');
    const officer = 'officer-991002101';
    const { enrolment_id, case_number } = await enrolmentAt(hall, RURAL, 2);
    await hall.seat(officer).act('/rejections', { level: 'township', year: YEAR, enrolment_id, reason: '户口簿看错' });
    expect((await propose('clerk-991002101201', 2)).problem.code).toBe('forbidden_role');
    expect((await confirm('health', 2)).problem.code).toBe('rejection_withdrawal_unknown');
    expect((await propose(officer, 2)).status).toBe(200);
    expect((await confirm(officer, 2)).problem.code).toBe('proposal_own');
    const other = await confirm('health', 2, { document_no: '另一份文件' });
    expect(other.problem).toMatchObject({ status: 409, code: 'rejection_withdrawal_unknown' });
    expect(other.problem.detail).toContain(DOCUMENT);
    expect(await stageOf(2)).toBe('rejected');
    const { sentence } = await whyOne<{ sentence: string }>(hall.seat('health'), { programme: RURAL, year: YEAR, case_number });
    expect(sentence).toContain(`已提出撤销（${DOCUMENT}），待另一人确认`);
  });

  it('then goes on at the level that had still to decide, and to the county with everybody else', async () => {
    expect((await confirm('health', 2)).status).toBe(200);
    expect(await stageOf(2)).toBe('village_noticed');
    expect((await confirm('health-2', 2)).problem).toMatchObject({ status: 409, code: 'rejection_unknown' });
    await pass('township');
    await pass('county');
    const stages = (await enrolmentsOf(hall, RURAL)).map(({ stage, amount_fen }) => [stage, amount_fen]);
    expect(stages).toEqual(FARMERS.map(() => ['county_noticed', DUE_FEN]));
  });

  it('of the county’s own decision is decided anew by the county, and no lower level undoes it', async () => {
    const { enrolment_id, case_number } = await enrolmentAt(hall, RURAL, 3);
    await hall.seat('health').act('/rejections', { level: 'county', year: YEAR, enrolment_id, reason: '同名误认' });
    expect(await due()).toBe(5 * DUE_FEN);
    expect(await owed(enrolment_id)).toMatchObject([{ determined_fen: 0, payable_fen: 0 }]);
    expect((await propose('officer-991002101', 3)).problem.code).toBe('decided_above');
    expect((await propose('health-2', 3)).status).toBe(200);
    expect((await confirm('health', 3)).status).toBe(200);
    expect(await stageOf(3)).toBe('township_noticed');
    expect(await due()).toBe(6 * DUE_FEN);
    expect(await owed(enrolment_id)).toMatchObject([{ determined_fen: DUE_FEN, payable_fen: DUE_FEN }]);
    const { sentence } = await whyOne<{ sentence: string }>(hall.seat('health'), { programme: RURAL, year: YEAR, case_number });
    expect(sentence).toContain('待县级重新确认并公示');
    const { data } = await hall.seat('finance-maker').read<{ data: readonly object[] }>(`/unpaid?programme=${RURAL}`);
    expect(data).toMatchObject([{ enrolment_id, due_fen: DUE_FEN, code: 'not_confirmed' }]);
    const { seat, area } = seatOf(hall, 'county', '991002101201');
    await seat.act('/confirmations', { level: 'county', year: YEAR, enrolments: [enrolment_id] });
    const notice = await seat.act<Notice>('/notices', { level: 'county', area, programme: RURAL, year: YEAR });
    await moveClock(hall, addDays(plainDate(notice.closes_on), 1));
  });

  it('may be held while somebody looks into it: it stays off the list, named among what is unpaid, until it is clear', async () => {
    const officer = hall.seat('officer-991002101');
    const { enrolment_id, case_number } = await enrolmentAt(hall, RURAL, 2);
    const early = await officer.post('/holds', { enrolment_id, note: '户籍待核', due_on: '2023-01-01' });
    expect(early.problem).toMatchObject({ status: 400, errors: [{ pointer: '/due_on', code: 'past' }] });
    await officer.act('/holds', { enrolment_id, note: '户籍待核', due_on: '2023-12-01' });
    expect((await officer.post('/holds', { enrolment_id, note: '再次', due_on: '2023-12-01' })).problem.code).toBe(
      'held_by_hand',
    );
    const { data } = await hall.seat('finance-maker').read<{ data: readonly object[] }>(`/unpaid?programme=${RURAL}`);
    const holder = { by: 'officer-991002101', due_on: '2023-12-01', overdue: false };
    expect(data).toMatchObject([{ enrolment_id, due_fen: DUE_FEN, code: 'held_by_hand', ...holder }]);
    expect(await owed(enrolment_id)).toMatchObject([{ payable_fen: DUE_FEN, waits: { code: 'held_by_hand', ...holder } }]);
    const { sentence } = await whyOne<{ sentence: string }>(hall.seat('health'), { programme: RURAL, year: YEAR, case_number });
    expect(sentence).toContain('暂停办理（户籍待核），应在 2023-12-01 前查明');
    await officer.act('/holds/release', { enrolment_id, note: '已核实' });
    expect(await owed(enrolment_id)).toMatchObject([{ payable_fen: DUE_FEN, waits: null }]);
    expect((await officer.post('/holds/release', { enrolment_id, note: '已核实' })).problem.code).toBe('hold_unknown');
  });

  it('leaves the locked list that it stands on, which whoever holds it is told', async () => {
    await fund(hall, FARMERS.length);
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    locked = await lockRoster(hall, RURAL);
    const body = { enrolment_id, note: '户籍待核', due_on: '2030-12-01' };
    const { taken_off } = await hall.seat('health').act<{ taken_off: readonly string[] }>('/holds', body);
    expect(taken_off).toEqual([locked.batch_id]);
    const listed = (): Promise<{ data: readonly object[] }> => hall.seat('finance-maker').read('/batches?year=2023');
    expect((await listed()).data).toMatchObject([{ state: 'opened', draft_again: 'lines_taken_off' }]);
    await hall.seat('health').act('/holds/release', { enrolment_id, note: '已核实' });
    const again = await hall.seat('finance-maker').act<Locked>(`/batches/${locked.batch_id}/lock`, {});
    locked = { ...locked, ...again };
    expect((await listed()).data).toMatchObject([{ state: 'locked', draft_again: null }]);
    expect(locked).toMatchObject({ count: FARMERS.length, sum_fen: FARMERS.length * DUE_FEN });
  });

  it('is paid like everybody else, once: money that is with the bank is not stopped by a hold', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    await signUpTo(hall, 'release', locked);
    const lines = await bankFile(hall, locked.batch_id);
    expect(lines).toHaveLength(FARMERS.length);
    const late = await hall.seat('health').post('/holds', { enrolment_id, note: '户籍待核', due_on: '2030-12-01' });
    expect(late.problem).toMatchObject({ status: 409, code: 'hold_would_overpay' });
    const paid = lines.map(({ lineNo, fen }) => ({ lineNo, fen, verdict: 'settled' as const }));
    expect((await sendReturn(hall, locked.batch_id, returnFile(locked.batch_id, paid))).status).toBe(200);
    expect(await failing(hall)).toEqual([]);
  });
});
