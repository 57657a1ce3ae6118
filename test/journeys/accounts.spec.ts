import { COUNTY } from './county.people';
import { lockRoster, signUpTo, type Locked } from './payout';
import { expectRefusal } from './refusal';
import { FARMERS, farmersFile, fund, openRuralYear, RURAL } from './rural-year';
import { eventsOf, type Appointment, type Hall } from './hall';
import type { Seat } from './seat';
import { confirmYear, enrolmentsOf } from './walk';

const { code: area } = COUNTY;
const person = (id: string, role: string): Appointment & { readonly password: string } => ({
  id,
  role,
  area,
  title: '县财政局',
  kind: 'person',
  password: `${id}-2023-2-13`,
});
const SHENPI = person('shenpi', 'finance-approver');
const SHENHE = person('shenhe', 'finance-checker');
const MONEY = {
  programme: 'RURAL_REWARD',
  year: 2023,
  layer: 'central',
  amount_fen: 100,
  document_no: '财〔2023〕1号',
  arrived_on: '2023-02-13',
};

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
  await hall.appoint(SHENPI, SHENHE);
});
afterAll(() => hall.close());

const tokenOf = async (actor: string, password: string): Promise<string | undefined> => {
  const answer = await hall.operator.as(undefined).post('/sessions', { actor, password });
  return answer.status === 201 ? answer.json<{ token: string }>().token : undefined;
};
const seatOf = async ({ id, password }: { readonly id: string; readonly password: string }): Promise<Seat> =>
  hall.operator.as(await tokenOf(id, password));
const statusOf = async (seat: Seat): Promise<number> => (await seat.get('/county')).status;
const recorded = async (type: string) => (await eventsOf(hall)).filter((event) => event.type === type);
const adopting = { content_hash: '0'.repeat(64) };
type Now = { readonly unconfirmed?: string; readonly token?: string };
const waitingOf = async (actor: string): Promise<string | undefined> => {
  const { data } = await hall.operator.read<{ data: readonly { id: string; awaited: string | null }[] }>('/actors?limit=500');
  return data.find(({ id }) => id === actor)?.awaited ?? undefined;
};
/** Somebody comes in with what the operator gave them, and goes on with a password of their own. */
const choose = async (id: string, current: string, password: string): Promise<Seat> => {
  const { token } = await (
    await seatOf({ id, password: current })
  ).act<{ token: string }>('/own-password', { current, password });
  return hall.operator.as(token);
};
const reset = (id: string, password?: string): Promise<Now> =>
  hall.operator.act(`/actors/${id}/credential`, password === undefined ? {} : { password });

