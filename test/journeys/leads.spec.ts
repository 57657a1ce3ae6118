import { citizen, type Citizen } from './citizens';
import { COUNTY, parent } from './county.people';
import { moveClock, type Hall } from './hall';
import { lockRoster } from './payout';
import { acceptStatement, confirmDeath, die } from './second-signature';
import { FARMERS, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear, enrolmentAt, enrolmentsOf, importRoster, line, rosterFile } from './walk';

const SPECIAL = 'SPECIAL_ASSISTANCE';
const YANG = citizen('杨文娟', '女', '1974-06-15');
const STRANGER = citizen('外乡人', '男', '1950-05-05');
const farmer = (i: number): Citizen => FARMERS[i]?.who ?? STRANGER;

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
  const rows = [line(hall, YANG, '上湾村', parent('死亡', '2018-03-01', { 婚姻状况: '离异' }))];
  await importRoster(hall, { programme: SPECIAL, bytes: await rosterFile(hall, SPECIAL, rows) });
});
afterAll(() => hall.close());

type Row = readonly [who: Citizen, ...words: readonly string[]];
const listOf = (columns: string, rows: readonly Row[]): Buffer =>
  Buffer.from([`姓名,身份证号,${columns}`, ...rows.map(([{ name, id }, ...words]) => [name, id, ...words].join(','))].join('\n'));
const compare = (source: string, columns: string, ...rows: readonly Row[]) =>
  hall.seat('health').send<{ differs: number; leads: number }>('/comparisons', {
    fields: { source },
    bytes: listOf(columns, rows),
  });
const deaths = (...rows: readonly Row[]) => compare('deaths', '死亡日期', ...rows);
const marriages = (...rows: readonly Row[]) => compare('marriage', '婚姻状况,登记日期', ...rows);

type Lead = {
  readonly lead_id: string;
  readonly case_number: string;
  readonly programme: string;
  readonly village: string;
  readonly says: string | null;
  readonly state: string;
  readonly on_record: string | null;
  readonly looked_at_by: string;
};
const leadsOf = async (query = '', by = 'health'): Promise<readonly Lead[]> =>
  (await hall.seat(by).read<{ data: readonly Lead[] }>(`/leads?limit=500${query}`)).data;
const leadsAt = async (row: number, state = 'open'): Promise<readonly Lead[]> => {
  const { case_number } = await enrolmentAt(hall, RURAL, row);
  return leadsOf(`&case_number=${case_number}&state=${state}`);
};
const leadSaying = async (row: number, says: string): Promise<string> =>
  (await leadsAt(row)).find((one) => one.says === says)?.lead_id ?? 'none';
const DOCUMENT = { document_no: '县民〔2023〕5号', reason: '死亡证明已核对' };
const stateLead = (lead: string, by = 'health', said: object = DOCUMENT) => hall.seat(by).post(`/leads/${lead}/statement`, said);
const closeLead = (lead: string, by = 'officer-991002101') =>
  hall.seat(by).post(`/leads/${lead}/closing`, { reason: '名单中是同名的另一人' });
const amountAt = async (row: number): Promise<number | null> => (await enrolmentAt(hall, RURAL, row)).amount_fen;

