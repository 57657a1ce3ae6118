import type { Applicant } from '../../libs/demo-county/src/county/applicants';
import { drawDemoCounty } from '../../libs/demo-county/src/county/demo-county';
import { caseNumberOf } from '../../libs/demo-county/src/drive/enrolments';
import { runDemo, type DemoRun } from '../../libs/demo-county/src/run-demo';
import { whyOne } from './ask-why';
import { apiOf } from './demo-year';
import { newFolder, removeFolder, startServer, type Server } from './real-server';
import type { Seat } from './seat';
import { acceptStatement } from './second-signature';

const [SEED, SCALE] = [1, 0.01];
const county = drawDemoCounty(SEED, SCALE);
const { secondYear } = county.story;
const [RURAL, FEE] = ['RURAL_REWARD', 'ONLY_CHILD_FEE'];

let server: Server;
let demo: DemoRun;
beforeAll(async () => {
  const dir = newFolder();
  server = await startServer({ dir });
  demo = await runDemo(apiOf(server, server.token), { dir, seed: SEED, scale: SCALE }, () => undefined);
});
afterAll(async () => {
  await server.stop();
  removeFolder(server.dir);
});

/** Somebody who logs in with what the demo shows. */
const seat = async (actor: string): Promise<Seat> => {
  const password = demo.logins.find(({ id }) => id === actor)?.password;
  const { token } = await server.operator.as(undefined).act<{ token: string }>('/sessions', { actor, password });
  return server.operator.as(token);
};
const numberOf = (applicant: Applicant): string => {
  const roster = county.rosters.find(({ applicants }) => applicants.includes(applicant));
  if (roster === undefined) throw new Error('on no roster');
  return caseNumberOf(roster, applicant);
};
type Listed = {
  readonly enrolment_id: string;
  readonly case_number: string;
  readonly village: string;
  readonly amount_fen: number;
};
const listOf = async (programme: string): Promise<readonly Listed[]> =>
  (await (await seat('weijian')).read<{ data: readonly Listed[] }>(`/enrolments?programme=${programme}&year=2024&limit=500`))
    .data;
const caseOf = async (programme: string, applicant: Applicant): Promise<Listed> => {
  const found = (await listOf(programme)).find(({ case_number }) => case_number === numberOf(applicant));
  if (found === undefined) throw new Error(`${numberOf(applicant)} did not apply in 2024`);
  return found;
};
type Why = {
  readonly sentence: string;
  readonly amount_fen: number;
  readonly lines: readonly { readonly from?: string; readonly amount_fen: number }[];
  readonly rules: readonly { readonly document_no: string; readonly from: string; readonly to: string }[];
  readonly payments: readonly { readonly kind_text: string; readonly amount_fen: number; readonly state_text: string }[];
};
const why = async (programme: string, applicant: Applicant): Promise<Why> =>
  whyOne<Why>(await seat('fuhe'), { programme, year: 2024, case_number: numberOf(applicant) });
const paid = ({ payments }: Why) => payments.map(({ kind_text, amount_fen, state_text }) => [kind_text, amount_fen, state_text]);
const isEarly = (village: string): boolean => [...secondYear.early].some((township) => village.startsWith(township));

