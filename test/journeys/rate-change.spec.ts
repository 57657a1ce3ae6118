import { eventsOf, moveClock, type Hall } from './hall';
import { openBatch } from './payout';
import { adopted, fromJuly, pay } from './rates';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear, enrolmentAt, enrolmentsOf } from './walk';

type Totals = { readonly year: number; readonly township: string; readonly raised: number; readonly raised_fen: number };
type Redetermination = {
  readonly last?: {
    readonly state: string;
    readonly looked: number;
    readonly unchanged: number;
    readonly raised: number;
    readonly raised_fen: number;
    readonly for_person: number;
    readonly waiting: number;
    readonly hash: string;
  };
  readonly totals: readonly Totals[];
};
type Changed = { readonly enrolment_id: string; readonly year: number; readonly cause: string | null; readonly was_fen: number };
type Condition = {
  readonly outcome: string;
  readonly sentence: string | null;
  readonly clause: string | null;
  readonly sources: readonly string[];
};
type Told = {
  readonly conditions: readonly Condition[];
  readonly determined_by: string;
  readonly statements: readonly object[];
  readonly texts: readonly { readonly document_no: string | null }[];
};

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await fund(hall, FARMERS.length);
  await moveClock(hall, '2023-09-01');
});
afterAll(() => hall.close());

const PATH = `/redeterminations/${RURAL}`;
const redetermination = (): Promise<Redetermination> => hall.seat('health').read<Redetermination>(PATH);
const hashNow = async (): Promise<string> => (await redetermination()).last?.hash ?? '';

