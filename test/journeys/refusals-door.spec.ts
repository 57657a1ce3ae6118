import { createHash } from 'node:crypto';
import { canonicalJson } from '@fenming/event-log';
import { derivedId, requestDecider, streams } from '@fenming/subsidy';
import { COUNTY } from './county.people';
import { behindClosedDoors, callerOf } from './folder-desk';
import { eventsOf, factsOf, morningOf, openHall, type Hall } from './hall';
import { newFolder, removeFolder, startServer, type Server } from './real-server';
import { expectRefusal } from './refusal';
import { openRuralYear, RURAL } from './rural-year';
import { freshKey, type Answer } from './seat';
import { enrolmentAt, enrolmentsOf, type Confirmed } from './walk';

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
});
afterAll(() => hall.close());

const appropriation = {
  programme: RURAL,
  year: 2023,
  layer: 'central',
  amount_fen: 100,
  document_no: '1号',
  arrived_on: '2023-01-30',
};

describe('a stranger at the door', () => {
  type Documented = { readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>> };
  /** Every documented call, with something in place of each parameter. */
  const calls = async (): Promise<readonly { readonly method: 'GET' | 'POST'; readonly path: string }[]> => {
    const { paths } = (await hall.operator.ask('GET', '/openapi.json')).json<Documented>();
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method === 'get' ? ('GET' as const) : ('POST' as const),
        path: path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000'),
      })),
    );
  };
  const OPEN = ['/health/live', '/health/ready', '/api/v1/sessions'];

  it.each([
    ['without a token', undefined],
    ['with an invented token', 'x'.repeat(43)],
  ])('%s reads nothing and writes nothing, through any documented call', async (_how, token) => {
    const stranger = hall.operator.as(token);
    const closed = (await calls()).filter(({ path }) => !OPEN.includes(path));
    expect(closed.length).toBeGreaterThan(40);
    for (const { method, path } of closed)
      await expectRefusal(hall, () => stranger.ask(method, path), { status: 401, code: 'unauthenticated' });
  });

  it('does not learn whether an account exists', async () => {
    const login = (actor: string) => () => hall.operator.as(undefined).post('/sessions', { actor, password: 'wrong' });
    for (const actor of ['finance-maker', 'nobody'])
      await expectRefusal(hall, login(actor), { status: 401, code: 'login_wrong' });
  });
});

