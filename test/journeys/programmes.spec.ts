import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileProgramme, parseDefinition, type Programme } from '@fenming/programmes';
import { whyOne } from './ask-why';
import { citizen, type Citizen } from './citizens';
import { eventsOf, moveClock, openHall, type County, type Hall, type Proposal } from './hall';
import { startServer } from './real-server';
import { confirmYear, enrolmentAt, enrolmentsOf, importRoster, line, rosterFile } from './walk';

const COUNTY: County = {
  code: '991002',
  name: '规则县',
  demo: true,
  regions: ['national', 'demo'],
  townships: [
    {
      code: '991002001',
      name: '东乡',
      villages: [{ code: '991002001001', name: '一村' }],
    },
    { code: '991002002', name: '西乡', villages: [{ code: '991002002001', name: '二村' }] },
  ],
};
const RURAL = 'RURAL_REWARD';
const SPECIAL = 'SPECIAL_ASSISTANCE';
const SHIPPED = readFileSync(join(__dirname, '../../libs/programmes/catalogue/RURAL_REWARD.yaml'), 'utf8');

const ROW_2012 =
  /( {2}- regions: \[national\]\n {4}layer: national\n {4}category: all\n {4}from: 2012-01-01\n)([\s\S]*?confidence: [^\n]*\n)/;
/** What an official does: the row in force ends, a new one begins with its own document. */
const RAISED = SHIPPED.replace(
  ROW_2012,
  (_, head: string, rest: string) =>
    `${head}    to: 2023-12-31\n${rest}${head.replace('2012-01-01', '2024-01-01')}${rest.replace('960.00', '1080.00')}`,
);
const PROPOSAL = { document_no: '县卫健〔2023〕7号', document_date: '2023-01-20', effective_from: '2024-01-01' };
const withRate = (text: string, rate: string): string => text.replace("rate: '960.00'", `rate: ${rate}`);

const facts = (sons: number, daughters: number, hukou = '农业') => ({
  户口性质: hukou,
  配偶户口性质: '无配偶',
  有无违反政策生育: '无',
  曾生育子女: '是',
  现存男孩数: sons,
  现存女孩数: daughters,
});
const bereaved = { 婚姻状况: '丧偶', 扶助类别: '死亡', 生育或收养子女数: 1, 现存子女数: 0, 证明日期: '2010-05-20' };

const [anna, bo, chen, ding] = [
  citizen('王安', '女', '1950-03-08'),
  citizen('李博', '男', '1964-06-15'),
  citizen('陈晨', '女', '1955-09-01'),
  citizen('丁一', '男', '1951-01-12'),
] as [Citizen, Citizen, Citizen, Citizen];

const enrol = async (hall: Hall, year: number): Promise<void> => {
  const rows = [
    line(hall, anna, '一村', facts(1, 0)),
    line(hall, bo, '一村', facts(0, 1)),
    line(hall, chen, '二村', facts(0, 0)),
    line(hall, ding, '二村', facts(1, 0, '非农业')),
  ];
  await importRoster(hall, { programme: RURAL, year, bytes: await rosterFile(hall, RURAL, rows) });
};

type Why = {
  readonly answer: string;
  readonly sentence: string;
  readonly excluded_by?: string;
  readonly amount_fen: number;
  readonly ladder: readonly {
    readonly id: string;
    readonly facts: readonly { readonly source?: { readonly type: string; readonly date: string; readonly revision: number } }[];
  }[];
  readonly lines: readonly { readonly source: string; readonly sentence: string }[];
};
const why = (hall: Hall, programme: string, year: number, { id }: Citizen): Promise<Why> =>
  whyOne<Why>(hall.seat('health'), { programme, year, citizen_id: id });

let hall: Hall;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
});
afterAll(() => hall.close());

const propose = (body: object, by = 'health') => hall.seat(by).post('/programmes/proposals', body);
const adopt = (content_hash: string, by: string) => hall.seat(by).post(`/programmes/${RURAL}/adoptions`, { content_hash });

