import { citizen, type Citizen } from './citizens';
import { COUNTY, family, married, parent, townsman } from './county.people';
import { moveClock, openHall, type Hall } from './hall';
import { appropriate, failing, lockRoster, payAll, type Locked } from './payout';
import { confirmYear, enrolmentAt, enrolmentsOf, importRoster, line, rosterFile, tryImport } from './walk';
import { acceptStatement, confirmDeath, die } from './second-signature';
import { nothingChangesOnceMore } from './once-more';

const FEE = 'ONLY_CHILD_FEE';
/** Four families of 2023, in rows 2 to 5: 480.00 for both parents, 240.00 for one. */
type Family = { readonly who: Citizen; readonly facts: Readonly<Record<string, string | number>> };
const FAMILIES: readonly [Family, ...Family[]] = [
  {
    who: citizen('沈长河', '男', '1981-07-19'),
    facts: family('2010-01', '2009-05-20', '财政', married('韩秀梅', '女', '1983-08-08')),
  },
  {
    who: citizen('魏晓东', '男', '1984-03-04'),
    facts: family('2012-03', '2012-01-02', '财政', married('陶静怡', '女', '1986-06-06')),
  },
  {
    who: citizen('华志明', '男', '1979-05-05'),
    facts: family('2010-05', '2009-11-02', '用人单位', married('金丽萍', '女', '1981-01-01')),
  },
  {
    who: citizen('戚长海', '男', '1981-09-10'),
    facts: family('2011-03', '2010-01-02', '财政', married('邹碧云', '女', '1983-01-01')),
  },
];

let hall: Hall;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
  const rows = FAMILIES.map(({ who, facts }) => line(hall, who, '上湾村', facts));
  await importRoster(hall, { programme: FEE, bytes: await rosterFile(hall, FEE, rows) });
  await moveClock(hall, '2023-02-13');
});
afterAll(() => hall.close());

const idOf = async (row: number): Promise<string> => (await enrolmentAt(hall, FEE, row)).enrolment_id;
const amountOf = async (row: number): Promise<number | null> => (await enrolmentAt(hall, FEE, row)).amount_fen;
type Said = { readonly fact: string; readonly value?: string; readonly since?: string };
const stating = (enrolment_id: string, said: Said, by = 'officer-991002101') =>
  hall.seat(by).post('/statements', { enrolment_id, document_no: '东河计生〔2023〕7号', reason: '入户核实', ...said });
const made = async (row: number, said: Said): Promise<string> => {
  const answer = await stating(await idOf(row), said);
  expect(answer.status).toBe(200);
  return answer.json<{ statement: string }>().statement;
};
const settle = async (row: number, statement: string, step: 'acceptance' | 'dropping', by = 'health-2') => {
  const enrolment_id = await idOf(row);
  if (step === 'acceptance') return acceptStatement(hall.seat(by), { enrolment_id, statement });
  return hall.seat(by).post(`/statements/${statement}/dropping`, { enrolment_id, reason: '材料不符' });
};
const accepted = async (row: number, said: Said): Promise<string> => {
  const statement = await made(row, said);
  expect((await settle(row, statement, 'acceptance')).status).toBe(200);
  return statement;
};
type Told = { readonly fact: string; readonly state: string; readonly value: string | null; readonly changes: readonly object[] };
type Recorded = { readonly fact: string; readonly value: string | null; readonly origin: string; readonly document_no?: string };
const factsOf = async (row: number, by = 'health') =>
  hall.seat(by).read<{ facts: readonly Recorded[]; statements: readonly Told[] }>(`/enrolments/${await idOf(row)}/facts`);
const recoveriesOf = async (row: number) =>
  (await hall.seat('finance-maker').read<{ recoveries: readonly { amount_fen: number }[] }>(`/enrolments/${await idOf(row)}`))
    .recoveries;
const FURTHER_BIRTH: Said = { fact: 'furtherBirthOn', value: '2023-04-12' };

