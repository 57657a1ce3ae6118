import { plainDate } from '@fenming/calendar';
import { fen } from '@fenming/money';
import type { PersonId } from '../../decider';
import { COUNTY, given, official, OTHER_COUNTY, outcome } from '../../subsidy.fixture';
import type { ReceiveRecovery, WithdrawExitByDeath } from './enrolment.commands';
import { enrolmentDecider } from './enrolment.decider';
import {
  answering,
  dying,
  ENTITLEMENT,
  instructing,
  KEY,
  officialOf,
  paid,
  PERSON,
  proposing,
  readyToPay,
  releaser,
  type EnrolmentStory,
} from './enrolment.fixture';
import { payable } from './payment';

const health = officialOf('county');
const recoveryOf = ({ state }: EnrolmentStory) => {
  const [recovery] = Object.values(state.recoveries);
  if (recovery === undefined) throw new Error('no recovery');
  return recovery;
};

describe('a death that is learnt after the payment', () => {
  it('ends the enrolment, corrects the amount and claims back exactly what was paid beyond it', () => {
    expect(paid().when(dying(6), health)).toEqual([
      { type: 'EnrolmentExited', data: { ...KEY, reason: 'death', year: 2023, sealedDay: 'sealed-day' } },
      {
        type: 'EntitlementDetermined',
        data: expect.objectContaining({
          ...KEY,
          year: 2023,
          entitlement: ENTITLEMENT,
          number: 2,
          cause: 'death',
          amountFen: '48000',
          excess: 'recover',
        }),
      },
      {
        type: 'RecoveryOpened',
        data: {
          ...KEY,
          recoveryId: expect.any(String),
          year: 2023,
          entitlement: ENTITLEMENT,
          amountFen: '48000',
          reason: 'death',
        },
      },
    ]);
  });

  it('claims nothing where the whole year stays due', () => {
    expect(outcome(paid().when(dying(12), health))).toEqual(['EnrolmentExited']);
  });

  it('claims everything where nothing was due', () => {
    expect(recoveryOf(paid().after(dying(0), health)).outstandingFen).toBe(96000);
  });

  it('claims nothing where nothing was paid, or where the payment came back', () => {
    const returned = readyToPay().after(instructing(), releaser()).after(answering('failed'), releaser());
    for (const story of [readyToPay(), returned])
      expect(outcome(story.when(dying(6), health))).toEqual(['EnrolmentExited', 'EntitlementDetermined']);
  });

  it('waits for the bank where the payment is under way, and claims the overpayment when it arrives', () => {
    const underWay = readyToPay().after(instructing(), releaser()).after(dying(6), health);
    expect(underWay.state.recoveries).toEqual({});
    expect(outcome(underWay.when(answering('failed'), releaser()))).toEqual(['PaymentReturned']);
    expect(underWay.when(answering('settled'), releaser())).toMatchObject([
      { type: 'PaymentSettled', data: { amountFen: '96000' } },
      { type: 'RecoveryOpened', data: { year: 2023, entitlement: ENTITLEMENT, amountFen: '48000', reason: 'death' } },
    ]);
  });

  it('names the recovery by its cause, so that the same death opens the same one', () => {
    expect(recoveryOf(paid().after(dying(6), health))).toEqual(recoveryOf(paid().after(dying(6), health)));
  });

  it('claims nothing where the programme lets it be kept, or leaves it to a person', () => {
    for (const [excess, noted] of [
      ['leave', { leftFen: '48000', undecidedFen: '0' }],
      ['undecided', { leftFen: '0', undecidedFen: '48000' }],
    ] as const) {
      const command = { ...dying(6), redetermined: dying(6).redetermined.map((one) => ({ ...one, excess })) };
      expect(paid().when(command, health)).toMatchObject([
        { type: 'EnrolmentExited' },
        { type: 'EntitlementDetermined' },
        { type: 'ExcessNoted', data: { year: 2023, ...noted, reason: 'death' } },
      ]);
    }
  });

  it('says nothing about a year without an amount', () => {
    const other = { ...dying(0), redetermined: dying(0).redetermined.map((one) => ({ ...one, year: 2024 })) };
    expect(outcome(paid().when(other, health))).toEqual(['EnrolmentExited']);
  });
});