describe('what differs from the record', () => {
  it('becomes a lead with what both say and who looks at it, once, whatever list says it again', async () => {
    const listed: Row = [{ ...farmer(0), name: '方守由' }, '2023-02-01'];
    expect(await deaths(listed, [STRANGER, '2023-02-03'])).toMatchObject({ differs: 1, leads: 1 });
    const found = await leadsAt(2);
    expect(found).toMatchObject([
      {
        programme: RURAL,
        source: 'deaths',
        source_title: '死亡名单',
        about: 'death',
        says: '2023-02-01',
        name: '方守由',
        on_record: null,
        looked_at_by: 'health',
        looked_at_in: COUNTY.code,
      },
    ]);
    expect(await deaths([farmer(0), '2023-02-01'])).toMatchObject({ differs: 1, leads: 1 });
    expect(await leadsAt(2)).toEqual(found);
  });

  it('holds nobody and stops nothing: the case is confirmed, listed and paid as it was', async () => {
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    expect(await lockRoster(hall, RURAL)).toMatchObject({ count: FARMERS.length });
    expect(await amountAt(2)).toBe(96_000);
  });

  it('is closed with a reason, and nobody is asked again for the same', async () => {
    const [lead] = await leadsAt(2);
    const id = lead?.lead_id ?? '';
    expect((await closeLead(id, 'officer-991002102')).problem.code).toBe('not_found');
    expect((await closeLead(id, 'clerk-991002101201')).problem.code).toBe('forbidden_role');
    expect((await closeLead(id)).status).toBe(200);
    expect((await closeLead(id)).problem).toMatchObject({ status: 409, code: 'lead_ended' });
    await deaths([farmer(0), '2023-02-01'], [STRANGER, '2023-02-04']);
    expect(await leadsAt(2)).toEqual([]);
    expect(await leadsAt(2, 'closed')).toMatchObject([{ reason: '名单中是同名的另一人', ended_by: 'officer-991002101' }]);
  });
});

describe('two sources for one death', () => {
  beforeAll(() => moveClock(hall, '2023-08-01'));

  it('are two leads in either order, of which nothing counts until one is recorded', async () => {
    await deaths([farmer(1), '2023-06-18'], [farmer(2), '2023-07-02']);
    await deaths([farmer(1), '2023-07-02'], [farmer(2), '2023-06-18']);
    for (const row of [3, 4]) {
      expect(new Set((await leadsAt(row)).map(({ says }) => says))).toEqual(new Set(['2023-06-18', '2023-07-02']));
      expect(await amountAt(row)).toBe(96_000);
    }
  });

  it('count as the one that was recorded says: by the month of the death 480.00 or 560.00; the other one stays to be looked at', async () => {
    const [june, july] = [await leadSaying(3, '2023-06-18'), await leadSaying(4, '2023-07-02')];
    expect((await stateLead(june, 'clerk-991002101201')).problem.code).toBe('forbidden_role');
    const key = 'the-same-request';
    const stated = () => hall.seat('health').post(`/leads/${june}/statement`, DOCUMENT, key);
    expect([(await stated()).json(), (await stated()).status]).toMatchObject([{ statement: null }, 200]);
    expect((await stateLead(july, 'officer-991002101')).status).toBe(200);
    expect([await amountAt(3), await amountAt(4)]).toEqual([96_000, 96_000]);
    expect((await stateLead(await leadSaying(3, '2023-07-02'))).problem.code).toBe('death_waiting');
    const { enrolment_id: fourth } = await enrolmentAt(hall, RURAL, 4);
    const dropping = { enrolment_id: fourth, note: '待核' };
    expect((await hall.seat('health').post('/deaths/dropping', dropping)).status).toBe(200);
    // It is open again once nothing is said of it any more.
    expect((await stateLead(await leadSaying(4, '2023-07-02'))).status).toBe(200);
    for (const row of [3, 4]) {
      const { enrolment_id } = await enrolmentAt(hall, RURAL, row);
      expect((await confirmDeath(hall, { enrolment_id, document_no: DOCUMENT.document_no })).status).toBe(200);
    }
    expect([await amountAt(3), await amountAt(4)]).toEqual([48_000, 56_000]);
    expect((await leadsAt(3)).map(({ says, on_record }) => [says, on_record])).toEqual([['2023-07-02', '2023-06-18']]);
    expect((await leadsAt(4)).map(({ says, on_record }) => [says, on_record])).toEqual([['2023-06-18', '2023-07-02']]);
    expect((await leadsAt(3, 'settled')).map(({ says }) => says)).toEqual(['2023-06-18']);
    expect((await stateLead(await leadSaying(3, '2023-07-02'))).problem.code).toBe('death_recorded');
  });

  it('end also by a death that was recorded without them', async () => {
    await deaths([farmer(3), '2023-07-10']);
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 5);
    await die(hall, enrolment_id, '2023-07-10');
    expect([await leadsAt(5), (await leadsAt(5, 'settled')).length]).toEqual([[], 1]);
  });
});

