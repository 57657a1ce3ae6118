import { ROLE_NAMES } from '@fenming/words';
import { documentedDoors } from './doors';
import type { Hall } from './hall';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { freshKey, type Answer, type Seat } from './seat';
import { lockRoster, type Locked } from './payout';
import { confirmYear, enrolmentsOf, type Enrolment } from './walk';

const TOWNSHIP = '991002101';
const VILLAGE = '991002101201';
const NEXT_VILLAGE = '991002101202';
/** Whoever may ask, one letter each; `-` is a stranger. */
const CHAIRS: Readonly<Record<string, string>> = {
  v: `clerk-${VILLAGE}`,
  t: `officer-${TOWNSHIP}`,
  h: 'health',
  m: 'finance-maker',
  c: 'finance-checker',
  a: 'finance-approver',
  r: 'finance-releaser',
  b: 'bank',
  i: 'inspector',
};

/** Who is let in at which door, as it was looked through by people: a change here is a change of rights. */
const REVIEWED: Readonly<Record<string, readonly string[]>> = {
  '-vthmcarbis': ['GET /health/live', 'GET /health/ready', 'POST /api/v1/sessions'],
  vthmcarbis: [
    'GET /account',
    'GET /api/v1/bank-profiles',
    'GET /api/v1/batches',
    'GET /api/v1/batches/{id}',
    'GET /api/v1/calendar',
    'GET /api/v1/calendar/proposals',
    'GET /api/v1/calendar/{year}',
    'GET /api/v1/comparisons/sources',
    'GET /api/v1/county',
    'GET /api/v1/county/areas',
    'GET /api/v1/imports/template.xlsx',
    'GET /api/v1/programmes',
    'GET /api/v1/programmes/catalogue',
    'GET /api/v1/programmes/proposals',
    'GET /api/v1/programmes/versions/{hash}',
    'GET /api/v1/programmes/{id}',
    'GET /api/v1/programmes/{id}/versions',
    'POST /api/v1/own-password',
  ],
  vthmcaris: ['GET /api/v1/balances', 'GET /api/v1/years', 'GET /years/{year}'],
  vthmcari: [
    'GET /api/v1/batches/{id}/payments',
    'GET /api/v1/enrolments',
    'GET /api/v1/enrolments/{id}',
    'GET /api/v1/enrolments/{id}/owed',
    'GET /api/v1/notices',
    'GET /api/v1/unreviewed',
    'GET /batches/{id}/rows',
    'GET /cases',
    'GET /why',
    'POST /api/v1/eligibility/list-queries',
    'POST /api/v1/eligibility/queries',
  ],
  vthi: [
    'GET /api/v1/enrolments/{id}/determinations',
    'GET /api/v1/enrolments/{id}/facts',
    'GET /api/v1/enrolments/{id}/timeline',
    'GET /api/v1/leads',
  ],
  th: [
    'GET /api/v1/enrolments/{id}/death',
    'GET /api/v1/enrolments/{id}/exit',
    'GET /api/v1/enrolments/{id}/identities',
    'GET /api/v1/enrolments/{id}/paid-elsewhere',
    'GET /api/v1/enrolments/{id}/transfer',
  ],
  thi: ['GET /api/v1/imports'],
  hi: ['GET /api/v1/comparisons', 'GET /api/v1/comparisons/accuracy'],
  hmcaris: [
    'GET /api/v1/actors',
    'GET /api/v1/actors/{id}/changes',
    'GET /api/v1/appropriations',
    'GET /api/v1/batches/{id}/approval-form.pdf',
    'GET /api/v1/batches/{id}/control-totals',
    'GET /api/v1/batches/{id}/controls',
    'GET /api/v1/batches/{id}/exceptions',
    'GET /api/v1/batches/{id}/failures',
    'GET /api/v1/ledger',
    'GET /api/v1/ledger/postings',
    'GET /api/v1/overpaid',
    'GET /api/v1/redeterminations/{programme}',
    'GET /api/v1/unpaid',
    'GET /batches/{id}',
    'GET /batches/{id}/controls',
    'GET /years/{year}/money',
  ],
  hmcari: ['POST /api/v1/programmes/dry-runs'],
  hai: ['GET /api/v1/redeterminations/{programme}/cases'],
  hmcarbis: ['GET /api/v1/bank-files/{id}/cover.pdf', 'GET /api/v1/batches/{id}/progress'],
  rb: ['GET /api/v1/bank-files/{id}'],
  i: ['GET /api/v1/events'],
  is: ['GET /api/v1/controls', 'POST /api/v1/audit/replays'],
};
const PAGES = [
  '/account',
  '/years/{year}',
  '/years/{year}/money',
  '/cases',
  '/why',
  '/batches/{id}',
  '/batches/{id}/rows',
  '/batches/{id}/controls',
];

let hall: Hall;
let locked: Locked;
let people: readonly Enrolment[];
beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await fund(hall, 6);
  locked = await lockRoster(hall, RURAL);
  people = await enrolmentsOf(hall, RURAL);
});
afterAll(() => hall.close());

