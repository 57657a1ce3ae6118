import { whyAll } from './ask-why';
import { citizen } from './citizens';
import { COUNTY, farmer, ROSTERS } from './county.people';
import { moveClock, openHall, type Hall } from './hall';
import type { Seat } from './seat';
import { confirmYear, importRoster, line, rosterFile } from './walk';

const SPECIAL = 'SPECIAL_ASSISTANCE';
const RURAL = 'RURAL_REWARD';
const VILLAGE = '991002101201';
/** Nobody knows this one. */
const STRANGER = citizen('莫须有', '男', '1950-09-09');
/** Farmers of two villages that lie in different townships. */
const NEAR = citizen('何向阳', '男', '1951-03-03');
const FAR = citizen('龙小满', '女', '1952-04-04');

type Answer = {
  readonly programme: string;
  readonly programme_name: string;
  readonly status: { readonly code: string };
  readonly sentence: string;
  readonly answer: string;
  readonly amount_fen: number | null;
  readonly ladder: readonly object[];
  readonly case_number?: string;
};
type Person = {
  readonly line: number;
  readonly outcome: string;
  readonly code?: string;
  readonly message?: string;
  readonly answers: readonly Answer[];
};

let hall: Hall;
/** Somebody who has applied for both programmes, of which special assistance takes every month of the year. */
let both: { readonly id: string };
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
  const { applicants = [] } = ROSTERS.find(({ programme }) => programme === SPECIAL) ?? {};
  const [one] = applicants.filter(({ village }) => village === '下湾村');
  if (one === undefined) throw new Error('nobody of 下湾村 has applied for special assistance');
  both = one.who;
  const special = applicants.map(({ who, village, facts }) => line(hall, who, village, facts));
  await importRoster(hall, { programme: SPECIAL, bytes: await rosterFile(hall, SPECIAL, special) });
  const places = COUNTY.townships.flatMap(({ villages }) => villages);
  const nameOf = (code: string): string => places.find((place) => place.code === code)?.name ?? '';
  const rural = [
    line(hall, one.who, one.village, farmer(1, 0)),
    line(hall, NEAR, nameOf(VILLAGE), farmer(1, 0)),
    line(hall, FAR, nameOf('991002102201'), farmer(1, 0)),
  ];
  await importRoster(hall, { programme: RURAL, bytes: await rosterFile(hall, RURAL, rural) });
  await moveClock(hall, '2023-12-01');
  await confirmYear(hall, SPECIAL);
});
afterAll(() => hall.close());

const about = (seat: Seat, { id }: { readonly id: string }, more: object = {}): Promise<readonly Answer[]> =>
  whyAll<Answer>(seat, { year: 2023, citizen_id: id, ...more });
const told = (answers: readonly Answer[]): readonly (readonly unknown[])[] =>
  answers.map(({ programme, answer }) => [programme, answer]);

