import { accountOf } from './citizens';
import { COUNTY, ROSTERS, type Applicant, type Roster } from './county.people';
import { eventsOf, factsOf, moveClock, openHall, type Hall } from './hall';
import {
  appropriate,
  bankFile,
  lockRoster,
  returnFile,
  sendReturn,
  signUpTo,
  type BankAnswer,
  type BankLine,
  type Locked,
  type LineVerdict,
} from './payout';
import { confirmYear, enrolmentAt, enrolmentsOf, importRoster, line, rosterFile, tryImport } from './walk';

let hall: Hall;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
});
afterAll(() => hall.close());

/** The header is row 1 of the sheet, so the first applicant stands in row 2. */
const rowsOf = ({ applicants }: Roster, which: (applicant: Applicant) => unknown): { row: number; applicant: Applicant }[] =>
  applicants.map((applicant, i) => ({ row: i + 2, applicant })).filter(({ applicant }) => which(applicant));
const rowsDue = (roster: Roster) => rowsOf(roster, ({ due }) => due !== undefined);
const fileOf = (roster: Roster): Promise<Buffer> =>
  rosterFile(
    hall,
    roster.programme,
    roster.applicants.map(({ who, village, facts }) => line(hall, who, village, facts)),
  );
const yuanOf = (roster: Roster): number => rowsDue(roster).reduce((sum, { applicant }) => sum + (applicant.due ?? 0), 0);
const rosterOf = (programme: string): Roster => {
  const found = ROSTERS.find((roster) => roster.programme === programme);
  if (found === undefined) throw new Error(programme);
  return found;
};
const batches = new Map<string, Locked>();
const sent = new Map<string, readonly BankLine[]>();
const allSettled = (lines: readonly BankLine[], trouble: Readonly<Record<string, LineVerdict>> = {}) =>
  lines.map(({ lineNo, fen, name }) => ({ lineNo, fen, verdict: trouble[name] ?? ('settled' as const) }));