describe('a password that the operator sets', () => {
  it('is recorded without the secret, ends every session, and bars the account from money', async () => {
    const before = await seatOf(SHENPI);
    const had = (await recorded('CredentialSet')).length;
    const { unconfirmed } = await reset('shenpi', 'taken-over');
    expect(unconfirmed).toMatch(/^[0-9a-f-]{36}$/);
    expect(await statusOf(before)).toBe(401);
    const events = await recorded('CredentialSet');
    expect(events.length).toBe(had + 1);
    expect(events.at(-1)?.payload).toEqual({
      actorId: 'shenpi',
      kind: 'password',
      change: unconfirmed,
      awaitsConfirmation: true,
    });
    const taken = await seatOf({ id: 'shenpi', password: 'taken-over' });
    await expectRefusal(hall, () => taken.post('/programmes/RURAL_REWARD/adoptions', adopting), {
      status: 403,
      code: 'account_unconfirmed',
    });
  });

  it('is confirmed by another person who works by an account of their own, never by the operator nor oneself', async () => {
    const given = await waitingOf('shenpi');
    const early = async () => (await seatOf(SHENHE)).post('/actors/shenpi/confirmation', { change: given });
    await expectRefusal(hall, early, { status: 409, code: 'password_not_own', detail: '账号 shenpi' });
    const same = { current: 'taken-over', password: 'taken-over' };
    const own = await seatOf({ id: 'shenpi', password: 'taken-over' });
    await expectRefusal(hall, () => own.post('/own-password', same), { status: 422, code: 'password_unchanged' });
    const chosen = await choose('shenpi', 'taken-over', 'known-to-me-alone');
    const change = await waitingOf('shenpi');
    const confirm = (seat: Seat) => () => seat.post('/actors/shenpi/confirmation', { change });
    await expectRefusal(hall, confirm(hall.operator), { status: 403, code: 'forbidden_role' });
    await expectRefusal(hall, confirm(hall.seat('finance-maker')), { status: 403, code: 'confirm_by_machine' });
    await expectRefusal(hall, confirm(chosen), { status: 403, code: 'confirm_own' });
    await (await seatOf(SHENHE)).act('/actors/shenpi/confirmation', { change });
    expect((await chosen.post('/programmes/RURAL_REWARD/adoptions', adopting)).problem.code).toBe('not_found');
    const changes = await hall.operator.read<{ data: readonly { what: string; by: string }[] }>('/actors/shenpi/changes');
    expect(changes.data.slice(-3).map(({ what, by }) => [what, by])).toEqual([
      ['equipped', 'system'],
      ['equipped', 'shenpi'],
      ['confirmed', 'shenhe'],
    ]);
    const handedOver = () => hall.operator.as(undefined).post('/sessions', { actor: 'shenpi', password: 'taken-over' });
    const told = await expectRefusal(hall, handedOver, { status: 401, code: 'password_changed' });
    expect(told.detail).toMatch(/^更改的时间： \d{4}-\d\d-\d\d \d\d:\d\d/);
    const page = await hall.operator.as(undefined).ask('POST', '/login', {
      body: new URLSearchParams({ actor: 'shenpi', password: 'taken-over' }),
    });
    expect([page.status, page.text.includes('如果不是您本人更改的'), page.text.includes('更改的时间')]).toEqual([
      401,
      true,
      true,
    ]);
  });

  it('is not set by appointing again, and an account appointed during the year waits as well', async () => {
    const again = await hall.operator.act<{ data: readonly object[] }>('/actors', {
      actors: [{ ...SHENPI, password: 'once-more' }],
    });
    expect(again.data).toEqual([{ id: 'shenpi', outcome: 'already' }]);
    const bare = { id: 'bare', title: '财政局', role: 'finance-maker', area, kind: 'person' };
    const appointing = async (rest: object) =>
      (await hall.operator.act<{ data: readonly object[] }>('/actors', { actors: [{ ...bare, ...rest }] })).data;
    const set = { password: 'said-the-second-time' };
    expect(await appointing({})).toEqual([{ id: 'bare', outcome: 'done' }]);
    expect(await appointing(set)).toMatchObject([{ id: 'bare', outcome: 'done', unconfirmed: expect.any(String) as string }]);
    expect(await appointing(set)).toMatchObject([{ id: 'bare', outcome: 'already' }]);
    expect(await tokenOf('shenpi', 'once-more')).toBeUndefined();
    const puppet = { id: 'puppet', title: '财政局', role: 'finance-maker', area, kind: 'service' };
    const { data } = await hall.operator.act<{ data: readonly Now[] }>('/actors', { actors: [puppet] });
    const booking = () => hall.operator.as(data[0]?.token).post('/appropriations', MONEY);
    expect((await booking()).problem).toMatchObject({ status: 403, code: 'account_unconfirmed' });
    expect(await recorded('AppropriationReceived')).toEqual([]);
    const confirm = async () => (await seatOf(SHENHE)).post('/actors/puppet/confirmation', { change: await waitingOf('puppet') });
    await expectRefusal(hall, confirm, { status: 409, code: 'office_of_persons', detail: '账号 puppet' });
  });

  it('bars a village too, and whoever brings a roster, until they are confirmed', async () => {
    const [, { code: village } = { code: '' }] = COUNTY.townships[0]?.villages ?? [];
    const late = [
      { id: 'ghost-village', title: '村专干', role: 'village', area: village, kind: 'service' },
      { id: 'ghost-health', title: '卫健委', role: 'health', area, kind: 'service' },
    ];
    const { data } = await hall.operator.act<{ data: readonly Now[] }>('/actors', { actors: late });
    const [clerk, health] = data.map(({ token }) => hall.operator.as(token)) as [Seat, Seat];
    const enrolment_id = (await enrolmentsOf(hall, RURAL)).find((one) => one.village === village)?.enrolment_id;
    const refusal = { status: 403, code: 'account_unconfirmed' };
    const rejection = { level: 'village', year: 2023, enrolment_id, reason: '不在本村' };
    await expectRefusal(hall, () => clerk.post('/rejections', rejection), refusal);
    const roster = { fields: { programme: RURAL, year: '2023' }, bytes: await farmersFile(hall) };
    await expectRefusal(hall, () => health.upload('/imports', roster), refusal);
  });

  it.each([
    ['', 'password_too_short'],
    ['       ', 'password_too_short'],
    ['short', 'password_too_short'],
    ['12345678', 'password_guessable'],
    ['Password123', 'password_guessable'],
    ['shenpi2023', 'password_guessable'],
    ['finance-approver', 'password_guessable'],
    ['县财政局12345', 'password_guessable'],
  ])('is refused at every door where it is no password: “%s”', async (password, code) => {
    const refusal = { status: 422, code };
    const fresh = person('shenpi2', 'finance-approver');
    await expectRefusal(hall, () => hall.operator.post('/actors', { actors: [{ ...fresh, password }] }), refusal);
    await expectRefusal(hall, () => hall.operator.post('/actors/shenpi/credential', { password }), refusal);
    const own = await seatOf(SHENHE);
    const guessable = password.replace('shenpi', 'shenhe').replace('approver', 'checker');
    const change = { current: SHENHE.password, password: guessable };
    await expectRefusal(hall, () => own.post('/own-password', change), refusal);
  });
});

