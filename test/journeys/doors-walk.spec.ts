import { COUNTY } from './county.people';
import { documentedDoors, seatAt, type Door } from './doors';
import type { Hall } from './hall';
import { openRuralYear, RURAL } from './rural-year';
import { freshKey, type Answer, type Asking, type Method, type Problem } from './seat';
import { openBatch } from './payout';
import { enrolmentAt } from './walk';

let hall: Hall;
let doors: readonly Door[];
/** What there is behind an address, by how the address begins: a door is asked about something that it has. */
let there: Readonly<Record<string, string>>;
beforeAll(async () => {
  hall = await openRuralYear();
  ({ doors } = await documentedDoors(hall.operator));
  const { batch_id } = await openBatch(hall, RURAL);
  const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
  there = {
    batches: batch_id,
    'bank-files': batch_id,
    enrolments: enrolment_id,
    programmes: RURAL,
    redeterminations: RURAL,
    calendar: '2023',
    actors: 'finance-approver',
  };
});
afterAll(() => hall.close());

const filled = ({ address }: Door, value = there[address.split('/')[3] ?? ''] ?? 'NOBODY'): string =>
  address.replaceAll(/\{\w+\}/g, value);
const VALID: Readonly<Record<string, string>> = { programme: RURAL, year: '2023' };

const JSON_TYPE = { 'content-type': 'application/json' };
/** From the chair of somebody whom the door is for: others are sent away before anything else is looked at. */
const ask = (method: Method, path: string, { headers = {}, ...asking }: Asking = {}, door?: Door): Promise<Answer> =>
  seatAt(hall, { roles: door?.roles }).ask(method, path, { headers: { 'idempotency-key': freshKey(), ...headers }, ...asking });
const contentOf = ({ method, takes }: Door): Asking =>
  method === 'POST' && takes === 'json' ? { headers: JSON_TYPE, body: '{}' } : {};

type Expected = { readonly statuses: readonly number[]; readonly pointer?: string };

/** What of an answer is not as a refusal is: of this status, as a problem in Chinese, at the pointer to what is wrong. */
const amissIn = ({ status, headers, text }: Answer, { statuses, pointer }: Expected): readonly string[] => {
  if (headers.get('content-type') !== 'application/problem+json; charset=utf-8') return [`${status}, no problem`];
  const { title, detail = '', errors = [] } = JSON.parse(text) as Problem;
  const told = [title, detail, ...errors.map(({ message }) => message)].filter((sentence) => sentence !== '');
  return [
    ...(statuses.includes(status) ? [] : [String(status)]),
    ...told.filter((sentence) => !/\p{Script=Han}/u.test(sentence) || /\p{Cc}/u.test(sentence)),
    ...(pointer === undefined || errors.some((fault) => fault.pointer === pointer)
      ? []
      : [`points at ${JSON.stringify(errors)}`]),
  ];
};

type Case = { readonly what: string; readonly answer: Promise<Answer>; readonly expected: Expected };

const AT_ONCE = 16;

/** Asks them all; every case that is not refused as it should be, with what is amiss. */
const amiss = async (cases: Iterable<() => Case>): Promise<readonly string[]> => {
  const waiting = [...cases];
  const found: string[] = [];
  while (waiting.length > 0) {
    const asked = waiting.splice(0, AT_ONCE).map((each) => each());
    const answers = await Promise.all(asked.map(({ answer }) => answer));
    for (const [i, { what, expected }] of asked.entries()) {
      const answer = answers[i];
      if (answer !== undefined) found.push(...amissIn(answer, expected).map((fault) => `${what}: ${fault}`));
    }
  }
  return found;
};

const BY_NAME: Readonly<Record<string, readonly string[]>> = {
  limit: ['0', '501', '010', '1e3', '-1', '99999999999999999999'],
  programme: ['nope', 'NO_SUCH_AID'],
  year: ['soon', '-1', '99999999999999999999', '2099'],
  area: ['somewhere', `${COUNTY.code}999`],
};
/** Rules hold in years for which nothing is recorded yet. */
const ABOUT_RULES = ['/api/v1/programmes', '/api/v1/imports/template.xlsx'];
const wrongFor = ({ address }: Door, name: string): readonly string[] =>
  ['', '%00', ...(BY_NAME[name] ?? ['NO_SUCH'])].filter((value) => value !== '2099' || !ABOUT_RULES.includes(address));