describe("somebody else's village", () => {
  it('is not listed, not opened and not confirmed', async () => {
    const clerk = hall.seat('clerk-991002101201');
    const stranger = await enrolmentAt(hall, RURAL, 7);
    await expectRefusal(hall, () => clerk.get(`/enrolments?area=${stranger.village}`), { status: 403, code: 'forbidden_area' });
    await expectRefusal(hall, () => clerk.get(`/notices?area=${hall.county.code}`), { status: 403, code: 'forbidden_area' });
    for (const path of [`/enrolments/${stranger.enrolment_id}`, `/enrolments/${stranger.enrolment_id}/timeline`])
      await expectRefusal(hall, () => clerk.get(path), { status: 404, code: 'not_found' });
    const question = { programme: RURAL, year: 2023, case_number: stranger.case_number };
    const detail = `查的是 ${stranger.case_number}`;
    await expectRefusal(hall, () => clerk.post('/eligibility/queries', question), { status: 404, code: 'not_found', detail });
    const before = await factsOf(hall);
    const list = { level: 'village', year: 2023, enrolments: [stranger.enrolment_id] };
    const { data } = await clerk.act<{ data: readonly Confirmed[] }>('/confirmations', list);
    expect(data).toMatchObject([{ outcome: 'refused', code: 'not_found' }]);
    expect(await factsOf(hall)).toEqual(before);
  });

  it('has no notice that a clerk could ask about, and no case that is told from one which there is not', async () => {
    const clerk = hall.seat('clerk-991002101201');
    const notice = (level: string, area: string) => () => clerk.post('/notices', { level, area, programme: RURAL, year: 2023 });
    await hall.seat('clerk-991002102201').act('/confirmations', {
      level: 'village',
      year: 2023,
      enrolments: [(await enrolmentAt(hall, RURAL, 7)).enrolment_id],
    });
    const posting = { level: 'village', area: '991002102201', programme: RURAL, year: 2023 };
    await hall.seat('clerk-991002102201').act('/notices', posting);
    for (const area of ['991002102201', '991002101202', '991002101'])
      await expectRefusal(hall, notice('village', area), { status: 403, code: 'forbidden_area' });
    await expectRefusal(hall, notice('county', '991002'), { status: 403, code: 'forbidden_role' });
    const known = (await enrolmentAt(hall, RURAL, 7)).enrolment_id;
    const unknown = '00000000-0000-4000-8000-000000000000';
    for (const enrolment_id of [known, unknown]) {
      const act = (path: string, level: string, more: object) => () =>
        clerk.post(path, { enrolment_id, year: 2023, level, ...more });
      const refusal = { status: 404, code: 'not_found' };
      await expectRefusal(hall, act('/rejections', 'village', { reason: '不符' }), refusal);
      await expectRefusal(hall, act('/objections', 'village', { kind: 'facts_wrong', channel: 'phone' }), refusal);
      await expectRefusal(hall, act('/rejections', 'township', { reason: '不符' }), { status: 403, code: 'forbidden_role' });
    }
    const list = { level: 'village', year: 2023, enrolments: [known, unknown] };
    const { data } = await clerk.act<{ data: readonly Confirmed[] }>('/confirmations', list);
    expect(data.map(({ code }) => code)).toEqual(['not_found', 'not_found']);
  });

  it('is not in the lists that a clerk asks for without naming a place', async () => {
    const { data } = await hall
      .seat('clerk-991002101201')
      .read<{ data: readonly { village: string }[] }>('/enrolments?limit=500');
    expect(data.map(({ village }) => village)).toEqual(Array.from({ length: 3 }, () => '991002101201'));
  });

  it('and the accounts of colleagues are the operator’s business: a clerk takes nobody over', async () => {
    await hall.appoint({
      id: 'shenpi',
      title: '审批',
      role: 'finance-approver',
      area: '991002',
      kind: 'person',
      password: 'right-horse',
    });
    const actor = { id: 'shenpi', title: '审批', role: 'finance-approver', area: '991002', kind: 'person', password: 'mine-now' };
    const takeOver = () => hall.seat('clerk-991002101201').post('/actors', { actors: [actor] });
    await expectRefusal(hall, takeOver, { status: 403, code: 'forbidden_role' });
    const login = (password: string) => hall.operator.as(undefined).post('/sessions', { actor: 'shenpi', password });
    expect((await login('mine-now')).status).toBe(401);
    expect((await login('right-horse')).status).toBe(201);
  });
});

describe('a request about money', () => {
  const maker = () => hall.seat('finance-maker');

  it('needs an Idempotency-Key', async () => {
    const naked = () =>
      maker().ask('POST', '/api/v1/appropriations', {
        body: JSON.stringify(appropriation),
        headers: { 'content-type': 'application/json' },
      });
    await expectRefusal(hall, naked, { status: 400, code: 'idempotency_key_missing' });
  });

  it('sent again gets the same answer, marked as such, and does nothing twice', async () => {
    const key = freshKey();
    const first = await maker().post('/appropriations', appropriation, key);
    const facts = await factsOf(hall);
    const again = await maker().post('/appropriations', appropriation, key);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.json()).toEqual(first.json());
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await factsOf(hall)).toEqual(facts);
    const other = () => maker().post('/appropriations', { ...appropriation, amount_fen: 101 }, key);
    await expectRefusal(hall, other, { status: 422, code: 'idempotency_conflict' });
  });

  it('that was refused is answered in the log, and answered alike when it is sent again', async () => {
    const key = freshKey();
    const nothing = () => maker().post('/appropriations', { ...appropriation, amount_fen: 0, document_no: '3号' }, key);
    const first = await nothing();
    const requests = async () => (await eventsOf(hall)).filter(({ type }) => type.startsWith('Request')).map(({ type }) => type);
    const known = await requests();
    expect(known.slice(-2)).toEqual(['RequestAccepted', 'RequestAnswered']);
    const again = await nothing();
    expect([first, again].map(({ problem: { code, status } }) => [code, status])).toEqual([
      ['amount_not_positive', 422],
      ['amount_not_positive', 422],
    ]);
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await requests()).toEqual(known);
  });

  it('that a crash has cut off is closed by the next start, and carried out when it is sent again', async () => {
    const key = freshKey();
    const body = { ...appropriation, document_no: '4号' };
    hall = await behindClosedDoors(hall, async (folder) => {
      const requestId = derivedId('request', 'finance-maker', key);
      const bodyHash = createHash('sha256')
        .update(`/api/v1/appropriations\n${canonicalJson(body)}`)
        .digest('hex');
      const request = { requestId, route: '/api/v1/appropriations', bodyHash };
      const caller = callerOf(folder, 'finance-maker', `${requestId}/accept`);
      await folder.executor.one(requestDecider, streams.request(requestId), { do: 'accept', request }, caller);
    });
    const answers = async () => (await eventsOf(hall)).filter(({ type }) => type === 'RequestAnswered');
    expect((await answers()).at(-1)?.payload).toMatchObject({ status: 503 });
    expect((await maker().post('/appropriations', body, key)).status).toBe(200);
    expect((await answers()).at(-1)?.payload).toMatchObject({ status: 200 });
  });

  it('has a key of its own for each actor', async () => {
    const key = freshKey();
    await maker().post('/appropriations', { ...appropriation, document_no: '2号' }, key);
    const notMine = () => hall.seat('finance-checker').post('/appropriations', { ...appropriation, document_no: '2号' }, key);
    await expectRefusal(hall, notMine, { status: 403, code: 'forbidden_role' });
  });
});

