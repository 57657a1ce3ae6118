import { request } from 'node:http';
import { connect } from 'node:net';
import { openRuralYear, RURAL } from './rural-year';
import type { Hall } from './hall';
import { openBatch } from './payout';
import type { Answer } from './seat';

let hall: Hall;
let cookie: string;
let batch: string;
beforeAll(async () => {
  hall = await openRuralYear();
  const password = 'correct horse battery staple';
  await hall.appoint({ id: 'jingban', title: '经办', role: 'finance-maker', area: hall.county.code, kind: 'person', password });
  const body = new URLSearchParams({ actor: 'jingban', password });
  const login = await hall.operator.as(undefined).ask('POST', '/login', { body });
  cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  batch = (await openBatch(hall, RURAL)).batch_id;
});
afterAll(() => hall.close());

const submit = (path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  hall.operator.as(undefined).ask('POST', path, { body: new URLSearchParams(form), headers: { cookie, ...headers } });
const page = async (path: string): Promise<string> =>
  (await hall.operator.as(undefined).ask('GET', path, { headers: { cookie } })).text;
const tokenIn = (text: string): string => /name="form_token" value="([^"]+)"/.exec(text)?.[1] ?? '';

/** fetch will not say where a request comes from; a browser does. */
const sentFrom = (path: string, headers: Record<string, string>, body = 'actor=jingban&password=x'): Promise<number> =>
  new Promise((resolve, reject) => {
    const sending = request(`${hall.operator.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, ...headers },
    });
    sending.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sending.on('error', reject);
    sending.end(body);
  });

describe('a form', () => {
  const path = (): string => `/batches/${batch}/lock`;

  it('of a page carries the mark of its session, and is done with it alone', async () => {
    const text = await page(`/batches/${batch}`);
    const forms = [...text.matchAll(/<form[^>]*method="post".*?<\/form>/gs)].map(([form]) => tokenIn(form));
    expect(forms.length).toBeGreaterThan(1);
    expect(new Set(forms)).toEqual(new Set([tokenIn(text)]));
    const unmarked: readonly Record<string, string>[] = [
      {},
      { form_token: 'x' },
      { form_token: `${tokenIn(text).slice(0, -1)}!` },
    ];
    for (const form of unmarked) expect((await submit(path(), form)).status).toBe(403);
    expect((await submit('/logout', {})).status).toBe(403);
    const json = { body: '{}', headers: { cookie, 'content-type': 'application/json' } };
    expect((await hall.operator.as(undefined).ask('POST', path(), json)).status).toBe(403);
    expect(await page(`/batches/${batch}`)).toContain('锁定名单');
  });

  it('that another page has the browser send is refused, a login too, and at the doors of the API', async () => {
    const foreign: readonly Record<string, string>[] = [
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', origin: hall.operator.url },
      { 'sec-fetch-site': 'same-site' },
    ];
    const token = `form_token=${tokenIn(await page(`/batches/${batch}`))}`;
    for (const headers of foreign) {
      expect([headers, await sentFrom(path(), headers, token)]).toEqual([headers, 403]);
      for (const other of ['/login', '/logout', '/api/v1/imports', '/api/v1/appropriations'])
        expect([other, headers, await sentFrom(other, headers)]).toEqual([other, headers, 403]);
    }
    const own: readonly Record<string, string>[] = [{ origin: hall.operator.url }, { 'sec-fetch-site': 'same-origin' }, {}];
    for (const headers of own) expect([headers, await sentFrom('/login', headers)]).toEqual([headers, 401]);
  });

  it('of the session is done', async () => {
    const form_token = tokenIn(await page(`/batches/${batch}`));
    expect((await submit(path(), { form_token })).status).not.toBe(403);
    expect((await submit('/logout', { form_token })).status).toBe(303);
  });
});

describe('a request that cannot be meant', () => {
  it('waits for no position beyond the end of the log', async () => {
    const head = (await hall.operator.ask('GET', '/health/ready')).json<{ log_position: string }>().log_position;
    expect((await hall.operator.get(`/county?min_position=${head}`)).status).toBe(200);
    const beyond = `9${head.slice(1)}`;
    for (const position of [beyond, '', '-1', 'soon', '99999999999999999999999', `${head}0`]) {
      const { problem } = await hall.operator.get(`/county?min_position=${position}`);
      expect([position, problem.status, problem.errors?.[0]?.pointer]).toEqual([position, 400, '/min_position']);
    }
  });

  it('with half a character is told where it stands', async () => {
    const half = (body: string): Promise<Answer> =>
      hall.seat('health').ask('POST', '/api/v1/rejections', {
        body,
        headers: { 'content-type': 'application/json', 'idempotency-key': 'half' },
      });
    const enrolment_id = '00000000-0000-4000-8000-000000000000';
    const whole = { level: 'county', year: 2023, enrolment_id };
    const value = await half(`{"reason":"不\\ud83d符合",${JSON.stringify(whole).slice(1)}`);
    expect(value.problem).toMatchObject({ status: 400, errors: [{ pointer: '/reason', code: 'text' }] });
    const name = await half(`{"\\udc00":1,${JSON.stringify(whole).slice(1)}`);
    expect(name.status).toBe(400);
    const login = await hall.operator.as(undefined).ask('POST', '/api/v1/sessions', {
      body: '{"actor":"\\ud800","password":"x"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(login.status).toBe(400);
  });

  it('with half a character in a form, or bytes that are no character, is told so too', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const half of ['%ED%A0%80', '%FF', 'a%C3'])
      for (const body of [`actor=${half}&password=x`, `actor=jingban&password=${half}`]) {
        const login = await hall.operator.as(undefined).ask('POST', '/login', { body, headers: form });
        expect([body, login.status]).toEqual([body, 400]);
      }
    const raw = Buffer.from([...Buffer.from('{"actor":"'), 0xed, 0xa0, 0x80, ...Buffer.from('","password":"x"}')]);
    const headers = { 'content-type': 'application/json' };
    const login = await fetch(`${hall.operator.url}/api/v1/sessions`, { method: 'POST', headers, body: raw });
    expect(login.status).toBe(400);
  });

  /** What comes back for bytes of which the end never comes; the client closes its side. */
  const cutOff = (head: readonly string[], body: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(hall.operator.url);
      const socket = connect(Number(port), hostname);
      let answer = '';
      socket.on('data', (bytes: Buffer) => (answer += bytes.toString('utf8')));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
      socket.end([...head, `authorization: Bearer ${hall.tokenOf('health')}`, '', body].join('\r\n'));
    });
  const FORM = 'content-type: multipart/form-data; boundary=b';
  const part = '--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\nPK';

  it('that breaks off is no fault of the county’s', async () => {
    const upload = ['POST /api/v1/imports HTTP/1.1', 'host: x', FORM];
    const json = ['POST /api/v1/rejections HTTP/1.1', 'host: x', 'content-type: application/json'];
    const answers = [
      await cutOff([...upload, `content-length: ${part.length}`, 'connection: close'], part),
      await cutOff([...upload, 'content-length: 5000'], part),
      await cutOff([...upload, 'transfer-encoding: chunked'], `${part.length.toString(16)}\r\n${part}\r\n`),
      await cutOff([...json, 'content-length: 5000'], '{"level":'),
    ];
    expect(answers[0]).toMatch(/^HTTP\/1\.1 400 /);
    expect(answers.filter((answer) => / 5\d\d /.test(answer.split('\r\n')[0] ?? ''))).toEqual([]);
    expect(hall.said()).not.toMatch(/ERROR|Error:/);
  });
});
