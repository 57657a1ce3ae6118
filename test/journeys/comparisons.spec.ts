import { citizen, type Citizen } from './citizens';
import { parent } from './county.people';
import type { Hall } from './hall';
import { die } from './second-signature';
import { FARMERS, openRuralYear, RURAL } from './rural-year';
import { freshKey, type Answer } from './seat';
import { enrolmentAt, importRoster, line, rosterFile } from './walk';

const SPECIAL = 'SPECIAL_ASSISTANCE';
/** Of the two the list says 丧偶 and 离异. */
const [WEI, YANG] = [citizen('卫国栋', '男', '1957-02-11'), citizen('杨文娟', '女', '1974-06-15')];
const STRANGER = citizen('外乡人', '男', '1950-05-05');
const farmer = (i: number): Citizen => FARMERS[i]?.who ?? STRANGER;

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
  const rows = [
    line(hall, WEI, '石坡村', parent('死亡', '2016-05-01', { 婚姻状况: '丧偶' })),
    line(hall, YANG, '上湾村', parent('死亡', '2018-03-01', { 婚姻状况: '离异' })),
  ];
  await importRoster(hall, { programme: SPECIAL, bytes: await rosterFile(hall, SPECIAL, rows) });
});
afterAll(() => hall.close());

type Row = readonly [who: Citizen, ...words: readonly string[]];
const listOf = (columns: string, rows: readonly Row[]): Buffer =>
  Buffer.from([`姓名,身份证号,${columns}`, ...rows.map(([{ name, id }, ...words]) => [name, id, ...words].join(','))].join('\n'));
const deaths = (...rows: readonly Row[]): Buffer => listOf('死亡日期', rows);
const marriages = (...rows: readonly Row[]): Buffer => listOf('婚姻状况,登记日期', rows);
const compare = (source: string, bytes: Buffer, by = 'health', key = freshKey()): Promise<Answer> =>
  hall.seat(by).upload('/comparisons', { fields: { source }, bytes }, key);
type Counts = Readonly<Record<'number' | 'rows' | 'said' | 'agreed' | 'differs' | 'unknown' | 'stranger' | 'found', number>>;
const countsOf = async (answer: Promise<Answer>): Promise<readonly number[]> => {
  const { agreed, differs, unknown, stranger } = (await answer).json<Counts>();
  return [agreed, differs, unknown, stranger];
};
const figuresOf = async (source: string) =>
  (await hall.seat('inspector').read<{ data: readonly { source: string }[] }>('/comparisons')).data.find(
    (one) => one.source === source,
  );

describe('a list of another body', () => {
  it('is refused whole, with the place and the reason, and nothing is recorded', async () => {
    const strange = listOf('死亡日期,抚恤金', [[farmer(0), '2023-02-01', '1000']]);
    const { problem } = await compare('deaths', strange);
    expect(problem).toMatchObject({
      status: 422,
      code: 'comparison_refused',
      errors: [{ row: 1, column: '抚恤金', code: 'column_unknown', message: expect.stringContaining('没有“抚恤金”这一列') }],
    });
    const unborn = await compare('deaths', deaths([farmer(0), '2023-02-01'], [farmer(1), '1901-01-01']));
    expect(unborn.problem.errors).toMatchObject([{ row: 3, column: '死亡日期', code: 'date_before_birth' }]);
    expect(unborn.text).not.toContain(farmer(1).id);
    const twice = await compare('deaths', deaths([farmer(0), '2023-02-01'], [farmer(0), '2023-02-02']));
    expect(twice.problem.errors).toMatchObject([{ row: 3, code: 'contradicts_row' }]);
    expect((await compare('deaths', Buffer.from('PK no book'))).problem.errors).toMatchObject([{ code: 'not_xlsx' }]);
    expect((await compare('obituaries', strange)).problem).toMatchObject({ code: 'source_unknown', status: 404 });
    expect(await figuresOf('deaths')).toBeUndefined();
  });

  it('is brought by the health commission alone', async () => {
    expect((await compare('deaths', deaths([farmer(0), '2023-02-01']), 'officer-991002101')).problem.code).toBe('forbidden_role');
  });

  it('is held against the record: agreed, differs, unknown, and strangers who are counted and not kept', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 3);
    await die(hall, enrolment_id, '2023-02-10');
    const list = deaths([farmer(0), '2023-02-01'], [farmer(1), '2023-02-10'], [STRANGER, '2023-02-03']);
    expect(await countsOf(compare('deaths', list))).toEqual([1, 1, 0, 1]);
    const other = deaths([farmer(1), '2023-02-11']);
    expect(await countsOf(compare('deaths', other))).toEqual([0, 1, 0, 0]);
  });

  it('says facts in the words of its own body, and is unknown where no open case asks for them', async () => {
    const list = marriages([WEI, '丧偶', '2016-01-01'], [YANG, '再婚', '2022-10-01'], [farmer(2), '已婚', '1980-01-01']);
    expect(await countsOf(compare('marriage', list))).toEqual([1, 1, 1, 0]);
  });

  it('is compared once; the same request once more is answered as before', async () => {
    const [list, key] = [deaths([farmer(3), '2023-02-05'], [STRANGER, '2023-02-05']), freshKey()];
    const first = (await compare('deaths', list, 'health', key)).json<Counts & { hash: string }>();
    expect((await compare('deaths', list, 'health', key)).json()).toMatchObject({ number: first.number, hash: first.hash });
    expect((await compare('deaths', list)).problem).toMatchObject({ status: 409, code: 'file_compared' });
  });

  it('leaves in the log how many, and nobody’s name, number or words', async () => {
    const { text } = await hall.seat('inspector').get('/events?limit=500');
    expect(text).toContain('FileCompared');
    for (const word of [farmer(0).name, farmer(0).id, STRANGER.name, STRANGER.id, '2023-02-03', '再婚'])
      expect(text).not.toContain(word);
  });

  it('gives the figures of its source: coverage and the accuracy of main items', async () => {
    expect(await figuresOf('marriage')).toMatchObject({
      title: '婚姻登记',
      keeper: '民政局婚姻登记',
      rows: 3,
      found: 3,
      enrolled: 7,
      coverage_percent: '42.85',
      accuracy_percent: '50.00',
      accuracy_reached: false,
    });
    expect(await figuresOf('deaths')).toMatchObject({ number: 3, rows: 2, stranger: 1 });
    expect((await hall.seat('finance-maker').get('/comparisons')).status).toBe(403);
    expect(await hall.seat('inspector').read('/comparisons/accuracy')).toEqual({
      agreed: 1,
      compared: 3,
      accuracy_percent: '33.33',
      accuracy_reached: false,
    });
  });
});