describe('a county whose rosters no generator has written', () => {
  it.each(
    ROSTERS.filter(({ applicants }) => applicants.some(({ fault }) => fault)).map(
      (roster) => [roster.programme, roster] as const,
    ),
  )('turns the file of %s away whole, names each row at fault, and records nothing', async (programme, roster) => {
    const before = await factsOf(hall);
    const answer = await tryImport(hall, { programme, bytes: await fileOf(roster) });
    expect([answer.status, answer.problem.code]).toEqual([422, 'import_refused']);
    expect(answer.problem.errors?.map(({ row, code }) => ({ row, code }))).toEqual(
      rowsOf(roster, ({ fault }) => fault).map(({ row, applicant }) => ({ row, code: applicant.fault })),
    );
    expect(await factsOf(hall)).toEqual(before);
  });

  it('says in Chinese what is wrong with a row and how to mend it, without the number', async () => {
    const answer = await tryImport(hall, { programme: 'RURAL_REWARD', bytes: await fileOf(rosterOf('RURAL_REWARD')) });
    const [wrongEnd] = answer.problem.errors ?? [];
    expect(wrongEnd).toMatchObject({ row: 5, column: '身份证号', message: '身份证号校验码不符' });
    expect(wrongEnd?.hint).toMatch(/第 18 位应为 [\dX]/);
    expect(answer.text).not.toMatch(/\d{15}/);
  });

  it.each(ROSTERS.map((roster) => [roster.programme, roster] as const))(
    'imports the good rows of %s once they are chosen on purpose',
    async (programme, roster) => {
      const imported = await importRoster(hall, { programme, bytes: await fileOf(roster), onlyGoodRows: true });
      const faulty = rowsOf(roster, ({ fault }) => fault).map(({ row, applicant }) => ({ row, code: applicant.fault }));
      expect(imported).toMatchObject({
        rows: roster.applicants.length,
        accepted: roster.applicants.length - faulty.length,
        left_out: faulty,
        refused: [],
      });
    },
  );

  it('confirms at three levels exactly those whose conditions are met, each person in one of two programmes that exclude each other', async () => {
    await moveClock(hall, '2023-02-13');
    const refused = await confirmYear(hall, ...ROSTERS.map(({ programme }) => programme));
    const expected = ROSTERS.flatMap((roster) =>
      rowsOf(roster, (applicant) => applicant.refused).map(({ row, applicant }) => [
        `${roster.programme}-2023-1-${String(row).padStart(5, '0')}`,
        applicant.refused,
      ]),
    );
    expect(Object.fromEntries(refused)).toEqual(Object.fromEntries(expected));
  });

  it.each(ROSTERS.map((roster) => [roster.programme, roster] as const))(
    'owes each person of %s what was worked out by hand',
    async (programme, roster) => {
      const all = await enrolmentsOf(hall, programme, 2023, hall.seat('health'));
      const owed = all.filter(({ amount_fen }) => amount_fen !== null);
      expect(Object.fromEntries(owed.map(({ case_number, amount_fen }) => [case_number.slice(-5), amount_fen]))).toEqual(
        Object.fromEntries(
          rowsDue(roster).map(({ row, applicant }) => [String(row).padStart(5, '0'), (applicant.due ?? 0) * 100]),
        ),
      );
    },
  );

  it('locks, signs and sends each programme for exactly its sum, when each layer of finance has sent exactly its share', async () => {
    const [special, rural, urban] = [
      yuanOf(rosterOf('SPECIAL_ASSISTANCE')),
      yuanOf(rosterOf('RURAL_REWARD')),
      yuanOf(rosterOf('URBAN_ONLY_CHILD')),
    ];
    // Half of special assistance is the nation's rate at 60 : 20 : 20, the other half Henan's own.
    const nation = special / 2;
    await appropriate(hall, 'SPECIAL_ASSISTANCE', {
      central: (nation * 3) / 5,
      province: nation / 5 + nation,
      county: nation / 5,
    });
    await appropriate(hall, 'RURAL_REWARD', { central: (rural * 3) / 5, province: rural / 5, county: rural / 5 });
    await appropriate(hall, 'URBAN_ONLY_CHILD', { province: (urban * 3) / 5, city: urban / 5, county: urban / 5 });
    await appropriate(hall, 'ONLY_CHILD_FEE', { county: yuanOf(rosterOf('ONLY_CHILD_FEE')) });
    for (const roster of ROSTERS) {
      const locked = await lockRoster(hall, roster.programme);
      expect(locked).toMatchObject({ round: 1, count: rowsDue(roster).length, sum_fen: yuanOf(roster) * 100, left_out: [] });
      await signUpTo(hall, 'release', locked);
      batches.set(roster.programme, locked);
    }
  });

  it('names in the file for the bank every payee with his own account and amount, and nobody else', async () => {
    for (const roster of ROSTERS) {
      const lines = await bankFile(hall, batches.get(roster.programme)?.batch_id ?? '');
      sent.set(roster.programme, lines);
      expect(lines.map(({ name, account, fen }) => ({ name, account, fen })).toSorted(byName)).toEqual(
        rowsDue(roster)
          .map(({ applicant: { who, due = 0 } }) => ({ name: who.name, account: who.account, fen: due * 100 }))
          .toSorted(byName),
      );
    }
  });

  it('takes the bank’s answers: two accounts fail, one result is unknown at first and asked for again', async () => {
    const trouble: Readonly<Record<string, LineVerdict>> = { 赵春生: 'NAME_MISMATCH', 钱月英: 'CLOSED', 何淑琴: 'unknown' };
    for (const [programme, lines] of sent) {
      const batch = batches.get(programme)?.batch_id ?? '';
      const answer = await sendReturn(hall, batch, returnFile(batch, allSettled(lines, trouble)));
      const { settled, failed, unknown } = answer.json<BankAnswer>();
      expect(settled.sum_fen + failed.sum_fen + unknown.sum_fen).toBe(batches.get(programme)?.sum_fen);
      expect([failed.count, unknown.count]).toEqual([
        programme === 'RURAL_REWARD' ? 2 : 0,
        programme === 'SPECIAL_ASSISTANCE' ? 1 : 0,
      ]);
    }
    const special = batches.get('SPECIAL_ASSISTANCE')?.batch_id ?? '';
    const early = await hall.seat('finance-checker').post(`/batches/${special}/reconcile`, {});
    expect(early.problem.code).toBe('results_incomplete');
    const asked = (sent.get('SPECIAL_ASSISTANCE') ?? []).filter(({ name }) => name === '何淑琴');
    const late = await sendReturn(hall, special, returnFile(special, allSettled(asked)));
    expect(late.json<BankAnswer>().settled).toEqual({ count: 1, sum_fen: 4 * 780 * 100 });
  });

  it('does not close a batch while returned money waits, and reissues it to the corrected accounts', async () => {
    const rural = batches.get('RURAL_REWARD')?.batch_id ?? '';
    await hall.seat('finance-checker').act(`/batches/${rural}/reconcile`, {});
    expect((await hall.seat('finance-maker').post(`/batches/${rural}/close`, {})).problem.code).toBe('returns_waiting');
    for (const row of [2, 3]) {
      const { enrolment_id } = await enrolmentAt(hall, 'RURAL_REWARD', row);
      await hall.seat('officer-991002101').act('/account-corrections', { enrolment_id, account: accountOf(900 + row) });
    }
    const again = await lockRoster(hall, 'RURAL_REWARD');
    expect(again).toMatchObject({ round: 2, count: 2, sum_fen: 2 * 96000 });
    await signUpTo(hall, 'release', again);
    const lines = await bankFile(hall, again.batch_id);
    expect(lines.map(({ name, account, fen }) => [name, account, fen])).toEqual([
      ['赵春生', accountOf(902), 96000],
      ['钱月英', accountOf(903), 96000],
    ]);
    await sendReturn(hall, again.batch_id, returnFile(again.batch_id, allSettled(lines)));
    await hall.seat('finance-checker').act(`/batches/${again.batch_id}/reconcile`, {});
    await hall.seat('finance-maker').act(`/batches/${again.batch_id}/close`, {});
  });

  it('reconciles and closes every batch, with no difference in any control total', async () => {
    for (const [programme, { batch_id }] of batches) {
      if (programme !== 'RURAL_REWARD') await hall.seat('finance-checker').act(`/batches/${batch_id}/reconcile`, {});
      await hall.seat('finance-maker').act(`/batches/${batch_id}/close`, {});
      const { rows } = await hall.operator.read<{ rows: readonly { difference_fen: number }[] }>(
        `/batches/${batch_id}/control-totals`,
      );
      expect(rows.length).toBeGreaterThan(8);
      expect(rows.filter(({ difference_fen }) => difference_fen !== 0)).toEqual([]);
    }
    const { data } = await hall.operator.read<{ data: readonly { state: string }[] }>('/batches?year=2023');
    expect(data.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'closed'));
  });

  it('has at the end of the year paid exactly what was owed, with nothing of the appropriations left', async () => {
    type Balance = { programme: string; due_fen: number; settled_fen: number; settled_count: number; remaining_fen: number };
    const { data } = await hall.operator.read<{ data: readonly Balance[] }>('/balances?year=2023');
    const expected = ROSTERS.map((roster) => ({
      programme: roster.programme,
      due_fen: yuanOf(roster) * 100,
      settled_fen: yuanOf(roster) * 100,
      settled_count: rowsDue(roster).length,
      remaining_fen: 0,
    }));
    for (const balance of expected) expect(data).toContainEqual(expect.objectContaining(balance));
    expect(data.filter(({ due_fen }) => due_fen > 0)).toHaveLength(ROSTERS.length);
  });

  it('rebuilds the same from its log', async () => {
    const { differences, events } = await hall.operator.act<{ differences: readonly object[]; events: number }>(
      '/audit/replays',
      {},
    );
    expect([differences, events]).toEqual([[], (await eventsOf(hall)).length]);
  });

  it('fails none of the control formulas, over the whole log and over each batch', async () => {
    type Report = {
      readonly totals: { readonly holds: number };
      readonly formulas: readonly { readonly findings: readonly object[] }[];
    };
    const whole = await hall.seat('inspector').read<Report>('/controls');
    expect(whole.formulas.flatMap(({ findings }) => findings)).toEqual([]);
    expect(whole.totals.holds).toBeGreaterThan(20);
    const { data } = await hall.operator.read<{ data: readonly { batch_id: string }[] }>('/batches?year=2023');
    for (const { batch_id: batch } of data) {
      const { formulas } = await hall.operator.read<Report>(`/batches/${batch}/controls`);
      expect(formulas.flatMap(({ findings }) => findings)).toEqual([]);
    }
    expect(data.length).toBeGreaterThan(0);
  });
});

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);
