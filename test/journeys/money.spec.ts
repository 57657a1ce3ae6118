import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RunningCounty } from '@fenming/county';
import { fen } from '@fenming/money';
import { appropriationDecider, streams, type ActorId } from '@fenming/subsidy';
import type { Ledger, LedgerPosting, Page } from '@fenming/views';
import { whyOne } from './ask-why';
import { moveClock, type Hall } from './hall';
import { bankFile, lockRoster, returnFile, sendReturn, signUpTo, type Locked } from './payout';
import { startServer } from './real-server';
import { expectRefusal } from './refusal';
import { DUE_FEN, FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import type { Answer, Seat } from './seat';
import { confirmYear } from './walk';

const AID = { programme: RURAL, year: 2023 };
const NONE = { central_fen: 0, province_fen: 0, city_fen: 0, county_fen: 0 };
const DUE = FARMERS.length * DUE_FEN;
/** What the centre, the province and the county pay of 960.00. */
const SHARE = { central: 57_600, province: 19_200, county: 19_200 };

let hall: Hall;
let locked: Locked;
beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await fund(hall, FARMERS.length + 1);
  locked = await lockRoster(hall, RURAL);
});
afterAll(() => hall.close());

const maker = (): Seat => hall.seat('finance-maker');
const book = (path: string, said: object): Promise<Answer> => maker().post(`/appropriations/${path}`, { ...AID, ...said });
const ledgerOf = async (seat: Seat, year = 2023): Promise<Ledger | undefined> => {
  const { data } = await seat.read<{ data: readonly Ledger[] }>(`/ledger?programme=${RURAL}&year=${year}`);
  return data[0];
};
const total = async (): Promise<object> => {
  const ledger = await ledgerOf(maker());
  expect(ledger?.balanced).toBe(true);
  return Object.fromEntries(Object.entries(ledger?.total ?? {}).filter(([, value]) => value !== 0));
};