const village = (): Seat => hall.seat(CHAIRS['v'] ?? '');
const township = (): Seat => hall.seat(CHAIRS['t'] ?? '');
const everybody = (): readonly (readonly [letter: string, seat: Seat])[] => [
  ['-', hall.operator.as(undefined)],
  ...Object.entries(CHAIRS).map(([letter, actor]) => [letter, hall.seat(actor)] as const),
  ['s', hall.operator],
];
const inVillage = (): readonly Enrolment[] => people.filter((one) => one.village === VILLAGE);
const elsewhere = (): readonly Enrolment[] => people.filter((one) => !one.village.startsWith(TOWNSHIP));

const there = (address: string): string => {
  const what = address.split('/').find((part) => ['enrolments', 'programmes', 'calendar', 'years'].includes(part)) ?? '';
  const ids: Readonly<Record<string, string>> = {
    enrolments: inVillage()[0]?.enrolment_id ?? '',
    programmes: RURAL,
    calendar: '2023',
    years: '2023',
  };
  return address.replaceAll(/\{\w+\}/g, ids[what] ?? locked.batch_id);
};

/** Broken content: whoever is let in hears that, and whoever is not hears nothing of it. */
const knock = (seat: Seat, [method, address = '']: readonly string[]): Promise<Answer> =>
  method === 'GET'
    ? seat.ask('GET', there(address))
    : seat.ask('POST', there(address), {
        headers: { 'content-type': 'application/json', 'idempotency-key': freshKey() },
        body: '{',
      });

describe('the doors', () => {
  it('let in those who were looked through, and nobody else, before anything is read', async () => {
    const { doors } = await documentedDoors(hall.operator);
    const reading = doors.filter(({ method, roles }) => method === 'GET' || roles === undefined || roles.length > 2);
    const known = new Set(Object.values(REVIEWED).flat());
    const calls = [
      ...reading.map(({ method, address }) => `${method} ${address}`),
      ...PAGES.map((page) => `GET ${page}`),
      ...doors.map(({ method, address }) => `${method} ${address}`).filter((call) => known.has(call)),
    ].filter((call) => call.startsWith('GET') || known.has(call));
    const matrix: Record<string, string[]> = {};
    for (const call of [...new Set(calls)].toSorted()) {
      let letters = '';
      for (const [letter, seat] of everybody()) {
        const { status } = await knock(seat, call.split(' '));
        if (status !== 401 && status !== 403) letters += letter;
      }
      (matrix[letters] ??= []).push(call);
    }
    expect(matrix).toEqual(REVIEWED);
  });

  it('through which something is brought let in exactly those whom the description names', async () => {
    const { doors } = await documentedDoors(hall.operator);
    const roleOf: Readonly<Record<string, string>> = { ...CHAIRS, v: 'village', t: 'township', s: 'system', '-': 'nobody' };
    const wrong: string[] = [];
    for (const { method, address, roles } of doors.filter((door) => door.method === 'POST' && door.roles !== undefined))
      for (const [letter, seat] of everybody()) {
        const { status, problem } = await knock(seat, [method, address]);
        const isIn = status !== 401 && status !== 403;
        if (isIn !== roles?.includes(roleOf[letter] ?? '')) wrong.push(`${address} ${roleOf[letter]} ${status}`);
        if (problem.code === 'forbidden_role' && !namesAll(problem.detail, roles)) wrong.push(`${address} ${problem.detail}`);
      }
    expect(wrong).toEqual([]);
  });

  it('lead everybody who comes in to a first page that is open to them', async () => {
    for (const [letter, seat] of everybody()) {
      const first = (await seat.ask('GET', '/')).headers.get('location') ?? '';
      expect([letter, first, (await seat.ask('GET', first)).status]).toEqual([letter, first, 200]);
    }
  });
});

/** Whoever is turned away hears whom to ask: all of them, and nobody else. */
const namesAll = (detail: string | undefined, roles: readonly string[] | undefined): boolean =>
  roles?.every((role) => detail?.includes(role === 'system' ? '系统管理员' : (ROLE_NAMES[role] ?? '-'))) === true;

type Line = { readonly case_number: string; readonly village: string };
type Listed = { readonly data: readonly Line[] };
const villagesIn = ({ data }: Listed): readonly string[] => [...new Set(data.map((one) => one.village))].toSorted();

