import { addDays, plainDate } from '@fenming/calendar';
import { whyOne } from './ask-why';
import { moveClock, type Hall } from './hall';
import { die } from './second-signature';
import { bankFile, lockRoster, returnFile, sendReturn, signUpTo, type Locked, type LineVerdict } from './payout';
import { fund, openRuralYear, RURAL } from './rural-year';
import type { Answer as Response } from './seat';
import { confirmLevel, enrolmentAt, seatOf, type Enrolment, type Level } from './walk';

type Why = {
  readonly status: { readonly code: string; readonly sentence: string };
  readonly answer: string;
  readonly sentence: string;
  readonly amount_fen: number;
  readonly determined: boolean;
  readonly payments: readonly { readonly state_text: string; readonly reason_text?: string }[];
};

let hall: Hall;
let locked: Locked;
beforeAll(async () => {
  hall = await openRuralYear();
});
afterAll(() => hall.close());

const person = (row: number): Promise<Enrolment> => enrolmentAt(hall, RURAL, row);
const why = async (row: number, year = 2023): Promise<Why> => {
  const { case_number } = await person(row);
  return whyOne(hall.seat('health'), { programme: RURAL, year, case_number });
};
const through = async (level: Level): Promise<void> => {
  const { closesOn } = await confirmLevel(hall, level, RURAL);
  await moveClock(hall, addDays(plainDate(closesOn), 1));
};
const dies = async (row: number, died_on: string): Promise<void> => {
  const { enrolment_id } = await person(row);
  await die(hall, enrolment_id, died_on);
};
const open = (path: string, seat = 'health'): Promise<Response> =>
  hall.seat(seat).ask('GET', path, { headers: { accept: 'text/html' } });
const words = ({ text }: Response): string =>
  text
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('why, while the people of a year are confirmed', () => {
  it('says of a year to come that it has not begun', async () => {
    const { status, sentence } = await why(2, 2024);
    expect([status.code, sentence]).toEqual(['not_applied', '2024 年度还没有开始，没有申报“农村部分计划生育家庭奖励扶助”。']);
  });

  it('tells at which level somebody was turned down, and calls nothing due', async () => {
    const { enrolment_id, village } = await person(2);
    const { seat } = seatOf(hall, 'village', village);
    await seat.act('/rejections', { level: 'village', year: 2023, enrolment_id, reason: '不在本村' });
    const answer = await why(2);
    expect(answer).toMatchObject({ answer: 'rejected', amount_fen: 0, determined: false });
    expect(answer.sentence).toMatch(/：2023-02-13 村级不予确认。理由：不在本村。$/);
  });

  it('tells that an objection is open and what it says, and no longer when it is dismissed', async () => {
    await through('village');
    const { enrolment_id, village } = await person(3);
    const { seat } = seatOf(hall, 'village', village);
    const objection = { enrolment_id, year: 2023, level: 'village', kind: 'amount_wrong', channel: 'desk' };
    const { objection_id } = await seat.act<{ readonly objection_id: string }>('/objections', objection);
    const objected = await why(3);
    expect(objected.status.code).toBe('objection_open');
    expect(objected.status.sentence).toContain('收到异议（金额不符），待乡级或县级处理');
    const dismissed = { enrolment_id, outcome: 'dismissed', reason: '查无此事' };
    await hall.seat('health').act(`/objections/${objection_id}/resolution`, dismissed);
    expect((await why(3)).status.sentence).toBe('2023-02-13 村级已确认，公示已于 2023-02-22 届满，待乡级确认。');
  });

  it('says what the county’s own notice keeps from a list, and what only waits for a batch', async () => {
    await through('township');
    const { closesOn } = await confirmLevel(hall, 'county', RURAL);
    expect((await why(3)).status).toMatchObject({ code: 'not_listable' });
    expect((await why(3)).status.sentence).toContain(`县级公示到 ${closesOn}，期满后列入批次`);
    await moveClock(hall, addDays(plainDate(closesOn), 1));
    expect((await why(3)).sentence).toMatch(/核定 960.00 元，还没有列入批次。符合全部条件。$/);
    expect(await why(3)).toMatchObject({ determined: true, amount_fen: 96_000 });
  });

  it('tells what a death before payment leaves', async () => {
    await dies(7, '2023-03-01');
    const answer = await why(7);
    expect(answer).toMatchObject({ answer: 'exited', amount_fen: 24_000, determined: true });
    expect(answer.sentence).toContain('自 2023-03-01 起已退出（死亡）。2023 年度应发 240.00 元，没有发放，待确定收款人。');
  });
});

