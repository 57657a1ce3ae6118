import { COUNTY } from './county.people';
import { documentedDoors, seatAt, type Door } from './doors';
import { openHall, type Hall } from './hall';
import { freshKey, type Answer, type Problem } from './seat';

let hall: Hall;
let doors: readonly Door[];
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-13');
  ({ doors } = await documentedDoors(hall.operator));
});
afterAll(() => hall.close());

const asked = ({ method, path, roles }: Door, query: string): Promise<Answer> =>
  seatAt(hall, { roles }).ask(method, `${path}?${query}`, {
    headers: { 'idempotency-key': freshKey(), ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
    ...(method === 'POST' ? { body: '{}' } : {}),
  });
const namedBy = ({ errors = [] }: Problem): readonly (string | undefined)[] =>
  errors.filter(({ code }) => code === 'unknown_field').map(({ pointer }) => pointer);

describe('a question that a door does not answer', () => {
  it.each(['colour', 'as_of', 'state_', 'page'])('is refused by every door, and %s is named', async (name) => {
    expect(doors.length).toBeGreaterThan(50);
    for (const door of doors.filter(({ upload, path }) => !upload && !path.startsWith('/health'))) {
      const { status, problem } = await asked(door, `${name}=1`);
      expect([door.path, status, namedBy(problem)]).toEqual([door.path, 400, [`/${name}`]]);
    }
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__', 'prototype'])(
    'is refused under a name that the language itself knows: %s in the address, in a body, inside one, and in a form',
    async (name) => {
      for (const door of doors.filter(({ upload, path }) => !upload && !path.startsWith('/health'))) {
        const { status, problem } = await asked(door, `${name}=1`);
        expect([door.path, status, namedBy(problem)]).toEqual([door.path, 400, [`/${name}`]]);
      }
      for (const { path, roles } of doors.filter(({ body }) => body !== undefined)) {
        const seat = seatAt(hall, { roles });
        const headers = { 'content-type': 'application/json', 'idempotency-key': freshKey() };
        const sent = await seat.ask('POST', path, { headers, body: `{"${name}":{"prototype":1}}` });
        expect([path, sent.status, namedBy(sent.problem)]).toEqual([path, 400, expect.arrayContaining([`/${name}`])]);
        const deeper = await seat.ask('POST', path, { headers, body: `{"of":[{"${name}":1}]}` });
        expect([path, deeper.status, namedBy(deeper.problem).length > 0]).toEqual([path, 400, true]);
      }
      const form = { fields: { programme: 'RURAL_REWARD', year: '2023', [name]: 'good' }, bytes: Buffer.from('x') };
      expect((await hall.seat('health').upload('/imports', form)).status).toBe(400);
    },
  );

  it('is refused where another door does answer it', async () => {
    for (const question of ['/events?cursor=x', '/events?programme=RURAL_REWARD', '/imports?area=991002', '/county?year=2023']) {
      const { status, problem } = await hall.seat('inspector').get(question);
      expect([question, status, namedBy(problem).length]).toEqual([question, 400, 1]);
    }
  });

  it('is refused by pages too, in a page', async () => {
    for (const address of [
      '/years/2023?programme=RURAL_REWARD',
      '/cases?programme=',
      '/docs?programme=1',
      '/openapi.json?programme=1',
    ]) {
      const answer = await hall.seat('health').ask('GET', address, { headers: { accept: 'text/html' } });
      expect([address, answer.status, answer.headers.get('content-type')]).toEqual([address, 400, 'text/html; charset=utf-8']);
      expect(answer.text).toContain('项目：');
    }
  });

  it('is refused in a form and in a body that no door asks for', async () => {
    const taken = await hall.seat('finance-maker').post('/batches/nowhere/lock', { force: true });
    expect([taken.status, namedBy(taken.problem)]).toEqual([400, ['/force']]);
    const form = { fields: { programme: 'RURAL_REWARD', year: '2023', rows: 'good' }, bytes: Buffer.from('x') };
    const sent = await hall.seat('health').upload('/imports', form);
    expect([sent.status, namedBy(sent.problem)]).toEqual([400, ['/rows']]);
  });

  it.each(['start', 'head', '0', '-1', '1'])(
    'after %s is not asked of the log, which gives every event a place of its own',
    async (word) => {
      for (const question of [`/events?after=${word}`, `/county?min_position=${word}`]) {
        const { status, problem } = await hall.seat('inspector').get(question);
        expect([question, status, problem.errors?.map(({ code }) => code)]).toEqual([question, 400, ['position']]);
      }
    },
  );

  it('is not one of those that the description promises', async () => {
    for (const door of doors)
      for (const name of door.query) {
        const answer = await asked(door, `${name}=${name === 'min_position' ? '0000000000000001' : '2023'}`);
        const unknown = answer.status === 400 ? namedBy(answer.problem) : [];
        expect([door.path, name, unknown]).toEqual([door.path, name, []]);
      }
  });
});

describe('a list', () => {
  const lists = (): readonly Door[] => doors.filter(({ method, query }) => method === 'GET' && query.includes('cursor'));

  it('has one shape behind every door: rows, whether there are more, and the mark to go on from', async () => {
    expect(lists().map(({ address }) => address)).toEqual(
      expect.arrayContaining(['/api/v1/calendar', '/api/v1/calendar/proposals']),
    );
    for (const { path } of lists().filter((door) => !door.path.includes('0000-'))) {
      const page = (await hall.seat('inspector').ask('GET', `${path}?limit=1`)).json<Record<string, unknown>>();
      expect([path, Array.isArray(page['data']), typeof page['has_more'], 'next_cursor' in page]).toEqual([
        path,
        true,
        'boolean',
        true,
      ]);
    }
  });

  it('read page by page is the list read at once', async () => {
    type Page = { readonly data: readonly object[]; readonly has_more: boolean; readonly next_cursor: string | null };
    for (const path of ['/county/areas', '/actors', '/programmes/catalogue', '/bank-profiles']) {
      const whole = await hall.operator.read<Page>(`${path}?limit=500`);
      const rows: object[] = [];
      let cursor = '';
      for (let more = true; more;) {
        const page: Page = await hall.operator.read(`${path}?limit=2${cursor}`);
        rows.push(...page.data);
        more = page.has_more;
        cursor = `&cursor=${page.next_cursor}`;
      }
      expect(whole.data.length).toBeGreaterThan(2);
      expect(rows).toEqual(whole.data);
    }
  });

  it('says in the description of the doors what its parameters mean, and how many rows come where none are asked for', async () => {
    type Parameter = { readonly name: string; readonly description?: string; readonly schema: { readonly default?: number } };
    type Described = {
      readonly paths: Readonly<Record<string, { readonly get?: { readonly parameters?: readonly Parameter[] } }>>;
    };
    const { paths } = (await hall.operator.ask('GET', '/openapi.json')).json<Described>();
    for (const [path, { get: { parameters = [] } = {} }] of Object.entries(paths))
      for (const { name, description = '', schema } of parameters.filter((each) =>
        ['cursor', 'after', 'limit'].includes(each.name),
      ))
        expect([path, name, /\p{Script=Han}/u.test(description), schema.default]).toEqual([
          path,
          name,
          true,
          name === 'limit' ? 100 : undefined,
        ]);
  });

  it('of events that has nothing new gives back where it was asked from, and knows no place beyond its end', async () => {
    type Feed = { readonly data: readonly object[]; readonly has_more: boolean; readonly next_cursor: string };
    const feed = (after: string): Promise<Feed> => hall.seat('inspector').read(`/events?limit=500${after}`);
    const { next_cursor: end, has_more } = await feed('');
    expect(has_more).toBe(false);
    expect(await feed(`&after=${end}`)).toEqual({ data: [], has_more: false, next_cursor: end });
    const beyond = String(Number(end) + 1).padStart(end.length, '0');
    expect((await hall.seat('inspector').get(`/events?after=${beyond}`)).problem).toMatchObject({
      status: 400,
      errors: [{ pointer: '/after', code: 'position', message: expect.stringContaining('还没有到这个位置') }],
    });
  });

  it('takes 500 rows and no more', async () => {
    for (const { path } of lists().filter((door) => !door.path.includes('0000-')))
      expect([path, (await hall.seat('inspector').ask('GET', `${path}?limit=501`)).status]).toEqual([path, 400]);
  });

  it('is chosen by what it is of, and not by what it is never of', async () => {
    await hall.seat('finance-maker').act('/batches', { programme: 'RURAL_REWARD', year: 2023 });
    const ids = async (query: string): Promise<number> =>
      (await hall.operator.read<{ data: readonly object[] }>(`/batches?${query}`)).data.length;
    expect(await ids('state=opened&programme=RURAL_REWARD&year=2023')).toBe(1);
    expect(await ids('state=closed')).toBe(0);
    expect(await ids('year=2024')).toBe(0);
    for (const query of ['/batches?state=ready', '/enrolments?stage=done'])
      expect((await hall.seat('inspector').get(query)).problem).toMatchObject({ status: 400, code: 'validation_failed' });
  });
});

describe('a year that is not there', () => {
  it('is no year of zeros: the door says so, as the page of it does', async () => {
    expect((await hall.operator.get('/years?year=2099')).problem).toMatchObject({ status: 404, code: 'year_unknown' });
    expect((await hall.operator.ask('GET', '/years/2099', {})).status).toBe(404);
  });

  it('is not this year, even before anything is recorded for it', async () => {
    for (const question of ['/years', '/years?year=2023']) expect((await hall.operator.get(question)).status).toBe(200);
  });
});
