import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fenming, fenmingJson } from './command-line';
import { COUNTY, farmer } from './county.people';
import { citizen } from './citizens';
import { eventsOf, moveClock, openHall, type Hall } from './hall';
import { startServer } from './real-server';
import { enrolmentsOf, importRoster, line, rosterFile } from './walk';

const RURAL = 'RURAL_REWARD';
const VILLAGE = '991002101201';
/** An invented year: nobody has announced it yet. */
const HOLIDAYS_2027 = [
  '年度,2027',
  '文件,示例：2027年节假日安排',
  '文号,示例〔2026〕1号',
  '放假,2027-01-01,2027-01-03,元旦',
  '放假,2027-02-05,2027-02-11,春节',
  '放假,2027-05-01,2027-05-05,劳动节',
  '放假,2027-10-01,2027-10-07,国庆节',
].join('\r\n');

let hall: Hall;
const clerk = () => hall.seat(`clerk-${VILLAGE}`);
const notice = { level: 'village', area: VILLAGE, programme: RURAL, year: 2026 };
const confirm = async () => {
  const enrolments = (await enrolmentsOf(hall, RURAL, 2026)).map(({ enrolment_id }) => enrolment_id);
  return clerk().act<{ data: readonly { outcome: string; code?: string; detail?: string }[] }>('/confirmations', {
    level: 'village',
    year: 2026,
    enrolments,
  });
};
/** What the health commission's and the approver's accounts do at the command line. */
const said = (actor: string, ...words: readonly string[]) => {
  const token = join(hall.dir, `${actor}.token`);
  writeFileSync(token, hall.tokenOf(actor), { mode: 0o600 });
  return fenming('calendar', ...words, '--token-file', token, '--data', hall.dir);
};

beforeAll(async () => {
  hall = await openHall(COUNTY, '2026-12-01');
  const farmers = [citizen('方守田', '男', '1951-01-11'), citizen('谷秀兰', '女', '1952-02-12')];
  const rows = farmers.map((who) => line(hall, who, '上湾村', farmer(1, 0)));
  await importRoster(hall, { programme: RURAL, year: 2026, bytes: await rosterFile(hall, RURAL, rows) });
});
afterAll(() => hall.close());

describe('a notice that would reach into a year whose holidays nobody has entered', () => {
  it('is foreseen: the list of years says until when notices can be posted', async () => {
    const { years, notices_until } = await fenmingJson<{ years: readonly { year: number }[]; notices_until: string }>(
      'calendar',
      'list',
      '--data',
      hall.dir,
    );
    expect(years.map(({ year }) => year)).toEqual([2023, 2024, 2025, 2026]);
    expect(notices_until > '2026-12-10' && notices_until < '2026-12-31').toBe(true);
  });

  it('stops the confirmation before anything is recorded, and names the year', async () => {
    await moveClock(hall, '2026-12-28');
    const before = (await eventsOf(hall)).length;
    expect((await confirm()).data).toEqual([
      expect.objectContaining({ outcome: 'refused', code: 'holiday_table_missing', detail: '2027 年' }),
      expect.objectContaining({ outcome: 'refused', code: 'holiday_table_missing', detail: '2027 年' }),
    ]);
    expect((await eventsOf(hall)).length).toBe(before);
  });
});

describe('the holidays that a county brings', () => {
  const file = (text: string): string => {
    const path = join(hall.dir, 'holidays-2027.csv');
    writeFileSync(path, text);
    return path;
  };

  it('are refused whole, each fault with its line', async () => {
    const wrong = HOLIDAYS_2027.replace('2027-02-05', '2027-02-30');
    const { code, err } = await said('health', 'import', file(wrong));
    expect([code, err]).toEqual([5, expect.stringMatching(/^ +5 +起日 +2027-02-30 +没有这一天/m)]);
    expect((await hall.operator.read<{ data: readonly object[] }>('/calendar/proposals')).data).toEqual([]);
  });

  it('count from the moment in which another person has confirmed them', async () => {
    expect(await said('health', 'import', file(HOLIDAYS_2027))).toMatchObject({
      code: 0,
      out: expect.stringContaining('已提出  2027') as string,
    });
    expect((await confirm()).data).toEqual(Array(2).fill(expect.objectContaining({ code: 'holiday_table_missing' })));
    expect(await said('health', 'confirm', '2027')).toMatchObject({ code: 5 });
    expect(await said('finance-approver', 'confirm', '2027')).toMatchObject({ code: 0 });
    expect((await confirm()).data).toEqual(Array(2).fill(expect.objectContaining({ outcome: 'confirmed' })));
    expect(await clerk().act('/notices', notice)).toMatchObject({ posted_on: '2026-12-28', closes_on: '2027-01-07' });
  });

  it('are printed as the file that brought them, the pattern for the next year', async () => {
    const { out } = await fenming('calendar', 'show', '2027', '--data', hall.dir);
    const withoutNames = HOLIDAYS_2027.replaceAll(/,[^,\d]+节$|,元旦$/gm, '').replaceAll('\r\n', '\n');
    expect(out.trim().split('\n')).toEqual(
      withoutNames.split('\n').map((each) => each.replace(/,(元旦|春节|劳动节|国庆节)\r?$/, '')),
    );
  });

  it('are known after a restart, and the control formulas count by them', async () => {
    await hall.stop();
    const server = await startServer({ dir: hall.dir });
    hall = { ...hall, ...server, seat: (actor) => server.operator.as(hall.tokenOf(actor)), close: server.stop };
    const { data } = await server.operator.read<{ data: readonly { year: number; origin: string }[] }>('/calendar');
    expect(data.at(-1)).toMatchObject({ year: 2027, origin: 'county', proposed_by: 'health', confirmed_by: 'finance-approver' });
    const report = await server.operator.read<{ formulas: readonly { code: string; state: string }[] }>('/controls');
    expect(report.formulas.find(({ code }) => code === 'I-18')).toMatchObject({ state: 'holds' });
  });
});
