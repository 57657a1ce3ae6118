import { openVault } from '@fenming/vault';
import type { CitizenId } from '@fenming/citizen';
import { citizen, idOf, type Citizen } from './citizens';
import { COUNTY, family, farmer } from './county.people';
import { eventsOf, moveClock, openHall, type Hall } from './hall';
import { bankFile, failing, lockRoster, payAll, returnFile, sendReturn, signUpTo, type Locked } from './payout';
import { DUE_FEN, fund, RURAL } from './rural-year';
import { freshKey } from './seat';
import { confirmYear, enrolmentAt, enrolmentsOf, importRoster, line, rosterFile, tryImport } from './walk';
import { confirmIdentity, die } from './second-signature';
import { nothingChangesOnceMore } from './once-more';

/** As their cards have it; and as the list of 2023 has the first two: digits misread, the second one's birth too. */
const FANG = citizen('方守田', '男', '1951-01-11');
const GU = citizen('谷秀兰', '女', '1964-02-12');
const HE = citizen('贺长庚', '男', '1953-03-13');
const FANG_WRITTEN: Citizen = { ...FANG, name: '方守由', id: idOf('1951-01-11', '男', 471) };
const GU_WRITTEN: Citizen = { ...GU, birth: '1954-02-12', id: idOf('1954-02-12', '女', 472) };
const GAO = citizen('高长河', '男', '1981-07-19');
const FAMILY = family('2010-01', '2009-05-20', '财政');
const FEE = 'ONLY_CHILD_FEE';
const DOCUMENT = '东河计生〔2023〕12号';

let hall: Hall;
beforeAll(async () => {
  hall = await openHall(COUNTY, '2023-02-06');
  await importRoster(hall, { programme: RURAL, bytes: await rosterOf(FANG_WRITTEN, GU_WRITTEN, HE) });
  await moveClock(hall, '2023-02-13');
  await confirmYear(hall, RURAL);
  await fund(hall, 3);
});
afterAll(() => hall.close());

const rosterOf = (...people: readonly Citizen[]): Promise<Buffer> =>
  rosterFile(
    hall,
    RURAL,
    people.map((who) => line(hall, who, '上湾村', farmer(1, 0))),
  );
const caseAt = async (row: number): Promise<string> => (await enrolmentAt(hall, RURAL, row)).enrolment_id;
const propose = async (row: number, said: object, by = 'officer-991002101') =>
  hall
    .seat(by)
    .post('/identities/corrections', { enrolment_id: await caseAt(row), document_no: DOCUMENT, note: '录入时看错两位', ...said });
const confirm = async (row: number, by = 'health-2', document_no = DOCUMENT) =>
  confirmIdentity(hall, { enrolment_id: await caseAt(row), document_no }, { by });
const waiting = async (row: number) => hall.seat('health-2').read(`/enrolments/${await caseAt(row)}/identities`);
/** How many of these a list of the dead of another body names are ours, and how many are strangers. */
const compared = async (...people: readonly Citizen[]) => {
  const rows = people.map(({ name, id }) => `${name},${id},2023-01-20`);
  const bytes = Buffer.from(['姓名,身份证号,死亡日期', ...rows].join('\n'));
  const answer = await hall.seat('health').upload('/comparisons', { fields: { source: 'deaths' }, bytes }, freshKey());
  return answer.json<{ rows: number; stranger: number }>();
};

/** Which of these numbers the vault knows somebody by. */
const ours = async (...people: readonly Citizen[]): Promise<readonly string[]> => {
  const vault = openVault(hall.dir);
  const found = vault.findPersons(people.map(({ id }) => id as CitizenId));
  vault.close();
  return [...found.keys()];
};
/** Has the vault find whoever it knows by one number by another. */
const pointed = (from: Citizen, to: Citizen): void => {
  const vault = openVault(hall.dir);
  const personId = vault.findPersons([from.id as CitizenId]).get(from.id as CitizenId);
  if (personId !== undefined) vault.moveToCitizen(personId, { citizenId: to.id as CitizenId, names: [to.name] });
  vault.close();
};