describe('a county adopts its rules', () => {
  it('has in force what one person proposed and another adopted, and shows the text', async () => {
    const { data } = await hall.operator.read<{ data: readonly { content_hash: string; adopted_by: string }[] }>(
      `/programmes/${RURAL}/versions`,
    );
    expect(data).toMatchObject([{ proposed_by: 'health', adopted_by: 'finance-approver', effective_from: '2023-01-01' }]);
    const { text } = await hall.operator.read<{ text: string }>(`/programmes/versions/${data[0]?.content_hash}`);
    expect(text).toBe(SHIPPED);
  });

  it('refuses a roster of a programme that the county has not adopted, and of a year without rules', async () => {
    const bytes = await rosterFile(hall, RURAL, [line(hall, anna, '一村', facts(1, 0))]);
    const send = (programme: string, year: string) =>
      hall.seat('health').upload('/imports', { fields: { programme, year, accept_good_rows: 'false' }, bytes });
    expect((await send('RETIRE_ONCE', '2023')).problem).toMatchObject({ status: 404, code: 'programme_not_adopted' });
    expect((await send('NO_SUCH_AID', '2023')).problem).toMatchObject({ status: 404, code: 'not_found' });
    expect((await send(RURAL, '2022')).problem).toMatchObject({ status: 422, code: 'programme_not_in_force' });
    expect((await send('CHILDCARE', '2023')).problem).toMatchObject({ status: 422, code: 'programme_not_in_force' });
  });

  it('pays a year by the version of that year', async () => {
    await enrol(hall, 2023);
    const rows = [line(hall, chen, '二村', bereaved)];
    await importRoster(hall, { programme: SPECIAL, year: 2023, bytes: await rosterFile(hall, SPECIAL, rows) });
    const both = [await why(hall, RURAL, 2023, chen), await why(hall, SPECIAL, 2023, chen)];
    expect(both.map(({ sentence }) => /同一年度还申报了.*$/.exec(sentence)?.[0])).toEqual([
      '同一年度还申报了“计划生育家庭特别扶助”，同一月份只能享受一项：都符合条件的月份按规定保留“计划生育家庭特别扶助”。',
      '同一年度还申报了“农村部分计划生育家庭奖励扶助”，同一月份只能享受一项：都符合条件的月份按规定保留这一项。',
    ]);
    const refused = await confirmYear(hall, RURAL, SPECIAL);
    expect([...refused.values()]).toEqual(['conditions_not_met', 'conditions_not_met']);
    expect(await enrolmentAt(hall, RURAL, 2)).toMatchObject({ stage: 'county_noticed', amount_fen: 96_000 });
  });

  it('moves who draws special assistance out of the rural reward, unpaid', async () => {
    expect(await enrolmentAt(hall, RURAL, 4)).toMatchObject({ stage: 'county_noticed', amount_fen: 0 });
    expect(await enrolmentAt(hall, SPECIAL, 2)).toMatchObject({ stage: 'county_noticed' });
    expect(await why(hall, RURAL, 2023, chen)).toMatchObject({ answer: 'excluded', excluded_by: SPECIAL });
    expect((await why(hall, SPECIAL, 2023, chen)).answer).toBe('eligible');
  });
});

