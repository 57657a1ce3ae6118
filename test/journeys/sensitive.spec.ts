import { COUNTY, ROSTERS } from './county.people';
import { openHall, moveClock, type Hall } from './hall';
import { lockRoster, type Locked } from './payout';
import { confirmYear, importRoster, line, rosterFile } from './walk';

const SPECIAL = 'SPECIAL_ASSISTANCE';
const VILLAGE = '991002101201';

let hall: Hall;
let locked: Locked;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
  const { applicants = [] } = ROSTERS.find(({ programme }) => programme === SPECIAL) ?? {};
  const rows = applicants.map(({ who, village, facts }) => line(hall, who, village, facts));
  await importRoster(hall, { programme: SPECIAL, bytes: await rosterFile(hall, SPECIAL, rows) });
  await moveClock(hall, '2023-12-01');
  await confirmYear(hall, SPECIAL);
  locked = await lockRoster(hall, SPECIAL);
});
afterAll(() => hall.close());

describe('the payments of a programme that gives a grief away', () => {
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