describe('a village and a township', () => {
  it('see of a batch their own lines and the sum of these', async () => {
    const path = `/batches/${locked.batch_id}`;
    expect(villagesIn(await village().read<Listed>(`${path}/payments`))).toEqual([VILLAGE]);
    expect(villagesIn(await township().read<Listed>(`${path}/payments`))).toEqual([VILLAGE, NEXT_VILLAGE]);
    expect(await village().read(path)).toMatchObject({ roster: { count: 3, sum_fen: 288_000 }, files: [], shortage: [] });
    expect(await township().read(path)).toMatchObject({ roster: { count: 5, sum_fen: 480_000 } });
    expect(await hall.seat('health').read(path)).toMatchObject({ roster: { count: 6, sum_fen: 576_000 } });
    const rows = (await village().ask('GET', `/batches/${locked.batch_id}/rows`)).text;
    for (const { case_number, village: place } of people) expect(rows.includes(case_number)).toBe(place === VILLAGE);
  });

  it('read no sum of the county, on no page and in no answer', async () => {
    const { batch_id } = locked;
    for (const path of [`/api/v1/batches`, `/api/v1/batches/${batch_id}`, '/api/v1/years', '/api/v1/balances', '/years/2023']) {
      const county = (await hall.seat('health').ask('GET', path)).text;
      expect([path, /576000|5,760\.00/.test(county)]).toEqual([path, true]);
      for (const seat of [village(), township()])
        expect([path, /576000|5,760\.00/.test((await seat.ask('GET', path)).text)]).toEqual([path, false]);
    }
  });

  it('are led by no page to one that turns them away', async () => {
    const [own] = inVillage();
    const why = `/why?${new URLSearchParams({ case_number: own?.case_number ?? '' }).toString()}`;
    for (const seat of [village(), township(), hall.seat('finance-maker')])
      for (const from of ['/years/2023', '/cases', why, `/batches/${locked.batch_id}/rows`]) {
        const { text } = await seat.ask('GET', from);
        const links = new Set([...text.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&')));
        expect([from, links.size > 0]).toEqual([from, true]);
        const closed: string[] = [];
        for (const link of links) if ((await seat.ask('GET', link)).status >= 400) closed.push(link);
        expect([from, closed]).toEqual([from, []]);
      }
  });

  it('read nothing that lies elsewhere, at any door that says it reaches what is their own', async () => {
    const { doors } = await documentedDoors(hall.operator);
    const own = doors.filter(({ method, area }) => method === 'GET' && area === 'own');
    expect(own.length).toBeGreaterThan(8);
    for (const [seat, area] of [
      [village(), VILLAGE],
      [township(), TOWNSHIP],
    ] as const) {
      const strangers = people.filter((one) => !one.village.startsWith(area)).map(({ case_number }) => case_number);
      expect(strangers.length).toBeGreaterThan(0);
      for (const { address } of own) {
        const { text } = await knock(seat, ['GET', address]);
        const places = [...text.matchAll(/"(991002(?:\d{3}){0,2})"/g)].map(([, code = '']) => code);
        const elsewhere = places.filter((code) => !code.startsWith(area) && !area.startsWith(code));
        expect([area, address, elsewhere, strangers.filter((number) => text.includes(number))]).toEqual([area, address, [], []]);
      }
    }
  });

  it('find nobody who lives elsewhere', async () => {
    const [stranger] = elsewhere();
    for (const seat of [village(), township()]) {
      for (const path of ['', '/timeline'])
        expect((await seat.get(`/enrolments/${stranger?.enrolment_id}${path}`)).problem.code).toBe('not_found');
      expect((await seat.get(`/enrolments?area=${stranger?.village}`)).problem.code).toBe('forbidden_area');
      expect((await seat.get(`/notices?area=${stranger?.village}`)).problem.code).toBe('forbidden_area');
    }
  });

  it('see no file that another office has brought', async () => {
    expect((await hall.seat('health').read<Listed>('/imports')).data).toHaveLength(1);
    expect((await township().read<Listed>('/imports')).data).toEqual([]);
  });
});

describe('a question by citizen id', () => {
  const ask = (seat: Seat, citizen_id: string): Promise<Answer> =>
    seat.post('/eligibility/queries', { programme: RURAL, year: 2023, citizen_id });
  const OWN = '方守田';
  const ELSEWHERE = '雷巧珍';
  const idOf = (name: string): string => FARMERS.find(({ who }) => who.name === name)?.who.id ?? '';
  const UNKNOWN = '991002195101110010';

  it('is answered alike for somebody from elsewhere and for somebody whom nobody knows', async () => {
    const [known, foreign, unknown] = await Promise.all([idOf(OWN), idOf(ELSEWHERE), UNKNOWN].map((id) => ask(village(), id)));
    expect(known?.json()).toMatchObject({ data: [{ answer: 'eligible', case_number: inVillage()[0]?.case_number }] });
    expect([foreign?.status, foreign?.text]).toEqual([unknown?.status, unknown?.text]);
    expect(foreign?.json()).toMatchObject({
      data: [{ answer: 'not_applied', sentence: '2023 年度在您的辖区没有申报“农村部分计划生育家庭奖励扶助”。' }],
    });
    expect((await ask(hall.seat('health'), idOf(ELSEWHERE))).json()).toMatchObject({ data: [{ answer: 'eligible' }] });
  });

  it('tells those who pay the amount, and no fact of the person', async () => {
    type Told = { readonly data: readonly { readonly ladder: readonly unknown[]; readonly lines: readonly unknown[] }[] };
    const told = (await ask(hall.seat('finance-maker'), idOf(OWN))).json<Told>();
    expect(told.data).toMatchObject([{ amount_fen: 96_000, determined: true, ladder: [], lines: [] }]);
    const full = (await ask(village(), idOf(OWN))).json<Told>();
    expect(full.data.map(({ ladder, lines }) => [ladder.length > 0, lines.length > 0])).toEqual([[true, true]]);
  });
});
