import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTY } from './county.people';
import { documentedDoors, seatAt, type Door } from './doors';
import { openHall, type Hall } from './hall';
import { freshKey, type Answer, type Problem } from './seat';

let hall: Hall;
let doors: readonly Door[];
let words: ReadonlySet<string>;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-13');
  ({ doors, words } = await documentedDoors(hall.operator));
});
afterAll(() => hall.close());

/** Latin letters that a Chinese reader of this product knows: names of formats and headers, and examples of what is to be typed. */
const FORMATS = ['JSON', 'multipart', 'form-data', 'Idempotency-Key', 'T01', 'Z', 'xlsx', 'GB18030'];
/** And the codes of the programmes, and of the sources that are compared with: whoever asks for another is told which there are. */
const PROGRAMMES = readdirSync(join(__dirname, '../../libs/programmes/catalogue')).map((file) => file.replace('.yaml', ''));
const SOURCES = readdirSync(join(__dirname, '../../libs/rosters/sources')).map((file) => file.replace('.yaml', ''));
const KNOWN = new Set([...FORMATS, ...PROGRAMMES, ...SOURCES]);
const EXPRESSIONS = /\\[dwsSbu]|\(\?|\[\^|\[[a-z0]-|\{\d+,?\d*\}|\^\/|\$\//;

/** `sent`: what the caller wrote, which an answer may name. */
const foreignIn = (text: string, sent: string): readonly string[] =>
  (text.match(/[A-Za-z][A-Za-z0-9_.-]*/g) ?? []).filter((word) => !words.has(word) && !KNOWN.has(word) && !sent.includes(word));

/** What of a problem is not fit to be read by people of the county. */
const unreadable = ({ title, detail = '', errors = [] }: Problem, sent: string): readonly string[] => {
  const told = [title, detail, ...errors.flatMap(({ message, hint = '' }) => [message, hint])].filter((text) => text !== '');
  const strange = told.filter(
    (text) => !/\p{Script=Han}/u.test(text) || EXPRESSIONS.test(text) || foreignIn(text, sent).length > 0,
  );
  return strange;
};

const JUNK: readonly unknown[] = [
  null,
  {},
  [],
  [null],
  [{}],
  ['x'],
  true,
  -1,
  0.5,
  1e300,
  '',
  ' ',
  '\0',
  'x'.repeat(1001),
  '今天',
];
const send = ({ path, roles }: Door, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  seatAt(hall, { roles }).ask('POST', path, {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': freshKey(), ...headers },
  });
const judge = async (what: string, answer: Answer): Promise<void> => {
  if (answer.status < 400) return;
  expect([what, answer.status < 500, answer.headers.get('content-type')]).toEqual([
    what,
    true,
    'application/problem+json; charset=utf-8',
  ]);
  expect([what, unreadable(answer.problem, what)]).toEqual([what, []]);
};
const posts = (): readonly Door[] => doors.filter(({ method }) => method === 'POST');

describe('a refusal is said in Chinese, without code, expression or English', () => {
  it('for every field of every body, whatever stands in it', async () => {
    for (const door of posts())
      for (const field of door.body ?? [])
        for (const junk of JUNK)
          await judge(`${door.path} ${field}=${JSON.stringify(junk)?.slice(0, 20)}`, await send(door, { [field]: junk }));
  });

  it('for every body that is none', async () => {
    const bodies = ['', '{', 'null', '[]', '"text"', '7', '{"a": 1}', '{"__proto__": {"role": "system"}}', '\0'];
    for (const door of posts())
      for (const body of bodies) {
        await judge(`${door.path} ${body}`, await send(door, body));
        await judge(`${door.path} xml ${body}`, await send(door, body, { 'content-type': 'application/xml' }));
        await judge(`${door.path} form ${body}`, await send(door, body, { 'content-type': 'multipart/form-data' }));
      }
  });

  it('for every parameter of every address, whatever stands in it', async () => {
    for (const door of doors)
      for (const name of [...door.query, 'as_of'])
        for (const junk of ['', 'x', '-1', '1e3', '%00', '%E4%BB%8A', `x&${name}=y`, 'x'.repeat(500)]) {
          const body = door.method === 'POST' ? { body: '{}' } : {};
          const headers = { 'content-type': 'application/json', 'idempotency-key': freshKey() };
          const answer = await seatAt(hall, door).ask(door.method, `${door.path}?${name}=${junk}`, { ...body, headers });
          await judge(`${door.path}?${name}=${junk.slice(0, 20)}`, answer);
        }
  });

  it('for what is too large, and the limit is said', async () => {
    for (const [path, limit] of [
      ['/api/v1/deaths', '64 千字节'],
      ['/api/v1/county/areas', '2 兆字节'],
      ['/api/v1/programmes/proposals', '1 兆字节'],
    ]) {
      const door = doors.find((one) => one.path === path);
      const large = door && (await send(door, { source: 'x'.repeat(4_000_000) }));
      expect([path, large?.status, large?.problem.title]).toEqual([path, 413, expect.stringContaining(String(limit))]);
    }
    const bytes = Buffer.alloc(25 * 1024 * 1024);
    const file = await hall.seat('health').upload('/imports', { fields: { programme: 'RURAL_REWARD', year: '2023' }, bytes });
    expect([file.status, file.problem.title]).toEqual([413, expect.stringContaining('24 兆字节')]);
  });

  it('for an address that is none, and for one that cannot be read', async () => {
    for (const path of ['/nothing', '/api/v1/nothing', '/years/20', '/%zz', '/api/v1/%E0%A4%A', `/${'x'.repeat(3000)}`])
      await judge(path, await hall.operator.ask('GET', path));
    const headers = { 'x-long': 'x'.repeat(20_000) };
    await judge('long header', await hall.operator.ask('GET', '/api/v1/county', { headers }));
  });

  it('for an upload that breaks off', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b', 'idempotency-key': freshKey() };
    for (const body of ['', '--b', '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx', 'x'])
      for (const door of doors.filter(({ upload }) => upload))
        await judge(`${door.path} ${body}`, await seatAt(hall, door).ask('POST', door.path, { body, headers }));
  });
});