describe('a draft', () => {
  it('is refused when it is malformed, with line, pointer and reason', async () => {
    const { problem } = await propose({ ...PROPOSAL, text: withRate(SHIPPED, "'960.123'") });
    expect(problem).toMatchObject({ status: 422, code: 'definition_malformed' });
    const fault = problem.errors?.[0];
    expect(fault?.pointer).toMatch(/^\/amounts\/\d+\/rate$/);
    expect(SHIPPED.split('\n')[Number((fault as { line?: number }).line) - 1]).toContain("rate: '960.00'");
    expect(fault?.message).not.toBe('');
  });

  it('is refused when its own examples fail, each named with what was expected and what came out', async () => {
    const text = withRate(SHIPPED, "'1080.00'");
    const { problem } = await propose({ ...PROPOSAL, text });
    expect(problem).toMatchObject({ status: 422, code: 'examples_failed' });
    expect(problem.errors?.[0]?.message).toMatch(/^例子“.+”不成立：金额应为 [\d,.]+ 元，算得 [\d,.]+ 元$/);
    const lines = (problem.errors ?? []).map((fault) => (fault as unknown as { readonly line: number }).line);
    expect(lines.map((line) => text.split('\n')[line - 1])).toEqual(lines.map(() => expect.stringContaining('title:')));
    type Tried = { readonly examples: number; readonly failing_examples: readonly { readonly message: string }[] };
    const tried = await hall.seat('health').act<Tried>('/programmes/dry-runs', { text, year: 2023 });
    expect(tried.failing_examples.map(({ message }) => message)).toEqual(problem.errors?.map(({ message }) => message));
    expect(tried.examples).toBeGreaterThan(tried.failing_examples.length);
  });

  it('is refused where one document says two things of one time, and by an office that may not propose', async () => {
    const again = { document_no: '县卫健〔2023〕1号', document_date: '2023-01-01', effective_from: '2023-06-01', text: RAISED };
    expect((await propose(again)).problem).toMatchObject({ status: 409, code: 'version_overlaps' });
    expect((await propose({ ...PROPOSAL, text: RAISED }, 'finance-maker')).problem.code).toBe('forbidden_role');
    expect((await propose({ ...PROPOSAL, text: RAISED, effective_from: '2023-02-30' })).status).toBe(400);
    expect((await propose({ ...PROPOSAL, text: RAISED, document_date: '2099-01-01' })).problem.code).toBe('document_in_future');
    expect((await propose({ ...PROPOSAL, text: RAISED, effective_to: '2023-12-31' })).problem.code).toBe('period_empty');
  });

  const compiled = (text: string): Programme => {
    const reading = parseDefinition(text, 'draft');
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    return compileProgramme(reading.definition, COUNTY.regions);
  };

  it('is tried on a past year, agrees with a separate calculation and writes nothing', async () => {
    const draft = withRate(SHIPPED, "'1200.00'")
      .replace(/ageAt\(birthDate, testDay\) >= 60/, 'ageAt(birthDate, testDay) >= 59')
      .replace('hukou == "rural"', 'hukou in ["rural", "urban"]');
    // 陈晨 meets the conditions too, but special assistance has displaced her here: she is no cost of this programme.
    const separately = [
      { born: '1950-03-08', sons: 1, daughters: 0, hukou: 'rural' },
      { born: '1964-06-15', sons: 0, daughters: 1, hukou: 'rural' },
      { born: '1951-01-12', sons: 1, daughters: 0, hukou: 'urban' },
    ].map(({ born, sons, daughters, hukou }) => {
      const stated = { birthDate: born, hukou, spouseHukou: 'none', breachBirth: false, everHadChild: true };
      const question = { facts: { ...stated, livingSons: sons, livingDaughters: daughters, sex: 'female' }, year: 2023 };
      return [compiled(SHIPPED), compiled(draft)].map((programme) => programme.entitle(question).amountFen as number);
    });
    const sum = (at: number): number => separately.reduce((total, amounts) => total + (amounts[at] ?? 0), 0);
    const before = (await eventsOf(hall)).length;
    const result = await hall.seat('inspector').act<Record<string, unknown>>('/programmes/dry-runs', { text: draft, year: 2023 });
    expect(result).toMatchObject({
      // With somebody whose every month special assistance takes.
      people: 4,
      before_fen: sum(0),
      after_fen: sum(1),
      winners: separately.filter(([before = 0, after = 0]) => before > 0 && after > before).length,
      newly_eligible: separately.filter(([before, after = 0]) => before === 0 && after > 0).length,
      not_eligible: separately.filter(([before, after]) => before === 0 && after === 0).length + 1,
      losers: 0,
      unknown: 0,
    });
    expect(sum(1)).toBeGreaterThan(sum(0));
    // 60 % are the centre's, 20 % the province's and the county's each: of 960.00 for one, of 1,200.00 for two.
    expect(result).toMatchObject({
      before_funding: { central_fen: 57_600, province_fen: 19_200, city_fen: 0, county_fen: 19_200 },
      after_funding: { central_fen: 144_000, province_fen: 48_000, city_fen: 0, county_fen: 48_000 },
    });
    expect(result['townships']).toMatchObject([
      {
        area: '991002001',
        people: 2,
        before_funding: { central_fen: 57_600, province_fen: 19_200, city_fen: 0, county_fen: 19_200 },
        after_funding: { central_fen: 72_000, province_fen: 24_000, city_fen: 0, county_fen: 24_000 },
      },
      {
        area: '991002002',
        people: 2,
        before_funding: { central_fen: 0, province_fen: 0, city_fen: 0, county_fen: 0 },
        after_funding: { central_fen: 72_000, province_fen: 24_000, city_fen: 0, county_fen: 24_000 },
      },
    ]);
    expect((await eventsOf(hall)).length).toBe(before);
    expect((await hall.seat('bank').post('/programmes/dry-runs', { text: draft, year: 2023 })).problem.code).toBe(
      'forbidden_role',
    );
  });
});