describe('a request that is not well formed', () => {
  const post = (body: object) => () => hall.seat('finance-maker').post('/appropriations', body);
  it.each([
    ['a field nobody knows', { ...appropriation, remark: '加急' }, '/remark'],
    ['no amount', { ...appropriation, amount_fen: undefined }, '/amount_fen'],
    ['a broken fen', { ...appropriation, amount_fen: 0.5 }, '/amount_fen'],
    ['an amount as text', { ...appropriation, amount_fen: '100' }, '/amount_fen'],
    ['a negative amount', { ...appropriation, amount_fen: -1 }, '/amount_fen'],
    ['an amount that no register can hold', { ...appropriation, amount_fen: 2 ** 53 }, '/amount_fen'],
    ['a document without a number', { ...appropriation, document_no: ' ' }, '/document_no'],
    ['a layer of government that does not exist', { ...appropriation, layer: 'moon' }, '/layer'],
    ['a date that is none', { ...appropriation, arrived_on: '30.5.2023' }, '/arrived_on'],
    ['a day that no calendar has', { ...appropriation, arrived_on: '2023-02-30' }, '/arrived_on'],
  ])('with %s is sent back with a pointer to the field', async (_what, body, pointer) => {
    const { errors } = await expectRefusal(hall, post(body), { status: 400, code: 'validation_failed' });
    expect(new Set(errors?.map((fault) => fault.pointer))).toEqual(new Set([pointer]));
  });

  it('says once what two rules of a field say alike', async () => {
    const carrying = () => hall.seat('finance-maker').post('/appropriations/carry-overs', { funding: 'x' });
    const { errors } = await expectRefusal(hall, carrying, { status: 400, code: 'validation_failed' });
    expect(errors?.filter(({ pointer }) => pointer === '/funding')).toMatchObject([{ message: '应为一个对象。' }]);
  });

  it('points at a count that no register can hold', async () => {
    const received = { file_name: 'DF_1.txt', sha256: '0'.repeat(64), count: 1e300, sum_fen: 1 };
    const body = { document_no: '1号', bank_files: [received] };
    const reconcile = () => hall.seat('finance-checker').post('/restores/reconciliation', body);
    const { errors } = await expectRefusal(hall, reconcile, { status: 400, code: 'validation_failed' });
    expect(errors?.map(({ pointer }) => pointer)).toEqual(['/bank_files/0/count']);
  });

  it('points into lists', async () => {
    const enrolments = (await enrolmentsOf(hall, RURAL)).map(({ enrolment_id }) => enrolment_id);
    const actors = [{ id: 'ok', title: '甲', role: 'bank', area: '991002', kind: 'service' }, { id: 'NO' }];
    const list = await expectRefusal(hall, () => hall.operator.post('/actors', { actors }), {
      status: 400,
      code: 'validation_failed',
    });
    expect(list.errors?.map(({ pointer }) => pointer)).toContain('/actors/1/id');
    const confirmation = { level: 'village', year: 2023, enrolments: [...enrolments, 'everybody'] };
    const clerk = hall.seat('clerk-991002101201');
    const confirmed = await expectRefusal(hall, () => clerk.post('/confirmations', confirmation), {
      status: 400,
      code: 'validation_failed',
    });
    expect(confirmed.errors?.map(({ pointer }) => pointer)).toEqual(['/enrolments']);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['broken JSON', '{"programme": ', { 'content-type': 'application/json' }, 400],
    ['a list where an object belongs', '[]', { 'content-type': 'application/json' }, 400],
    ['a poisoned prototype', '{"__proto__": {"role": "system"}}', { 'content-type': 'application/json' }, 400],
    ['a language nobody speaks here', '<a/>', { 'content-type': 'application/xml' }, 415],
  ])('with %s is refused without a fault', async (_what, body, headers, status) => {
    const ask = () =>
      hall
        .seat('finance-maker')
        .ask('POST', '/api/v1/appropriations', { body, headers: { ...headers, 'idempotency-key': freshKey() } });
    const answer: Answer = await ask();
    expect([answer.status, answer.problem.title.length > 0]).toEqual([status, true]);
  });

  it('for a page, a year or a record that does not exist is answered in words', async () => {
    for (const path of ['/nothing', '/programmes/NO_SUCH', '/batches/NO_SUCH-2023-991002-1', '/enrolments/nobody'])
      await expectRefusal(hall, () => hall.seat('health').get(path), {
        status: 404,
        code: path.startsWith('/batches') ? 'batch_not_found' : 'not_found',
      });
    expect((await hall.seat('health').get('/programmes/NO_SUCH/versions')).problem.detail).toContain('查的是 NO_SUCH；可用：');
    for (const path of ['/batches?year=soon', '/enrolments?limit=501', '/enrolments?colour=red'])
      await expectRefusal(hall, () => hall.seat('health').get(path), { status: 400, code: 'validation_failed' });
    await expectRefusal(hall, () => hall.seat('health').get('/enrolments?cursor=elsewhere'), {
      status: 400,
      code: 'malformed_cursor',
    });
  });
});