describe('leaving a programme', () => {
  it('is recorded once', () => {
    expect(paid().after(dying(6), health).when(dying(6), health)).toEqual([]);
  });

  it('is recorded by the health office of the area', () => {
    expect(outcome(paid().when(dying(0), officialOf('township')))).toBe('forbidden_role');
    expect(outcome(paid().when(dying(0), { ...health, area: OTHER_COUNTY }))).toBe('forbidden_area');
    expect(
      outcome(
        paid()
          .after(dying(0), health)
          .when(dying(0), { ...health, area: OTHER_COUNTY }),
      ),
    ).toBe('forbidden_area');
    expect(outcome(given(enrolmentDecider).when(dying(0), health))).toBe('not_applied');
  });

  it('is not recorded by the beneficiary or the other parent, who may owe the money', () => {
    const mother = 'person-wang' as PersonId;
    const data = {
      ...KEY,
      personId: PERSON,
      secondPersonId: mother,
      year: 2023,
      importId: 'import-1',
      row: 42,
      sealedFacts: 's',
    };
    const household = given(enrolmentDecider, { event: { type: 'EnrolmentApplied', data }, by: health.by });
    for (const person of [PERSON, mother]) expect(outcome(household.when(dying(0), { ...health, person }))).toBe('own_case');
  });
});

describe('money coming back', () => {
  const owed = paid().after(dying(6), health);
  const { recoveryId } = recoveryOf(owed);
  const maker = official('maker-zhao', 'finance-maker', COUNTY);
  const receiving = (amount: number, rest: Partial<ReceiveRecovery> = {}): ReceiveRecovery => ({
    do: 'receive-recovery',
    recoveryId,
    amountFen: fen(amount),
    documentNo: '缴款书-001',
    ...rest,
  });

  it('is booked with its document under the year that it belongs to', () => {
    expect(owed.when(receiving(48000), maker)).toEqual([
      { type: 'RecoveryReceived', data: { ...KEY, recoveryId, year: 2023, amountFen: '48000', documentNo: '缴款书-001' } },
    ]);
  });

  it('may come in parts; what is still owed goes down to nothing', () => {
    const story = owed.after(receiving(20000), maker);
    expect(recoveryOf(story).outstandingFen).toBe(28000);
    expect(recoveryOf(story.after(receiving(28000, { documentNo: '缴款书-002' }), maker)).outstandingFen).toBe(0);
  });

  it.each(['缴款书-001', '缴款书－００１', '缴款书 -001', '缴款书—001'])(
    'is booked once under its document, also typed as %p',
    (typed) => {
      const story = owed.after(receiving(20000), maker);
      expect(story.when(receiving(1, { documentNo: typed }), maker)).toEqual({
        refused: 'duplicate_document',
        detail: '缴款书-001',
      });
    },
  );

  it('is never more than is still owed', () => {
    expect(outcome(owed.when(receiving(48001), maker))).toBe('recovery_exceeds');
    expect(outcome(owed.after(receiving(20000), maker).when(receiving(28001, { documentNo: '缴款书-002' }), maker))).toBe(
      'recovery_exceeds',
    );
  });

  it('is refused once everything has come back, and for a recovery that nobody opened', () => {
    expect(outcome(owed.after(receiving(48000), maker).when(receiving(1), maker))).toBe('recovery_unknown');
    expect(outcome(owed.when(receiving(1, { recoveryId: 'another' }), maker))).toBe('recovery_unknown');
  });

  it.each([0, -1])('is refused for %p fen', (amount) => {
    expect(outcome(owed.when(receiving(amount), maker))).toBe('amount_not_positive');
  });

  it('is booked by the finance maker of the county', () => {
    expect(outcome(owed.when(receiving(1), health))).toBe('forbidden_role');
    expect(outcome(owed.when(receiving(1), { ...maker, area: OTHER_COUNTY }))).toBe('forbidden_area');
  });
});