describe('one person in all programmes', () => {
  it('is answered for in one question: first where there is a case, then where nothing was applied for', async () => {
    const answers = await about(hall.seat('health'), both);
    expect(told(answers.slice(0, 2))).toEqual([
      [RURAL, 'excluded'],
      [SPECIAL, 'eligible'],
    ]);
    const rest = answers.slice(2);
    expect(rest.length).toBeGreaterThan(0);
    for (const { status, sentence, programme_name, case_number, ladder } of rest) {
      expect(['not_applied', 'out_of_force']).toContain(status.code);
      expect(sentence).toContain(programme_name);
      expect([case_number, ladder]).toEqual([undefined, []]);
    }
    expect(new Set(answers.map(({ programme }) => programme)).size).toBe(answers.length);
  });

  it('is answered for alike by any of their case numbers', async () => {
    const byId = await about(hall.seat('health'), both);
    for (const { case_number } of byId.slice(0, 2)) {
      const byCase = await whyAll<Answer>(hall.seat('health'), { year: 2023, case_number });
      const inOrder = (answers: readonly Answer[]): readonly Answer[] =>
        answers.toSorted((a, b) => (a.programme < b.programme ? -1 : 1));
      expect(inOrder(byCase)).toEqual(inOrder(byId));
    }
  });

  it('is told no money of a sensitive programme to the village, and no fact to those who pay', async () => {
    const seen = await about(hall.seat('clerk-991002101202'), both);
    const amounts = new Map(seen.map(({ programme, amount_fen }) => [programme, amount_fen]));
    expect([amounts.get(SPECIAL), amounts.get(RURAL)]).toEqual([null, 0]);
    const paying = await about(hall.seat('finance-maker'), both);
    expect(paying.flatMap(({ ladder }) => ladder)).toEqual([]);
    expect(paying.find(({ programme }) => programme === SPECIAL)?.amount_fen).toBeGreaterThan(0);
  });

  it('is shown on one page', async () => {
    const [{ case_number } = {}] = await about(hall.seat('health'), both);
    const asked = new URLSearchParams({ case_number: case_number ?? '', year: '2023', programme: 'all' }).toString();
    const page = await hall.seat('health').ask('GET', `/why?${asked}`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    for (const said of ['2023 年度 全部项目', '<h2>计划生育家庭特别扶助</h2>', '没有申报', '<h3>逐条对照</h3>'])
      expect(page.text).toContain(said);
  });
});

describe('a list of people', () => {
  const ask = (seat: Seat, citizen_ids: readonly string[], more: object = {}) =>
    seat.act<{ readonly data: readonly Person[] }>('/eligibility/list-queries', { year: 2023, citizen_ids, ...more });
  const outcomes = (people: readonly Person[]) => people.map(({ line: at, outcome, code }) => [at, code ?? outcome]);

  it('is answered for one by one, in the order given; who cannot be answered for keeps nobody waiting', async () => {
    const wrong = `${NEAR.id.slice(0, 17)}?`;
    const { data } = await ask(hall.seat('health'), [STRANGER.id, both.id, wrong, FAR.id, '', both.id], { programme: RURAL });
    expect(outcomes(data)).toEqual([
      [1, 'person_unknown'],
      [2, 'answered'],
      [3, 'id_characters'],
      [4, 'answered'],
      [5, 'id_missing'],
      [6, 'answered'],
    ]);
    expect(data.map(({ answers }) => answers.map(({ answer }) => answer))).toEqual([
      [],
      ['excluded'],
      [],
      ['eligible'],
      [],
      ['excluded'],
    ]);
    expect(data[0]?.message).toContain('请核对身份证号');
    expect(JSON.stringify(data)).not.toContain(both.id);
  });

  it('says of each what the question about one says', async () => {
    for (const programme of [undefined, SPECIAL]) {
      const more = programme === undefined ? {} : { programme };
      const { data } = await ask(hall.seat('health'), [both.id, NEAR.id], more);
      const alone = [await about(hall.seat('health'), both, more), await about(hall.seat('health'), NEAR, more)];
      expect(data.map(({ answers }) => answers)).toEqual(alone);
    }
  });

  it('knows somebody from elsewhere as little as somebody whom nobody knows', async () => {
    const { data } = await ask(hall.seat(`clerk-${VILLAGE}`), [NEAR.id, FAR.id, STRANGER.id]);
    expect(outcomes(data)).toEqual([
      [1, 'answered'],
      [2, 'person_unknown'],
      [3, 'person_unknown'],
    ]);
    expect({ ...data[1], line: 0 }).toEqual({ ...data[2], line: 0 });
  });

  it('is refused as a whole where it is too long, has nobody on it, or is of a programme that there is not', async () => {
    const health = hall.seat('health');
    const long = await health.post('/eligibility/list-queries', { year: 2023, citizen_ids: Array(501).fill(NEAR.id) });
    expect(long.problem).toMatchObject({ status: 400, errors: [{ pointer: '/citizen_ids' }] });
    const empty = await health.post('/eligibility/list-queries', { year: 2023, citizen_ids: [] });
    expect(empty.problem).toMatchObject({ status: 400, errors: [{ pointer: '/citizen_ids' }] });
    const none = await health.post('/eligibility/list-queries', { year: 2023, citizen_ids: [NEAR.id], programme: 'NOPE' });
    expect(none.problem.code).toBe('not_found');
    expect((await ask(health, Array(500).fill(NEAR.id))).data).toHaveLength(500);
  });

  it('is answered in English to whoever asks in English', async () => {
    const answer = await hall.seat('health').ask('POST', '/api/v1/eligibility/list-queries', {
      body: JSON.stringify({ year: 2023, citizen_ids: [STRANGER.id, NEAR.id], programme: RURAL }),
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    });
    const { data } = answer.json<{ readonly data: readonly Person[] }>();
    expect(data[0]?.message).toMatch(/^There is no case of this person in your area/);
    expect(data[1]?.answers[0]?.sentence).toMatch(/in 2023: Applied on 2023-02-06/);
  });
});
