import type { PersonId } from '../../decider';
import { given, official, OTHER_TOWNSHIP, OTHER_VILLAGE, outcome } from '../../subsidy.fixture';
import { payable } from './payment';
import { isClaimed } from './enrolment-year';
import type { ResolveObjection } from './enrolment.commands';
import { enrolmentDecider } from './enrolment.decider';
import {
  applied,
  confirming,
  instructing,
  KEY,
  objected,
  officialOf,
  paid,
  PERSON,
  raising,
  readyToPay,
  releaser,
  renewed,
  through,
} from './enrolment.fixture';

const posted = given(enrolmentDecider, applied(), ...through('village'));
const resolving = (outcome: ResolveObjection['outcome']): ResolveObjection => ({
  do: 'resolve-objection',
  objectionId: 'objection-1',
  outcome,
  reason: '入户核实',
});
/** A township official who has confirmed nothing here. */
const investigator = official('clerk-qian', 'township', officialOf('township').area);

/** A health official who has confirmed nothing here. */
const inspectorOfCounty = official('officer-liu', 'health', officialOf('county').area);

describe('an objection to a public notice', () => {
  it('is taken down by the level whose notice it is about', () => {
    expect(posted.when(raising(), officialOf('village'))).toEqual([
      {
        type: 'ObjectionRaised',
        data: {
          ...KEY,
          objectionId: 'objection-1',
          year: 2023,
          level: 'village',
          kind: 'should_not_receive',
          channel: 'phone',
        },
      },
    ]);
    expect(outcome(posted.when(raising(), officialOf('township')))).toBe('forbidden_role');
    expect(outcome(posted.when(raising(), { ...officialOf('village'), area: OTHER_VILLAGE }))).toBe('not_found');
  });

  it('needs a notice to object to', () => {
    expect(outcome(given(enrolmentDecider, applied()).when(raising(), officialOf('village')))).toBe('level_order');
    expect(outcome(posted.when(raising({ level: 'township' }), officialOf('township')))).toBe('level_order');
  });

  it('is the same objection when it is sent twice', () => {
    const story = posted.after(raising(), officialOf('village'));
    expect(story.when(raising(), officialOf('village'))).toEqual([]);
  });

  it('comes at any time, also once the money has gone out: it takes nothing away then, and ends by what was put right', () => {
    const objectedTo = paid().after(raising(), officialOf('village'));
    expect(outcome(objectedTo.when(resolving('upheld'), inspectorOfCounty))).toBe('objection_needs_remedy');
    expect(outcome(objectedTo.when(resolving('dismissed'), inspectorOfCounty))).toEqual(['ObjectionDismissed']);
    const remedied = {
      do: 'remedy-objection',
      objectionId: 'objection-1',
      statement: 's1',
      isAccepted: true,
      reason: '已更正',
    } as const;
    expect(outcome(objectedTo.when(remedied, inspectorOfCounty))).toEqual(['ObjectionRemedied']);
  });
});

describe('while an objection is open', () => {
  const open = posted.and(objected('objection-1'));

  it('the next level does not confirm', () => {
    expect(outcome(open.when(confirming('township'), officialOf('township')))).toBe('objection_open');
  });

  it('a payment that stands on a locked roster is held', () => {
    const story = readyToPay().and(objected('objection-1'));
    expect(outcome(story.when(instructing(), releaser()))).toBe('objection_open');
  });

  it('a payment locked before it is held also once it is dismissed; one locked after it goes out', () => {
    const story = readyToPay().and(objected('objection-1')).after(resolving('dismissed'), investigator);
    expect(outcome(story.when(instructing(), releaser()))).toBe('objected_since_lock');
    expect(outcome(story.when(instructing({ lockedAt: 10 }), releaser()))).toEqual(['PaymentInstructed']);
  });

  it('it blocks this enrolment and this year only: another line and another year go on', () => {
    const nextYear = open.and(renewed(2024));
    expect(outcome(nextYear.when(confirming('village', { year: 2024 }), officialOf('village', '2024-02-01')))).toEqual([
      'EligibilityConfirmed',
    ]);
    expect(outcome(posted.when(confirming('township'), officialOf('township')))).toEqual(['EligibilityConfirmed']);
  });

  it('a second one keeps the hold when the first is settled', () => {
    const story = open.and(objected('objection-2')).after(resolving('dismissed'), investigator);
    expect(outcome(story.when(confirming('township'), officialOf('township')))).toBe('objection_open');
  });
});

