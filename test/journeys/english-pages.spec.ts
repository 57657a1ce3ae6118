import { COUNTY } from './county.people';
import { untranslatedIn } from './english';
import { behindClosedDoors, changeAccountsUnseen } from './folder-desk';
import type { Hall } from './hall';
import { bankFile, lockRoster, returnFile, sendReturn, sign, signUpTo, type Locked } from './payout';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import type { Answer, Seat } from './seat';
import { confirmYear, enrolmentAt } from './walk';

let hall: Hall;
let locked: Locked;
beforeAll(async () => {
  hall = await openRuralYear();
  await hall.appoint({
    id: 'jingban',
    role: 'finance-maker',
    title: '县财政局',
    area: COUNTY.code,
    kind: 'person',
    password: 'its-own-password',
  });
});
afterAll(() => hall.close());

const ENGLISH = { accept: 'text/html,application/xhtml+xml', 'accept-language': 'en-GB,en;q=0.9,zh-CN;q=0.3' };
/** What the county, its programmes, places, people, offices and documents are called, and what somebody typed. */
const NAMES = ['病故', '县财政局', '卫健委', '农村商业银行', '示例', '文件', '年度', ...FARMERS.map(({ who }) => who.name)];
const OF_COUNTY = JSON.stringify(COUNTY).match(/\p{Script=Han}+/gu) ?? [];
/** The name of the other language stands in its own. */
const SWITCH = />\s*中文\s*</g;
const chineseIn = ({ text }: Answer): readonly string[] =>
  untranslatedIn(text.replaceAll(SWITCH, '><'), [...NAMES, ...OF_COUNTY]);

