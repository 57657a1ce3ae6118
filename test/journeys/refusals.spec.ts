import { addDays, plainDate } from '@fenming/calendar';
import counts from '../counts.json';
import { accountOf } from './citizens';
import { eventsOf, factsOf, moveClock, type Appointment, type Hall } from './hall';
import { die } from './second-signature';
import { lockRoster, openBatch, sign, signUpTo, type Locked, type Step } from './payout';
import { expectRefusal } from './refusal';
import { DUE_FEN, FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmLevel, confirmYear, enrolmentAt, enrolmentsOf, seatOf, type Confirmed, type Notice } from './walk';

const { parallelApprovals } = process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci;
/** An approver who is a farmer too. */
const FANG: Appointment = {
  id: 'fang',
  title: '县财政局 审批',
  role: 'finance-approver',
  area: '991002',
  kind: 'person',
  password: 'known-to-fang-alone',
  citizen_id: FARMERS[0]?.who.id ?? '',
};
const STEPS: readonly Step[] = ['submit', 'check', 'approve', 'release'];

describe('before a notice has ended', () => {
  let hall: Hall;
  beforeAll(async () => {
    hall = await openRuralYear();
  });
  afterAll(() => hall.close());

  /** Confirms some villages' people for the county and posts their notice. */
  const confirmCounty = async (...villages: readonly string[]): Promise<Notice> => {
    const { seat, area } = seatOf(hall, 'county', '');
    const here = (await enrolmentsOf(hall, RURAL)).filter(({ village }) => villages.includes(village));
    await seat.act('/confirmations', { level: 'county', year: 2023, enrolments: here.map(({ enrolment_id }) => enrolment_id) });
    return seat.act<Notice>('/notices', { level: 'county', area, programme: RURAL, year: 2023 });
  };

  it('the next level confirms nobody', async () => {
    await confirmLevel(hall, 'village', RURAL);
    await moveClock(hall, '2023-02-22');
    const before = await factsOf(hall);
    const here = (await enrolmentsOf(hall, RURAL)).filter(({ village }) => village.startsWith('991002101'));
    const enrolments = here.map(({ enrolment_id }) => enrolment_id);
    const { data } = await hall
      .seat('officer-991002101')
      .act<{ data: readonly Confirmed[] }>('/confirmations', { level: 'township', year: 2023, enrolments });
    const [first] = data;
    expect(data).toHaveLength(5);
    expect(new Set(data.map(({ outcome, code, detail }) => [outcome, code, detail].join(' ')))).toEqual(
      new Set(['refused notice_open 公示到 2023-02-22']),
    );
    expect(first).toMatchObject({ message: '公示期还没有届满。' });
    expect(await factsOf(hall)).toEqual(before);
  });

  it('nobody is put on a list to be paid', async () => {
    await moveClock(hall, '2023-02-23');
    const { closesOn } = await confirmLevel(hall, 'township', RURAL);
    await moveClock(hall, addDays(plainDate(closesOn), 1));
    await confirmCounty('991002101201', '991002101202');
    const { batch_id } = await openBatch(hall, RURAL);
    await expectRefusal(hall, () => hall.seat('finance-maker').post(`/batches/${batch_id}/lock`, {}), {
      status: 422,
      code: 'roster_empty',
    });
  });

  it('somebody whose notice is still open is left out of a list on which the others stand', async () => {
    await moveClock(hall, '2023-03-07');
    const late = await confirmCounty('991002102201');
    await moveClock(hall, late.closes_on);
    const locked = await hall.seat('finance-maker').act<Locked>(`/batches/${RURAL}-2023-991002-1/lock`, {});
    expect(locked).toMatchObject({
      count: 5,
      sum_fen: 5 * DUE_FEN,
      left_out: [{ case_number: `${RURAL}-2023-1-00007`, code: 'notice_open' }],
    });
  });
});