describe('a parameter that a door knows', () => {
  const asking = function* (valuesOf: (door: Door, name: string) => readonly string[]): Generator<() => Case> {
    for (const door of doors)
      for (const name of door.query)
        for (const value of valuesOf(door, name)) {
          const others = door.required.filter((each) => each !== name).map((each) => `&${each}=${VALID[each]}`);
          const what = `${filled(door)}?${name}=${value}${others.join('')}`;
          const expected = { statuses: [400, 404], pointer: `/${name}` };
          yield () => ({ what, answer: ask(door.method, what, {}, door), expected });
        }
  };

  it('is refused by its name with a value that cannot be, whether the value is misspelt or names nothing here', async () => {
    expect(await amiss(asking(wrongFor))).toEqual([]);
  });

  it('is refused by its name when it stands there twice', async () => {
    expect(await amiss(asking((_, name) => [`${VALID[name] ?? '1'}&${name}=${VALID[name] ?? '1'}`]))).toEqual([]);
  });

  it('that is chosen from a list says the list, and what was given', async () => {
    const { problem } = await hall.seat('health').get(`/batches/${there['batches']}/payments?reason=NO_SUCH`);
    expect(problem.errors).toMatchObject([
      { pointer: '/reason', value: 'NO_SUCH', message: expect.stringContaining('NO_ACCOUNT') },
    ]);
    const nobody = await hall.operator.get('/balances?programme=NO_SUCH_AID');
    expect(nobody.problem).toMatchObject({
      status: 404,
      detail: expect.stringContaining('NO_SUCH_AID'),
      errors: [{ pointer: '/programme', message: expect.stringContaining(RURAL) }],
    });
  });
});

describe('a cursor', () => {
  const INVENTED = ['x', ...['["zzz"]', '[1.5]', '[1,2,3,4]'].map((key) => Buffer.from(key).toString('base64url'))];
  const OTHERS: Readonly<Record<string, string>> = { ...VALID, area: '991002101', stage: 'applied', state: 'opened' };
  const lists = (): readonly Door[] => doors.filter(({ query }) => query.includes('cursor'));
  const read = (door: Door, query: string): Promise<Answer> => ask('GET', `${filled(door)}?${query}`, {}, door);

  it('is good for the list that gave it and what that was asked by, and for nothing else', async () => {
    const given = new Map<Door, string>();
    for (const door of lists()) {
      const { next_cursor } = (await read(door, 'limit=1')).json<{ readonly next_cursor: string | null }>();
      if (next_cursor === null) continue;
      given.set(door, next_cursor);
      expect([door.address, (await read(door, `limit=2&cursor=${next_cursor}`)).status]).toEqual([door.address, 200]);
    }
    expect(given.size).toBeGreaterThan(7);
    const asking = function* (): Generator<() => Case> {
      for (const door of lists()) {
        const foreign = [...given].flatMap(([from, cursor]) => (from === door ? [] : [cursor]));
        const changed = door.query.flatMap((name) =>
          given.has(door) && name in OTHERS ? [`${given.get(door)}&${name}=${OTHERS[name]}`] : [],
        );
        for (const cursor of [...foreign, ...INVENTED, ...changed]) {
          const [what, expected] = [`${door.address}?cursor=${cursor}`, { statuses: [400], pointer: '/cursor' }];
          yield () => ({ what, answer: read(door, `cursor=${cursor}`), expected });
        }
      }
    };
    expect(await amiss(asking())).toEqual([]);
  });

  it('of another list is refused in words by the pages of people and lines too', async () => {
    const { next_cursor } = await hall.operator.read<{ next_cursor: string }>('/county/areas?limit=1');
    for (const page of ['/cases', `/batches/${there['batches']}/rows`]) {
      const answer = await hall.seat('health').ask('GET', `${page}?cursor=${next_cursor}`, { headers: { accept: 'text/html' } });
      expect([page, answer.status]).toEqual([page, 400]);
      expect(answer.text).toContain('这个游标不是本列表给出的');
    }
  });
});