describe('a citizen id that the list has wrong', () => {
  let locked: Locked;

  it('is refused what it cannot be: no number, the same one, somebody else’s, somebody who is not in the case', async () => {
    const wrong = await propose(2, { citizen_id: `${FANG.id.slice(0, 17)}${FANG.id.endsWith('3') ? '4' : '3'}` });
    expect(wrong.problem).toMatchObject({ status: 400, errors: [{ pointer: '/citizen_id', code: 'id_check_digit' }] });
    expect(wrong.text).not.toContain(FANG.id.slice(0, 17));
    const same = { citizen_id: FANG_WRITTEN.id, name: FANG_WRITTEN.name };
    expect((await propose(2, same)).problem).toMatchObject({ status: 409, code: 'identity_unchanged' });
    expect((await propose(2, { citizen_id: HE.id })).problem).toMatchObject({ status: 409, code: 'identity_taken' });
    expect((await propose(2, { citizen_id: FANG.id, who: 'spouse' })).problem.code).toBe('identity_of_nobody');
    expect((await propose(2, { citizen_id: idOf('2031-01-01', '男', 473) })).problem.code).toBe('day_not_reached');
    expect((await propose(2, { citizen_id: FANG.id }, 'clerk-991002101201')).problem.code).toBe('forbidden_role');
    expect(await waiting(2)).toEqual({ data: [] });
  });

  it('changes nothing before a second person signs; what is signed is shown masked, and the first may take it back', async () => {
    expect((await propose(2, { citizen_id: HE.id.replace(/^/, ' ') })).problem.code).toBe('identity_taken');
    expect((await propose(2, { citizen_id: FANG_WRITTEN.id, name: FANG.name })).status).toBe(200);
    expect((await propose(2, { citizen_id: FANG.id })).problem.code).toBe('identity_waiting');
    const dropping = { enrolment_id: await caseAt(2), note: '复印件不清' };
    await hall.seat('officer-991002101').act('/identities/dropping', dropping);
    expect((await propose(2, { citizen_id: FANG.id, name: FANG.name })).status).toBe(200);
    expect(await waiting(2)).toMatchObject({
      data: [{ who: 'applicant', was_name: '方*由', name: '方*田', document_no: DOCUMENT, changes: [] }],
    });
    expect(JSON.stringify(await waiting(2))).not.toMatch(/\d{12}/);
    expect(await compared(FANG_WRITTEN, FANG)).toMatchObject({ rows: 2, stranger: 1 });
  });

  it('is not corrected while the bank has a payment under the wrong one', async () => {
    locked = await lockRoster(hall, RURAL);
    await signUpTo(hall, 'release', locked);
    const lines = await bankFile(hall, locked.batch_id);
    expect(lines.map(({ name }) => name)).toEqual([FANG_WRITTEN.name, GU.name, HE.name]);
    expect((await confirm(2)).problem).toMatchObject({ status: 409, code: 'identity_being_paid' });
    const verdicts = ['NAME_MISMATCH', 'settled', 'settled'] as const;
    const answers = lines.map(({ lineNo, fen }, i) => ({ lineNo, fen, verdict: verdicts[i] ?? ('settled' as const) }));
    expect((await sendReturn(hall, locked.batch_id, returnFile(locked.batch_id, answers))).status).toBeLessThan(300);
  });

  it('may have been corrected in the index alone, as a crash leaves it: then nobody is made anew, and the confirmation comes again', async () => {
    pointed(FANG_WRITTEN, FANG);
    expect(await ours(FANG_WRITTEN, FANG)).toEqual([FANG.id]);
    expect(await waiting(2)).toMatchObject({ data: [{ who: 'applicant' }] });
  });

  it('is corrected by another person of the health commission, who names the document; once more finds it done', async () => {
    expect((await confirm(2, 'officer-991002101')).problem.code).toBe('forbidden_role');
    expect((await confirm(2, 'health-2', '另一份文件')).problem).toMatchObject({ status: 404, code: 'identity_unknown' });
    for (const _time of [1, 2]) expect((await confirm(2)).status).toBe(200);
    expect(await waiting(2)).toEqual({ data: [] });
    expect(await failing(hall)).toEqual([]);
    // Beside a vault of an older copy the same signature puts the index right.
    pointed(FANG, FANG_WRITTEN);
    expect((await confirm(2, 'health')).status).toBe(200);
    expect(await ours(FANG_WRITTEN, FANG)).toEqual([FANG.id]);
  });

  it('is paid under the right name; whoever asks for the old number asks for a stranger', async () => {
    const again = await lockRoster(hall, RURAL);
    expect(again).toMatchObject({ count: 1, sum_fen: DUE_FEN });
    expect((await payAll(hall, again)).map(({ name }) => name)).toEqual([FANG.name]);
    expect(await compared(FANG_WRITTEN)).toMatchObject({ rows: 1, stranger: 1 });
    expect(await compared(FANG)).toMatchObject({ rows: 1, stranger: 0 });
    expect(await failing(hall)).toEqual([]);
  });

  it('with another birth determines the years again: held from the day it is said, and what was paid too much follows the rules', async () => {
    expect((await propose(3, { citizen_id: GU.id })).status).toBe(200);
    expect(await waiting(3)).toMatchObject({ data: [{ changes: [{ year: 2023, was_fen: DUE_FEN, becomes_fen: 0 }] }] });
    const held = await hall.seat('health').read<{ data: readonly object[] }>(`/enrolments/${await caseAt(3)}/timeline`);
    expect(JSON.stringify(held)).toContain('CaseHeld');
    expect((await confirm(3)).status).toBe(200);
    const found = await hall.seat('health').read(`/enrolments/${await caseAt(3)}`);
    expect(found).toMatchObject({ years: [{ amount_fen: 0 }] });
    expect((await propose(3, { citizen_id: GU_WRITTEN.id, document_no: '东河计生〔2023〕13号' })).status).toBe(200);
    expect((await confirm(3, 'health-2', '东河计生〔2023〕13号')).status).toBe(200);
    expect(await hall.seat('health').read(`/enrolments/${await caseAt(3)}`)).toMatchObject({ years: [{ amount_fen: DUE_FEN }] });
    expect(await failing(hall)).toEqual([]);
  });

  it('is one case with next year’s list under the right number', async () => {
    await moveClock(hall, '2024-01-15');
    const old = await tryImport(hall, {
      programme: RURAL,
      year: 2024,
      bytes: await rosterOf({ ...FANG, id: FANG_WRITTEN.id }, HE),
    });
    expect(old.problem).toMatchObject({ status: 422, code: 'import_refused' });
    expect(old.text).toContain('id_corrected');
    expect(await importRoster(hall, { programme: RURAL, year: 2024, bytes: await rosterOf(FANG, HE) })).toMatchObject({
      accepted: 2,
    });
    const [former, later] = await Promise.all([enrolmentsOf(hall, RURAL), enrolmentsOf(hall, RURAL, 2024)]);
    const ids = later.map(({ enrolment_id }) => enrolment_id);
    expect(ids).toHaveLength(2);
    expect(former.map(({ enrolment_id }) => enrolment_id)).toEqual(expect.arrayContaining(ids));
  });

  it('may be the spouse’s, and cannot be of somebody born after they died', async () => {
    const married = { 配偶姓名: '韩秀梅', 配偶身份证号: idOf('1983-08-08', '女', 475) };
    const family = line(hall, GAO, '上湾村', { ...FAMILY, ...married });
    await importRoster(hall, { programme: FEE, bytes: await rosterFile(hall, FEE, [family]) });
    const { enrolment_id } = await enrolmentAt(hall, FEE, 2);
    const said = { enrolment_id, who: 'spouse', document_no: DOCUMENT };
    const right = { ...said, citizen_id: idOf('1983-08-08', '女', 476), note: '录入时看错两位' };
    await hall.seat('health').act('/identities/corrections', right);
    expect((await confirmIdentity(hall, said, { by: 'health' })).problem.code).toBe('proposal_own');
    expect((await confirmIdentity(hall, said)).status).toBe(200);
    const dead = await caseAt(4);
    await die(hall, dead, '2023-12-20');
    expect((await propose(4, { citizen_id: idOf('2024-01-02', '男', 477) })).problem.code).toBe('day_before_birth');
    expect(await failing(hall)).toEqual([]);
  });

  it('stands in the log sealed', async () => {
    const log = JSON.stringify(await eventsOf(hall));
    expect(log).toContain('IdentityCorrected');
    for (const { id, name } of [FANG, FANG_WRITTEN, GU, GU_WRITTEN]) {
      expect(log).not.toContain(id);
      expect(log).not.toContain(name);
    }
  });
});

describe('every case afterwards', () => {
  it('comes to the same once more', () => nothingChangesOnceMore(hall, RURAL));
});
