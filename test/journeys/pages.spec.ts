import { COUNTY } from './county.people';
import { eventsOf, factsOf, type Hall } from './hall';
import { bankFile, lockRoster, returnFile, sendReturn, signUpTo, type Locked } from './payout';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import type { Answer, Seat } from './seat';
import { confirmYear } from './walk';

/** Somebody has given a village a name with markup in it. */
const MARKED = { code: '991002102201', name: '石坡<b>村</b>' };
const county = {
  ...COUNTY,
  townships: COUNTY.townships.map((township) => ({
    ...township,
    villages: township.villages.map((village) => (village.code === MARKED.code ? MARKED : village)),
  })),
};
const PEOPLE = { jingban: 'finance-maker', shenpi: 'finance-approver', fangkuan: 'finance-releaser' } as const;

let hall: Hall;
let locked: Locked;
let stranger: Seat;
beforeAll(async () => {
  hall = await openRuralYear({ county });
  stranger = hall.operator.as(undefined);
  await hall.appoint(
    ...Object.entries(PEOPLE).map(([id, role]) => ({
      id,
      role,
      title: '县财政局',
      area: '991002',
      kind: 'person' as const,
      password: `${id}-的钥匙在门口`,
    })),
  );
  await confirmYear(hall, RURAL);
  await fund(hall, FARMERS.length);
  locked = await lockRoster(hall, RURAL);
  await signUpTo(hall, 'check', locked);
});
afterAll(() => hall.close());

const HTML = { accept: 'text/html,application/xhtml+xml' };
const submit = (path: string, fields: Readonly<Record<string, string>>, cookie = ''): Promise<Answer> =>
  stranger.ask('POST', path, { body: new URLSearchParams(fields), headers: { ...HTML, cookie } });
const open = (path: string, cookie = ''): Promise<Answer> => stranger.ask('GET', path, { headers: { ...HTML, cookie } });

/** The cookie that a browser would send from now on. */
const login = async (actor: string): Promise<string> => {
  const answer = await submit('/login', { actor, password: `${actor}-的钥匙在门口` });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
};
const cookies = new Map<string, string>();
const as = async (actor: keyof typeof PEOPLE): Promise<string> => {
  const cookie = cookies.get(actor) ?? (await login(actor));
  cookies.set(actor, cookie);
  return cookie;
};
const batchPath = (): string => `/batches/${locked.batch_id}`;

/** What a person reads: everything but the tags and the style. */
const words = ({ text }: Answer): string =>
  text
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
/** What a refusal says, without the number of its request. */
const alertOf = ({ text }: Answer): string => {
  const [, alert = 'no alert'] = /<div class="alert" role="alert">(.*?)<\/div>/s.exec(text) ?? [];
  return alert.replace(/<small>.*<\/small>/s, '').replaceAll(/<[^>]*>|\s+/g, ' ');
};
/** The fields of the form that posts to a path, as the page fills them in. */
const formOf = ({ text }: Answer, action: string): Record<string, string> => {
  const [, form = ''] = new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 's').exec(text) ?? [];
  const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([input]) => input);
  const attribute = (input: string, name: string): string => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? '';
  return Object.fromEntries(inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value')]));
};