describe('one’s own password', () => {
  it('is changed with the old one, is recorded, and ends the other sessions', async () => {
    const [here, elsewhere] = [await seatOf(SHENHE), await seatOf(SHENHE)];
    const wrong = () => here.post('/own-password', { current: 'not-the-one', password: 'my-own-secret' });
    await expectRefusal(hall, wrong, { status: 403, code: 'password_wrong' });
    const { token } = await here.act<{ token: string }>('/own-password', { current: SHENHE.password, password: 'my-own-secret' });
    expect([await statusOf(hall.operator.as(token)), await statusOf(here), await statusOf(elsewhere)]).toEqual([200, 401, 401]);
    expect(await tokenOf('shenhe', SHENHE.password)).toBeUndefined();
    expect((await recorded('CredentialSet')).at(-1)?.payload).toMatchObject({ actorId: 'shenhe', awaitsConfirmation: false });
  });
});

describe('a machine’s token', () => {
  it('has an end that is listed, and ends by logging out, by another one, and by being taken away', async () => {
    const bank = { id: 'bank-desk', title: '代发银行 柜台', role: 'bank', area };
    await hall.appoint(bank);
    const listed = await hall.operator.read<{ data: readonly { id: string; token_expires?: string }[] }>('/actors?limit=500');
    const expires = listed.data.find(({ id }) => id === bank.id)?.token_expires ?? '';
    expect(Date.parse(expires)).toBeGreaterThan(Date.now());
    const first = hall.seat(bank.id);
    const second = hall.operator.as((await reset(bank.id)).token);
    expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200]);
    await second.ask('POST', '/logout', {});
    expect(await statusOf(second)).toBe(401);
    const third = hall.operator.as((await reset(bank.id)).token);
    await hall.operator.act(`/actors/${bank.id}/revocation`, { reason: '令牌外泄' });
    expect(await statusOf(third)).toBe(401);
    expect((await recorded('CredentialRevoked')).at(-1)?.payload).toEqual({ actorId: bank.id, reason: '令牌外泄' });
  });
});

