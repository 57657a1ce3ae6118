import type { ActorId, PersonId } from '../decider';
import { COUNTY, given, official, OTHER_COUNTY, outcome } from '../subsidy.fixture';
import { actorDecider, type Appointment } from './actor.decider';

const system = official('system', 'system', COUNTY);
const appointing = (rest: Partial<Appointment> = {}) =>
  ({
    do: 'appoint',
    appointment: {
      actorId: 'checker-qian' as ActorId,
      title: '财政局审核岗',
      role: 'finance-checker',
      area: COUNTY,
      kind: 'person',
      ...rest,
    },
  }) as const;
const dismissing = { do: 'dismiss', reason: '调离' } as const;
const appointed = given(actorDecider).after(appointing(), system);

describe('appointing an official', () => {
  it('records the role, the area and, where the official stands in the register too, the person', () => {
    const asPerson = appointing({ personId: 'person-qian' as PersonId });
    expect(given(actorDecider).when(asPerson, system)).toEqual([{ type: 'ActorAppointed', data: asPerson.appointment }]);
  });

  it('is no event when nothing changes, and a new title changes nothing', () => {
    expect(appointed.when(appointing(), system)).toEqual([]);
    expect(appointed.when(appointing({ title: '审核一岗' }), system)).toEqual([]);
  });

  it('never turns an account into another office, area, kind or person', () => {
    const others: Partial<Appointment>[] = [
      { role: 'finance-approver' },
      { area: OTHER_COUNTY },
      { kind: 'service' },
      { personId: 'person-qian' as PersonId },
    ];
    for (const other of others)
      expect(appointed.when(appointing(other), system)).toEqual({ refused: 'actor_exists', detail: 'checker-qian' });
  });

  it('is the work of the operator of the folder', () => {
    const inspector = official('auditor-he', 'inspector', COUNTY);
    expect(outcome(given(actorDecider).when(appointing(), inspector))).toBe('forbidden_role');
    expect(outcome(appointed.when(dismissing, inspector))).toBe('forbidden_role');
  });
});

describe('dismissing an official', () => {
  it('is recorded once, with the reason', () => {
    expect(appointed.when(dismissing, system)).toEqual([
      { type: 'ActorDismissed', data: { actorId: 'checker-qian', reason: '调离' } },
    ]);
    const story = appointed.after(dismissing, system);
    expect(story.state.dismissed).toBe(true);
    expect(story.when(dismissing, system)).toEqual([]);
  });

  it('is final for the account: a successor gets an account of his or her own', () => {
    expect(outcome(appointed.after(dismissing, system).when(appointing(), system))).toBe('actor_exists');
  });

  it('needs somebody to dismiss', () => {
    expect(outcome(given(actorDecider).when(dismissing, system))).toBe('not_found');
  });
});
