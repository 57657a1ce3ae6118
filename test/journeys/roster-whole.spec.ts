import { citizen } from './citizens';
import { farmer } from './county.people';
import { eventsOf, type Hall } from './hall';
import { expectRefusal } from './refusal';
import { farmerLine, FARMERS, openRuralYear, RURAL } from './rural-year';
import { importRoster, line, rosterFile, tryImport } from './walk';

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
});
afterAll(() => hall.close());

describe('a roster is imported whole or not at all', () => {
  const newcomer = citizen('甘露生', '男', '1950-12-01');
  const importing = (bytes: Buffer) => tryImport(hall, { programme: RURAL, bytes });

  it('with somebody who is on the list already is refused whole: nobody of it is enrolled, and the row is named', async () => {
    const rows = [line(hall, newcomer, '上湾村', farmer(1, 0)), ...FARMERS.slice(0, 1).map((each) => farmerLine(hall, each))];
    const bytes = await rosterFile(hall, RURAL, rows);
    const before = (await eventsOf(hall)).length;
    const { errors } = await expectRefusal(hall, () => importing(bytes), { status: 422, code: 'import_refused' });
    expect(errors).toMatchObject([{ row: 3, code: 'already_enrolled', message: '此人本年度已在本项目名单中。' }]);
    expect((await eventsOf(hall)).length).toBe(before);
    await expectRefusal(hall, () => importing(bytes), { status: 422, code: 'import_refused' });
  });

  it('with somebody who is registered in another village is refused whole, in words that say what can be done', async () => {
    const [first] = FARMERS;
    if (first === undefined) throw new Error('there is no farmer');
    const moved = line(hall, first.who, '石坡村', farmer(1, 0));
    const bytes = await rosterFile(hall, RURAL, [line(hall, newcomer, '上湾村', farmer(1, 0)), moved]);
    const fields = { programme: RURAL, year: '2024', accept_good_rows: 'false' };
    const asked = () => hall.seat('health').upload('/imports', { fields, bytes });
    const { errors } = await expectRefusal(hall, asked, { status: 422, code: 'import_refused' });
    expect(errors).toMatchObject([
      { row: 3, code: 'village_differs', hint: '请按登记的村填写；确已迁移的，先办理迁移（fenming transfer propose）' },
    ]);
  });

  it('is imported without the rows that are on the list already, once they are left out on purpose, and says all its rows', async () => {
    const rows = [line(hall, newcomer, '上湾村', farmer(1, 0)), ...FARMERS.slice(0, 2).map((each) => farmerLine(hall, each))];
    const imported = await importRoster(hall, {
      programme: RURAL,
      bytes: await rosterFile(hall, RURAL, rows),
      onlyGoodRows: true,
    });
    expect(imported).toMatchObject({
      rows: 3,
      accepted: 1,
      left_out: [
        { row: 3, code: 'already_enrolled', message: '此人本年度已在本项目名单中。' },
        { row: 4, code: 'already_enrolled' },
      ],
      refused: [],
      sheet_rows: { sheet: 4, heading: 1, taken: 1, refused: 2, skipped: 0, blank: 0 },
      villages: [{ name: '上湾村', accepted: 1 }],
    });
  });

  it('that arrives twice at once under two names for its content enrols each person once', async () => {
    const again = citizen('甘雨生', '男', '1950-11-01');
    const files = await Promise.all(
      ['1', '2'].map((serial) => rosterFile(hall, RURAL, [{ ...line(hall, again, '上湾村', farmer(1, 0)), 序号: serial }])),
    );
    const answers = await Promise.all(files.map((bytes) => importing(bytes)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 422]);
  });
});

describe('the empty roster of a programme', () => {
  it('is to be had from the engine, and has the columns that the engine reads', async () => {
    const health = hall.seat('health');
    const answer = await health.ask('GET', `/api/v1/imports/template.xlsx?programme=${RURAL}&year=2023`);
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    const refusal = { status: 422, code: 'file_unreadable' };
    const { errors } = await expectRefusal(hall, () => tryImport(hall, { programme: RURAL, bytes: answer.bytes }), refusal);
    expect(errors?.map(({ code, message }) => [code, message])).toEqual([['no_rows', '表头下面没有名单']]);
  });

  it('is not made for a programme that nobody has adopted, nor are words for yes taken for no', async () => {
    const unknown = () => hall.seat('health').ask('GET', '/api/v1/imports/template.xlsx?programme=NO_SUCH&year=2023');
    await expectRefusal(hall, unknown, { status: 404, code: 'not_found' });
    const fields = { programme: RURAL, year: '2023', accept_good_rows: 'yes' };
    const asked = () => hall.seat('health').upload('/imports', { fields, bytes: Buffer.from('x') });
    const { errors } = await expectRefusal(hall, asked, { status: 400, code: 'validation_failed' });
    expect(errors).toMatchObject([{ pointer: '/accept_good_rows' }]);
  });
});
