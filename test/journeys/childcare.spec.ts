import { addDays, plainDate } from '@fenming/calendar';
import { whyAll } from './ask-why';
import { idOf, citizen, type Citizen } from './citizens';
import { COUNTY, farmer } from './county.people';
import { moveClock, openHall, type Hall } from './hall';
import { appropriate, failing, lockRoster, payAll } from './payout';
import { confirmLevel, enrolmentsOf, importRoster, line, rosterFile, tryImport } from './walk';
import { confirmDeath, die } from './second-signature';
import { nothingChangesOnceMore } from './once-more';

const [CHILDCARE, YEAR] = ['CHILDCARE', 2025];
const [VILLAGE] = COUNTY.townships[0]?.villages ?? [];
const MOTHER = citizen('沈如月', '女', '1994-05-06');
const FATHER = citizen('沈建川', '男', '1992-03-04');
const [ELDER, YOUNGER] = [
  { name: '沈小满', id: idOf('2023-12-20', '女', 401) },
  { name: '沈立秋', id: idOf('2025-02-09', '男', 402) },
];

let hall: Hall;
beforeAll(async () => {
  hall = await openHall({ ...COUNTY, regions: ['national'] }, '2025-03-03');
});
afterAll(() => hall.close());

const row = (parent: Citizen, child: { readonly name: string; readonly id: string }) =>
  line(hall, parent, VILLAGE?.name ?? '', {
    子女姓名: child.name,
    子女身份证号: child.id,
    依法生育: '是',
    婴幼儿户籍在本县: '是',
    申领人身份: '父母',
  });
const file = async (...rows: readonly ReturnType<typeof row>[]) => ({
  programme: CHILDCARE,
  year: YEAR,
  bytes: await rosterFile(hall, CHILDCARE, rows),
});
const confirmAll = async (): Promise<void> => {
  for (const level of ['village', 'township', 'county'] as const) {
    const { refused, closesOn } = await confirmLevel(hall, level, CHILDCARE, YEAR);
    expect(refused).toEqual(new Map());
    await moveClock(hall, addDays(plainDate(closesOn), 1));
  }
};

describe('a right of a child', () => {
  it('is a case for each child, whoever applies: a mother of two has two', async () => {
    const imported = await importRoster(hall, await file(row(MOTHER, ELDER), row(MOTHER, YOUNGER)));
    expect(imported).toMatchObject({ accepted: 2, left_out: [], refused: [] });
    expect(await enrolmentsOf(hall, CHILDCARE, YEAR)).toHaveLength(2);
  });

  it('is applied for by one person: the father is told so for the children that the mother has applied for', async () => {
    const { problem } = await tryImport(hall, await file(row(FATHER, ELDER)));
    expect(problem).toMatchObject({
      status: 422,
      code: 'import_refused',
      errors: [{ row: 2, code: 'applicant_differs', message: '这名孩子已由另一人申领，每名孩子只由一人申领。' }],
    });
    const again = await tryImport(hall, await file(row(MOTHER, ELDER)));
    expect(again.problem?.errors).toMatchObject([{ row: 2, code: 'already_enrolled' }]);
  });

  it('is confirmed and paid for both children, 3,600.00 each, to the mother', async () => {
    await confirmAll();
    await appropriate(hall, CHILDCARE, { central: 6_480, province: 360, county: 360 }, YEAR);
    const locked = await lockRoster(hall, CHILDCARE, YEAR);
    expect(locked).toMatchObject({ count: 2, sum_fen: 720_000, left_out: [] });
    const lines = await payAll(hall, locked);
    expect(lines.map(({ name, account, fen }) => [name, account, fen])).toEqual([
      [MOTHER.name, MOTHER.account, 360_000],
      [MOTHER.name, MOTHER.account, 360_000],
    ]);
  });

  it('answers the mother for both, and the child for its own', async () => {
    const ask = (citizenId: string): Promise<readonly object[]> =>
      whyAll(hall.seat('health'), { programme: CHILDCARE, year: YEAR, citizen_id: citizenId });
    expect(await ask(MOTHER.id)).toMatchObject([{ amount_fen: 360_000 }, { amount_fen: 360_000 }]);
    expect(await ask(YOUNGER.id)).toMatchObject([{ amount_fen: 360_000 }]);
  });

  it('ends with the child, and leaves its sibling what it is due', async () => {
    const [elder, younger] = await enrolmentsOf(hall, CHILDCARE, YEAR);
    await die(hall, elder?.enrolment_id, '2025-03-04');
    const amounts = (await enrolmentsOf(hall, CHILDCARE, YEAR)).map(({ case_number, amount_fen }) => [case_number, amount_fen]);
    expect(amounts).toEqual([
      [elder?.case_number, 90_000],
      [younger?.case_number, 360_000],
    ]);
  });

  it('waits for another guardian once whoever applied has died, and goes on where that was a mistake', async () => {
    const rural = line(hall, MOTHER, VILLAGE?.name ?? '', farmer(1, 0));
    await importRoster(hall, { programme: 'RURAL_REWARD', year: YEAR, bytes: await rosterFile(hall, 'RURAL_REWARD', [rural]) });
    const [own] = await enrolmentsOf(hall, 'RURAL_REWARD', YEAR);
    await die(hall, own?.enrolment_id, '2025-03-05');
    const status = async () =>
      (
        await whyAll<{ status: { code: string } }>(hall.seat('health'), {
          programme: CHILDCARE,
          year: YEAR,
          citizen_id: YOUNGER.id,
        })
      ).map(({ status: { code } }) => code);
    expect(await status()).toEqual(['guardian_awaited']);
    const said = { enrolment_id: String(own?.enrolment_id), document_no: '县卫健〔2025〕8号' };
    await hall.seat('health').act('/deaths/withdrawals', { ...said, reason: '同名同姓' });
    expect((await confirmDeath(hall, said)).status).toBe(200);
    expect(await status()).toEqual(['settled']);
  });

  it('leaves no control formula that fails', async () => {
    expect(await failing(hall)).toEqual([]);
  });
});

describe('every case afterwards', () => {
  it('comes to the same once more', () => nothingChangesOnceMore(hall, CHILDCARE));
});