describe('a fact that another body has otherwise', () => {
  const special = async (state = 'open', by = 'health') => leadsOf(`&programme=${SPECIAL}&state=${state}`, by);
  const caseOf = async () => (await enrolmentsOf(hall, SPECIAL))[0]?.enrolment_id ?? '';
  const accept = async (statement: string) => acceptStatement(hall.seat('health-2'), { enrolment_id: await caseOf(), statement });
  const drop = async (statement: string) =>
    hall.seat('health-2').post(`/statements/${statement}/dropping`, {
      enrolment_id: await caseOf(),
      reason: '登记的是另一人',
    });

  it('is looked at by the township; a village learns of none that gives a grief away, and no other township of any', async () => {
    await marriages([YANG, '丧偶', '2022-10-01']);
    const [lead] = await special();
    expect(lead).toMatchObject({
      fact: 'marital',
      says: '丧偶',
      since: '2022-10-01',
      on_record: '离异',
      looked_at_by: 'township',
      looked_at_in: '991002101',
    });
    expect((await special('open', 'officer-991002101')).length).toBe(1);
    expect(await special('open', 'clerk-991002101201')).toEqual([]);
    expect(await leadsOf('', 'officer-991002102')).toEqual([]);
    expect((await leadsOf('', 'clerk-991002101201')).map(({ village }) => village)).toEqual(['991002101201', '991002101201']);
    expect((await hall.seat('finance-maker').get('/leads')).problem.code).toBe('forbidden_role');
    expect((await hall.seat('health').get('/leads?source=obituaries')).problem.code).toBe('source_unknown');
  });

  it('becomes a statement from it, which counts when another person accepts it; dropped, it is open again', async () => {
    const id = async () => (await special())[0]?.lead_id ?? '';
    const made = await stateLead(await id(), 'officer-991002101', {
      document_no: '婚档〔2022〕10号',
      reason: '婚姻登记档案已核对',
    });
    const { statement } = made.json<{ statement: string }>();
    expect([(await special()).length, await special('stated')]).toMatchObject([0, [{ statement_id: statement }]]);
    expect((await drop(statement)).status).toBe(200);
    expect(await special()).toMatchObject([{ statement_id: null }]);
    const again = await stateLead(await id(), 'officer-991002101', {
      document_no: '婚档〔2022〕10号',
      reason: '婚姻登记档案已核对',
    });
    expect((await accept(again.json<{ statement: string }>().statement)).status).toBe(200);
    expect([await special(), await special('settled')]).toMatchObject([[], [{ on_record: '丧偶' }]]);
    expect(await marriages([YANG, '丧偶', '2022-10-01'], [STRANGER, '丧偶', '2022-10-01'])).toMatchObject({
      agreed: 1,
      differs: 0,
    });
  });

  it('that is drawn elsewhere has nothing on record to state, and is closed', async () => {
    await compare('payroll', '待遇名称', [farmer(4), '机关事业单位退休金']);
    const [lead] = await leadsAt(6);
    expect(lead).toMatchObject({ about: 'paid', says: '机关事业单位退休金', on_record: null });
    expect((await stateLead(lead?.lead_id ?? '')).problem.code).toBe('lead_not_stated');
    expect((await closeLead(lead?.lead_id ?? '')).status).toBe(200);
  });

  it('leaves no word of anybody in the log, and the control formulas hold', async () => {
    const { text } = await hall.seat('inspector').get('/events?limit=500');
    expect(text).toContain('LeadOpened');
    for (const word of ['方守由', farmer(1).id, '2022-10-01', '机关事业单位退休金']) expect(text).not.toContain(word);
    const { formulas } = await hall.seat('inspector').read<{ formulas: readonly { state: string }[] }>('/controls');
    expect(formulas.filter(({ state }) => state === 'fails')).toEqual([]);
  });
});
