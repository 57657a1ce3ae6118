import type { RosterSheetRow } from '@fenming/rosters';
import { citizen } from './citizens';
import { farmer } from './county.people';
import type { Hall } from './hall';
import { bankFile, lockRoster, returnFile, sendReturn, signUpTo, type BankLine, type LineVerdict } from './payout';
import { expectRefusal } from './refusal';
import { freshKey, type Answer } from './seat';
import { DUE_FEN, farmerLine, FARMERS, farmersFile, fund, openRuralYear, RURAL } from './rural-year';
import { confirmYear, enrolmentAt, line, rosterFile, tryImport } from './walk';

let hall: Hall;
beforeAll(async () => {
  hall = await openRuralYear();
});
afterAll(() => hall.close());

describe('a roster file', () => {
  const newcomer = citizen('甘露生', '男', '1950-12-01');
  const fileWith = (change: RosterSheetRow): Promise<Buffer> =>
    rosterFile(hall, RURAL, [{ ...line(hall, newcomer, '上湾村', farmer(1, 0)), ...change }]);
  const importing = (bytes: Buffer, more: { onlyGoodRows?: boolean; programme?: string } = {}) =>
    tryImport(hall, { programme: RURAL, bytes, ...more });

  it.each([false, true])('is refused the second time (only its good rows: %s)', async (onlyGoodRows) => {
    const same = await farmersFile(hall);
    const { title } = await expectRefusal(hall, () => importing(same, { onlyGoodRows }), { status: 409, code: 'duplicate_file' });
    expect(title).toBe('这份文件已经导入过，没有重复导入。');
  });

  it.each([
    ['as rounded numbers', (id: string) => Number(id)],
    ['in scientific notation', (id: string) => `${id.slice(0, 1)}.${id.slice(1, 6)}E+17`],
  ])('whose ids a spreadsheet has kept %s is refused whole, with its rows and the reason', async (_how, damaged) => {
    const rows = FARMERS.map((each) => ({ ...farmerLine(hall, each), 身份证号: damaged(each.who.id) }));
    const sound = line(hall, newcomer, '上湾村', farmer(1, 0));
    const bytes = await rosterFile(hall, RURAL, [sound, ...rows]);
    for (const onlyGoodRows of [false, true]) {
      const refusal = { status: 422, code: 'file_damaged_ids' };
      const { title, errors } = await expectRefusal(hall, () => importing(bytes, { onlyGoodRows }), refusal);
      expect(title).toContain('末几位数字已丢失，无法恢复');
      expect(errors?.map(({ row, column, code, message }) => ({ row, column, code, message }))).toEqual(
        FARMERS.map((_, i) => ({ row: i + 3, column: '身份证号', code: 'id_damaged', message: '末几位数字已丢失，无法恢复' })),
      );
    }
  });

  it('whose rounded ids were written back as text, with zeros at the end, is recognised all the same', async () => {
    const rows = FARMERS.map((each) => ({ ...farmerLine(hall, each), 身份证号: `${each.who.id.slice(0, 15)}000` }));
    const bytes = await rosterFile(hall, RURAL, rows);
    const { errors } = await expectRefusal(hall, () => importing(bytes), { status: 422, code: 'file_damaged_ids' });
    // One id in eleven ends in a zero that happens to be right, so not every row can be told by itself.
    expect(errors?.filter(({ code }) => code === 'id_damaged').length).toBeGreaterThan(FARMERS.length / 2);
  });

  it('whose accounts a spreadsheet has rounded is refused, and tells which', async () => {
    const bytes = await fileWith({ 银行账号: Number(newcomer.account) });
    const { errors } = await expectRefusal(hall, () => importing(bytes), { status: 422, code: 'import_refused' });
    expect(errors).toMatchObject([{ row: 2, column: '银行账号', code: 'account_damaged' }]);
  });

  it('that is no spreadsheet at all is refused in words', async () => {
    const bytes = Buffer.from('姓名,身份证号\n甘露生,不详\n');
    const { errors } = await expectRefusal(hall, () => importing(bytes), { status: 422, code: 'file_unreadable' });
    expect(errors).toMatchObject([{ code: 'not_xlsx' }]);
  });

  it('of another programme is refused for its columns', async () => {
    const bytes = await fileWith({});
    const refusal = { status: 422, code: 'file_unreadable' };
    const { errors } = await expectRefusal(hall, () => importing(bytes, { programme: 'ONLY_CHILD_FEE' }), refusal);
    expect(errors?.map(({ code, column }) => `${code} ${column}`)).toContain('column_missing 光荣证发证年月');
  });

  it('is imported only by the offices that keep the list, each for its own area', async () => {
    const bytes = await fileWith({ 村: '石坡村', 乡镇: '西山乡' });
    const by = (actor: string) => () => tryImport(hall, { programme: RURAL, bytes }, hall.seat(actor));
    await expectRefusal(hall, by('officer-991002101'), { status: 403, code: 'forbidden_area' });
    for (const actor of ['clerk-991002102201', 'finance-maker', 'finance-approver', 'bank', 'inspector'])
      await expectRefusal(hall, by(actor), { status: 403, code: 'forbidden_role' });
  });

  it('tells nothing about people of another area: not that they are known, not their name, not that their list was brought', async () => {
    const officer = hall.seat('officer-991002101');
    const by = async (change: RosterSheetRow): Promise<Answer> =>
      tryImport(hall, { programme: RURAL, bytes: await fileWith(change) }, officer);
    const told = ({ status, problem: { code, detail, errors } }: Answer) => ({ status, code, detail, errors });
    const known = { 姓名: '雷巧珍', 性别: '女', 身份证号: FARMERS[5]?.who.id ?? '' };
    const there = { 村: '石坡村', 乡镇: '西山乡' };
    expect(told(await by({ ...known, ...there }))).toEqual(told(await by(there)));
    const list = await tryImport(hall, { programme: RURAL, bytes: await farmersFile(hall) }, officer);
    expect(told(list)).toMatchObject({ status: 403, code: 'forbidden_area' });
    // In a row of one’s own village as well: one answer, whatever stands against the person there.
    for (const own of [known, { ...known, 姓名: '甘露生' }])
      expect(told(await by(own))).toMatchObject({
        code: 'import_refused',
        errors: [{ row: 2, column: '整行', value: '', code: 'case_elsewhere', message: '这一行的人不能由您的辖区申报。' }],
      });
  });

  it('without a file, a year or a programme that exists is malformed', async () => {
    const bytes = await fileWith({});
    const health = hall.seat('health');
    const upload = (fields: Record<string, string>) => () => health.upload('/imports', { fields, bytes });
    const noYear = await expectRefusal(hall, upload({ programme: RURAL }), { status: 400, code: 'validation_failed' });
    expect(noYear.errors).toMatchObject([{ pointer: '/year' }]);
    const noProgramme = await expectRefusal(hall, upload({ year: '2023' }), { status: 400, code: 'validation_failed' });
    expect(noProgramme.errors).toMatchObject([{ pointer: '/programme' }]);
    await expectRefusal(hall, upload({ programme: 'NO_SUCH', year: '2023' }), { status: 404, code: 'not_found' });
  });

  it('that comes as two files at once is refused whole, and neither is left out in silence', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ programme: RURAL, year: '2023' })) form.append(name, value);
    const bytes = new Uint8Array(await fileWith({}));
    for (const name of ['one.xlsx', 'two.xlsx']) form.append('file', new Blob([bytes]), name);
    const both = () => hall.seat('health').ask('POST', '/api/v1/imports', { body: form });
    const { errors } = await expectRefusal(hall, both, { status: 400, code: 'validation_failed' });
    expect(errors).toMatchObject([{ pointer: '/file', code: 'several' }]);
  });
});