describe('a batch on its way to the bank', () => {
  let hall: Hall;
  let locked: Locked;
  beforeAll(async () => {
    hall = await openRuralYear({ earlier: ({ appoint }) => appoint(FANG) });
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    locked = await lockRoster(hall, RURAL);
  });
  afterAll(() => hall.close());
  const post = (actor: string, step: string, body: object) => hall.seat(actor).post(`/batches/${locked.batch_id}/${step}`, body);
  const signature = (more: object = {}) => ({ roster_hash: locked.roster_hash, ...more });
  const approval = (more: object = {}) => signature({ total_fen: locked.sum_fen, ...more });

  const OFFICES = ['finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser'];
  const STRANGERS = ['clerk-991002101201', 'officer-991002101', 'health', 'bank', 'inspector'];
  const NOT_THEIRS = STEPS.flatMap((step, mine) =>
    [...OFFICES.filter((_, i) => i !== mine), ...STRANGERS].map((actor) => [step, actor] as const),
  );
  it.each(NOT_THEIRS)('does not let it be signed (%s) by the %s, whoever else may have made it', async (step, actor) => {
    const body = step === 'approve' ? approval() : signature();
    await expectRefusal(hall, () => post(actor, step, body), { status: 403, code: 'forbidden_role' });
  });

  it('does not even let the operator of the machine sign', async () => {
    const path = `/batches/${locked.batch_id}/submit`;
    await expectRefusal(hall, () => hall.operator.post(path, signature()), { status: 403, code: 'forbidden_role' });
  });

  it.each([
    ['check', 'finance-checker'],
    ['approve', 'finance-approver'],
    ['release', 'finance-releaser'],
  ] as const)('refuses to %s what has not been submitted', async (step, actor) => {
    const refusal = { status: 409, code: 'batch_state', detail: '当前为“已锁定”，下一步是提交审核' };
    await expectRefusal(hall, () => post(actor, step, step === 'approve' ? approval() : signature()), refusal);
  });

  it('refuses a signature under another list than the one that is locked', async () => {
    const other = { roster_hash: 'f'.repeat(64) };
    await expectRefusal(hall, () => post('finance-maker', 'submit', other), { status: 412, code: 'roster_changed' });
    await signUpTo(hall, 'check', locked);
    const stale = { ...other, total_fen: locked.sum_fen };
    await expectRefusal(hall, () => post('finance-approver', 'approve', stale), { status: 412, code: 'roster_changed' });
  });

  it('refuses an approval whose typed total is one fen off, says by how much, and keeps that it was typed', async () => {
    const wrong = approval({ total_fen: locked.sum_fen + 1 });
    const before = await factsOf(hall);
    const refused = await hall.seat('finance-approver').post(`/batches/${locked.batch_id}/approve`, wrong, 'mistyped-once');
    expect(refused.problem).toMatchObject({
      status: 422,
      code: 'total_mismatch',
      title: '输入的合计金额与名单合计不符。',
      detail: '输入 5,760.01 元，比名单合计多 0.01 元',
    });
    const { state, steps } = await hall.operator.read<{ state: string; steps: readonly object[] }>(`/batches/${locked.batch_id}`);
    expect([state, steps.at(-1)]).toEqual(['checked', expect.objectContaining({ step: 'total_mistyped' })]);
    const added = (await factsOf(hall)).slice(before.length);
    expect(added.map((fact) => fact.split(' ')[0])).toEqual(['TotalMistyped']);
    // The refusal is the answer to this request: sent again, it is answered alike and leaves nothing more behind.
    const again = await hall.seat('finance-approver').post(`/batches/${locked.batch_id}/approve`, wrong, 'mistyped-once');
    expect(again.problem).toMatchObject({ status: 422, code: 'total_mismatch', detail: refused.problem.detail });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await factsOf(hall)).toEqual([...before, ...added]);
  });

  it('refuses an approver who is on the list, although nobody could know it when the approver was appointed', async () => {
    await expectRefusal(hall, () => post('fang', 'approve', approval()), { status: 403, code: 'payee_in_batch' });
  });

  it('gives one person no second account, so that the four signatures are those of four people', async () => {
    const before = await factsOf(hall);
    const { data } = await hall.operator.act<{ data: readonly object[] }>('/actors', {
      actors: [{ ...FANG, id: 'fang-again', role: 'finance-maker' }],
    });
    expect(data).toMatchObject([{ id: 'fang-again', outcome: 'refused', code: 'person_has_account', detail: '账号 fang' }]);
    expect(await factsOf(hall)).toEqual(before);
  });

  it('cannot be undone from below: a clerk neither rejects whom the county has confirmed nor upholds an objection', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    const rejecting = (level: string) => ({ level, year: 2023, enrolment_id, reason: '户口不符' });
    const above = { status: 403, code: 'decided_above' };
    const clerk = hall.seat('clerk-991002101201');
    await expectRefusal(hall, () => clerk.post('/rejections', rejecting('village')), above);
    const officer = hall.seat('officer-991002101');
    await expectRefusal(hall, () => officer.post('/rejections', rejecting('township')), above);
  });

  const changeOfHeart = {
    'a corrected account': [
      'payee_changed',
      async () => {
        const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
        await hall.seat('officer-991002101').act('/account-corrections', { enrolment_id, account: accountOf(700) });
      },
    ],
    'an objection': [
      'objection_open',
      async () => {
        const { enrolment_id } = await enrolmentAt(hall, RURAL, 3);
        const objection = { enrolment_id, year: 2023, level: 'county', kind: 'should_not_receive', channel: 'phone' };
        await hall.seat('health').act('/objections', objection);
      },
    ],
    'a death': [
      'death_awaited',
      async () => {
        const { enrolment_id } = await enrolmentAt(hall, RURAL, 4);
        await die(hall, enrolment_id, '2023-02-20');
      },
    ],
    'a rejection by the county': [
      'rejected',
      async () => {
        const { enrolment_id } = await enrolmentAt(hall, RURAL, 5);
        const rejection = { level: 'county', year: 2023, enrolment_id, reason: '复核不符' };
        expect(await hall.seat('health').act('/rejections', rejection)).toMatchObject({ taken_off: [locked.batch_id] });
      },
    ],
  } satisfies Record<string, [string, () => Promise<void>]>;
  it.each(Object.entries(changeOfHeart))(
    'is no list any more after %s: the line leaves it by an event, and the others are locked and signed anew',
    async (_what, [cause, happens]) => {
      await happens();
      const refusal = { status: 409, code: 'batch_state', detail: '当前为“草稿”，下一步是锁定名单' };
      await expectRefusal(hall, () => post('finance-approver', 'approve', approval()), refusal);
      const { steps } = await hall.operator.read<{ steps: readonly { step: string; detail: object }[] }>(
        `/batches/${locked.batch_id}`,
      );
      expect(steps.at(-1)).toMatchObject({ step: 'lines_taken_off', count: 1, detail: { lines: [{ cause }] } });
      const again = await hall.seat('finance-maker').act<Locked>(`/batches/${locked.batch_id}/lock`, {});
      locked = { ...locked, ...again };
      await signUpTo(hall, 'check', locked);
    },
  );

  it('leaves out of the new lists who died, who was objected to and who was rejected', () => {
    expect(locked).toMatchObject({ count: 3, sum_fen: 3 * DUE_FEN });
  });

  it(`approves once when ${parallelApprovals} approvals arrive together, half of them one request sent again and again`, async () => {
    const approver = hall.seat('finance-approver');
    const answers = await Promise.all(
      Array.from({ length: parallelApprovals }, (_, i) =>
        approver.post(`/batches/${locked.batch_id}/approve`, approval(), i % 2 === 0 ? 'one-request' : `own-request-${i}`),
      ),
    );
    const approved = (await eventsOf(hall)).filter(({ type }) => type === 'BatchApproved');
    expect(approved).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    const others = answers.filter(({ status }) => status !== 200).map(({ problem }) => problem.code);
    expect(['batch_state', 'version_conflict', 'request_running']).toEqual(expect.arrayContaining([...new Set(others)]));
  });

  it('refuses a second approval', async () => {
    const refusal = { status: 409, code: 'batch_state', detail: '当前为“已批准”，下一步是放款' };
    await expectRefusal(hall, () => post('finance-approver', 'approve', approval()), refusal);
  });

  it('is released once, however often it is asked', async () => {
    expect((await sign(hall, 'release', locked)).status).toBe(200);
    await expectRefusal(hall, () => sign(hall, 'release', locked), {
      status: 409,
      code: 'batch_state',
      detail: '当前为“待送盘”，下一步是生成送盘文件',
    });
    const paid = (await eventsOf(hall)).filter(({ type }) => type === 'PaymentInstructed');
    expect(paid).toHaveLength(3);
  });

  it('refuses a second batch of the year while this one is on its way', async () => {
    const again = { programme: RURAL, year: 2023 };
    await expectRefusal(hall, () => hall.seat('finance-maker').post('/batches', again), { status: 409, code: 'batch_exists' });
  });
});