describe('a rate that rises from July and is adopted when the year has been paid', () => {
  let opened: ReturnType<typeof openBatch>;

  it('finds the county at 960.00 each, of which one payment came back', async () => {
    const locked = await pay(hall, (lineNo) => (lineNo === 1 ? 'NO_ACCOUNT' : 'settled'));
    expect(locked).toMatchObject({ count: 6, sum_fen: 6 * 96_000 });
  });

  it('determines everybody on trial as soon as it is adopted, and writes nothing into a case', async () => {
    await adopted(hall, fromJuly('1080.00'), { no: '县卫健〔2023〕21号', date: '2023-08-25' });
    const { last, totals } = await redetermination();
    expect(last).toMatchObject({ state: 'computed', looked: 6, unchanged: 0, raised: 6, raised_fen: 6 * 6_000, for_person: 0 });
    expect(totals.reduce((sum, { raised }) => sum + raised, 0)).toBe(6);
    expect(totals.reduce((sum, { raised_fen }) => sum + raised_fen, 0)).toBe(6 * 6_000);
    const determined = (await eventsOf(hall)).filter(({ type }) => type === 'EntitlementDetermined');
    expect(determined).toHaveLength(6);
  });

  it('keeps the next list from being locked until the cases have been determined', async () => {
    opened = openBatch(hall, RURAL);
    const answer = await hall.seat('finance-maker').post(`/batches/${(await opened).batch_id}/lock`, {});
    expect(answer.problem).toMatchObject({ status: 409, code: 'redetermination_due' });
    expect(answer.problem.title).toContain('fenming redetermine');
  });

  it('takes two people to sign its totals, and what was not shown is not signed', async () => {
    const hash = await hashNow();
    const other = await hall.seat('health').post(`${PATH}/signatures`, { hash: hash.replaceAll(/./g, '0') });
    expect(other.problem).toMatchObject({ status: 409, code: 'redetermination_changed' });
    await hall.seat('health').act(`${PATH}/signatures`, { hash });
    const again = await hall.seat('health').post(`${PATH}/signatures`, { hash });
    expect(again.problem).toMatchObject({ status: 403, code: 'separation_of_duty' });
    expect(again.problem.title).toContain('须由另一人办理');
    const done = await hall.seat('finance-approver').act<Redetermination>(`${PATH}/signatures`, { hash });
    expect(done.last).toMatchObject({ state: 'applied', raised: 6, waiting: 0 });
    const amounts = (await enrolmentsOf(hall, RURAL)).map(({ amount_fen }) => amount_fen);
    expect(amounts).toEqual(FARMERS.map(() => 102_000));
  });

  it('tells of each determination why there is one, and what every condition came to by which text', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    const { data } = await hall.seat('inspector').read<{ data: readonly Told[] }>(`/enrolments/${enrolment_id}/determinations`);
    expect(data).toMatchObject([
      { year: 2023, number: 1, cause: 'confirmation', cause_text: '县级确认', amount_fen: 96_000 },
      { year: 2023, number: 2, cause: 'rules', cause_text: '标准或规则变化', amount_fen: 102_000 },
    ]);
    expect(new Set(data.flatMap(({ texts }) => texts.map(({ document_no }) => document_no))).size).toBe(2);
    for (const { conditions, determined_by, statements } of data) {
      expect(conditions.length).toBeGreaterThan(2);
      for (const { outcome, sentence, clause, sources } of conditions)
        expect([outcome, typeof sentence, typeof clause, sources.length > 0]).toEqual(['met', 'string', 'string', true]);
      expect(determined_by).toMatch(/health|finance-approver/);
      expect(statements).toEqual([]);
    }
    expect((await hall.seat('finance-maker').get(`/enrolments/${enrolment_id}/determinations`)).status).toBe(403);
  });

  it('then pays the arrears of who was paid, and the whole in one line to whom it came back: 1,020.00 each', async () => {
    await hall.seat('finance-maker').act('/appropriations', {
      programme: RURAL,
      year: 2023,
      layer: 'central',
      amount_fen: 36_000,
      document_no: '财社〔2023〕补差-中央',
      arrived_on: '2023-08-30',
    });
    for (const layer of ['province', 'county'])
      await hall.seat('finance-maker').act('/appropriations', {
        programme: RURAL,
        year: 2023,
        layer,
        amount_fen: 12_000,
        document_no: `财社〔2023〕补差-${layer}`,
        arrived_on: '2023-08-30',
      });
    const locked = await pay(hall, () => 'settled', opened);
    expect(locked).toMatchObject({ round: 2, count: 6, sum_fen: 102_000 + 5 * 6_000 });
    const { data } = await hall
      .seat('inspector')
      .read<{ data: readonly { settled_fen: number; due_fen: number; unpaid_fen: number }[] }>(
        `/balances?programme=${RURAL}&year=2023&area=991002`,
      );
    expect(data.slice(0, 1)).toMatchObject([{ due_fen: 6 * 102_000, settled_fen: 6 * 102_000, unpaid_fen: 0 }]);
    const paid = (await eventsOf(hall)).filter(({ type }) => type === 'PaymentInstructed').slice(6);
    expect(paid.map(({ payload }) => String(payload['entitlement'])).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      ...Array.from({ length: 5 }, () => '2023/arrears/2'),
      '2023/regular/regular',
    ]);
  });

  it('changes nothing when everybody is looked at once more, and every control formula holds', async () => {
    const again = await hall.seat('health').act<Redetermination>(`${PATH}/runs`, {});
    expect(again.last).toMatchObject({ looked: 6, unchanged: 6, raised: 0, for_person: 0 });
    const { formulas } = await hall
      .seat('inspector')
      .read<{ formulas: readonly { state: string; findings: readonly object[] }[] }>('/controls');
    expect(formulas.filter(({ state }) => state === 'fails')).toEqual([]);
  });
});

