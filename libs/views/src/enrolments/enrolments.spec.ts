import type { AreaCode } from '@fenming/citizen';
import { derivedId, type EnrolmentEvent, type PersonId } from '@fenming/subsidy';
import { apply, confirmAtAllLevels, keyOf, type Case, determinedAs } from '../histories/cases.fixture';
import { given, PLAIN } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';
import { TABLES } from '../county-views';

const YEAR = 2023;
const AID = { programme: 'FIRST_AID', year: YEAR };
const begin = () => {
  const to = new Recorder();
  const one = apply(to, AID, 2);
  return { to, one };
};
const say = ({ to, one }: { to: Recorder; one: Case }, type: EnrolmentEvent['type'], more: object): void =>
  to.record(one.stream, { type, data: { ...keyOf(one), ...more } } as EnrolmentEvent);
const stages = ({ to, one }: { to: Recorder; one: Case }) =>
  given(to)
    .enrolmentByCase(one.caseNumber)
    ?.years.map(({ year, stage }) => `${year} ${stage}`);

describe('enrolments', () => {
  it('stand at the level that confirmed or noticed them last', () => {
    const story = begin();
    expect(stages(story)).toEqual(['2023 applied']);
    const seen = (['village', 'township', 'county'] as const).flatMap((level) => {
      say(story, 'EligibilityConfirmed', { year: YEAR, level, confirmedOn: '2023-05-04' });
      const confirmed = stages(story);
      say(story, 'EnrolmentNoticed', { year: YEAR, level, noticeId: level, postedOn: '2023-05-04', closesOn: '2023-05-15' });
      return [confirmed, stages(story)].flat();
    });
    expect(seen).toEqual([
      '2023 village_confirmed',
      '2023 village_noticed',
      '2023 township_confirmed',
      '2023 township_noticed',
      '2023 county_confirmed',
      '2023 county_noticed',
    ]);
  });

  it('show the determined amount, and the corrected one afterwards', () => {
    const story = begin();
    confirmAtAllLevels(story.to, story.one, YEAR, PLAIN);
    const amount = () => given(story.to).enrolments({ limit: 10 }).data[0]?.amount_fen;
    expect(amount()).toBe(24_000);
    say(story, 'EntitlementDetermined', determinedAs(12_000, 2));
    expect(amount()).toBe(12_000);
  });

  it('are rejected by a rejection and by an upheld objection, not by a dismissed one', () => {
    const [rejected, upheld, dismissed] = [begin(), begin(), begin()];
    say(rejected, 'EligibilityRejected', { year: YEAR, level: 'village', reason: '不符合条件' });
    expect(stages(rejected)).toEqual(['2023 rejected']);
    const raised = { objectionId: 'o1', year: YEAR, level: 'village', kind: 'facts_wrong', channel: 'phone' };
    for (const story of [upheld, dismissed]) say(story, 'ObjectionRaised', raised);
    expect(given(upheld.to).objection('o1')).toMatchObject({ state: 'open', kind: 'facts_wrong' });
    expect(given(upheld.to).enrolmentByCase(upheld.one.caseNumber)?.years[0]?.objections_open).toBe(1);
    say(upheld, 'ObjectionUpheld', { objectionId: 'o1', year: YEAR, reason: '属实' });
    say(dismissed, 'ObjectionDismissed', { objectionId: 'o1', year: YEAR, reason: '不属实' });
    expect(stages(upheld)).toEqual(['2023 rejected']);
    expect(stages(dismissed)).toEqual(['2023 applied']);
    expect(given(upheld.to).objections(upheld.one.caseNumber)).toMatchObject([{ state: 'upheld', reason: '属实' }]);
    expect(given(dismissed.to).enrolmentByCase(dismissed.one.caseNumber)?.years[0]?.objections_open).toBe(0);
  });

  it('that were refused twice stand where they stood before the first, once that is withdrawn', () => {
    const story = begin();
    say(story, 'EligibilityConfirmed', { year: YEAR, level: 'village', confirmedOn: '2023-02-01' });
    for (const objectionId of ['o1', 'o2'])
      say(story, 'ObjectionRaised', { objectionId, year: YEAR, level: 'village', kind: 'facts_wrong', channel: 'phone' });
    for (const objectionId of ['o1', 'o2']) say(story, 'ObjectionUpheld', { objectionId, year: YEAR, reason: '属实' });
    expect(stages(story)).toEqual(['2023 rejected']);
    say(story, 'RejectionWithdrawn', { year: YEAR, documentNo: '1号', note: '看错' });
    expect(stages(story)).toEqual(['2023 village_confirmed']);
  });

  it('go on in the year of the exit, and in those before it', () => {
    const story = begin();
    confirmAtAllLevels(story.to, story.one, YEAR, PLAIN);
    say(story, 'EnrolmentRenewed', { year: 2024, importId: 'i2', row: 7, sealedFacts: 'sealed' });
    say(story, 'EnrolmentExited', { reason: 'moved', year: 2024, sealedDay: 'sealed' });
    expect(stages(story)).toEqual(['2023 county_noticed', '2024 applied']);
    expect(given(story.to).enrolment(story.one.enrolmentId)).toMatchObject({ exit_year: 2024, exit_reason: 'moved' });
  });

  it('are out from the year after the exit', () => {
    const story = begin();
    confirmAtAllLevels(story.to, story.one, YEAR, PLAIN);
    say(story, 'EnrolmentRenewed', { year: 2024, importId: 'i2', row: 7, sealedFacts: 'sealed' });
    say(story, 'EnrolmentExited', { reason: 'death', year: 2023, sealedDay: 'sealed' });
    expect(stages(story)).toEqual(['2023 county_noticed', '2024 exited']);
  });

  it('stay left when a death falls, as far as they were left before it', () => {
    const story = begin();
    for (const year of [2024, 2025, 2026])
      say(story, 'EnrolmentRenewed', { year, importId: 'i2', row: 7, sealedFacts: 'sealed' });
    const file = () => given(story.to).enrolment(story.one.enrolmentId);
    say(story, 'EnrolmentExited', { reason: 'moved_out', year: 2025, sealedDay: 'sealed' });
    expect(stages(story)).toEqual(['2023 applied', '2024 applied', '2025 applied', '2026 exited']);
    say(story, 'EnrolmentExited', { reason: 'death', year: 2023, sealedDay: 'sealed' });
    expect(stages(story)).toEqual(['2023 applied', '2024 exited', '2025 exited', '2026 exited']);
    expect(file()).toMatchObject({ exit_year: 2023, exit_reason: 'death' });
    say(story, 'ExitWithdrawn', { reason: 'death', year: 2023, documentNo: '1号', note: '同名' });
    expect(stages(story)).toEqual(['2023 applied', '2024 applied', '2025 applied', '2026 exited']);
    expect(file()).toMatchObject({ exit_year: 2025, exit_reason: 'moved_out' });
    say(story, 'ExitWithdrawn', { reason: 'moved_out', year: 2025, documentNo: '2号', note: '未迁' });
    expect(stages(story)).toEqual(['2023 applied', '2024 applied', '2025 applied', '2026 applied']);
    expect(file()).toMatchObject({ exit_year: null, exit_reason: null });
  });

  it('leave no day of a death in any table, also where the log has it in clear', () => {
    const { to, one } = begin();
    say({ to, one }, 'EnrolmentExited', { reason: 'death', year: 2023, sealedDay: 'sealed' });
    const exited = to.events.at(-1);
    if (exited === undefined) throw new Error('nobody left');
    const payload = { ...keyOf(one), reason: 'death', effectiveOn: '2023-06-12' };
    const views = given({ events: [...to.events.slice(0, -1), { ...exited, schemaVersion: 1, payload }] });
    expect(views.enrolment(one.enrolmentId)).toMatchObject({ exit_year: 2023, years: [{ year: 2023, stage: 'applied' }] });
    const { reader } = views;
    const rows = TABLES.flatMap(({ name }) => reader.all(`SELECT * FROM ${name}`));
    expect(rows.length).toBeGreaterThan(2);
    expect(JSON.stringify(rows)).not.toContain('06-12');
  });

  it('move to another village with the years that go along, and the others stay in the books of the one before', () => {
    const story = begin();
    const { to, one } = story;
    confirmAtAllLevels(to, one, YEAR, PLAIN);
    say(story, 'EnrolmentRenewed', { year: 2024, importId: 'i2', row: 7, sealedFacts: 'sealed' });
    say(story, 'ExcessNoted', { year: YEAR, leftFen: '0', undecidedFen: '100', reason: 'correction' });
    const [village, fromVillage] = ['991001999201' as AreaCode, one.village];
    say(story, 'EnrolmentTransferredIn', { village, fromVillage, year: 2024, sealedDay: 'sealed', documentNo: '户迁1号' });
    const views = given(to);
    expect(views.enrolmentByCase(one.caseNumber)).toMatchObject({
      village,
      township: '991001999',
      years: [
        { year: YEAR, village: fromVillage },
        { year: 2024, village },
      ],
    });
    const listed = (area: string) => views.enrolments({ limit: 10, area }).data.map(({ year }) => year);
    expect([listed(fromVillage), listed(village)]).toEqual([[YEAR], [2024]]);
    const over = (area: string) => views.overpaid({ limit: 10, area }).data.map(({ undecided_fen }) => undecided_fen);
    expect([over(fromVillage), over(village)]).toEqual([[100], []]);
    const undecided = (area: string) => views.balances({ area, year: YEAR }).find((row) => row.area === area)?.undecided_fen;
    expect([undecided(fromVillage), undecided(village)]).toEqual([100, undefined]);
    const person = derivedId('person', 'FIRST_AID', 2) as PersonId;
    const found = (area: string) => views.casesOfPersons({ persons: [person], area }).length;
    expect([found(fromVillage), found(village), found('991001888')]).toEqual([1, 1, 0]);
  });

  it('of one person are found in every programme, as applicant and as the other parent', () => {
    const { to, one } = begin();
    const other = apply(to, { programme: 'SECOND_AID', year: YEAR }, 3);
    const parent = derivedId('person', 'FIRST_AID', 2) as PersonId;
    say({ to, one: other }, 'EnrolmentRenewed', {
      year: 2024,
      importId: 'i2',
      row: 3,
      sealedFacts: 'sealed',
      secondPersonId: parent,
    });
    const asked = { persons: [parent], area: '991001' };
    const found = given(to).casesOfPersons(asked);
    expect(found.map(({ case_number }) => case_number)).toEqual([one.caseNumber, other.caseNumber]);
    say({ to, one: other }, 'EnrolmentRenewed', { year: 2025, importId: 'i3', row: 3, sealedFacts: 'sealed' });
    const after = given(to).casesOfPersons(asked);
    expect(after.map(({ case_number }) => case_number)).toEqual([one.caseNumber]);
    expect(given(to).casesOfPersons({ ...asked, area: '991009' })).toEqual([]);
  });

  it('come in pages that miss nobody and repeat nobody', () => {
    const to = new Recorder();
    for (let row = 2; row < 25; row += 1) apply(to, AID, row);
    const views = given(to);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = views.enrolments({ ...AID, limit: 5, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.has_more).toBe(page.next_cursor !== null);
      seen.push(...page.data.map(({ village, case_number }) => `${village} ${case_number}`));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(23);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  it('refuse a cursor that was handed out when they were asked for by something else', () => {
    const to = new Recorder();
    for (let row = 2; row < 5; row += 1) apply(to, AID, row);
    const views = given(to);
    const cursor = views.enrolments({ ...AID, limit: 1 }).next_cursor ?? '';
    expect(views.enrolments({ ...AID, limit: 2, cursor }).data).toHaveLength(2);
    for (const other of [{}, { ...AID, area: '991001' }, { ...AID, stage: 'applied' }])
      expect(() => views.enrolments({ ...other, limit: 2, cursor })).toThrow('not a cursor of this list');
  });

  it('are listed and counted by stage for an area and everything inside it', () => {
    const { to, one } = begin();
    const elsewhere = apply(to, AID, 5);
    confirmAtAllLevels(to, elsewhere, YEAR, PLAIN);
    const views = given(to);
    expect(views.enrolments({ stage: 'applied', limit: 9 }).data).toMatchObject([{ enrolment_id: one.enrolmentId }]);
    expect(views.enrolmentsInStages({ ...AID, area: '991001', stages: ['county_noticed'] })).toEqual([
      { enrolmentId: elsewhere.enrolmentId, caseNumber: elsewhere.caseNumber },
    ]);
    expect(views.enrolmentsInStages({ ...AID, area: one.village, stages: ['county_noticed'] })).toEqual([]);
    expect(views.stageCounts(YEAR, '991001')).toEqual([
      { programme: 'FIRST_AID', stage: 'applied', count: 1 },
      { programme: 'FIRST_AID', stage: 'county_noticed', count: 1 },
    ]);
  });
});
