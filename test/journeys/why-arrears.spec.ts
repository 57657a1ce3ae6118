import { whyOne } from './ask-why';
import { moveClock, type Hall } from './hall';
import { bankFile, lockRoster, returnFile, sendReturn, signUpTo, type Locked } from './payout';
import { adopted, fromJuly, pay } from './rates';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear, enrolmentAt } from './walk';

type Why = {
  readonly status: { readonly code: string; readonly sentence: string };
  readonly answer: string;
  readonly sentence: string;
  readonly amount_fen: number;
  readonly determined: boolean;
  readonly rules: readonly {
    readonly document_no: string;
    readonly from: string;
    readonly to: string;
    readonly withdrawn_by?: string;
  }[];
  readonly payments: readonly { readonly kind_text: string; readonly attempt: number; readonly amount_fen: number }[];
};
type Listed = { readonly enrolment_id: string; readonly year: number };

let hall: Hall;
let first: Locked;
beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  // With what the arrears will take.
  await fund(hall, FARMERS.length + 1);
  await moveClock(hall, '2023-06-01');
  first = await pay(hall, () => 'settled');
  await moveClock(hall, '2023-09-01');
});
afterAll(() => hall.close());

const why = async (row = 2): Promise<Why> => {
  const { case_number } = await enrolmentAt(hall, RURAL, row);
  return whyOne(hall.seat('health'), { programme: RURAL, year: 2023, case_number });
};
const page = async (): Promise<string> => {
  const { case_number } = await enrolmentAt(hall, RURAL, 2);
  const asked = new URLSearchParams({ case_number, year: '2023' }).toString();
  const { text } = await hall.seat('health').ask('GET', `/why?${asked}`, { headers: { accept: 'text/html' } });
  return text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
};
const signRedetermination = async (): Promise<void> => {
  const path = `/redeterminations/${RURAL}`;
  const { last } = await hall.seat('health').read<{ readonly last: { readonly hash: string } }>(path);
  for (const who of ['health', 'finance-approver']) await hall.seat(who).act(`${path}/signatures`, { hash: last.hash });
};
const withdraw = async (content_hash: string, no: string): Promise<void> => {
  const said = { content_hash, document_no: no, document_date: '2023-09-01', paid: 'stays' };
  await hall.seat('health').act(`/programmes/${RURAL}/withdrawals`, said);
  await hall.seat('finance-approver').act(`/programmes/${RURAL}/withdrawals/confirmation`, {
    content_hash,
    document_no: no,
    paid: 'stays',
  });
};

describe('why, when a rate has risen after the year was paid', () => {
  let risen = '';

  it('names the text of each half of the year with its months', async () => {
    expect((await why()).rules).toMatchObject([{ document_no: '县卫健〔2023〕1号', from: '2023-01', to: '2023-12' }]);
    const document = { no: '县卫健〔2023〕21号', date: '2023-08-25' };
    risen = await adopted(hall, fromJuly('1080.00'), document, '2023-07-01');
    await signRedetermination();
    const { rules, amount_fen } = await why();
    expect(amount_fen).toBe(102_000);
    expect(rules).toMatchObject([
      { document_no: '县卫健〔2023〕1号', from: '2023-01', to: '2023-06' },
      { document_no: document.no, from: '2023-07', to: '2023-12' },
    ]);
    expect(await page()).toContain('县卫健〔2023〕21号（2023-07 至 2023-12），自 2023-07-01 起生效');
  });

  it('says that the arrears are to be listed, then on which list they stand, then that they came back', async () => {
    const arrived = /^2023-06-01 已到账 960.00 元（账户尾号 \d{4}），批次 RURAL_REWARD-2023-991002-1。/u;
    expect((await why()).status.sentence).toMatch(arrived);
    expect((await why()).status.sentence).toMatch(/此后核定为 1,020.00 元，补差 60.00 元，待列入下一批次。$/);
    const locked = await lockRoster(hall, RURAL);
    expect(locked.count).toBe(first.count);
    const listed = (await why()).status;
    expect([listed.code, listed.sentence]).toEqual(['in_batch', expect.stringMatching(arrived)]);
    expect(listed.sentence).toContain(`已列入批次 ${locked.batch_id}，补差 60.00 元，批次已锁定。`);
    expect(listed.sentence).not.toContain('待列入');
    await signUpTo(hall, 'release', locked);
    const lines = await bankFile(hall, locked.batch_id);
    const answers = lines.map(({ lineNo, fen }) => ({ lineNo, fen, verdict: 'CLOSED' as const }));
    await sendReturn(hall, locked.batch_id, returnFile(locked.batch_id, answers));
    const { status, payments } = await why();
    expect([status.code, status.sentence]).toEqual(['returned', expect.stringMatching(arrived)]);
    expect(status.sentence).toContain('补差 60.00 元被银行退回：账户已销户。');
    expect(payments.map(({ kind_text, attempt, amount_fen }) => [kind_text, attempt, amount_fen])).toEqual([
      ['发放', 1, 96_000],
      ['补差', 1, 6_000],
    ]);
    expect(await page()).toMatch(/发放第 1 次 .* 补差第 1 次 /);
  });

  it('calls no text in force that has been withdrawn since', async () => {
    await withdraw(risen, '县卫健〔2023〕24号');
    const { rules, sentence } = await why();
    expect(rules.map(({ withdrawn_by }) => withdrawn_by)).toEqual([undefined, '县卫健〔2023〕24号']);
    expect(sentence).toContain('核定所依据的规则（县卫健〔2023〕21号）已由 县卫健〔2023〕24号 废止。');
    expect(await page()).toContain('县卫健〔2023〕21号（2023-07 至 2023-12），已由 县卫健〔2023〕24号 废止');
  });

  it('tells what arrived also when no text governs the year any more', async () => {
    const { data: versions } = await hall.operator.read<{
      data: readonly { readonly content_hash: string; readonly state: string }[];
    }>(`/programmes/${RURAL}/versions`);
    await withdraw(versions.find(({ state }) => state === 'adopted')?.content_hash ?? '', '县卫健〔2023〕25号');
    expect((await why()).sentence).toContain('已到账 960.00 元');
    const path = `/redeterminations/${RURAL}`;
    const { data } = await hall.seat('health').read<{ readonly data: readonly Listed[] }>(`${path}/cases?state=waiting`);
    const cases = data.map(({ enrolment_id, year }) => ({ enrolment_id, year }));
    const said = { decision: 'determined', document_no: '县卫健〔2023〕26号', reason: '规则已废止' };
    await hall.seat('health').act(`${path}/decisions`, { cases, ...said });
    await hall.seat('health-2').act(`${path}/decisions/confirmation`, { cases, decision: said.decision });
    const answer = await why();
    expect(answer).toMatchObject({ answer: 'out_of_force', amount_fen: 0, determined: true, rules: [] });
    expect(answer.sentence).toMatch(/2023-06-01 已到账 960.00 元.*多发 960.00 元，按规定不追回。这一年度在本县没有生效的规则。$/);
    expect(answer.payments).toHaveLength(2);
  });
});