describe('a rate that changes from a date', () => {
  let hash = '';

  it('is not adopted by whoever proposed it', async () => {
    const { data } = await hall
      .seat('health')
      .act<{ data: readonly Proposal[] }>('/programmes/proposals', { ...PROPOSAL, text: RAISED });
    hash = data[0]?.content_hash ?? '';
    expect(data).toMatchObject([{ programme: RURAL, outcome: 'proposed' }]);
    expect((await adopt(hash, 'health')).problem).toMatchObject({ status: 403, code: 'proposal_own' });
    expect((await adopt(hash, 'finance-approver')).json()).toMatchObject({ effective_from: '2024-01-01' });
  });

  it('pays the next year by the new rate and leaves the year before as it was', async () => {
    await moveClock(hall, '2024-02-05');
    await enrol(hall, 2024);
    expect(await why(hall, RURAL, 2024, anna)).toMatchObject({ answer: 'eligible', amount_fen: 108_000 });
    expect(await why(hall, RURAL, 2023, anna)).toMatchObject({ answer: 'eligible', amount_fen: 96_000 });
    const determined = (await eventsOf(hall)).filter(({ type }) => type === 'EntitlementDetermined');
    const old = (determined[0]?.payload['texts'] as readonly { readonly contentHash: string }[] | undefined)?.[0]?.contentHash;
    expect(old).not.toBe(hash);
    expect(await hall.operator.read(`/programmes/versions/${old}`)).toMatchObject({ text: SHIPPED, state: 'adopted' });
  });

  it('reaches back by its document, and goes out of force again by another one that two people sign', async () => {
    const text = `${RAISED}# 另一份\n`;
    await moveClock(hall, '2025-01-06');
    const past = { document_no: '县卫健〔2024〕30号', document_date: '2024-12-20', effective_from: '2024-07-01', text };
    const { data } = await hall.seat('health').act<{ data: readonly Proposal[] }>('/programmes/proposals', past);
    const third = data[0]?.content_hash ?? '';
    expect((await adopt(third, 'finance-approver')).json()).toMatchObject({ effective_from: '2024-07-01' });
    const governing = async () =>
      (await hall.operator.read<{ data: readonly { id: string; content_hash: string }[] }>('/programmes?year=2024')).data.find(
        ({ id }) => id === RURAL,
      )?.content_hash;
    expect(await governing()).toBe(third);
    const withdrawal = { content_hash: third, document_no: '县卫健〔2025〕1号', document_date: '2025-01-03', paid: 'stays' };
    const path = `/programmes/${RURAL}/withdrawals`;
    const early = await hall.seat('health').post(path, { ...withdrawal, document_date: '2024-12-01' });
    expect(early.problem).toMatchObject({ status: 422, code: 'withdrawal_too_early' });
    await hall.seat('health').act(path, withdrawal);
    const terms = { content_hash: third, document_no: withdrawal.document_no, paid: withdrawal.paid };
    const own = await hall.seat('health').post(`${path}/confirmation`, terms);
    expect(own.problem).toMatchObject({ status: 403, code: 'proposal_own' });
    const other = await hall.seat('finance-approver').post(`${path}/confirmation`, { ...terms, paid: 'goes_back' });
    expect(other.problem).toMatchObject({ status: 409, code: 'withdrawal_differs' });
    await hall.seat('finance-approver').act(`${path}/confirmation`, terms);
    expect(await governing()).toBe(hash);
    const versions = await hall.operator.read<{ data: readonly object[] }>(`/programmes/${RURAL}/versions`);
    expect(versions.data.at(-1)).toMatchObject({
      state: 'withdrawn',
      withdrawal_document_no: '县卫健〔2025〕1号',
      paid_then: 'stays',
    });
    expect((await propose({ ...past, document_no: '县卫健〔2025〕2号' })).problem.code).toBe('version_withdrawn');
  });
});