describe('the year’s money', () => {
  it('is where the documents and the batch have put it, at every step', async () => {
    const came = { appropriated_fen: DUE + DUE_FEN };
    expect(await total()).toEqual({ ...came, available_fen: DUE + DUE_FEN });
    await signUpTo(hall, 'release', locked);
    expect(await total()).toEqual({ ...came, available_fen: DUE_FEN, in_transit_fen: DUE });
    const lines = await bankFile(hall, locked.batch_id);
    const answers = lines.map(({ lineNo, fen: amount }, i) => ({
      lineNo,
      fen: amount,
      verdict: i === 0 ? ('CLOSED' as const) : ('settled' as const),
    }));
    await sendReturn(hall, locked.batch_id, returnFile(locked.batch_id, answers));
    expect(await total()).toEqual({
      ...came,
      available_fen: 2 * DUE_FEN,
      settled_fen: DUE - DUE_FEN,
      returned_fen: DUE_FEN,
    });
    const layers = (await ledgerOf(maker()))?.layers ?? [];
    expect(layers.map(({ available_fen }) => available_fen)).toEqual([
      SHARE.central * 2,
      SHARE.province * 2,
      0,
      SHARE.county * 2,
    ]);
  });

  it('is adjusted down to what is available and no further', async () => {
    const less = { layer: 'county', reason: '据实结算', adjusted_on: '2023-02-10' };
    const tooMuch = { ...less, amount_fen: -(SHARE.county * 2 + 1), document_no: '调1号' };
    await expectRefusal(hall, () => book('adjustments', tooMuch), { status: 422, code: 'available_exceeded' });
    expect((await book('adjustments', { ...less, amount_fen: -200, document_no: '调1号' })).status).toBe(200);
    expect(await total()).toMatchObject({ adjusted_fen: -200, available_fen: 2 * DUE_FEN - 200 });
  });

  it('is carried to the next year once, however often it is asked for', async () => {
    const carrying = { document_no: '转1号', carried_on: '2023-02-10', funding: { ...NONE, central_fen: SHARE.central } };
    const answers = [await book('carry-overs', carrying), await book('carry-overs', carrying)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await total()).toMatchObject({ carried_out_fen: SHARE.central });
    expect(await ledgerOf(maker(), 2024)).toMatchObject({ total: { carried_in_fen: SHARE.central }, balanced: true });
    const other = { ...carrying, funding: { ...NONE, central_fen: 1 } };
    await expectRefusal(hall, () => book('carry-overs', other), { status: 409, code: 'duplicate_document' });
  });

  it('is not closed while a batch waits for its answers, and takes no posting afterwards', async () => {
    const closing = { document_no: '结1号', closed_on: '2023-02-10' };
    await expectRefusal(hall, () => book('closures', closing), {
      status: 409,
      code: 'money_under_way',
      detail: `批次 ${locked.batch_id}`,
    });
    await hall.seat('finance-checker').act(`/batches/${locked.batch_id}/reconcile`, {});
    const back = { document_no: '缴1号', lapsed_on: '2023-02-10', funding: { ...NONE, province_fen: SHARE.province } };
    expect((await book('lapses', back)).status).toBe(200);
    const left = await expectRefusal(hall, () => book('closures', closing), { status: 409, code: 'money_left' });
    expect(left.detail).toMatch(/^还有可用资金：中央 .* 元、省级 .* 元、县级 .* 元$/u);
    const { layers = [], total: sums } = (await ledgerOf(maker())) ?? {};
    const funding = { ...NONE, ...Object.fromEntries(layers.map(({ layer, available_fen }) => [`${layer}_fen`, available_fen])) };
    expect((await book('lapses', { ...back, document_no: '缴3号', funding })).status).toBe(200);
    expect((await book('closures', closing)).status).toBe(200);
    expect(await ledgerOf(maker())).toMatchObject({
      closed_on: '2023-02-10',
      total: { lapsed_fen: SHARE.province + (sums?.available_fen ?? 0), available_fen: 0 },
    });
    const late = [
      () => book('lapses', { ...back, document_no: '缴2号' }),
      () => book('closures', closing),
      () =>
        maker().post('/appropriations', { ...AID, layer: 'city', amount_fen: 1, document_no: '拨9号', arrived_on: '2023-02-10' }),
    ];
    for (const ask of late) await expectRefusal(hall, ask, { status: 409, code: 'appropriation_closed' });
  });

  it('leaves nobody in silence whom the closed year has not paid: on the list of what is unpaid, and in the answer to why', async () => {
    const { data } = await maker().read<{ data: readonly { case_number: string; next_step: string }[] }>('/unpaid?year=2023');
    expect(data).toMatchObject([{ due_fen: DUE_FEN, code: 'appropriation_closed' }]);
    expect(data[0]?.next_step).toContain('财政局按文件');
    const { sentence } = await whyOne<{ sentence: string }>(maker(), { ...AID, case_number: data[0]?.case_number ?? '' });
    expect(sentence).toContain('2023 年度已结账，待财政局按文件安排资金');
    expect(sentence).not.toContain('下一批次');
  });

  it('shows every posting, the same amount given and taken', async () => {
    const first = await maker().read<Page<LedgerPosting>>(`/ledger/postings?year=2023&limit=5`);
    const rest = await maker().read<Page<LedgerPosting>>(`/ledger/postings?year=2023&limit=500&cursor=${first.next_cursor}`);
    const kinds = [...new Set([...first.data, ...rest.data].map(({ kind }) => kind))];
    expect(kinds).toEqual([
      'received',
      'reserved',
      'instructed',
      'returned',
      'settled',
      'adjusted_down',
      'carried_out',
      'lapsed',
    ]);
  });

  it.each([
    ['a layer too few', { funding: { central_fen: 1, province_fen: 0, city_fen: 0 } }, '/funding/county_fen'],
    ['no money at all', {}, '/funding'],
    ['half a fen', { funding: { ...NONE, central_fen: 0.5 } }, '/funding/central_fen'],
  ])('is not lapsed under a form with %s', async (_, said, pointer) => {
    const { problem } = await book('lapses', { document_no: '缴3号', lapsed_on: '2023-02-10', ...said });
    expect(problem.status).toBe(400);
    expect(new Set(problem.errors?.map((fault) => fault.pointer))).toEqual(new Set([pointer]));
  });
});

