import { whyOne } from './ask-why';
import { COUNTY, farmer, ROSTERS } from './county.people';
import { openHall, moveClock, type Hall } from './hall';
import { lockRoster, type Locked } from './payout';
import type { Seat } from './seat';
import { confirmYear, enrolmentsOf, importRoster, line, rosterFile, type Enrolment } from './walk';

const SPECIAL = 'SPECIAL_ASSISTANCE';
const RURAL = 'RURAL_REWARD';
const VILLAGE = '991002101201';

let hall: Hall;
let locked: Locked;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
  const { applicants = [] } = ROSTERS.find(({ programme }) => programme === SPECIAL) ?? {};
  const rows = applicants.map(({ who, village, facts }) => line(hall, who, village, facts));
  await importRoster(hall, { programme: SPECIAL, bytes: await rosterFile(hall, SPECIAL, rows) });
  // One of them applies for the rural reward as well, of which special assistance takes every month of the year.
  const [both] = applicants.filter(({ village }) => village === '下湾村');
  const rural = both === undefined ? [] : [line(hall, both.who, both.village, farmer(1, 0))];
  await importRoster(hall, { programme: RURAL, bytes: await rosterFile(hall, RURAL, rural) });
  await moveClock(hall, '2023-12-01');
  await confirmYear(hall, SPECIAL);
  locked = await lockRoster(hall, SPECIAL);
});
afterAll(() => hall.close());

describe('the payments of a programme that gives a grief away', () => {
  const caseIn = async (programme: string): Promise<Enrolment> => {
    const found = (await enrolmentsOf(hall, programme)).find(({ village }) => village === VILLAGE);
    if (found === undefined) throw new Error(`nobody of ${VILLAGE} has applied for ${programme}`);
    return found;
  };
  const seats = () => ({ village: hall.seat(`clerk-${VILLAGE}`), township: hall.seat(`officer-${VILLAGE.slice(0, 9)}`) });

  it('are not there for a village, which confirms its people and pays nobody', async () => {
    const { village } = seats();
    const path = `/batches/${locked.batch_id}`;
    for (const each of [path, `${path}/payments`]) expect((await village.get(each)).problem.code).toBe('batch_not_found');
    expect((await village.ask('GET', `${path}/rows`)).status).toBe(404);
    for (const each of ['/batches', '/balances', '/years']) expect((await village.get(each)).text).not.toContain(SPECIAL);
    expect((await village.ask('GET', '/years/2023')).text).not.toContain('特别扶助');
    expect((await village.get(`/enrolments?programme=${SPECIAL}`)).text).toContain(VILLAGE);
  });

  it('are told to a village in no list of cases, no case and no answer, though it is told how far its people are', async () => {
    const { village, township } = seats();
    const { case_number, enrolment_id } = await caseIn(SPECIAL);
    const question = { programme: SPECIAL, year: 2023, case_number };
    const page = `/why?${new URLSearchParams({ case_number }).toString()}`;
    const asked = async (seat: Seat): Promise<readonly string[]> => [
      (await seat.get(`/enrolments?programme=${SPECIAL}`)).text,
      (await seat.get(`/enrolments/${enrolment_id}`)).text,
      (await seat.get(`/enrolments/${enrolment_id}/timeline`)).text,
      (await seat.post('/eligibility/queries', question)).text,
      (await seat.ask('GET', `/cases?programme=${SPECIAL}`)).text,
      (await seat.ask('GET', page)).text,
    ];
    const money = /(_fen":(?!null)|\d\.\d\d<|\d\.\d\d 元|批次)/;
    expect((await asked(village)).map((text) => money.exec(text)?.[0])).toEqual(Array(6).fill(undefined));
    expect((await asked(township)).map((text) => money.test(text))).toEqual(Array(6).fill(true));
    const answer = await whyOne<{ readonly ladder: readonly unknown[] }>(village, question);
    expect(answer).toMatchObject({ answer: 'eligible', amount_fen: null, status: { code: 'confirmed_county' } });
    expect(answer.ladder.length).toBeGreaterThan(0);
  });

  it('are told to whoever runs the machine of no person, but as batches and sums', async () => {
    const { case_number, enrolment_id } = await caseIn(SPECIAL);
    const question = { programme: SPECIAL, year: 2023, case_number };
    const { operator } = hall;
    const told = [
      await operator.get(`/enrolments?programme=${SPECIAL}`),
      await operator.get(`/enrolments/${enrolment_id}`),
      await operator.post('/eligibility/queries', question),
    ];
    expect(told.map(({ problem }) => problem.code)).toEqual(Array(3).fill('forbidden_role'));
    expect(await operator.read(`/batches/${locked.batch_id}`)).toMatchObject({ roster: { sum_fen: locked.sum_fen } });
  });

  it('are named beside another programme to whoever may know them, and to nobody else', async () => {
    const [{ case_number } = {}] = await enrolmentsOf(hall, RURAL);
    const told = async (seat: Seat): Promise<readonly string[]> => {
      const { sentence, ...answer } = await whyOne<{ sentence: string; answer: string; excluded_by?: string }>(seat, {
        programme: RURAL,
        year: 2023,
        case_number,
      });
      return [answer.answer, answer.excluded_by ?? '-', /已确认享受.*$/.exec(sentence)?.[0] ?? sentence];
    };
    const { township } = seats();
    for (const seat of [hall.seat('clerk-991002101202'), hall.seat('finance-maker')])
      expect(await told(seat)).toEqual(['excluded', '-', '已确认享受另一项补助，两项不能兼得。']);
    for (const seat of [township, hall.seat('health')])
      expect(await told(seat)).toEqual(['excluded', SPECIAL, '已确认享受“计划生育家庭特别扶助”，两项不能兼得。']);
  });

  it('are there for the township in its own area, and for the county', async () => {
    const { data } = await seats().township.read<{ data: readonly { village: string }[] }>(
      `/batches/${locked.batch_id}/payments`,
    );
    expect(data.length).toBeGreaterThan(0);
    expect(data.every(({ village }) => village.startsWith(VILLAGE.slice(0, 9)))).toBe(true);
    expect((await hall.seat('finance-maker').get('/balances')).text).toContain(SPECIAL);
  });

  it('are so because the text of its rules says so', async () => {
    const programmes = await hall.operator.read<{ data: readonly { id: string; sensitive: boolean }[] }>('/programmes');
    expect(programmes.data.filter(({ sensitive }) => sensitive).map(({ id }) => id)).toEqual([SPECIAL]);
  });
});