describe('logging in', () => {
  it.each(['/years/2023', '/batches/any', '/'])('is where somebody unknown is led from %s', async (path) => {
    const { status, headers } = await open(path);
    expect([[302, 303].includes(status), headers.get('location')]).toEqual([true, '/login']);
  });

  it('needs the right password, and says the same for an account that does not exist', async () => {
    for (const actor of ['shenpi', 'nobody']) {
      const answer = await submit('/login', { actor, password: 'guess' });
      expect(answer.status).toBe(401);
      expect(words(answer)).toContain('账号或密码不对，或账号已停用，没有登录。');
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });

  it('takes one password, not several', async () => {
    const body = new URLSearchParams('actor=shenpi&password=a&password=b');
    expect((await stranger.ask('POST', '/login', { body, headers: HTML })).status).toBe(400);
  });

  it('leads to the year, with a session that no script and no other site can use', async () => {
    const answer = await submit('/login', { actor: 'shenpi', password: 'shenpi-的钥匙在门口' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    const home = await open('/', await as('shenpi'));
    expect(home.headers.get('location')).toBe('/years/2023');
  });

  it('ends with logging out, for the browser and for the session', async () => {
    const cookie = await login('fangkuan');
    expect((await open('/years/2023', cookie)).status).toBe(200);
    const answer = await submit('/logout', formOf(await open('/years/2023', cookie), '/logout'), cookie);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/login']);
    expect(answer.headers.get('set-cookie')).toMatch(/=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    expect((await open('/years/2023', cookie)).headers.get('location')).toBe('/login');
  });
});

describe('the page of a year', () => {
  it('shows what is owed and leads to each batch', async () => {
    const page = await open('/years/2023', await as('jingban'));
    expect(words(page)).toContain('2023 年度发放总览');
    expect(words(page)).toContain('农村部分计划生育家庭奖励扶助 0 人 5,760.00 5,760.00 0.00 0.00');
    expect(words(page)).toContain('待审批 6 5,760.00');
    expect(page.text).toContain(`href="${batchPath()}"`);
  });

  it('shows the year’s money by layer, and that the books agree', async () => {
    const money = words(await open('/years/2023/money', await as('jingban')));
    expect(money).toContain('借贷相符 ✓');
    expect(money).toContain('中央：预算 3,456.00 元，已发 0.00 元，可用 3,456.00 元');
    expect(money).toContain('应发 5,760.00 − 待发 5,760.00 + 多发 0.00 = 已发 0.00 元');
  });

  it('is not there for something that is no year', async () => {
    expect((await open('/years/soon', await as('jingban'))).status).toBe(404);
  });
});

describe('the page of a batch that waits for approval', () => {
  it('tells somebody else whose step it is, beside a button that cannot be pressed', async () => {
    const page = await open(batchPath(), await as('jingban'));
    expect(words(page)).toContain('下一步“审批”由财政审批办理。');
    expect(page.text).toContain('<button disabled>审批同意</button>');
    expect(page.text).not.toContain(`action="${batchPath()}/approve"`);
  });

  it('lets the approver read count and sum, also in capital numerals, and type the total', async () => {
    const page = await open(batchPath(), await as('shenpi'));
    expect(words(page)).toContain('名单 6 笔，5,760.00 元（伍仟柒佰陆拾元整）');
    expect(formOf(page, `${batchPath()}/approve`)).toMatchObject({ roster_hash: locked.roster_hash, total_yuan: '' });
  });

  it('does not offer a form to somebody else who posts it all the same', async () => {
    const before = await factsOf(hall);
    const page = await open(batchPath(), await as('shenpi'));
    const form = { ...formOf(page, `${batchPath()}/approve`), total_yuan: '5760' };
    const own = formOf(await open(batchPath(), await as('jingban')), '/logout');
    const answer = await submit(`${batchPath()}/approve`, { ...form, ...own }, await as('jingban'));
    expect(answer.status).toBe(403);
    expect(words(answer)).toContain('您的岗位不能办理这一步。');
    expect(await factsOf(hall)).toEqual(before);
  });

  it.each([
    ['no reason', 'reason=', '理由：不能为空。'],
    ['a blank reason', 'reason=%20%20', '理由：不能为空。'],
    ['two reasons', 'reason=a&reason=b', '应为不超过 200 字的文字。'],
    ['nothing at all', '', '理由：不能为空。'],
  ])('is not sent back for %s', async (_what, body, told) => {
    const before = await factsOf(hall);
    const { form_token = '' } = formOf(await open(batchPath(), await as('shenpi')), `${batchPath()}/send-back`);
    const answer = await stranger.ask('POST', `${batchPath()}/send-back`, {
      body: new URLSearchParams(`${body}&form_token=${form_token}`),
      headers: { ...HTML, cookie: await as('shenpi') },
    });
    expect(answer.status).toBe(400);
    expect(words(answer)).toContain(told);
    expect(alertOf(answer)).not.toMatch(/[a-z_]{3}/);
    expect(await factsOf(hall)).toEqual(before);
  });

  it.each([
    ['5760.01', '输入 5,760.01 元，比名单合计多 0.01 元'],
    ['576000', '输入 576,000.00 元，比名单合计多 570,240.00 元'],
    ['57.60', '输入 57.60 元，比名单合计少 5,702.40 元'],
    ['', '输入的不是金额'],
    ['五千七百六十', '输入的不是金额'],
    ['5,76.0', '输入的不是金额'],
  ])('says so when the typed total is “%s”, keeps what was typed, approves nothing and leaves a trace', async (typed, said) => {
    const before = await factsOf(hall);
    const page = await open(batchPath(), await as('shenpi'));
    const form = { ...formOf(page, `${batchPath()}/approve`), total_yuan: typed };
    const answer = await submit(`${batchPath()}/approve`, form, await as('shenpi'));
    expect(answer.status).toBe(422);
    expect(words(answer)).toContain('输入的合计金额与名单合计不符。');
    expect(words(answer)).toContain(said);
    expect(formOf(answer, `${batchPath()}/approve`)).toMatchObject({ total_yuan: typed });
    expect(words(answer)).toContain('审批合计输入有误 shenpi');
    const added = (await factsOf(hall)).slice(before.length);
    expect(added.map((fact) => fact.split(' ')[0])).toEqual(['TotalMistyped']);
  });

  it('is approved by the right total, once, even when the form is sent twice', async () => {
    const page = await open(batchPath(), await as('shenpi'));
    const form = { ...formOf(page, `${batchPath()}/approve`), total_yuan: '￥５，７６０．００ 元' };
    for (const answer of [
      await submit(`${batchPath()}/approve`, form, await as('shenpi')),
      await submit(`${batchPath()}/approve`, form, await as('shenpi')),
    ])
      expect([answer.status, answer.headers.get('location')]).toEqual([303, batchPath()]);
    const approved = (await eventsOf(hall)).filter(({ type }) => type === 'BatchApproved');
    expect(approved).toHaveLength(1);
    expect(words(await open(batchPath(), await as('jingban')))).toContain('下一步“放款”由财政放款办理。');
  });
});

describe('the page of a batch whose payments came back', () => {
  beforeAll(async () => {
    const cookie = await as('fangkuan');
    const page = await open(batchPath(), cookie);
    await submit(`${batchPath()}/release`, formOf(page, `${batchPath()}/release`), cookie);
    const lines = await bankFile(hall, locked.batch_id);
    const last = lines.length;
    const answers = lines.map(({ lineNo, fen }) => ({
      lineNo,
      fen,
      verdict: lineNo === last ? ('CLOSED' as const) : ('settled' as const),
    }));
    await sendReturn(hall, locked.batch_id, returnFile(locked.batch_id, answers));
  });

  it('tells every step with its day, in the county’s own time', async () => {
    const { text } = await open(batchPath(), await as('jingban'));
    const days = [...text.matchAll(/<td>(\d{4}-\d{2}-\d{2})<\/td>/g)].map(([, day]) => day);
    expect(days.length).toBeGreaterThan(8);
    expect(new Set(days)).toEqual(new Set(['2023-03-11']));
  });

  it('says why, how much, whose work it is, and where the family lives', async () => {
    const page = await open(batchPath(), await as('jingban'));
    expect(words(page)).toMatch(/退票原因 .*账户已销户? 1 960\.00/);
    expect(words(page)).toContain(`${RURAL}-2023-1-00007`);
  });

  it('shows a name with markup as it was written, and not as markup', async () => {
    const page = await open(batchPath(), await as('jingban'));
    expect(page.text).toContain('石坡&lt;b&gt;村&lt;/b&gt;');
    expect(page.text).not.toContain(MARKED.name);
  });
});

describe('every page', () => {
  const pages = async (): Promise<readonly Answer[]> => [
    await open('/login'),
    await open('/years/2023', await as('shenpi')),
    await open('/years/2023/money', await as('shenpi')),
    await open(batchPath(), await as('shenpi')),
  ];

  it('is whole without any script, and may load none', async () => {
    for (const page of await pages()) {
      expect(page.status).toBe(200);
      expect(page.text).not.toMatch(/<script|javascript:|\son\w+=/i);
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(page.text).not.toMatch(/(src|href|action)="(https?:)?\/\//);
    }
  });

  it('can be printed', async () => {
    for (const page of await pages()) expect(page.text).toMatch(/@media print \{.*@page \{ size: A4/s);
    expect(words(await open(batchPath(), await as('shenpi')))).toContain('经办： 审核： 审批： 放款：');
  });

  it('is in Chinese, says that the clock is simulated, and shows none of the engine’s own words', async () => {
    for (const page of await pages()) {
      expect(page.text).toContain('<html lang="zh-CN">');
      expect(words(page)).toMatch(/模拟时钟 2023-03-\d\d/);
      expect(words(page).match(/\p{Script=Han}/gu)?.length).toBeGreaterThan(30);
      expect(words(page)).not.toMatch(/undefined|null|NaN|\[object|result_applied|county_noticed|bank_file/);
    }
  });

  it('of a year that the county knows nothing of says so, and does not look like an empty year', async () => {
    for (const path of ['/years/2099', '/years/2099/money', '/years/soon']) {
      const answer = await open(path, await as('shenpi'));
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 404, 'text/html; charset=utf-8']);
      expect(words(answer)).toContain('本县没有这个年度的数据。');
    }
  });

  it('of an address that nobody can read is a page too, before anybody is known', async () => {
    for (const path of ['/%E0%A4%A', '/years/%ff', '/%', '/years/2023?programme=%E0%A4%A']) {
      const answer = await open(path, await as('shenpi'));
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 400, 'text/html; charset=utf-8']);
      expect([path, answer.headers.get('content-security-policy')]).toEqual([
        path,
        expect.stringContaining("default-src 'none'"),
      ]);
    }
  });

  it('of a refusal says it once, in Chinese, without a property, an option or a code of the engine', async () => {
    for (const path of [
      '/cases?foo=1',
      '/cases?area=991002999',
      '/cases?cursor=1',
      '/cases?year=1',
      '/why?case_number=1',
      '/batches/1',
      `${batchPath()}/rows?reason=1`,
      `${batchPath()}/rows?difference=1`,
    ]) {
      const answer = await open(path, await as('shenpi'));
      expect([path, answer.status >= 400, alertOf(answer).match(/[a-z_]{3,}/g)]).toEqual([path, true, null]);
      const sentences = alertOf(answer)
        .split(/[。（）：]/u)
        .filter((one) => one.trim().length > 4);
      expect(sentences).toEqual([...new Set(sentences)]);
    }
  });

  it('of a year and of its money has many columns of sums, and is printed across', async () => {
    for (const wide of ['/years/2023', '/years/2023/money'])
      expect((await open(wide, await as('shenpi'))).text).toContain('@page { size: A4 landscape;');
  });
});

describe('one’s own account', () => {
  const personal = (id: string, role: string) => ({
    id,
    role,
    title: '县纪委监委',
    area: '991002',
    kind: 'person' as const,
    password: `${id}-的钥匙在门口`,
  });

  it('changes its password with the old one, and goes on in a new session', async () => {
    await hall.appoint(personal('jiwei', 'inspector'), personal('malong', 'finance-checker'));
    const own = await login('jiwei');
    const { form_token = '' } = formOf(await open('/account', own), '/account/password');
    const change = (current: string) => submit('/account/password', { current, password: 'brand-new-one', form_token }, own);
    const wrong = await change('not-the-one');
    expect([wrong.status, words(wrong).includes('原密码不对')]).toEqual([403, true]);
    const changed = await change('jiwei-的钥匙在门口');
    expect([changed.status, words(changed).includes('密码已更改')]).toEqual([200, true]);
    expect((await open('/account', own)).headers.get('location')).toBe('/login');
    const session = changed.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await open('/account', session)).status).toBe(200);
    expect((await submit('/logout', formOf(changed, '/logout'), session)).status).toBe(303);
  });

  it('shows who waits for a second person, and confirms them there', async () => {
    const reset = { password: 'given-anew' };
    const { unconfirmed: given } = await hall.operator.act<{ unconfirmed: string }>('/actors/jingban/credential', reset);
    const session = await login('malong');
    const early = await open('/account', session);
    expect([early.text.includes(given), words(early).includes('更改以后才能确认')]).toEqual([true, true]);
    const { token } = await hall.operator.act<{ token: string }>('/sessions', { actor: 'jingban', ...reset });
    expect(words(await open('/account', `fenming_session=${token}`))).toContain('您的密码是管理员设的');
    await hall.operator.as(token).act('/own-password', { current: reset.password, password: 'chosen-by-oneself' });
    const shown = formOf(await open('/account', session), '/account/confirmation');
    const unconfirmed = shown['change'] ?? '';
    expect([shown['actor'], unconfirmed === given]).toEqual(['jingban', false]);
    const confirmed = await submit('/account/confirmation', shown, session);
    expect([confirmed.status, words(confirmed).includes('账号 jingban 已确认')]).toEqual([200, true]);
    expect((await open('/account', session)).text).not.toContain(unconfirmed);
  });
});