const judge = (what: string, page: Answer): void => {
  expect([what, chineseIn(page)]).toEqual([what, []]);
  const { headers } = page;
  expect([what, ...['content-language', 'vary', 'cache-control'].map((name) => headers.get(name))]).toEqual([
    what,
    'en',
    'Accept-Language, Cookie',
    'no-store',
  ]);
  expect([what, /<html lang="([^"]*)"/.exec(page.text)?.[1]]).toEqual([what, 'en']);
  expect(page.text).not.toMatch(/undefined|NaN|\[object/);
};

const chairs = (): readonly (readonly [name: string, seat: Seat])[] => [
  ...[
    'clerk-991002101201',
    'officer-991002101',
    'health',
    'finance-maker',
    'finance-checker',
    'finance-approver',
    'finance-releaser',
    'bank',
    'inspector',
  ].map((actor) => [actor, hall.seat(actor)] as const),
  ['operator', hall.operator],
  ['stranger', hall.operator.as(undefined)],
];
const [CLOSED, SETTLED] = ['CLOSED', 'settled'] as const;

const open = (seat: Seat, path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  seat.ask('GET', path, { headers: { ...ENGLISH, ...headers } });
const submit = (seat: Seat, path: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
  seat.ask('POST', path, { body: new URLSearchParams(fields), headers: { ...ENGLISH, ...headers } });

const linksOf = ({ text, headers }: Answer): readonly string[] =>
  [...[...text.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href), headers.get('location') ?? '']
    .map((href) => href.replaceAll('&amp;', '&'))
    .filter((href) => href.startsWith('/') && !href.startsWith('/api/'));

/** Every page that somebody can reach by the links of the pages, whatever they may see of it. */
const walkAs = async (name: string, seat: Seat, ...from: readonly string[]): Promise<ReadonlySet<string>> => {
  const seen = new Set<string>();
  const ahead = [...from];
  for (let path = ahead.pop(); path !== undefined; path = ahead.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const page = await open(seat, path);
    if (page.status < 300 || page.status >= 400) judge(`${name} ${path}`, page);
    ahead.push(...linksOf(page));
  }
  return seen;
};
const walkAll = async (): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  const doors = ['/', '/login', '/account', '/years/2023', '/years/2023/money', '/cases', '/why'];
  const batch = locked === undefined ? [] : [`/batches/${locked.batch_id}`, `/batches/${locked.batch_id}/controls`];
  for (const [name, seat] of chairs()) for (const path of await walkAs(name, seat, ...doors, ...batch)) found.add(path);
  return found;
};

describe('a browser that asks for English', () => {
  it('reads English on every page before there is a batch', async () => {
    expect((await walkAll()).size).toBeGreaterThan(7);
  });

  it('reads English while a list waits for money', async () => {
    await confirmYear(hall, RURAL);
    locked = await lockRoster(hall, RURAL);
    await walkAll();
    const page = await open(hall.seat('finance-maker'), `/batches/${locked.batch_id}`);
    expect(page.text).toContain('The appropriation does not reach');
    await fund(hall, FARMERS.length);
  });

  it('reads English at every signature, whoever looks', async () => {
    for (const step of ['submit', 'check', 'approve'] as const) {
      expect((await sign(hall, step, locked)).status).toBe(200);
      for (const [name, seat] of chairs()) await walkAs(`${name} after ${step}`, seat, `/batches/${locked.batch_id}`);
    }
  });

  it('is refused in English for what a form sends, and reads the page of the form again', async () => {
    const path = `/batches/${locked.batch_id}`;
    const releaser = hall.seat('finance-releaser');
    for (const [form, fields] of [
      ['release', {}],
      ['release', { roster_hash: 'x' }],
      ['send-back', { reason: '' }],
      ['send-back', { reason: '6.11病故' }],
      ['send-back', { nothing: '1' }],
      ['pause', { reason: 'too early' }],
      ['lock', {}],
      ['nothing', {}],
    ] as const) {
      const page = await submit(releaser, `${path}/${form}`, fields);
      expect([form, page.status >= 400]).toEqual([form, true]);
      judge(`${form} ${JSON.stringify(fields)}`, page);
      expect(page.text).toContain(`name="back" value="${path}"`);
    }
    judge('login', await submit(hall.operator.as(undefined), '/login', { actor: 'nobody', password: 'x' }));
    judge('password', await submit(releaser, '/account/password', { current: 'x', password: 'long enough' }));
    judge('confirmation', await submit(releaser, '/account/confirmation', { actor: 'x', change: 'x' }));
  });

  it('reads English of a list that somebody has left, and after the bank has answered', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    const objection = { enrolment_id, year: 2023, level: 'county', kind: 'facts_wrong', channel: 'phone' };
    await hall.seat('health').act('/objections', objection);
    const left = await open(hall.seat('finance-maker'), `/batches/${locked.batch_id}`);
    judge('left', left);
    expect(left.text).toContain('The others are locked and signed once more.');
    const again = await hall.seat('finance-maker').act<Locked>(`/batches/${locked.batch_id}/lock`, {});
    locked = { ...locked, ...again };
    await signUpTo(hall, 'release', locked);
    const lines = await bankFile(hall, locked.batch_id);
    const answers = lines.map(({ lineNo, fen }, i) => ({ lineNo, fen, verdict: i === 0 ? CLOSED : SETTLED }));
    expect((await sendReturn(hall, locked.batch_id, returnFile(locked.batch_id, answers))).status).toBe(200);
    const found = await walkAll();
    const page = await open(hall.seat('finance-checker'), `/batches/${locked.batch_id}`);
    for (const text of ['Why payments came back', 'Account closed', 'Reconcile the batch']) expect(page.text).toContain(text);
    for (const kind of ['/cases?', '/why?', '/rows?state=returned&reason', '/controls', '/money'])
      expect([kind, [...found].some((path) => path.includes(kind))]).toEqual([kind, true]);
  });

  it('reads English of a round that was held back', async () => {
    await hall.seat('finance-checker').act(`/batches/${locked.batch_id}/reconcile`, {});
    locked = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'approve', locked);
    hall = await behindClosedDoors(hall, (county) => changeAccountsUnseen(county, locked.batch_id));
    expect((await sign(hall, 'release', locked)).status).toBe(200);
    await walkAll();
    const page = await open(hall.seat('finance-checker'), `/batches/${locked.batch_id}`);
    for (const text of [', round 2</h1>', 'Held back', 'in the next round, with the new account'])
      expect(page.text).toContain(text);
    const year = await open(hall.seat('finance-checker'), '/years/2023');
    expect(year.text).toContain(' (round 2)</a');
    for (const { text } of [page, year]) expect(text).not.toContain('reissue (');
  });

  it('reads English beside accounts that wait for a second person', async () => {
    await hall.operator.act('/actors/jingban/credential', { password: 'given-anew' });
    judge('waiting', await open(hall.seat('health'), '/account'));
    const { token } = await hall.operator.act<{ token: string }>('/sessions', { actor: 'jingban', password: 'given-anew' });
    const own = await open(hall.operator.as(token), '/account');
    judge('given', own);
    expect(own.text).toContain('The administrator gave you your password and knows it.');
  });

  it('is told in English what is not there, what was mistyped, and what is not theirs', async () => {
    for (const path of [
      '/nothing',
      '/years/soon',
      '/years/2099',
      '/cases?foo=1',
      '/cases?area=991002999',
      '/cases?cursor=1',
      '/cases?year=1',
      '/why?case_number=1',
      '/why?case_number=x&year=abc',
      '/batches/1',
      `/batches/${locked.batch_id}/rows?reason=1`,
      '/years/2023?programme=%E0%A4%A',
      '/%E0%A4%A',
      '/api/v1/batches/none/approval-form.pdf',
    ]) {
      const page = await open(hall.seat('finance-approver'), path);
      expect([path, page.status >= 400]).toEqual([path, true]);
      judge(path, page);
    }
    judge('bank', await open(hall.seat('bank'), '/cases'));
  });

  it('is given the papers in Chinese, which say so', async () => {
    const paper = await open(hall.seat('finance-maker'), `/api/v1/batches/${locked.batch_id}/approval-form.pdf`);
    expect([paper.status, paper.headers.get('content-language')]).toEqual([200, 'zh-CN']);
  });
});