describe('an address', () => {
  const WRONG = ['abc', '-1', '0', '1e3', '2023.5', '%00', '%0A', 'a%2Fb', '%20', '..%2F..', 'toString', '123456789012345'];
  const parameterOf = ({ address }: Door): string | undefined => /\{(\w+)\}/.exec(address)?.[1];
  const asking = function* (values: readonly string[], expectedOf: (door: Door) => Expected): Generator<() => Case> {
    for (const door of doors.filter((each) => parameterOf(each) !== undefined))
      for (const value of values) {
        const what = `${door.method} ${filled(door, value)}`;
        yield () => ({ what, answer: ask(door.method, filled(door, value), contentOf(door), door), expected: expectedOf(door) });
      }
  };

  it('of something that there is not is refused, and a question says which part of it', async () => {
    const expectedOf = (door: Door): Expected =>
      door.method === 'GET'
        ? { statuses: [400, 404], pointer: `/${parameterOf(door)}` }
        : { statuses: [400, 403, 404, 409, 422] };
    expect(await amiss(asking(WRONG, expectedOf))).toEqual([]);
  });

  it('that cannot be read, or is too long, is told so, and not that content is missing', async () => {
    expect(await amiss(asking(['%zz', '%E0%A4%A', 'x'.repeat(101)], () => ({ statuses: [400, 414] })))).toEqual([]);
    const [unread, year] = [await hall.operator.get('/batches/%zz'), await hall.operator.get('/calendar/abc')];
    expect(unread.problem.title).toContain('网址');
    expect(year.problem).toMatchObject({ status: 404, errors: [{ pointer: '/year', message: expect.stringContaining('2023') }] });
    for (const { text } of [unread, year]) expect(text).not.toContain('JSON');
  });

  it('asked in a way that it does not take says which it takes', async () => {
    const taken = new Map<string, Set<string>>();
    for (const { address, method } of doors) taken.set(address, (taken.get(address) ?? new Set()).add(method));
    // The doors of one programme or year stand in the same place as what is done to all: there a question is one for something not there.
    const shadowed = ['/api/v1/programmes/dry-runs', '/api/v1/calendar/confirmations'];
    for (const door of doors)
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
        const methods = [...(taken.get(door.address) ?? [])];
        if (methods.includes(method) || (method === 'GET' && shadowed.includes(door.address))) continue;
        const answer = await ask(method, filled(door));
        expect([method, door.address, answer.status, answer.problem.code]).toEqual([
          method,
          door.address,
          405,
          'method_not_allowed',
        ]);
        expect(answer.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(methods));
      }
  });

  it('is asked with HEAD as it is with GET', async () => {
    for (const door of doors.filter(({ method, address }) => method === 'GET' && !address.endsWith('/controls'))) {
      const others = door.required.map((each) => `${each}=${VALID[each]}`).join('&');
      const [head, got] = [await ask('HEAD', `${filled(door)}?${others}`), await ask('GET', `${filled(door)}?${others}`)];
      expect([door.address, head.status, head.text]).toEqual([door.address, got.status, '']);
    }
    expect((await ask('HEAD', '/api/v1/county?min_position=0000000000000001')).status).toBe(200);
  });

  it('answers a person with a page, also behind the API', async () => {
    for (const door of doors) {
      const answer = await ask(door.method, `${filled(door)}?colour=1`, {
        ...contentOf(door),
        headers: { ...contentOf(door).headers, accept: 'text/html' },
      });
      expect([door.address, answer.status >= 400 && answer.status < 500, answer.headers.get('content-type')]).toEqual([
        door.address,
        true,
        'text/html; charset=utf-8',
      ]);
    }
  });
});

describe('content', () => {
  const posts = (): readonly Door[] => doors.filter(({ method }) => method === 'POST');
  const asking = function* (
    contents: readonly (readonly [type: string, body: string])[],
    expected: Expected,
  ): Generator<() => Case> {
    for (const door of posts().filter(({ upload }) => !upload))
      for (const [type, body] of contents) {
        const headers = { 'content-type': type };
        const what = `${door.address} ${type} ${body}`;
        yield () => ({ what, answer: ask('POST', filled(door), { headers, body }, door), expected });
      }
  };

  it('that is no JSON object is refused as a whole, also by a door that takes none', async () => {
    const bodies = ['null', '[]', '[{}]', '"x"', '7', 'true', '{', '', '{"a":1,}'];
    const whole = { statuses: [400], pointer: '' };
    expect(
      await amiss(
        asking(
          bodies.map((body) => ['application/json', body]),
          whole,
        ),
      ),
    ).toEqual([]);
    expect(await amiss(asking([['application/json; charset=gbk', '{}']], whole))).toEqual([]);
  });

  it('of another type is not taken for none', async () => {
    const types = [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=b',
      'text/html',
    ];
    expect(
      await amiss(
        asking(
          types.map((type) => [type, 'year=2023']),
          { statuses: [415] },
        ),
      ),
    ).toEqual([]);
    for (const door of posts().filter(({ upload }) => upload))
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'application/pdf']) {
        const answer = await ask('POST', filled(door), { headers: { 'content-type': type }, body: '{}' }, door);
        expect([door.address, type, amissIn(answer, { statuses: [415] })]).toEqual([door.address, type, []]);
      }
  });

  it('that a door takes is still taken, with a charset and without a type', async () => {
    const headers = { 'content-type': 'application/json; charset=UTF-8' };
    expect((await ask('POST', '/api/v1/audit/replays', { headers, body: '{}' })).status).toBe(200);
    expect((await ask('POST', '/api/v1/audit/replays')).status).toBe(200);
  });
});

describe('a question about one person', () => {
  it('that names the person twice, or not at all, is refused', async () => {
    const { case_number } = await enrolmentAt(hall, RURAL, 2);
    const question = { programme: RURAL, year: 2023 };
    for (const person of [{}, { case_number, citizen_id: '991002195101110019' }]) {
      const { problem } = await hall.seat('health').post('/eligibility/queries', { ...question, ...person });
      expect(problem).toMatchObject({ status: 400, errors: [{ pointer: '/case_number' }, { pointer: '/citizen_id' }] });
    }
    expect((await hall.seat('health').post('/eligibility/queries', { ...question, case_number })).status).toBe(200);
  });
});
