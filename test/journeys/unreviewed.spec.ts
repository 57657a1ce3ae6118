import { addDays, plainDate } from '@fenming/calendar';
import { whyOne } from './ask-why';
import { moveClock, type Hall } from './hall';
import { die } from './second-signature';
import { appropriate, lockRoster } from './payout';
import { DUE_FEN, FARMERS, farmerLine, openRuralYear, RURAL } from './rural-year';
import { confirmLevel, confirmYear, enrolmentAt, enrolmentsOf, importRoster, rosterFile } from './walk';

type Unreviewed = { readonly case_number: string; readonly village: string; readonly expected: string };
let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
  await confirmYear(hall, RURAL);
  await moveClock(hall, '2024-02-05');
});
afterAll(() => hall.close());

const unreviewed = async (by = 'health', query = `programme=${RURAL}&year=2024`): Promise<readonly Unreviewed[]> =>
  (await hall.seat(by).read<{ data: readonly Unreviewed[] }>(`/unreviewed?${query}`)).data;
const numberAt = async (row: number): Promise<string> => (await enrolmentAt(hall, RURAL, row)).case_number;

describe('whoever was confirmed last year', () => {
  it('stands on the list of who is to be reviewed until this year’s list has them, with what they would come to', async () => {
    expect(await unreviewed('health', `programme=${RURAL}&year=2023`)).toEqual([]);
    const all = await unreviewed();
    expect(all).toMatchObject(FARMERS.map(() => ({ year: 2024, was_fen: DUE_FEN, expected: 'eligible' })));
    const rows = FARMERS.slice(0, 4).map((each) => farmerLine(hall, each));
    await importRoster(hall, { programme: RURAL, year: 2024, bytes: await rosterFile(hall, RURAL, rows) });
    expect((await unreviewed()).map(({ case_number }) => case_number)).toEqual([await numberAt(6), await numberAt(7)]);
    expect((await unreviewed('health', 'limit=1')).map(({ case_number }) => case_number)).toEqual([await numberAt(6)]);
  });

  it('is seen by the village that forgot them, and by no other', async () => {
    expect((await unreviewed('clerk-991002101202')).map(({ village }) => village)).toEqual(['991002101202']);
    expect(await unreviewed('clerk-991002101201')).toEqual([]);
  });

  it('is told that the yearly review is waited for, and not that nobody applied', async () => {
    const { status, sentence } = await whyOne<{ status: { code: string }; sentence: string }>(hall.seat('health'), {
      programme: RURAL,
      year: 2024,
      case_number: await numberAt(6),
    });
    expect(status.code).toBe('not_reviewed');
    expect(sentence).toContain('2024 年度还没有年审');
  });

  it('is not waited for once dead, and the lock of the year says how many are', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 7);
    await die(hall, enrolment_id, '2023-12-20');
    expect((await unreviewed()).map(({ case_number }) => case_number)).toEqual([await numberAt(6)]);
    await confirmYear2024();
    await appropriate(hall, RURAL, { central: 6_000, province: 2_000, county: 2_000 }, 2024);
    expect(await lockRoster(hall, RURAL, 2024)).toMatchObject({ count: 4, unreviewed: 1 });
  });
});

const confirmYear2024 = async (): Promise<void> => {
  for (const level of ['village', 'township', 'county'] as const) {
    const { closesOn } = await confirmLevel(hall, level, RURAL, 2024);
    await moveClock(hall, addDays(plainDate(closesOn), 1));
  }
  await moveClock(hall, '2024-06-01');
  expect((await enrolmentsOf(hall, RURAL, 2024)).map(({ stage }) => stage)).toEqual(Array(4).fill('county_noticed'));
};