describe('the second year of the demo county', () => {
  it('has a second person of the health commission, who logs in and signs second', async () => {
    const [first, second] = [await seat('weijian'), await seat('fuhe')];
    const { enrolment_id } = await caseOf(FEE, secondYear.changed);
    const said = {
      fact: 'spousePayer',
      value: '无配偶',
      since: '2024-09-02',
      document_no: '示例卫健〔2024〕30号',
      reason: '离异',
    };
    const { statement } = await first.act<{ statement: string }>('/statements', { enrolment_id, ...said });
    const own = await acceptStatement(first, { enrolment_id, statement });
    expect(own.problem).toMatchObject({ status: 403, code: 'proposal_own' });
    expect((await second.post(`/statements/${statement}/dropping`, { enrolment_id, reason: '只是试试' })).status).toBe(200);
  });

  it('finds somebody in an amount that is too small, by an objection that ends by a statement: 240.00 become 480.00', async () => {
    const answer = await why(FEE, secondYear.underpaid);
    expect(answer.amount_fen).toBe(48_000);
    expect(paid(answer)).toEqual([['发放', 48_000, '已到账']]);
    const { enrolment_id } = await caseOf(FEE, secondYear.underpaid);
    const { objections } = await (await seat('fuhe')).read<{ objections: readonly object[] }>(`/enrolments/${enrolment_id}`);
    expect(objections).toMatchObject([{ year: 2024, kind: 'amount_wrong', state: 'remedied' }]);
    const { facts } = await (
      await seat('fuhe')
    ).read<{ facts: readonly { fact: string; year: number; value: string; origin: string }[] }>(
      `/enrolments/${enrolment_id}/facts`,
    );
    const payers = facts.filter(({ fact, year }) => fact === 'spousePayer' && year === 2024);
    expect(payers.map(({ value, origin }) => [value, origin])).toEqual([
      ['用人单位', 'roster'],
      ['财政', 'statement'],
    ]);
  });

  it('takes back a death that was recorded by mistake, and the person is paid: 960.00, and 60.00 that wait for the approval', async () => {
    const answer = await why(RURAL, secondYear.mistaken);
    expect(answer.sentence).not.toContain('死亡');
    expect(paid(answer)).toEqual([
      ['发放', 96_000, '已到账'],
      ['补差', 6_000, '待发放'],
    ]);
    const { enrolment_id } = await caseOf(RURAL, secondYear.mistaken);
    const told = await (await seat('fuhe')).get(`/enrolments/${enrolment_id}/timeline`);
    expect(told.text).toContain('ExitWithdrawn');
  });

  it('counts two parents to March and one from April on, as a document says: 120.00 and 180.00', async () => {
    const answer = await why(FEE, secondYear.changed);
    expect(answer.lines.map(({ amount_fen }) => amount_fen)).toEqual([12_000, 18_000]);
    expect(paid(answer)).toEqual([['发放', 30_000, '已到账']]);
  });

  it('pays a family that moved away in April through that month: 4 × 40.00, to its own account', async () => {
    const answer = await why(FEE, secondYear.moved);
    expect(answer.sentence).toContain('迁出');
    expect(paid(answer)).toEqual([['发放', 16_000, '已到账']]);
  });

  it('raises the rural reward from July by a document of the county: everybody to 1,020.00, signed by two people', async () => {
    const people = await listOf(RURAL);
    expect(new Set(people.map(({ amount_fen }) => amount_fen))).toEqual(new Set([102_000]));
    expect(people).toHaveLength(secondYear.rural.length);
    const { last } = await (await seat('fuhe')).read<{ last: object }>(`/redeterminations/${RURAL}`);
    expect(last).toMatchObject({
      state: 'applied',
      raised: people.length,
      raised_fen: people.length * 6_000,
      for_person: 0,
      failed: 0,
      proposer: 'shili-weijian',
      approver: 'shili-shenpi',
    });
    expect((await why(RURAL, secondYear.mistaken)).rules).toMatchObject([
      { document_no: '示例卫健〔2023〕1号', from: '2024-01', to: '2024-06' },
      { document_no: '示例卫健〔2024〕18号', from: '2024-07', to: '2024-12' },
    ]);
  });

  it('pays whoever was paid in May the arrears, and everybody else the whole, on the list that waits for approval', async () => {
    const early = (await listOf(RURAL)).filter(({ village }) => isEarly(village)).length;
    const { data } = await (
      await seat('jingban')
    ).read<{
      data: readonly { batch_id: string; state: string; roster: { count: number; sum_fen: number } }[];
    }>('/batches?year=2024');
    const everybody = secondYear.rural.length;
    expect(data.map(({ batch_id, state, roster }) => [batch_id, state, roster.count, roster.sum_fen])).toEqual([
      ['ONLY_CHILD_FEE-2024-991001-1', 'closed', secondYear.fee.length, expect.any(Number)],
      ['RURAL_REWARD-2024-991001-1', 'closed', early, early * 96_000],
      ['RURAL_REWARD-2024-991001-2', 'checked', everybody, early * 6_000 + (everybody - early) * 102_000],
    ]);
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(everybody);
    const approver = await seat('shenpi');
    const [, , { batch_id, roster }] = data as readonly [
      unknown,
      unknown,
      { batch_id: string; roster: { hash: string; sum_fen: number } },
    ];
    const approved = await approver.post(`/batches/${batch_id}/approve`, { roster_hash: roster.hash, total_fen: roster.sum_fen });
    expect(approved.status).toBe(200);
  });

  it('leaves no control formula that fails, and nobody unpaid who stands on no list', async () => {
    const { formulas } = await (await seat('jiwei')).read<{ formulas: readonly { state: string }[] }>('/controls');
    expect(formulas.filter(({ state }) => state === 'fails')).toEqual([]);
    const { data } = await (await seat('jingban')).read<{ data: readonly object[] }>('/unpaid?year=2024');
    expect(data).toEqual([]);
  });
});