describe('who acts no more, or elsewhere', () => {
  it('is at once in the other office, and stands there anew', async () => {
    const lin = person('lin', 'finance-checker');
    await hall.appoint(lin);
    const before = await seatOf(lin);
    const office = { title: '县财政局 放款', role: 'finance-releaser', area };
    const moved = await hall.operator.act<Now>('/actors/lin/office', office);
    expect(moved.unconfirmed).toBeDefined();
    expect(await statusOf(before)).toBe(401);
    const after = await seatOf(lin);
    expect((await after.post('/batches/none/release', {})).status).not.toBe(401);
    await expectRefusal(hall, () => after.post('/batches/none/check', {}), { status: 403, code: 'forbidden_role' });
    await expectRefusal(hall, () => hall.seat('finance-maker').post('/actors/lin/office', office), {
      status: 403,
      code: 'forbidden_role',
    });
  });

  it('is sent away from the moment of the dismissal, and comes back by no password', async () => {
    const wang = person('wang', 'health');
    await hall.appoint(wang);
    const before = await seatOf(wang);
    await hall.operator.act('/actors/wang/dismissal', { reason: '退休' });
    expect(await statusOf(before)).toBe(401);
    expect(await tokenOf('wang', wang.password)).toBeUndefined();
    await expectRefusal(hall, () => hall.operator.post('/actors/wang/credential', { password: 'back-again' }), {
      status: 409,
      code: 'actor_dismissed',
    });
    const gone = await hall.operator.post('/actors/nobody/dismissal', { reason: '退休' });
    expect([gone.status, gone.problem.code]).toEqual([404, 'not_found']);
  });
});

describe('whoever is the last who could confirm anybody', () => {
  const WITNESS = { id: 'witness', title: '县纪委监委 专员', role: 'health', area };

  it('is not given anew, moved, shut out or dismissed, and is told who can be confirmed before', async () => {
    const others = (
      await hall.operator.read<{ data: readonly { id: string; kind: string; awaited: string | null }[] }>('/actors?limit=500')
    ).data;
    for (const { id, kind, awaited } of others)
      if (kind === 'person' && awaited === null && !['witness', 'shenhe', 'wang'].includes(id)) await reset(id, 'given-anew');
    const both = ['shenhe', 'witness'].map((id) => hall.operator.post(`/actors/${id}/credential`, { password: 'given-at-once' }));
    const answers = await Promise.all(both);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const last = answers[0]?.status === 409 ? 'shenhe' : 'witness';
    const other = last === 'shenhe' ? 'witness' : 'shenhe';
    const refusal = { status: 409, code: 'last_confirmer' };
    const told = await expectRefusal(
      hall,
      () => hall.operator.post(`/actors/${last}/credential`, { password: 'given-anew' }),
      refusal,
    );
    expect(told.detail).toContain(other);
    const { id: _of, ...office } = WITNESS;
    for (const [deed, body] of [
      ['office', office],
      ['revocation', { reason: '手机丢失' }],
      ['dismissal', { reason: '调离' }],
    ] as const)
      await expectRefusal(hall, () => hall.operator.post(`/actors/${last}/${deed}`, body), refusal);
    await choose(other, 'given-at-once', 'known-to-me-alone');
    const seat = await seatOf({ id: last, password: last === 'shenhe' ? 'my-own-secret' : 'sees-it-all' });
    await seat.act(`/actors/${other}/confirmation`, { change: await waitingOf(other) });
    await hall.operator.act(`/actors/${last}/dismissal`, { reason: '调离' });
  });
});

describe('a batch that waits for one office', () => {
  let locked: Locked;
  beforeAll(async () => {
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    locked = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'check', locked);
  });

  it('is not approved by an account that the operator gave anew', async () => {
    await reset('shenpi', 'taken-again');
    const taken = await seatOf({ id: 'shenpi', password: 'taken-again' });
    const approval = { roster_hash: locked.roster_hash, total_fen: locked.sum_fen };
    const approve = () => taken.post(`/batches/${locked.batch_id}/approve`, approval);
    await expectRefusal(hall, approve, { status: 403, code: 'account_unconfirmed' });
  });

  it('keeps the last one who can take its step, whom the operator can shut out all the same', async () => {
    const dismiss = () => hall.operator.post('/actors/finance-approver/dismissal', { reason: '调离' });
    await expectRefusal(hall, dismiss, { status: 409, code: 'office_vacated', detail: `批次 ${locked.batch_id}` });
    const approver = hall.seat('finance-approver');
    await hall.operator.act('/actors/finance-approver/revocation', { reason: '立案调查' });
    expect(await statusOf(approver)).toBe(401);
  });
});