describe('a batch for which the money has not arrived', () => {
  let hall: Hall;
  beforeAll(async () => {
    hall = await openRuralYear();
    await confirmYear(hall, RURAL);
  });
  afterAll(() => hall.close());

  it('is not released while one layer of finance is short, and is when it has sent the rest', async () => {
    await fund(hall, FARMERS.length - 1);
    const locked = await lockRoster(hall, RURAL);
    const short = [
      { layer: 'central', needed_fen: 345_600, available_fen: 288_000, missing_fen: 57_600 },
      { layer: 'province', needed_fen: 115_200, available_fen: 96_000, missing_fen: 19_200 },
      { layer: 'county', needed_fen: 115_200, available_fen: 96_000, missing_fen: 19_200 },
    ];
    expect(locked).toMatchObject({ shortage: short });
    expect(await hall.seat('inspector').read(`/batches/${locked.batch_id}`)).toMatchObject({ shortage: short });
    const page = await hall.seat('inspector').ask('GET', `/batches/${locked.batch_id}`);
    expect(page.text).toContain('中央：名单需 3,456.00 元，可用 2,880.00 元，还缺 576.00 元');
    await signUpTo(hall, 'approve', locked);
    const refusal = {
      status: 422,
      code: 'budget_exceeded',
      detail: expect.stringContaining('中央需 3,456.00 元，可用 2,880.00 元，缺 576.00 元') as string,
    };
    await expectRefusal(hall, () => sign(hall, 'release', locked), refusal);
    for (const [layer, amount_fen] of Object.entries({ central: 57_600, province: 19_200, county: 19_200 })) {
      const rest = { programme: RURAL, year: 2023, layer, amount_fen, document_no: '补拨1号', arrived_on: '2023-02-01' };
      await hall.seat('finance-maker').act('/appropriations', rest);
      await expectRefusal(hall, () => hall.seat('finance-maker').post('/appropriations', rest), {
        status: 409,
        code: 'duplicate_document',
      });
    }
    expect(await hall.seat('inspector').read(`/batches/${locked.batch_id}`)).toMatchObject({ shortage: [] });
    expect((await sign(hall, 'release', locked)).status).toBe(200);
  });
});