describe('a death that never was', () => {
  const withdrawing: WithdrawExitByDeath = {
    do: 'withdraw-exit-by-death',
    documentNo: '县卫健〔2023〕19号',
    note: '同名同姓',
    redetermined: [{ year: 2023, cause: 'exit_withdrawn', proposal: proposing(), excess: 'recover' }],
  };

  it('lets the case go on where it stood, and determines its years as if nobody had died', () => {
    const story = readyToPay().after(dying(6), health).after(withdrawing, health);
    expect(story.state.death).toBeUndefined();
    expect(payable(story.state, 2023, releaser())).toMatchObject({ amountFen: 96_000, determination: 3 });
  });

  it('claims nothing back any more of what has not come back yet', () => {
    const owed = paid().after(dying(6), health);
    expect(owed.when(withdrawing, health)).toMatchObject([
      { type: 'ExitWithdrawn', data: { documentNo: '县卫健〔2023〕19号' } },
      { type: 'EntitlementDetermined', data: { number: 3, amountFen: '96000', cause: 'exit_withdrawn' } },
      { type: 'RecoveryReduced', data: { amountFen: '48000' } },
    ]);
    const back = owed.after(withdrawing, health);
    expect(recoveryOf(back).outstandingFen).toBe(0);
    expect(payable(back.state, 2023, releaser())).toEqual({ refused: 'already_instructed' });
  });

  it('claims nothing any more either of what is too much for another reason by now: a person decides', () => {
    const owed = paid().after(dying(6), health);
    const half = {
      ...withdrawing,
      redetermined: [{ ...withdrawing.redetermined[0]!, proposal: proposing(2023, { months: 9 }) }],
    };
    expect(owed.when(half, health)).toMatchObject([
      { type: 'ExitWithdrawn' },
      { type: 'EntitlementDetermined', data: { amountFen: '72000' } },
      { type: 'ExcessNoted', data: { leftFen: '0', undecidedFen: '24000' } },
      { type: 'RecoveryReduced', data: { amountFen: '48000' } },
    ]);
    expect(recoveryOf(owed.after(half, health)).outstandingFen).toBe(0);
  });

  it('makes payable again what has come back: 480.00', () => {
    const owed = paid().after(dying(6), health);
    const maker = official('maker-zhao', 'finance-maker', COUNTY);
    const received = { recoveryId: recoveryOf(owed).recoveryId, amountFen: fen(48_000), documentNo: '缴款书-001' };
    const story = owed.after({ do: 'receive-recovery', ...received }, maker).after(withdrawing, health);
    expect(payable(story.state, 2023, releaser())).toMatchObject({ entitlement: '2023/arrears/3', amountFen: 48_000 });
  });

  it('may be followed by the right day: it ends once more, and comes to what that day makes of it', () => {
    const right = { ...dying(12), effectiveOn: plainDate('2023-07-02') };
    const story = paid().after(dying(6), health).after(withdrawing, health).after(right, officialOf('county', '2023-08-01'));
    expect(story.state.death).toBeDefined();
    expect(recoveryOf(story).outstandingFen).toBe(0);
  });

  it('is for the county, never for one’s own case, and no event where nobody was taken for dead', () => {
    const dead = paid().after(dying(6), health);
    expect(outcome(dead.when(withdrawing, officialOf('township')))).toBe('forbidden_role');
    expect(outcome(dead.when(withdrawing, { ...health, person: PERSON }))).toBe('own_case');
    expect(paid().when(withdrawing, health)).toEqual([]);
    expect(dead.after(withdrawing, health).when(withdrawing, health)).toEqual([]);
  });
});