/** What the command line answers in this county. */
const fenming = async (...argv: readonly string[]): Promise<string> => {
  const program = join(__dirname, '../../bin/fenming.js');
  return (await promisify(execFile)(process.execPath, [program, 'appropriation', ...argv, '--data', hall.dir])).stdout;
};

describe('the same at the command line', () => {
  it('books a document once, however often it is given, and shows where the money is', async () => {
    await moveClock(hall, '2024-02-10');
    const file = join(hall.dir, 'maker.token');
    writeFileSync(file, hall.tokenOf('finance-maker'), { mode: 0o600 });
    const book = (verb: string, ...said: readonly string[]): Promise<string> =>
      fenming(verb, RURAL, '2024', ...said, '--on', '2023-02-10', '--token-file', file);
    const received = ['receive', '--layer', 'city', '--yuan', '1,000.05', '--document-no', '拨8号'] as const;
    expect([await book(...received), await book(...received)]).toEqual([
      expect.stringContaining('指标已登记'),
      expect.stringContaining('指标已登记'),
    ]);
    await book('adjust', '--layer', 'city', '--yuan', '-0.05', '--document-no', '调8号', '--reason', '据实结算');
    await book('lapse', '--city', '400', '--document-no', '缴8号');
    const tooMuch = book('carry', '--city', '600.01', '--document-no', '转8号');
    await expect(tooMuch).rejects.toMatchObject({ code: 5, stderr: expect.stringContaining('缺 0.01 元') as string });
    const { data } = JSON.parse(await fenming('ledger', '--year', '2024', '--json')) as { readonly data: readonly Ledger[] };
    expect(data[0]?.layers.find(({ layer }) => layer === 'city')).toMatchObject({
      appropriated_fen: 100_005,
      adjusted_fen: -5,
      lapsed_fen: 40_000,
      available_fen: 60_000,
    });
  });
});

describe('a carry-over that a crash has cut off between its halves', () => {
  it('arrives when it is asked for again', async () => {
    await hall.stop();
    const county = await RunningCounty.open({ dir: hall.dir });
    const purpose = { programme: RURAL, year: 2024, area: county.code() };
    const funding = { central: fen(100), province: fen(0), city: fen(0), county: fen(0) };
    const said = { do: 'carry-out' as const, funding, documentNo: '转2号', carriedOn: '2023-02-10' };
    const asked = { by: 'finance-maker' as ActorId, role: 'finance-maker' as const, area: purpose.area };
    const stream = streams.appropriation(RURAL, 2024, purpose.area);
    const caller = { asked, commandId: 'cut-off', correlation: 'cut-off' };
    await county.executor.one(appropriationDecider, stream, { ...purpose, ...said }, caller);
    await county.close();

    const server = await startServer({ dir: hall.dir });
    const { operator } = server;
    const seat = operator.as(hall.tokenOf('finance-maker'));
    const carrying = { programme: RURAL, year: 2024, document_no: '转2号', carried_on: '2023-02-10' };
    expect(await ledgerOf(seat, 2025)).toBeUndefined();
    await seat.act('/appropriations/carry-overs', { ...carrying, funding: { ...NONE, central_fen: 100 } });
    expect(await ledgerOf(seat, 2025)).toMatchObject({ total: { carried_in_fen: 100 }, balanced: true });
    expect(await ledgerOf(seat, 2024)).toMatchObject({ total: { carried_out_fen: 100 }, balanced: true });
    await server.stop();
  });
});