describe('a fact that a document states otherwise', () => {
  let locked: Locked;

  it('is refused where it cannot be: another fact, another value, a day to come or before the birth, nothing new', async () => {
    const row = await idOf(2);
    const code = async (said: Said) => (await stating(row, said)).problem.code;
    expect(await code({ fact: 'livingSons', value: '1' })).toBe('fact_unknown');
    expect(await code({ fact: 'spousePayer', value: '村委会' })).toBe('fact_unreadable');
    expect(await code({ fact: 'childrenBorn' })).toBe('fact_unreadable');
    expect(await code({ fact: 'furtherBirthOn', value: '2023-09-01' })).toBe('day_not_reached');
    expect(await code({ fact: 'furtherBirthOn', value: '1970-09-01' })).toBe('day_before_birth');
    expect(await code({ fact: 'childrenBorn', value: '1' })).toBe('statement_changes_nothing');
    expect((await stating(row, FURTHER_BIRTH, 'clerk-991002101201')).problem.code).toBe('forbidden_role');
    expect((await stating(row, { fact: 'childrenBorn', value: '2' }, 'officer-991002102')).problem.code).toBe('not_found');
  });

  it('counts from its second signature, by another person of the health commission', async () => {
    const statement = await made(4, { fact: 'spousePayer', value: '财政' });
    expect((await stating(await idOf(4), { fact: 'spousePayer', value: '无配偶' })).problem.code).toBe('statement_waiting');
    expect((await settle(4, statement, 'acceptance', 'officer-991002101')).problem.code).toBe('forbidden_role');
    expect((await factsOf(4)).statements).toMatchObject([
      { fact: 'spousePayer', state: 'waiting', value: '财政', changes: [{ year: 2023, was_fen: 24_000, becomes_fen: 48_000 }] },
    ]);
    expect((await settle(4, statement, 'dropping')).status).toBe(200);
    expect((await settle(4, statement, 'acceptance')).problem.code).toBe('statement_unknown');
  });

  it('that would lower the case is waited for: nobody confirms it in between', async () => {
    await moveClock(hall, '2023-05-04');
    const statement = await made(3, FURTHER_BIRTH);
    const confirming = { level: 'village', year: 2023, enrolments: [await idOf(3)] };
    const answer = await hall
      .seat('clerk-991002101201')
      .act<{ data: readonly { outcome: string; code?: string }[] }>('/confirmations', confirming);
    expect(answer.data).toMatchObject([{ outcome: 'refused', code: 'fact_awaited' }]);
    expect((await settle(3, statement, 'acceptance')).status).toBe(200);
    await confirmYear(hall, FEE);
    expect(await amountOf(3)).toBe(16_000);
  });

  it('puts right an amount that was objected to as too small, and the objection ends by it', async () => {
    const row = await idOf(4);
    expect(await amountOf(4)).toBe(24_000);
    const { objection_id } = await hall.seat('health').act<{ objection_id: string }>('/objections', {
      enrolment_id: row,
      year: 2023,
      level: 'county',
      kind: 'amount_wrong',
      channel: 'desk',
    });
    const remedy = (statement: string) =>
      hall.seat('officer-2').post(`/objections/${objection_id}/resolution`, {
        enrolment_id: row,
        outcome: 'remedied',
        statement,
        reason: '配偶无单位',
      });
    await hall.appoint({ id: 'officer-2', title: '县卫健委 信访', role: 'health', area: hall.county.code });
    const statement = await made(4, { fact: 'spousePayer', value: '财政' });
    expect((await remedy(statement)).problem.code).toBe('statement_unknown');
    expect((await settle(4, statement, 'acceptance')).status).toBe(200);
    expect((await remedy(statement)).status).toBe(200);
    expect(await amountOf(4)).toBe(48_000);
    const { objections } = await hall.seat('health').read<{ objections: readonly object[] }>(`/enrolments/${row}`);
    expect(objections).toMatchObject([{ state: 'remedied' }]);
    expect(await failing(hall)).toEqual([]);
  });

  it('takes a line off a locked list while it is waited for, and the case stands on the list of what is unpaid', async () => {
    await appropriate(hall, FEE, { county: 2000 });
    locked = await lockRoster(hall, FEE);
    expect(locked).toMatchObject({ count: 4, sum_fen: 48_000 * 3 + 16_000 });
    const statement = await made(5, { fact: 'spousePayer', value: '用人单位' });
    const { data } = await hall.seat('finance-maker').read<{ data: readonly object[] }>(`/unpaid?programme=${FEE}&year=2023`);
    expect(data).toMatchObject([{ due_fen: 48_000, code: 'fact_awaited' }]);
    expect((await settle(5, statement, 'dropping')).status).toBe(200);
    locked = { ...locked, ...(await hall.seat('finance-maker').act<Locked>(`/batches/${locked.batch_id}/lock`, {})) };
    expect(locked).toMatchObject({ count: 4, sum_fen: 48_000 * 3 + 16_000 });
  });

  it('known before the payment is paid by; known after it, the further birth leaves by law what was paid: 320.00', async () => {
    const lines = await payAll(hall, locked);
    expect(lines.map(({ fen }) => fen)).toEqual([48_000, 16_000, 48_000, 48_000]);
    await accepted(2, FURTHER_BIRTH);
    expect(await amountOf(2)).toBe(16_000);
    expect(await recoveriesOf(2)).toEqual([]);
    const { data } = await hall.seat('finance-maker').read<{ data: readonly object[] }>(`/overpaid?programme=${FEE}`);
    expect(data).toMatchObject([{ claimed_fen: 0, left_fen: 32_000, undecided_fen: 0, next_step: '按规定不追回，无须办理' }]);
  });

  it('stays left when a death is recorded later and withdrawn: only what the death made too much was claimed meanwhile', async () => {
    const enrolment_id = await idOf(2);
    await die(hall, enrolment_id, '2023-02-20');
    expect(await amountOf(2)).toBe(8_000);
    expect(await recoveriesOf(2)).toMatchObject([{ amount_fen: 8_000 }]);
    const said = { enrolment_id, document_no: '县卫健〔2023〕15号', reason: '同名同姓' };
    await hall.seat('health').act('/deaths/withdrawals', said);
    expect((await confirmDeath(hall, { enrolment_id, document_no: said.document_no })).status).toBe(200);
    expect(await amountOf(2)).toBe(16_000);
    expect(await recoveriesOf(2)).toMatchObject([{ amount_fen: 0 }]);
    expect(await failing(hall)).toEqual([]);
  });

  it('is put right after the payment too: an objection takes nothing away, and what was too little is paid as arrears', async () => {
    const row = await idOf(3);
    const { objection_id } = await hall.seat('clerk-991002101201').act<{ objection_id: string }>('/objections', {
      enrolment_id: row,
      year: 2023,
      level: 'village',
      kind: 'amount_wrong',
      channel: 'desk',
    });
    const ending = (outcome: string, more: object = {}) =>
      hall
        .seat('officer-2')
        .post(`/objections/${objection_id}/resolution`, { enrolment_id: row, outcome, reason: '未再生育', ...more });
    expect((await ending('upheld')).problem.code).toBe('objection_needs_remedy');
    const statement = await accepted(3, { fact: 'furtherBirthOn' });
    expect(await amountOf(3)).toBe(48_000);
    expect((await ending('remedied', { statement })).status).toBe(200);
    const { data } = await hall.seat('finance-maker').read<{ data: readonly object[] }>(`/unpaid?programme=${FEE}&year=2023`);
    expect(data).toEqual([]);
    expect(await lockRoster(hall, FEE)).toMatchObject({ count: 1, sum_fen: 32_000 });
  });

  it('that was a mistake of the office is claimed back, and no longer once it is stated otherwise again', async () => {
    await accepted(5, { fact: 'spousePayer', value: '用人单位' });
    expect(await amountOf(5)).toBe(24_000);
    expect(await recoveriesOf(5)).toMatchObject([{ amount_fen: 24_000 }]);
    await accepted(5, { fact: 'spousePayer', value: '财政' });
    expect(await amountOf(5)).toBe(48_000);
    expect(await recoveriesOf(5)).toMatchObject([{ amount_fen: 0 }]);
    expect(await failing(hall)).toEqual([]);
  });

  it('is told with its history and where each value comes from', async () => {
    const { facts } = await factsOf(5);
    expect(facts.filter(({ fact }) => fact === 'spousePayer')).toMatchObject([
      { value: '财政', origin: 'roster', row: 5 },
      { value: '用人单位', origin: 'statement', document_no: '东河计生〔2023〕7号' },
      { value: '财政', origin: 'statement' },
    ]);
    expect((await hall.seat('finance-maker').get(`/enrolments/${await idOf(5)}/facts`)).status).toBe(403);
  });

  it('is not undone by the list of the next year: a row that says otherwise is put right first, or the fact stated anew', async () => {
    await moveClock(hall, '2024-01-10');
    const nextYear = async (payer: string) => {
      const [, , , last] = FAMILIES;
      if (last === undefined) throw new Error('there are four families');
      const row = line(hall, last.who, '上湾村', { ...last.facts, 配偶奖励费发放单位: payer });
      return tryImport(hall, { programme: FEE, year: 2024, bytes: await rosterFile(hall, FEE, [row]) });
    };
    const refused = await nextYear('用人单位');
    expect(refused.problem).toMatchObject({ code: 'import_refused' });
    expect(refused.text).toContain('fact_stated_otherwise');
    await accepted(5, { fact: 'spousePayer', value: '用人单位', since: '2024-01-05' });
    expect(await amountOf(5)).toBe(48_000);
    expect((await nextYear('用人单位')).status).toBe(201);
  });
});