describe('the switch at the head of a page', () => {
  const stranger = (): Seat => hall.operator.as(undefined);
  const choose = (language: string, back: string, headers: Record<string, string> = {}): Promise<Answer> =>
    submit(stranger(), '/language', { language, back }, headers);
  const languageOf = ({ text }: Answer): string => /<html lang="([^"]*)"/.exec(text)?.[1] ?? '';

  it('leads an official whose browser asks for English back to Chinese, on the same page, with no script', async () => {
    const page = await open(stranger(), '/login');
    expect(page.text).toMatch(/<form class="languages" method="post" action="\/language">/);
    expect(page.text).toMatch(/<button name="language" value="zh" lang="zh-CN">\s*中文\s*<\/button>/);
    const chosen = await choose('zh', '/login');
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/login']);
    const cookie = chosen.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^fenming_language=zh; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/);
    const [own = ''] = cookie.split(';');
    const back = await open(stranger(), '/login', { cookie: own });
    expect([languageOf(back), back.headers.get('content-language')]).toEqual(['zh-CN', 'zh-CN']);
    expect(languageOf(await open(stranger(), '/login', { cookie: 'fenming_language=en', 'accept-language': 'zh-CN' }))).toBe(
      'en',
    );
  });

  it('keeps somebody who is logged in, and everything that their forms are answered with, in the chosen language', async () => {
    await hall.operator.act('/actors/jingban/credential', { password: 'given-again' });
    const entered = await submit(stranger(), '/login', { actor: 'jingban', password: 'given-again' });
    const session = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const cookie = `${session}; fenming_language=zh`;
    const page = await open(stranger(), '/account', { cookie });
    const form_token = /name="form_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect((await choose('en', '/account', { cookie })).status).toBe(403);
    const marked = await submit(stranger(), '/language', { language: 'en', back: '/account', form_token }, { cookie });
    expect([marked.status, marked.headers.get('location')]).toEqual([303, '/account']);
    const wrong = { current: 'x', password: 'long enough', form_token };
    const refused = await submit(stranger(), '/account/password', wrong, { cookie });
    expect([languageOf(refused), refused.text.includes('原密码不对')]).toEqual(['zh-CN', true]);
    expect(refused.text).toContain('name="back" value="/account"');
    const changed = await submit(
      stranger(),
      '/account/password',
      { current: 'given-again', password: 'my-own-words', form_token },
      { cookie: `${session}; fenming_language=en` },
    );
    expect(changed.text).toContain('The password is changed');
    judge('changed', changed);
  });

  it('leads to no other server', async () => {
    for (const back of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '/.//elsewhere.example',
      'x:y',
    ])
      expect([back, (await choose('zh', back)).headers.get('location')]).toEqual([back, '/']);
  });

  it('knows two languages, and sets nothing for any other', async () => {
    const page = await choose('fr', '/login');
    expect([page.status, page.headers.get('set-cookie')]).toEqual([400, null]);
    judge('fr', page);
  });

  it('is for pages: a program that brings it is answered in the language that it asks for', async () => {
    const headers = { 'accept-language': 'en', cookie: 'fenming_language=zh' };
    const answer = await stranger().ask('GET', '/api/v1/county', { headers });
    expect([answer.headers.get('content-language'), answer.headers.get('vary')]).toEqual(['en', 'Accept-Language']);
  });

  it('is not needed for Chinese, which whoever asks for nothing, or for another language, reads', async () => {
    for (const wanted of ['zh-CN,zh;q=0.9,en;q=0.8', 'fr', '*'])
      expect(languageOf(await open(stranger(), '/login', { 'accept-language': wanted }))).toBe('zh-CN');
  });
});
