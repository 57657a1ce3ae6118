import { streams, type EnrolmentEvent } from '@fenming/subsidy';
import { apply, confirmAtAllLevels, keyOf, type Case, determinedAs } from '../histories/cases.fixture';
import { given, PLAIN } from '../histories/given.fixture';
import { payRound } from '../histories/payout.fixture';
import { Recorder } from '../histories/recorder.fixture';

const AID = { programme: 'FIRST_AID', year: 2023 };
const YEAR = 2023;
/** What PLAIN determines for everybody. */
const AMOUNT = 24_000;

const enrolled = (row = 2): { readonly to: Recorder; readonly one: Case } => {
  const to = new Recorder();
  return { to, one: apply(to, AID, row) };
};
const determined = (row = 2) => {
  const story = enrolled(row);
  confirmAtAllLevels(story.to, story.one, YEAR, PLAIN);
  return story;
};
const pay = ({ to, one }: { to: Recorder; one: Case }, choose = PLAIN) =>
  payRound(to, [one], { ...AID, round: one.attempts + 1, chunkSize: 3 }, choose);
const returned = ({ to, one }: { to: Recorder; one: Case }): void => {
  // The first answer of the bank is chosen among twelve; 0 is a failure. Nobody is sent back (6) or leaves (25).
  pay({ to, one }, (below) => (below === 12 ? 0 : below - 1));
};
const say = ({ to, one }: { to: Recorder; one: Case }, type: EnrolmentEvent['type'], more: object): void =>
  to.record(one.stream, { type, data: { ...keyOf(one), ...more } } as EnrolmentEvent);
const countyRow = ({ to }: { to: Recorder }) => given(to).balances({ level: 'county' })[0];