describe('the county and its clock', () => {
  const county = { code: '991002', name: '样例县', demo: true, regions: ['national', 'henan'] };

  it('is opened once: a second county does not fit into the folder', async () => {
    const other = () => hall.operator.post('/county', { ...county, code: '991003', name: '另一县' });
    await expectRefusal(hall, other, { status: 409, code: 'county_already_open' });
    const facts = await factsOf(hall);
    expect((await hall.operator.post('/county', county)).status).toBe(200);
    expect(await factsOf(hall)).toEqual(facts);
  });

  it('is the operator’s to open, to measure out and to move in time', async () => {
    const health = hall.seat('health');
    const moving = () => health.post('/county/clock', { to: morningOf('2023-12-31') });
    await expectRefusal(hall, moving, { status: 403, code: 'forbidden_role' });
    await expectRefusal(hall, () => health.post('/county', county), { status: 403, code: 'forbidden_role' });
    const areas = [{ code: '991002109', name: '新设乡' }];
    await expectRefusal(hall, () => health.post('/county/areas', { areas }), { status: 403, code: 'forbidden_role' });
  });

  it('does not rename a place under its people', async () => {
    const renamed = () => hall.operator.post('/county/areas', { areas: [{ code: '991002101', name: '东江镇' }] });
    await expectRefusal(hall, renamed, { status: 409, code: 'area_conflict' });
  });

  it('takes in no place of another county', async () => {
    const foreign = () => hall.operator.post('/county/areas', { areas: [{ code: '991003101', name: '邻县的镇' }] });
    await expectRefusal(hall, foreign, { status: 403, code: 'forbidden_area', detail: '991003101' });
  });

  it('says which account there is not, whatever was to be done to it', async () => {
    const doing = { dismissal: { reason: '调离' }, revocation: { reason: '遗失' } };
    for (const [deed, body] of Object.entries(doing))
      await expectRefusal(hall, () => hall.operator.post(`/actors/nobody/${deed}`, body), {
        status: 404,
        code: 'not_found',
        detail: '查的是 nobody',
      });
  });

  it('never goes back in time', async () => {
    const back = () => hall.operator.post('/county/clock', { to: morningOf('2023-02-12') });
    await expectRefusal(hall, back, { status: 422, code: 'clock_backwards' });
  });

  it('does not begin to simulate time before the day on which it was opened', async () => {
    const late = await openHall(COUNTY);
    const back = () => late.operator.post('/county/clock', { to: morningOf('2023-02-12') });
    await expectRefusal(late, back, { status: 422, code: 'clock_backwards' });
    await late.close();
  });

  it('knows no moment that is none', async () => {
    for (const to of ['2023-13-45T99:00:00.000Z', '2023-02-30T01:00:00Z', 'tomorrow', 20_231_231]) {
      const { errors } = await expectRefusal(hall, () => hall.operator.post('/county/clock', { to }), {
        status: 400,
        code: 'validation_failed',
      });
      expect(errors).toMatchObject([{ pointer: '/to' }]);
    }
  });

  it('simulates no time where the money is real', async () => {
    const real = await openHall({ ...COUNTY, demo: false });
    const simulate = () => real.operator.post('/county/clock', { to: '2099-01-01T01:00:00.000Z' });
    await expectRefusal(real, simulate, { status: 403, code: 'not_demo' });
    const { simulated } = await real.operator.read<{ simulated: boolean }>('/county');
    expect(simulated).toBe(false);
    await real.close();
  });

  it('does nothing before it is open', async () => {
    const server: Server = await startServer({ dir: newFolder() });
    const areas = () => server.operator.post('/county/areas', { areas: [{ code: '991002101', name: '东河镇' }] });
    await expectRefusal(server, areas, { status: 409, code: 'county_not_open' });
    await expectRefusal(server, () => server.operator.post('/county/clock', { to: morningOf('2023-01-01') }), {
      status: 409,
      code: 'county_not_open',
    });
    const early = { id: 'early', title: '卫健委', role: 'health', area: '999999', kind: 'person', password: 'before-the-county' };
    const { data } = await server.operator.act<{ data: readonly object[] }>('/actors', { actors: [early] });
    expect(data).toMatchObject([{ id: 'early', outcome: 'refused', code: 'county_not_open' }]);
    await server.stop();
    removeFolder(server.dir);
  });

  it('adopts no programme before somebody could confirm an account', async () => {
    const server: Server = await startServer({ dir: newFolder() });
    const { operator } = server;
    const { code: area, name, regions } = COUNTY;
    await operator.act('/county', { code: area, name, demo: false, regions });
    const machine = (id: string) => ({ id, title: id, role: id, area, kind: 'service' });
    type Machines = { readonly data: readonly { readonly token: string }[] };
    const { data } = await operator.act<Machines>('/actors', { actors: ['health', 'finance-approver'].map(machine) });
    const [health, approver] = data.map(({ token }) => operator.as(token));
    const proposing = {
      programme: 'RURAL_REWARD',
      document_no: '县卫健〔2023〕1号',
      document_date: '2023-01-01',
      effective_from: '2023-01-01',
    };
    const proposed = await health?.act<{ data: readonly { content_hash: string }[] }>('/programmes/proposals', proposing);
    const adoption = { content_hash: proposed?.data[0]?.content_hash };
    const adopt = (): Promise<Answer> => (approver ?? operator).post('/programmes/RURAL_REWARD/adoptions', adoption);
    await expectRefusal(server, adopt, { status: 409, code: 'confirmer_missing' });
    const person = { id: 'jiwei', title: '县纪委监委', role: 'inspector', area, kind: 'person', password: 'sees-it-all' };
    await operator.act('/actors', { actors: [person] });
    await expectRefusal(server, adopt, { status: 409, code: 'confirmer_missing' });
    const { token } = await operator.act<{ token: string }>('/sessions', { actor: person.id, password: person.password });
    await operator.as(token).act('/own-password', { current: person.password, password: 'known-to-me-alone' });
    expect((await adopt()).status).toBe(200);
    await server.stop();
    removeFolder(server.dir);
  });
});