describe('a fact that several programmes ask for', () => {
  const [URBAN, SPECIAL] = ['URBAN_ONLY_CHILD', 'SPECIAL_ASSISTANCE'];
  /** Of 于清河 both lists say that one child lives; of 穆桂芳 the list of the towns still says one, where the other says that none does. */
  const [yu, mu] = [citizen('于清河', '男', '1962-04-01'), citizen('穆桂芳', '女', '1963-02-01')];
  const [shen] = FAMILIES;
  const NONE_LIVES: Said = { fact: 'livingChildren', value: '0' };
  let urban: readonly string[];
  let special: readonly string[];

  const idsIn = async (programme: string): Promise<readonly string[]> =>
    (await enrolmentsOf(hall, programme, 2024)).map(({ enrolment_id }) => enrolment_id);
  const livingIn = async (enrolment: string | undefined, by = 'health') => {
    const read = await hall.seat(by).read<Awaited<ReturnType<typeof factsOf>>>(`/enrolments/${enrolment}/facts`);
    return {
      values: read.facts.flatMap(({ fact, value }) => (fact === 'livingChildren' ? [value] : [])),
      changed: read.statements.flatMap(({ changes }) => changes.map((one) => (one as { programme: string }).programme)),
    };
  };
  const stateOf = async (enrolment: string | undefined): Promise<string> =>
    (await stating(String(enrolment), NONE_LIVES)).json<{ statement: string }>().statement;
  const acceptOf = async (enrolment: string | undefined, statement: string) =>
    (await acceptStatement(hall.seat('health-2'), { enrolment_id: String(enrolment), statement })).status;

  beforeAll(async () => {
    const towns = [yu, mu].map((who) => line(hall, who, '上湾村', townsman()));
    await importRoster(hall, { programme: URBAN, year: 2024, bytes: await rosterFile(hall, URBAN, towns) });
    const widowed = [
      line(hall, yu, '上湾村', parent('伤残', '2012-01-10', { 婚姻状况: '丧偶', 等级: 2 })),
      line(hall, mu, '上湾村', parent('死亡', '2016-05-01', { 婚姻状况: '丧偶' })),
      line(hall, shen.who, '上湾村', parent('死亡', '2016-05-01', { 婚姻状况: '丧偶' })),
    ];
    await importRoster(hall, { programme: SPECIAL, year: 2024, bytes: await rosterFile(hall, SPECIAL, widowed) });
    [urban, special] = [await idsIn(URBAN), await idsIn(SPECIAL)];
  });

  it('is put right wherever the same was recorded, and a village learns nothing of the case that is not its to see', async () => {
    const statement = await stateOf(urban[0]);
    expect((await livingIn(urban[0])).changed.toSorted()).toEqual([SPECIAL, URBAN]);
    expect((await livingIn(urban[0], 'clerk-991002101201')).changed).toEqual([URBAN]);
    expect(await acceptOf(urban[0], statement)).toBe(200);
    expect([await livingIn(urban[0]), await livingIn(special[0])]).toMatchObject([
      { values: ['1', '0'] },
      { values: ['1', '0'] },
    ]);
  });

  it('is not touched where it already said otherwise', async () => {
    const statement = await stateOf(urban[1]);
    expect((await livingIn(urban[1])).changed).toEqual([URBAN]);
    expect(await acceptOf(urban[1], statement)).toBe(200);
    expect([await livingIn(urban[1]), await livingIn(special[1])]).toMatchObject([{ values: ['1', '0'] }, { values: ['0'] }]);
  });

  it('of the same name that means another thing by its words is another fact', async () => {
    const statement = (await stating(String(special[2]), { fact: 'childrenBorn', value: '2' })).json<{ statement: string }>()
      .statement;
    expect(await acceptOf(special[2], statement)).toBe(200);
    const born = ({ facts }: Awaited<ReturnType<typeof factsOf>>) =>
      facts.flatMap(({ fact, value }) => (fact === 'childrenBorn' ? [value] : []));
    expect(born(await hall.seat('health').read(`/enrolments/${special[2]}/facts`))).toEqual(['1', '2']);
    expect([born(await factsOf(2)), (await factsOf(2)).statements.length]).toEqual([['1'], 1]);
  });
});

describe('every case afterwards', () => {
  it('comes to the same once more', () => nothingChangesOnceMore(hall, FEE));
});