describe('why, while a year is paid', () => {
  beforeAll(async () => {
    await fund(hall, 4);
    locked = await lockRoster(hall, RURAL);
  });

  it('tells how far the batch is', async () => {
    expect((await why(3)).status.sentence).toBe(`已列入批次 ${locked.batch_id}，960.00 元，批次已锁定。`);
    await signUpTo(hall, 'release', locked);
    expect((await why(3)).status).toMatchObject({ code: 'instructed' });
  });

  it('tells what arrived where, what came back why, and who does what next', async () => {
    const verdicts: readonly LineVerdict[] = ['settled', 'FROZEN', 'CLOSED', 'settled'];
    const sent = await bankFile(hall, locked.batch_id);
    const lines = sent.map(({ lineNo, fen }) => ({ lineNo, fen, verdict: verdicts[lineNo - 1] ?? 'settled' }));
    await sendReturn(hall, locked.batch_id, returnFile(locked.batch_id, lines));
    const tail = sent[0]?.account.slice(-4);
    expect((await why(3)).status.sentence).toContain(`已到账 960.00 元（账户尾号 ${tail}），批次 ${locked.batch_id}。`);
    expect((await why(4)).status.sentence).toBe(
      '960.00 元被银行退回：账户冻结或状态异常。下一步：本人到银行办理；村（社区）先核实是否健在。',
    );
    expect((await why(5)).status.sentence).toBe(
      '960.00 元被银行退回：账户已销户。下一步：本人提供新账户，乡镇更正，之后由财政经办列入下一批次补发。',
    );
    expect((await why(5)).payments).toMatchObject([{ state_text: '已退票', reason_text: '账户已销户' }]);
  });

  it('says that the account has been corrected', async () => {
    const { enrolment_id, village } = await person(5);
    const correction = { enrolment_id, account: '9900000000000000017' };
    await seatOf(hall, 'township', village).seat.act('/account-corrections', correction);
    expect((await why(5)).status.sentence).toMatch(/账户已于 2023-\d\d-\d\d 更正，待列入下一批次补发。$/);
  });

  it('tells a death of the same year in that year and the next one', async () => {
    await dies(6, '2023-03-05');
    expect((await why(6)).sentence).toContain('2023 年度应发 240.00 元，已到账 960.00 元，多发 720.00 元，追回中。');
    expect(await why(6, 2024)).toMatchObject({ answer: 'exited', amount_fen: 0 });
    expect((await why(6, 2024)).sentence).toContain('自 2023-03-05 起已退出（死亡），其后年度不再享受。');
  });

  it('tells the day of a death to nobody who pays and sees no facts, and shows it in no list', async () => {
    const { enrolment_id, case_number } = await person(6);
    const maker = hall.seat('finance-maker');
    const asked = { programme: RURAL, year: 2023, case_number };
    const told = await whyOne<Why>(maker, asked);
    expect(told.sentence).toContain('2023 年已退出（死亡）。2023 年度应发 240.00 元');
    const file = await maker.get(`/enrolments/${enrolment_id}`);
    const events = await hall.seat('health').get(`/enrolments/${enrolment_id}/timeline`);
    expect([file.json(), events.text]).toEqual([
      expect.objectContaining({ exit_year: 2023, exit_reason: 'death' }),
      expect.stringContaining('EnrolmentExited'),
    ]);
    const page = await open(`/why?case_number=${case_number}&year=2023`, 'finance-maker');
    expect([JSON.stringify(told), file.text, events.text, page.text].join()).not.toContain('2023-03-05');
  });

  it('keeps to the year that was asked when somebody dies in a later one', async () => {
    await moveClock(hall, '2024-03-01');
    await dies(3, '2024-02-03');
    await dies(4, '2024-02-03');
    expect((await why(3)).status).toMatchObject({ code: 'settled' });
    expect((await why(3, 2024)).status).toMatchObject({ code: 'exited' });
    expect((await why(4)).status.sentence).toBe(
      '960.00 元被银行退回：账户冻结或状态异常。自 2024-02-03 起已退出（死亡），应发的待确定收款人。',
    );
  });
});

describe('the page why', () => {
  it('says the status first, then the arithmetic, the conditions and the payments', async () => {
    const { case_number } = await person(6);
    const page = await open(`/why?case_number=${case_number}&year=2023`);
    expect(page.status).toBe(200);
    const said = words(page);
    const parts = [
      '多发 720.00 元，追回中。',
      '960.00 × 3 ÷ 12 240.00',
      '应发 240.00 人民币贰佰肆拾元整',
      '✓ 符合',
      '来源：国人口发〔2004〕39号 奖励扶助确认条件的政策性解释',
      '第 4 行 960.00 已到账',
    ];
    const places = parts.map((part) => said.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it.each([
    ['an unknown case', '/why?case_number=RURAL_REWARD-2023-1-09999', 404, '没有找到这条记录。'],
    ['no year', '/why?case_number=RURAL_REWARD-2023-1-00005&year=soon', 400, '应为四位数字的年度，如 2023。'],
    ['a form left empty', '/why?case_number=&year=&programme=', 200, '资格查询：为什么是这个金额'],
    [
      'every programme',
      '/why?case_number=RURAL_REWARD-2023-1-00005&year=2023&programme=all',
      200,
      '2023 年度没有申报“计划生育家庭特别扶助”。',
    ],
    [
      'another programme',
      '/why?case_number=RURAL_REWARD-2023-1-00005&year=2023&programme=SPECIAL_ASSISTANCE',
      200,
      '2023 年度没有申报“计划生育家庭特别扶助”。',
    ],
  ])('answers %s in words, beside the form', async (_what, path, status, said) => {
    const page = await open(path);
    expect(page.status).toBe(status);
    expect(words(page)).toContain(said);
    expect(page.text).toContain('name="case_number"');
  });

  it('knows no case of another village, as the API', async () => {
    const { case_number } = await person(5);
    expect((await open(`/why?case_number=${case_number}`, 'clerk-991002102201')).status).toBe(404);
    expect((await open(`/why?case_number=${case_number}`, 'clerk-991002101202')).status).toBe(200);
  });

  it('is where each row of a batch and of a village’s list leads', async () => {
    const { case_number } = await person(5);
    const link = `href="/why?case_number=${case_number}&amp;year=2023"`;
    expect((await open(`/batches/${locked.batch_id}/rows`)).text).toContain(link);
    const list = await open('/cases?year=2023', 'clerk-991002101202');
    expect(list.text).toContain(link);
    expect(words(list)).toContain('RURAL_REWARD-2023-1-00006');
    expect(words(list)).not.toContain('RURAL_REWARD-2023-1-00003');
    expect((await open('/cases?year=2023&area=991002101', 'clerk-991002101202')).status).toBe(403);
    expect((await open('/cases?year=2023&programme=NOPE')).status).toBe(404);
  });
});