describe('rules that would lower what was determined', () => {
  let withdrawn = '';

  it('are for a person, case by case: nothing is lowered by the machine', async () => {
    withdrawn = await adopted(hall, fromJuly('900.00'), { no: '县卫健〔2023〕22号', date: '2023-08-28' });
    const { last } = await redetermination();
    expect(last).toMatchObject({ raised: 0, for_person: 6, waiting: 6 });
    const { data } = await hall.seat('health').read<{ data: readonly Changed[] }>(`${PATH}/cases?state=waiting`);
    expect(data.map(({ cause, was_fen }) => [cause, was_fen])).toEqual(FARMERS.map(() => ['lower', 102_000]));
  });

  it('are decided by the health commission under a document: one case determined, the others kept', async () => {
    const { data } = await hall.seat('health').read<{ data: readonly Changed[] }>(`${PATH}/cases?state=waiting`);
    const [first, ...others] = data.map(({ enrolment_id, year }) => ({ enrolment_id, year }));
    const said = { document_no: '县卫健〔2023〕23号', reason: '逐例核实' };
    const send = (by: string, path: string, body: object) =>
      hall.seat(by).act<{ data: readonly { outcome: string; code?: string }[] }>(`${PATH}/${path}`, body);
    const decide = async (cases: readonly object[], decision: string) => {
      const proposed = await send('health', 'decisions', { cases, decision, ...said });
      const confirmed = await send('health-2', 'decisions/confirmation', { cases, decision });
      return proposed.data.some(({ outcome }) => outcome === 'refused') ? proposed : confirmed;
    };
    const alone = await send('health', 'decisions', { cases: [first ?? {}], decision: 'determined', ...said });
    expect(alone.data).toEqual([expect.objectContaining({ outcome: 'proposed' })]);
    const own = await send('health', 'decisions/confirmation', { cases: [first ?? {}], decision: 'determined' });
    expect(own.data).toEqual([expect.objectContaining({ outcome: 'refused', code: 'separation_of_duty' })]);
    const other = await send('health-2', 'decisions/confirmation', { cases: [first ?? {}], decision: 'kept' });
    expect(other.data).toEqual([expect.objectContaining({ outcome: 'refused', code: 'decision_unknown' })]);
    const none = await hall.seat('health').post(`${PATH}/decisions`, { cases: [], decision: 'kept', ...said });
    expect(none.problem).toMatchObject({ status: 400, errors: [{ pointer: '/cases', code: 'list' }] });
    expect((await decide([first ?? {}], 'determined')).data).toEqual([expect.objectContaining({ outcome: 'decided' })]);
    expect((await decide(others, 'kept')).data.map(({ outcome }) => outcome)).toEqual(others.map(() => 'decided'));
    expect((await decide([first ?? {}], 'kept')).data).toEqual([
      expect.objectContaining({ outcome: 'refused', code: 'case_not_waiting' }),
    ]);
    const amounts = (await enrolmentsOf(hall, RURAL)).map(({ amount_fen }) => Number(amount_fen)).toSorted((a, b) => a - b);
    expect(amounts).toEqual([93_000, 102_000, 102_000, 102_000, 102_000, 102_000]);
    expect((await redetermination()).last).toMatchObject({ waiting: 0 });
  });

  it('are as if they had never been once they are withdrawn: the rise back is signed like any other', async () => {
    const said = { content_hash: withdrawn, document_no: '县卫健〔2023〕24号', document_date: '2023-08-31', paid: 'stays' };
    await hall.seat('health').act(`/programmes/${RURAL}/withdrawals`, said);
    await hall.seat('finance-approver').act(`/programmes/${RURAL}/withdrawals/confirmation`, {
      content_hash: withdrawn,
      document_no: '县卫健〔2023〕24号',
      paid: 'stays',
    });
    expect((await redetermination()).last).toMatchObject({ looked: 6, unchanged: 5, raised: 1, raised_fen: 9_000 });
    const refused = [
      await hall.seat('health').post(`/programmes/${RURAL}/withdrawals`, { ...said, paid: 'goes_back' }),
      await hall.seat('health').post('/programmes/proposals', {
        text: fromJuly('900.00'),
        document_no: '县卫健〔2023〕25号',
        document_date: '2023-08-31',
        effective_from: '2023-01-01',
      }),
    ];
    for (const { problem } of refused)
      expect(problem).toMatchObject({
        code: 'version_withdrawn',
        detail: '文号 县卫健〔2023〕24号，文件日期 2023-08-31，已发资金不追回',
      });
    const hash = await hashNow();
    await hall.seat('health').act(`${PATH}/signatures`, { hash });
    await hall.seat('finance-approver').act(`${PATH}/signatures`, { hash });
    expect((await enrolmentsOf(hall, RURAL)).map(({ amount_fen }) => amount_fen)).toEqual(FARMERS.map(() => 102_000));
    const { batch_id } = await openBatch(hall, RURAL);
    expect((await hall.seat('finance-maker').post(`/batches/${batch_id}/lock`, {})).problem.code).toBe('roster_empty');
  });
});