describe("the bank's return file", () => {
  let batch: string;
  let lines: readonly BankLine[];
  beforeAll(async () => {
    await confirmYear(hall, RURAL);
    await fund(hall, FARMERS.length);
    const locked = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'release', locked);
    batch = locked.batch_id;
    lines = await bankFile(hall, batch);
  });
  const settled = (some: readonly BankLine[] = lines) =>
    some.map(({ lineNo, fen }) => ({ lineNo, fen, verdict: 'settled' as LineVerdict }));
  const returning =
    (answers: ReturnType<typeof settled>, batchNo = batch) =>
    () =>
      sendReturn(hall, batch, returnFile(batchNo, answers));

  it('with a line that was never sent is refused whole, and names it', async () => {
    const stranger = { lineNo: 7, fen: DUE_FEN, verdict: 'settled' as LineVerdict };
    const refusal = { status: 422, code: 'return_unknown_line', title: '回盘文件中有送盘文件以外的行，整份文件没有导入。' };
    const { errors } = await expectRefusal(hall, returning([...settled(), stranger]), refusal);
    expect(errors).toMatchObject([{ row: 8, column: '序号', value: '7', code: 'return_unknown_line' }]);
  });

  it('with one line twice is refused whole, and names it', async () => {
    const twice = [...settled(), ...settled(lines.slice(0, 1))];
    const { errors } = await expectRefusal(hall, returning(twice), { status: 422, code: 'return_duplicate_line' });
    expect(errors).toContainEqual(expect.objectContaining({ row: 8, value: '1', code: 'return_duplicate_line' }));
  });

  it('with a wrong amount is refused whole, and names it', async () => {
    const [first, ...rest] = settled();
    if (first === undefined) throw new Error('no line was sent');
    const wrong = [{ ...first, fen: first.fen - 1 }, ...rest];
    const { errors } = await expectRefusal(hall, returning(wrong), { status: 422, code: 'return_wrong_amount' });
    expect(errors).toMatchObject([{ row: 2, column: '金额', value: '959.99' }]);
  });

  it('is refused in the language of whoever asks, the first time and again, whatever the one who asked first speaks', async () => {
    const [first, ...rest] = settled();
    if (first === undefined) throw new Error('no line was sent');
    const upload = { fields: { batch_id: batch }, bytes: returnFile(batch, [{ ...first, fen: first.fen - 2 }, ...rest]) };
    const [bank, key] = [hall.seat('bank'), freshKey()];
    const english = {
      title: "The bank's return has lines whose amount is not the one sent; nothing was imported.",
      errors: [
        {
          row: 2,
          column: 'amount',
          code: 'return_wrong_amount',
          message: 'line number 1 was sent with 960.00 yuan and comes back with 959.98 yuan',
          hint: 'The amount that comes back has to be the one that was sent: have the bank find out',
        },
      ],
    };
    const told = await bank.speaking('en').upload('/bank-returns', upload, key);
    const again = await bank.speaking('en').upload('/bank-returns', upload, key);
    const chinese = await bank.upload('/bank-returns', upload, key);
    expect(told.problem).toMatchObject(english);
    expect([again.problem, again.headers.get('idempotency-replayed')]).toMatchObject([english, 'true']);
    expect(chinese.problem).toMatchObject({
      title: '回盘文件中有金额与送盘不符的行，整份文件没有导入。',
      errors: [{ column: '金额', message: '序号 1 发放 960.00 元，回盘为 959.98 元' }],
    });
  });

  it('with a line missing is refused whole', async () => {
    await expectRefusal(hall, returning(settled(lines.slice(1))), { status: 422, code: 'control_total_mismatch' });
  });

  it('of another batch is refused', async () => {
    await expectRefusal(hall, returning(settled(), 'RURAL_REWARD-2022-991002-1'), { status: 422, code: 'bank_file_refused' });
  });

  it.each([
    ['cut off on the way', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    ['changed by one digit', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('|960.00|', '|961.00|'), 'latin1')],
    ['empty', () => Buffer.alloc(0)],
  ])('%s is refused whole', async (_how, damage) => {
    const bytes = damage(returnFile(batch, settled()));
    await expectRefusal(hall, () => sendReturn(hall, batch, bytes), { status: 422, code: 'bank_file_refused' });
  });

  it('is taken from the bank alone', async () => {
    const upload = { fields: { batch_id: batch }, bytes: returnFile(batch, settled()) };
    for (const actor of ['finance-maker', 'finance-releaser', 'health'])
      await expectRefusal(hall, () => hall.seat(actor).upload('/bank-returns', upload), { status: 403, code: 'forbidden_role' });
  });

  it('is taken once, and the same file again is refused', async () => {
    const [first, ...rest] = settled();
    if (first === undefined) throw new Error('no line was sent');
    const bytes = returnFile(batch, [{ ...first, verdict: 'CLOSED' }, ...rest]);
    expect((await sendReturn(hall, batch, bytes)).json()).toMatchObject({
      settled: { count: 5, sum_fen: 5 * DUE_FEN },
      failed: { count: 1, sum_fen: DUE_FEN },
    });
    await expectRefusal(hall, () => sendReturn(hall, batch, bytes), { status: 409, code: 'duplicate_file' });
  });

  it('that answers a second time what has its answer is refused', async () => {
    const again = returning(settled(lines.slice(0, 1)));
    const { errors } = await expectRefusal(hall, again, { status: 409, code: 'return_answered_line' });
    expect(errors).toMatchObject([
      { row: 2, message: expect.stringMatching(/^序号 1 已于 [\d-]{10} 有结果（退票）$/) as string },
    ]);
  });

  it('leads to a corrected account only in one’s own township, and only to another account', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    const correcting = (actor: string, account: string) => () =>
      hall.seat(actor).post('/account-corrections', { enrolment_id, account });
    const mine = FARMERS[0]?.who.account ?? '';
    await expectRefusal(hall, correcting('officer-991002101', mine), { status: 409, code: 'account_unchanged' });
    await expectRefusal(hall, correcting('officer-991002102', '9900001234567890'), { status: 404, code: 'not_found' });
    await expectRefusal(hall, correcting('finance-maker', '9900001234567890'), { status: 403, code: 'forbidden_role' });
    const malformed = await expectRefusal(hall, correcting('officer-991002101', '99000O123'), {
      status: 400,
      code: 'validation_failed',
    });
    expect(malformed.errors).toMatchObject([{ pointer: '/account', code: 'account_characters' }]);
  });

  it('does not take another account for a repetition of the first correction', async () => {
    const { enrolment_id } = await enrolmentAt(hall, RURAL, 2);
    const key = freshKey();
    const correcting = (account: string) => () =>
      hall.seat('officer-991002101').post('/account-corrections', { enrolment_id, account }, key);
    const first = await correcting('9900009876543210')();
    const again = await correcting('9900009876543210')();
    expect([first.status, again.status]).toEqual([200, 200]);
    await expectRefusal(hall, correcting('9900009876543211'), { status: 422, code: 'idempotency_conflict' });
  });
});