describe('settling an objection', () => {
  const open = posted.and(objected('objection-1'));

  it('dismissed: the person stays where he or she was', () => {
    const story = open.after(resolving('dismissed'), investigator);
    expect(story.state.openObjections).toEqual({});
    expect(outcome(story.when(confirming('township'), officialOf('township')))).toEqual(['EligibilityConfirmed']);
  });

  it('upheld: the year ends, at whatever level it was', () => {
    expect(open.when(resolving('upheld'), investigator)).toEqual([
      { type: 'ObjectionUpheld', data: { ...KEY, objectionId: 'objection-1', year: 2023, reason: '入户核实' } },
    ]);
    const early = open.after(resolving('upheld'), investigator);
    expect(outcome(early.when(confirming('township'), officialOf('township')))).toBe('rejected');
    const late = readyToPay().and(objected('objection-1')).after(resolving('upheld'), inspectorOfCounty);
    expect(payable(late.state, 2023, releaser())).toEqual({ refused: 'rejected' });
  });

  it('upheld is not said of a wrong amount: it is put right, and the year stays', () => {
    const wrong = posted.after(raising({ kind: 'amount_wrong' }), officialOf('village'));
    expect(outcome(wrong.when(resolving('upheld'), investigator))).toBe('objection_needs_remedy');
    expect(outcome(wrong.when(resolving('dismissed'), investigator))).toEqual(['ObjectionDismissed']);
  });

  it('upheld in one year says nothing about the next', () => {
    const story = open.after(resolving('upheld'), investigator).and(renewed(2024));
    expect(isClaimed(story.state, 2024)).toBe(true);
  });

  it('is the work of township or health officials of the area', () => {
    expect(outcome(open.when(resolving('upheld'), officialOf('village')))).toBe('forbidden_role');
    expect(outcome(open.when(resolving('upheld'), { ...investigator, area: OTHER_TOWNSHIP }))).toBe('not_found');
    expect(outcome(open.when(resolving('upheld'), officialOf('county')))).toEqual(['ObjectionUpheld']);
  });

  it('is upheld no lower than the highest level that has confirmed, and dismissed no lower than where it was raised', () => {
    const raisedBelow = readyToPay().and(objected('objection-1'));
    expect(raisedBelow.when(resolving('upheld'), investigator)).toEqual({ refused: 'decided_above', detail: 'county' });
    expect(outcome(raisedBelow.when(resolving('dismissed'), investigator))).toEqual(['ObjectionDismissed']);
    const raisedAbove = readyToPay().after(raising({ level: 'county' }), officialOf('county'));
    expect(outcome(raisedAbove.when(resolving('dismissed'), investigator))).toBe('decided_above');
    expect(outcome(raisedAbove.when(resolving('dismissed'), inspectorOfCounty))).toEqual(['ObjectionDismissed']);
  });

  it('is not for the person whose confirmation is disputed', () => {
    const story = given(enrolmentDecider, applied(), ...through('township'), objected('objection-1'));
    expect(outcome(story.when(resolving('dismissed'), officialOf('township')))).toBe('objection_handler');
    expect(outcome(story.when(resolving('dismissed'), investigator))).toEqual(['ObjectionDismissed']);
  });

  it('is not for the beneficiary, who would dismiss it', () => {
    expect(outcome(open.when(resolving('dismissed'), { ...investigator, person: PERSON }))).toBe('own_case');
    const neighbour = { ...investigator, person: 'person-neighbour' as PersonId };
    expect(outcome(open.when(resolving('dismissed'), neighbour))).toEqual(['ObjectionDismissed']);
  });

  it('happens once', () => {
    const story = open.after(resolving('dismissed'), investigator);
    expect(outcome(story.when(resolving('upheld'), investigator))).toBe('objection_unknown');
    expect(outcome(given(enrolmentDecider).when(resolving('upheld'), officialOf('county')))).toBe('not_found');
  });
});
