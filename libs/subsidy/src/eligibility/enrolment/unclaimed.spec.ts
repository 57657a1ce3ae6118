import { fen } from '@fenming/money';
import { outcome } from '../../subsidy.fixture';
import type { Determine } from './enrolment.commands';
import type { Excess } from './enrolment.events';
import { answering, instructing, officialOf, paid, proposing, releaser, type EnrolmentStory } from './enrolment.fixture';
import { unclaimedFen, unclaimedOf } from './owed';
import { monthlyTotal } from './monthly';

const health = officialOf('county');
/** 80.00 a month of a year that was paid whole. */
const determining = (months: number, excess: Excess): Determine => ({
  do: 'determine',
  year: 2023,
  cause: 'change',
  proposal: proposing(2023, { months }),
  excess,
});
const claims = ({ state }: EnrolmentStory): readonly number[] =>
  Object.values(state.recoveries).map(({ outstandingFen }) => outstandingFen);
const kept = ({ state }: EnrolmentStory): readonly [number, number] => {
  const { left, undecided } = unclaimedOf(state, 2023);
  return [monthlyTotal(left), monthlyTotal(undecided)];
};

describe('what became too much by a cause whose rule claims nothing back', () => {
  const left = paid().after(determining(8, 'leave'), health);

  it('is left in its months, and no later cause claims it: only what that cause makes too much', () => {
    expect([kept(left), claims(left)]).toEqual([[32_000, 0], []]);
    const later = left.after(determining(6, 'recover'), health);
    expect([kept(later), claims(later)]).toEqual([[32_000, 0], [16_000]]);
  });

  it('stays left when that cause is taken back', () => {
    const back = left.after(determining(6, 'recover'), health).after(determining(8, 'recover'), health);
    expect([kept(back), claims(back)]).toEqual([[32_000, 0], [0]]);
    expect(unclaimedFen(back.state, 2023)).toBe(0);
  });

  it('falls by the months that are due once more, and these are claimed if they become too much again', () => {
    const risen = left.after(determining(10, 'undecided'), health);
    expect([kept(risen), claims(risen)]).toEqual([[16_000, 0], []]);
    const lower = risen.after(determining(8, 'recover'), health);
    expect([kept(lower), claims(lower)]).toEqual([[16_000, 0], [16_000]]);
  });

  it('is undecided beside it where the rules say nothing', () => {
    const both = left.after(determining(7, 'undecided'), health);
    expect([kept(both), claims(both)]).toEqual([[32_000, 8_000], []]);
    expect(outcome(both.when(determining(6, 'recover'), health))).toEqual(['EntitlementDetermined', 'RecoveryOpened']);
  });
});

describe('what arrives after everything was taken back', () => {
  it('is a claim of its own, beside the one of what had arrived before: 960.00 and 120.00', () => {
    const raised: Determine = {
      do: 'determine',
      year: 2023,
      cause: 'rules',
      proposal: proposing(2023, { rateFen: 108_000 }),
      excess: 'recover',
    };
    const arrears = { entitlement: '2023/arrears/2', batch: 'batch-2', amountFen: fen(12_000), determination: 2, lockedAt: 20 };
    const underWay = paid().after(raised, health).after(instructing(arrears), releaser());
    const nothing = underWay.after(determining(0, 'recover'), health);
    expect(claims(nothing)).toEqual([96_000]);
    expect(claims(nothing.after(answering('settled', 'batch-2'), releaser()))).toEqual([96_000, 12_000]);
  });
});