describe('asking why', () => {
  it('tells apart who is not eligible, has not applied, and asks for a year without rules', async () => {
    expect((await why(hall, RURAL, 2024, anna)).answer).toBe('eligible');
    // Never confirmed before 2025, which pays no year back.
    expect((await why(hall, RURAL, 2024, bo)).answer).toBe('ineligible');
    expect((await why(hall, RURAL, 2024, ding)).answer).toBe('ineligible');
    expect((await why(hall, RURAL, 2023, ding)).answer).toBe('rejected');
    expect((await why(hall, SPECIAL, 2023, anna)).answer).toBe('not_applied');
    expect((await why(hall, RURAL, 2022, anna)).answer).toBe('out_of_force');
    expect(
      (await hall.seat('health').post('/eligibility/queries', { programme: 'RETIRE_ONCE', year: 2023, citizen_id: anna.id }))
        .problem.code,
    ).toBe('programme_not_adopted');
  });

  it('says of each fact which event stated it, and of each line which clause and source', async () => {
    const answer = await why(hall, RURAL, 2024, anna);
    const origins = answer.ladder.flatMap(({ facts: stated }) => stated.flatMap(({ source }) => source ?? []));
    expect(origins.length).toBeGreaterThan(4);
    expect(origins[0]).toMatchObject({ type: 'EnrolmentRenewed', date: '2024-02-05' });
    const first = await why(hall, RURAL, 2023, anna);
    expect(first.ladder[0]?.facts[0]?.source).toMatchObject({ type: 'EnrolmentApplied', revision: 0, date: '2023-02-06' });
    expect(answer.lines[0]?.sentence).toContain('国家标准 2024-01 至 2024-12：1 人·年 × 1,080.00 元');
    expect(answer.lines[0]?.source).not.toBe('');
  });

  it('leaves the views equal to a rebuild from the log', async () => {
    type Replayed = { readonly differences: readonly unknown[]; readonly findings: readonly unknown[] };
    const { differences, findings } = await hall.seat('inspector').act<Replayed>('/audit/replays', {});
    expect([differences, findings]).toEqual([[], []]);
    expect((await enrolmentsOf(hall, RURAL, 2024)).length).toBe(4);
  });
});

describe('somebody who meets the conditions but was not confirmed on another ground', () => {
  it('is no cost of the year in a dry run, neither before nor after', async () => {
    type Cost = { readonly people: number; readonly before_fen: number; readonly after_fen: number };
    const cost = () => hall.seat('health').act<Cost>('/programmes/dry-runs', { text: RAISED, year: 2024 });
    const before = await cost();
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    await hall.seat('health').act('/rejections', { level: 'county', year: 2024, enrolment_id, reason: '异议成立' });
    const after = await cost();
    expect([before.people - after.people, before.before_fen - after.before_fen, before.after_fen - after.after_fen]).toEqual([
      1, 108_000, 108_000,
    ]);
  });
});

describe('a county that is opened again', () => {
  it('goes on with what it adopted, whatever the release ships', async () => {
    await hall.stop();
    const shipped = mkdtempSync(join(tmpdir(), 'fenming-catalogue-'));
    writeFileSync(join(shipped, 'RURAL_REWARD.yaml'), withRate(SHIPPED, "'500.00'"));
    const again = await startServer({ dir: hall.dir, catalogue: shipped });
    type Governing = { readonly data: readonly { readonly id: string; readonly content_hash: string }[] };
    const { data } = await again.operator.read<Governing>('/programmes?year=2024');
    const { content_hash } = data.find(({ id }) => id === RURAL) ?? {};
    expect(await again.operator.read(`/programmes/versions/${content_hash}`)).toMatchObject({ text: RAISED, state: 'adopted' });
    const asked = { programme: RURAL, year: 2023, citizen_id: anna.id };
    expect(await whyOne(again.operator.as(hall.tokenOf('health')), asked)).toMatchObject({ amount_fen: 96_000 });
    expect(await again.operator.read('/programmes/catalogue')).toMatchObject({ data: [{ id: RURAL, adopted: false }] });
    await again.stop();
    rmSync(shipped, { recursive: true });
  });
});
