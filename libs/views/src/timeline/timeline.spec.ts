import type { AreaCode } from '@fenming/citizen';
import { batchIdOf, streams } from '@fenming/subsidy';
import { apply, confirmAtAllLevels, keyOf } from '../histories/cases.fixture';
import { given, PLAIN } from '../histories/given.fixture';
import { payRound } from '../histories/payout.fixture';
import { history } from '../histories/history.fixture';
import { Recorder, seeded } from '../histories/recorder.fixture';

const AID = { programme: 'FIRST_AID', year: 2023 };

describe('the timeline of an enrolment', () => {
  const to = new Recorder();
  const one = apply(to, AID, 2);
  confirmAtAllLevels(to, one, AID.year, PLAIN);
  payRound(to, [one], { ...AID, round: 1, chunkSize: 2 }, PLAIN);
  const recovery = { recoveryId: 'r1', year: 2023, amountFen: '12000' };
  to.record(one.stream, {
    type: 'RecoveryOpened',
    data: { ...keyOf(one), ...recovery, entitlement: '2023/regular/regular', reason: 'death' },
  });
  to.record(one.stream, { type: 'RecoveryReceived', data: { ...keyOf(one), ...recovery, documentNo: '收据 1' } });
  const views = given(to);

  it('tells every event in the order of the stream, with who acted', () => {
    expect(views.timeline(one.caseNumber).map(({ seq, type, actor }) => `${seq} ${type} ${actor}`)).toEqual([
      '0 EnrolmentApplied clerk',
      '1 AccountRecorded clerk',
      '2 EligibilityConfirmed village-clerk',
      '3 EnrolmentNoticed village-clerk',
      '4 EligibilityConfirmed township-clerk',
      '5 EnrolmentNoticed township-clerk',
      '6 EligibilityConfirmed health-officer',
      '7 EntitlementDetermined clerk',
      '8 EnrolmentNoticed health-officer',
      '9 PaymentInstructed releaser',
      '10 PaymentSettled bank',
      '11 RecoveryOpened clerk',
      '12 RecoveryReceived clerk',
    ]);
  });

  it('gives amounts as whole fen and names under the API’s spelling', () => {
    const settled = views.timeline(one.caseNumber).find(({ type }) => type === 'PaymentSettled');
    expect(settled?.detail).toEqual({
      entitlement: '2023/regular/regular',
      attempt: 1,
      batch: expect.stringContaining('FIRST_AID') as string,
      line_no: 1,
      amount_fen: 24_000,
    });
  });

  it('is empty for a case that does not exist', () => {
    expect(views.timeline('NONE-2023-1-00001')).toEqual([]);
  });

  it('shows what is still to come back of a recovery', () => {
    expect(views.recoveries(one.caseNumber)).toMatchObject([{ amount_fen: 12_000, received_fen: 12_000, reason: 'death' }]);
  });

  it('shows every line on which the enrolment stood', () => {
    expect(views.paymentsOf([one.caseNumber])).toMatchObject([{ line_no: 1, attempt: 1, state: 'settled', amount_fen: 24_000 }]);
  });

  it('shows the line of the tenth round after that of the second', () => {
    const to = new Recorder();
    const late = apply(to, AID, 3);
    confirmAtAllLevels(to, late, AID.year, PLAIN);
    const { enrolmentId, caseNumber, village, account: accountVersion } = late;
    for (const round of [2, 10]) {
      const batch = batchIdOf(AID.programme, AID.year, '991001' as AreaCode, round);
      const opened = { ...AID, batch, area: '991001' as AreaCode, round };
      const funding = { central: '24000', province: '0', city: '0', county: '0' };
      const money = { entitlement: '2023/regular/regular', attempt: 1, amountFen: '24000', funding, determination: 1 };
      const lines = [{ lineNo: 1, enrolmentId, caseNumber, village, revision: 8, ...money, accountVersion }];
      to.record(streams.payoutBatch(batch), { type: 'BatchOpened', data: opened });
      to.record(streams.payoutBatch(batch), { type: 'RosterChunkLocked', data: { ...opened, lock: 1, chunk: 1, lines } });
    }
    expect(
      given(to)
        .paymentsOf([caseNumber])
        .map(({ batch_id }) => batch_id.split('-').at(-1)),
    ).toEqual(['2', '10']);
  });

  it('never holds what the events keep sealed', () => {
    const views = given({ events: [...history(seeded(7), { people: 8 })] });
    const texts = views.reader.all<{ readonly detail: string }>('SELECT detail FROM timeline');
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.filter(({ detail }) => /sealed|personId|accountVersion|enrolmentId/.test(detail))).toEqual([]);
  });
});