describe('balances', () => {
  it('owe a year again only when both a leaving and a death before it have fallen', () => {
    const story = determined();
    const exit = { year: YEAR - 1 };
    const due = () => countyRow(story)?.due_fen;
    for (const reason of ['moved_out', 'death']) say(story, 'EnrolmentExited', { reason, ...exit, sealedDay: 'sealed' });
    expect(due()).toBe(0);
    say(story, 'ExitWithdrawn', { reason: 'death', ...exit, documentNo: '1号', note: '同名' });
    expect(due()).toBe(0);
    say(story, 'ExitWithdrawn', { reason: 'moved_out', ...exit, documentNo: '2号', note: '未迁' });
    expect(due()).toBe(AMOUNT);
  });

  it('counts an appropriation on the county row alone', () => {
    const story = determined();
    const money = { layer: 'central' as const, amountFen: '100000', documentNo: '财社〔2023〕1号', arrivedOn: '2023-06-01' };
    const area = story.one.village.slice(0, 6) as typeof story.one.village;
    story.to.record(streams.appropriation(AID.programme, YEAR, area), {
      type: 'AppropriationReceived',
      data: { ...AID, area, ...money },
    });
    const rows = given(story.to).balances();
    expect(rows.map(({ level, appropriated_fen, remaining_fen }) => ({ level, appropriated_fen, remaining_fen }))).toEqual([
      { level: 'county', appropriated_fen: 100_000, remaining_fen: 100_000 },
      { level: 'township', appropriated_fen: 0, remaining_fen: null },
      { level: 'village', appropriated_fen: 0, remaining_fen: null },
    ]);
  });

  it('owes nothing before the county has determined an amount', () => {
    expect(countyRow(enrolled())).toBeUndefined();
  });

  it('owes a determined amount in the village, its township and its county', () => {
    const rows = given(determined().to).balances();
    expect(rows.map(({ area, due_fen, due_count }) => ({ digits: area.length, due_fen, due_count }))).toEqual([
      { digits: 6, due_fen: AMOUNT, due_count: 1 },
      { digits: 9, due_fen: AMOUNT, due_count: 1 },
      { digits: 12, due_fen: AMOUNT, due_count: 1 },
    ]);
  });

  it.each([
    ['a rejection', 'EligibilityRejected', { year: YEAR, level: 'county', reason: '不符合条件' }],
    ['an exit', 'EnrolmentExited', { reason: 'moved', year: YEAR - 1, sealedDay: 'sealed' }],
  ] as const)('owes nothing any more after %s before any payment', (_name, type, more) => {
    const story = determined();
    say(story, type, more);
    expect(countyRow(story)).toMatchObject({ due_fen: 0, due_count: 0 });
  });

  it('owes nothing any more after an upheld objection', () => {
    const story = determined();
    say(story, 'ObjectionRaised', { objectionId: 'o1', year: YEAR, level: 'county', kind: 'amount_wrong', channel: 'desk' });
    expect(countyRow(story)).toMatchObject({ due_fen: AMOUNT });
    say(story, 'ObjectionUpheld', { objectionId: 'o1', year: YEAR, reason: '属实' });
    expect(countyRow(story)).toMatchObject({ due_fen: 0, due_count: 0 });
  });

  it('takes an amount off once, however often eligibility is lost', () => {
    const story = determined();
    say(story, 'EligibilityRejected', { year: YEAR, level: 'county', reason: '不符合条件' });
    say(story, 'EnrolmentExited', { reason: 'death', year: YEAR - 1, sealedDay: 'sealed' });
    expect(countyRow(story)).toMatchObject({ due_fen: 0, due_count: 0 });
  });

  it('keeps what was paid as due when somebody leaves later, until the amount is corrected', () => {
    const story = determined();
    pay(story);
    say(story, 'EnrolmentExited', { reason: 'death', year: YEAR - 1, sealedDay: 'sealed' });
    expect(countyRow(story)).toMatchObject({ due_fen: AMOUNT, due_count: 1, settled_fen: AMOUNT });
    say(story, 'EntitlementDetermined', determinedAs(12_000, 2));
    expect(countyRow(story)).toMatchObject({ due_fen: 12_000, due_count: 1, settled_fen: AMOUNT });
  });

  it('owes what the year of a death comes to, also where it is determined after it, or came back', () => {
    const story = determined();
    returned(story);
    say(story, 'EnrolmentExited', { reason: 'death', year: YEAR, sealedDay: 'sealed' });
    expect(countyRow(story)).toMatchObject({ due_fen: AMOUNT, due_count: 1, settled_fen: 0 });
    say(story, 'EntitlementDetermined', determinedAs(12_000, 2));
    expect(countyRow(story)).toMatchObject({ due_fen: 12_000, due_count: 1, unpaid_fen: 12_000 });
  });

  it('no longer owes a payment that came back to somebody who had left meanwhile', () => {
    const story = determined();
    returned(story);
    expect(countyRow(story)).toMatchObject({ due_fen: AMOUNT, due_count: 1, returned_fen: AMOUNT });
    say(story, 'EnrolmentExited', { reason: 'moved', year: YEAR - 1, sealedDay: 'sealed' });
    expect(countyRow(story)).toMatchObject({ due_fen: 0, due_count: 0 });
  });

  it('still owes a payment that comes back to somebody who left in its year while it was on its way', () => {
    const story = determined();
    pay(story, (below) => (below === 10 || below === 12 || below === 3 ? 0 : below - 1));
    expect(story.one).toMatchObject({ exited: true, payment: 'returned' });
    expect(countyRow(story)).toMatchObject({ due_fen: AMOUNT, due_count: 1, returned_fen: AMOUNT });
  });

  it('does not owe again what is corrected after eligibility was lost', () => {
    const story = determined();
    say(story, 'EnrolmentExited', { reason: 'death', year: YEAR - 1, sealedDay: 'sealed' });
    say(story, 'EntitlementDetermined', determinedAs(12_000, 2));
    expect(countyRow(story)).toMatchObject({ due_fen: 0, due_count: 0 });
  });

  it('owes again what fell with an exit that is withdrawn, and not what was taken away before', () => {
    const [left, rejected] = [determined(), determined()];
    say(rejected, 'EligibilityRejected', { year: YEAR, level: 'county', reason: '不符合条件' });
    for (const story of [left, rejected]) {
      say(story, 'EnrolmentExited', { reason: 'death', year: YEAR - 1, sealedDay: 'sealed' });
      expect(countyRow(story)).toMatchObject({ due_fen: 0, due_count: 0 });
      say(story, 'ExitWithdrawn', { reason: 'death', year: YEAR - 1, documentNo: '县卫健〔2023〕19号', note: '同名' });
    }
    expect(countyRow(left)).toMatchObject({ due_fen: AMOUNT, due_count: 1 });
    expect(countyRow(rejected)).toMatchObject({ due_fen: 0, due_count: 0 });
  });

  it('counts a reissued entitlement once and its money gross', () => {
    const story = determined();
    returned(story);
    pay(story);
    expect(countyRow(story)).toMatchObject({
      due_fen: AMOUNT,
      instructed_fen: 2 * AMOUNT,
      returned_fen: AMOUNT,
      reissued_fen: AMOUNT,
      settled_fen: AMOUNT,
      settled_count: 1,
      remaining_fen: -AMOUNT,
    });
  });

  it('counts recovered money beside the gross settled amount', () => {
    const story = determined();
    pay(story);
    const recovery = { recoveryId: 'r1', year: YEAR, amountFen: '12000' };
    say(story, 'RecoveryOpened', { ...recovery, entitlement: `${YEAR}/regular/regular`, reason: 'death' });
    say(story, 'RecoveryReceived', { ...recovery, amountFen: '5000', documentNo: '收据 1' });
    expect(countyRow(story)).toMatchObject({ settled_fen: AMOUNT, recovered_fen: 5000 });
  });

  it('explains to the fen why what arrived is not what is due, in every area', () => {
    const story = determined();
    expect(countyRow(story)).toMatchObject({ due_fen: AMOUNT, unpaid_fen: AMOUNT, overpaid_fen: 0, settled_fen: 0 });
    pay(story);
    say(story, 'EntitlementDetermined', determinedAs(12_000, 2));
    const entitlement = `${YEAR}/regular/regular`;
    say(story, 'RecoveryOpened', { recoveryId: 'r1', year: YEAR, entitlement, amountFen: '12000', reason: 'death' });
    say(story, 'RecoveryReceived', { recoveryId: 'r1', year: YEAR, amountFen: '5000', documentNo: '收据 1' });
    const explained = { due_fen: 12_000, unpaid_fen: 0, overpaid_fen: 12_000, settled_fen: 24_000, recovered_fen: 5000 };
    for (const row of given(story.to)
      .balances()
      .filter(({ settled_fen }) => settled_fen > 0)) {
      expect(row).toMatchObject({ ...explained, recovering_fen: 7000 });
      expect(row.due_fen - row.unpaid_fen + row.overpaid_fen).toBe(row.settled_fen);
    }
  });

  it('explains what is left by the rules, and what waits for somebody who decides', () => {
    const story = determined();
    pay(story);
    say(story, 'EntitlementDetermined', determinedAs(12_000, 2));
    say(story, 'ExcessNoted', { year: YEAR, leftFen: '4000', undecidedFen: '8000', reason: 'further_birth' });
    const over = { overpaid_fen: 12_000, recovering_fen: 0, left_fen: 4000, undecided_fen: 8000 };
    expect(countyRow(story)).toMatchObject({ due_fen: 12_000, unpaid_fen: 0, settled_fen: 24_000, ...over });
    const [first] = given(story.to).overpaid({ limit: 10 }).data;
    expect(first).toMatchObject({ year: YEAR, claimed_fen: 0, received_fen: 0, left_fen: 4000, undecided_fen: 8000 });
  });

  it('stops at a second payment of what is already on its way', () => {
    const story = determined();
    pay(story);
    const line = { year: YEAR, entitlement: `${YEAR}/regular/regular`, batch: 'b', lineNo: 1, amountFen: '24000' };
    say(story, 'PaymentInstructed', { ...line, attempt: 2, accountVersion: 'v' });
    expect(() => given(story.to)).toThrow(/stops the views/);
  });

  it('adds up a year per programme, programmes without money included', () => {
    const story = determined();
    pay(story);
    const programmes = [
      { id: 'FIRST_AID', name: '第一项', unit: 'person' },
      { id: 'OTHER_AID', name: '第二项', unit: 'household' },
    ] as const;
    expect(given(story.to).yearSummary(YEAR, programmes)).toEqual({
      year: YEAR,
      lines: [
        {
          programme: 'FIRST_AID',
          name: '第一项',
          unit: 'person',
          beneficiaries: 1,
          due_fen: AMOUNT,
          unpaid_fen: 0,
          overpaid_fen: 0,
          settled_fen: AMOUNT,
          recovered_fen: 0,
          recovering_fen: 0,
          left_fen: 0,
          undecided_fen: 0,
          remaining_fen: -AMOUNT,
        },
        {
          programme: 'OTHER_AID',
          name: '第二项',
          unit: 'household',
          beneficiaries: 0,
          due_fen: 0,
          unpaid_fen: 0,
          overpaid_fen: 0,
          settled_fen: 0,
          recovered_fen: 0,
          recovering_fen: 0,
          left_fen: 0,
          undecided_fen: 0,
          remaining_fen: 0,
        },
      ],
      payments: 1,
      settled_fen: AMOUNT,
    });
  });

  it('answers for an area and everything inside it', () => {
    const { to } = determined(2);
    const elsewhere = apply(to, AID, 5);
    confirmAtAllLevels(to, elsewhere, YEAR, PLAIN);
    const township = elsewhere.village.slice(0, 9);
    const areas = given(to)
      .balances({ area: township })
      .map(({ area }) => area);
    expect(areas).toEqual([township, elsewhere.village]);
  });
});
