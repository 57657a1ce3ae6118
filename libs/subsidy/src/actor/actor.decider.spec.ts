import type { AreaCode } from '@fenming/citizen';
import type { ActorId, PersonId, Role } from '../decider';
import { COUNTY, given, official, OTHER_COUNTY, OTHER_VILLAGE, outcome, TOWNSHIP, VILLAGE } from '../subsidy.fixture';
import { confirmedOnly, permit } from '../permission';
import { accountOf, actorDecider, authorityNow, type Appointment } from './actor.decider';
import { standsIn } from './office';

const system = official('system', 'system', COUNTY);
const known = { county: COUNTY, areas: { [TOWNSHIP]: '河口镇', [VILLAGE]: '张家村' } };
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
    known,
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

  it.each(['system', 'operator'])('takes no name by which the record means the operator: %s', (name) => {
    const taking = appointing({ actorId: name as ActorId });
    expect(given(actorDecider).when(taking, system)).toEqual({ refused: 'actor_name_reserved', detail: name });
  });

  it('is the work of the operator of the folder', () => {
    const inspector = official('auditor-he', 'inspector', COUNTY);
    expect(outcome(given(actorDecider).when(appointing(), inspector))).toBe('forbidden_role');
    expect(outcome(appointed.when(dismissing, inspector))).toBe('forbidden_role');
  });
});

describe('an office and its area', () => {
  const [unknown, wrongLevel] = ['office_area_unknown', 'office_area_level'];
  it.each([
    ['a village that is not registered', 'village', OTHER_VILLAGE, unknown],
    ['another county', 'health', OTHER_COUNTY, unknown],
    ['a village clerk over the whole county', 'village', COUNTY, wrongLevel],
    ['a village clerk over a township', 'village', TOWNSHIP, wrongLevel],
    ['a township over a village', 'township', VILLAGE, wrongLevel],
    ['a checker over one village', 'finance-checker', VILLAGE, wrongLevel],
  ] as const)('do not go together: %s', (_, role, area, refused) => {
    const refusal = { refused, detail: area };
    expect(given(actorDecider).when(appointing({ role, area }), system)).toEqual(refusal);
    const moving = { do: 'reassign', office: { title: '新岗', role, area }, known, change: 'm', moneyBegun: false } as const;
    expect(appointed.when(moving, system)).toEqual(refusal);
  });

  it('do not go together in another county, nor before there is one', () => {
    const elsewhere = { ...appointing({ role: 'village', area: VILLAGE }), known: { county: OTHER_COUNTY, areas: {} } };
    expect(outcome(given(actorDecider).when(elsewhere, system))).toBe('office_area_unknown');
    expect(outcome(given(actorDecider).when({ ...appointing(), known: { areas: {} } }, system))).toBe('county_not_open');
  });

  it.each([
    ['village', COUNTY, VILLAGE, true],
    ['village', OTHER_COUNTY, VILLAGE, false],
    ['township', COUNTY, TOWNSHIP, true],
    ['health', COUNTY, COUNTY, true],
    ['health', COUNTY, OTHER_COUNTY, false],
    ['finance-approver', COUNTY, VILLAGE, false],
    ['inspector', OTHER_COUNTY, COUNTY, false],
    ['bank', COUNTY, TOWNSHIP, false],
  ] as const)('let a %s of the county %s work over %s: %s', (role, county, area, works) => {
    expect(standsIn(county, { role, area })).toBe(works);
  });

  it('go together where the area is registered, or before any is', () => {
    expect(outcome(given(actorDecider).when(appointing({ role: 'village', area: VILLAGE }), system))).toEqual(['ActorAppointed']);
    const early = { ...appointing({ role: 'village', area: OTHER_VILLAGE }), known: { county: COUNTY, areas: {} } };
    expect(outcome(given(actorDecider).when(early, system))).toEqual(['ActorAppointed']);
  });
});

describe('dismissing an official', () => {
  it('is recorded once, with the reason', () => {
    expect(appointed.when(dismissing, system)).toEqual([
      { type: 'ActorDismissed', data: { actorId: 'checker-qian', reason: '调离' } },
    ]);
    const story = appointed.after(dismissing, system);
    expect(story.state.status).toBe('dismissed');
    expect(story.when(dismissing, system)).toEqual([]);
  });

  it('is final for the account: a successor gets an account of his or her own', () => {
    expect(outcome(appointed.after(dismissing, system).when(appointing(), system))).toBe('actor_exists');
  });

  it('needs somebody to dismiss', () => {
    expect(outcome(given(actorDecider).when(dismissing, system))).toBe('not_found');
  });
});

const giving = (change: string, moneyBegun = true) => ({ do: 'equip', change, kind: 'password', moneyBegun }) as const;
const equipped = appointed.after(giving('first', false), system);
const reset = equipped.after(giving('second'), system);
const inspector = official('jiwei', 'inspector', COUNTY);
const ownOf = (role: Role, area: AreaCode) => official('checker-qian', role, area);
/** Whoever was given a password has changed it. */
const chosen = reset.after(
  { do: 'change-own', change: 'own', confirmable: false },
  official('checker-qian', 'finance-checker', COUNTY),
);
const jiwei = given(actorDecider).after(appointing({ actorId: 'jiwei' as ActorId, role: 'inspector' }), system);
const jiweiGiven = jiwei.after(giving('of jiwei', false), system);
const jiweiChosen = jiweiGiven.after({ do: 'change-own', change: 'own of jiwei', confirmable: false }, inspector);
const confirming = (change = 'second', confirmer = jiweiChosen.state) => ({ do: 'confirm', change, confirmer }) as const;
const checker = official('checker-qian', 'finance-checker', COUNTY);

describe('what an account proves itself with', () => {
  it('is recorded by a name, and before the county decides about money it waits for nobody', () => {
    expect(appointed.when(giving('first', false), system)).toEqual([
      {
        type: 'CredentialSet',
        data: { actorId: 'checker-qian', change: 'first', kind: 'password', awaitsConfirmation: false },
      },
    ]);
    expect(accountOf(equipped.state)?.awaited).toBeUndefined();
  });

  it('bars the account from money once it was given anew, until a second person has confirmed this very change', () => {
    expect(authorityNow(reset.state, checker)).toMatchObject({ unconfirmed: true });
    expect(outcome(chosen.when(confirming('first'), inspector))).toBe('change_unknown');
    const confirmed = chosen.after(confirming('own'), inspector);
    expect(authorityNow(confirmed.state, { ...checker, unconfirmed: true })).not.toHaveProperty('unconfirmed');
    expect(confirmed.when(confirming('own'), inspector)).toEqual([]);
  });

  it('is confirmed only where the operator does not know it: a person has chosen another password before', () => {
    const known = { refused: 'password_not_own', detail: 'checker-qian' };
    expect(reset.when(confirming(), inspector)).toEqual(known);
    expect(outcome(chosen.when(confirming('own'), inspector))).toEqual(['ActorConfirmed']);
    const again = chosen.after(confirming('own'), inspector).after(giving('third'), system);
    expect(again.when(confirming('third'), inspector)).toEqual(known);
  });

  it('is confirmed by nobody whose own password the operator gave', () => {
    const known = { refused: 'own_password_first', detail: 'jiwei' };
    expect(chosen.when(confirming('own', jiweiGiven.state), inspector)).toEqual(known);
    expect(chosen.when(confirming('own', jiwei.state), inspector)).toEqual(known);
    expect(outcome(chosen.when(confirming('own', jiweiChosen.state), inspector))).toEqual(['ActorConfirmed']);
  });

  it.each(['finance-maker', 'finance-checker', 'finance-approver', 'finance-releaser'] as const)(
    'of a machine is not confirmed where the office signs or moves money: %s',
    (role) => {
      const machine = given(actorDecider).after(appointing({ kind: 'service', role }), system);
      const token = { ...giving('token'), kind: 'token' } as const;
      const refusal = { refused: 'office_of_persons', detail: 'checker-qian' };
      expect(machine.after(token, system).when(confirming('token'), inspector)).toEqual(refusal);
      const early = machine.after({ ...token, moneyBegun: false }, system);
      expect(accountOf(early.state)?.awaited).toBeUndefined();
    },
  );

  it('of a machine in another office is confirmed', () => {
    const bank = given(actorDecider).after(appointing({ kind: 'service', role: 'bank' }), system);
    const machine = bank.after({ ...giving('token'), kind: 'token' }, system);
    expect(outcome(machine.when(confirming('token'), inspector))).toEqual(['ActorConfirmed']);
  });

  it.each([
    ['giving it anew', giving('third')],
    [
      'another title',
      {
        do: 'reassign',
        office: { title: '审核二岗', role: 'finance-checker', area: COUNTY },
        known,
        change: 'm',
        moneyBegun: true,
      },
    ],
    ['taking it away', { do: 'revoke', reason: '手机丢失' }],
    ['a dismissal', { do: 'dismiss', reason: '退休' }],
  ] as const)('never leaves the county without anybody who could confirm, not by %s', (_what, command) => {
    const refused = { refused: 'last_confirmer', detail: 'shenhe' };
    expect(equipped.when({ ...command, noConfirmerLeft: 'shenhe' }, system)).toEqual(refused);
    expect(Array.isArray(equipped.when(command, system))).toBe(true);
  });

  it('is confirmed by a person of the county, and never by the operator, by oneself, by a machine or by one who waits too', () => {
    const refused = (asked: typeof inspector, by = jiweiChosen.state) => outcome(chosen.when(confirming('own', by), asked));
    const machine = given(actorDecider).after(appointing({ actorId: 'jiwei' as ActorId, kind: 'service' }), system);
    expect(refused(system)).toBe('forbidden_role');
    expect(refused(official('zhen', 'township', COUNTY))).toBe('forbidden_role');
    expect(refused(official('jiwei', 'inspector', OTHER_COUNTY))).toBe('forbidden_area');
    expect(refused(checker)).toBe('confirm_own');
    expect(refused(inspector, machine.state)).toBe('confirm_by_machine');
    expect(refused({ ...inspector, unconfirmed: true })).toBe('account_unconfirmed');
  });

  it('changed by oneself with the old one goes on waiting where it waited', () => {
    const own = { do: 'change-own', change: 'own', confirmable: false } as const;
    expect(outcome(equipped.when(own, official('other', 'finance-checker', COUNTY)))).toBe('forbidden_role');
    expect(equipped.after(own, checker).state).toMatchObject({ credential: { change: 'own', by: 'checker-qian' } });
    expect(accountOf(equipped.after(own, checker).state)?.awaited).toBeUndefined();
    expect(accountOf(reset.after(own, checker).state)?.awaited).toBe('own');
  });

  it('that the operator gave takes no step, and waits when it is changed after the county has begun to decide about money', () => {
    expect(authorityNow(equipped.state, checker)).toMatchObject({ passwordGiven: true });
    expect(confirmedOnly({ ...checker, passwordGiven: true })).toEqual({ refused: 'own_password_first' });
    const own = { do: 'change-own', change: 'own' } as const;
    const early = equipped.after({ ...own, confirmable: false }, checker);
    expect(authorityNow(early.state, { ...checker, passwordGiven: true })).not.toHaveProperty('passwordGiven');
    const late = equipped.after({ ...own, confirmable: true }, checker);
    expect(authorityNow(late.state, checker)).toMatchObject({ unconfirmed: true });
    expect(outcome(late.when(confirming('own'), inspector))).toEqual(['ActorConfirmed']);
    const again = { do: 'change-own', change: 'next', confirmable: true } as const;
    expect(accountOf(early.after(again, checker).state)?.awaited).toBeUndefined();
    expect(authorityNow(appointed.state, checker)).not.toHaveProperty('passwordGiven');
  });

  it('is a password for a person and a token for a machine', () => {
    expect(outcome(appointed.when({ ...giving('x'), kind: 'token' }, system))).toBe('credential_kind');
  });

  it('may be taken away at once, and is recorded once', () => {
    const revoking = { do: 'revoke', reason: '手机丢失' } as const;
    const revoked = reset.after(revoking, system);
    expect(revoked.state).not.toHaveProperty('credential');
    expect(accountOf(revoked.state)?.awaited).toBe('second');
    expect(revoked.when(revoking, system)).toEqual([]);
  });

  it('of a village waits too, and the county confirms it: a village says who is there to be paid', () => {
    const village = given(actorDecider).after(appointing({ role: 'village', area: VILLAGE }), system);
    const waiting = village
      .after(giving('later'), system)
      .after({ do: 'change-own', change: 'own', confirmable: false }, ownOf('village', VILLAGE));
    expect(accountOf(waiting.state)?.awaited).toBe('own');
    expect(outcome(waiting.when(confirming('own'), inspector))).toEqual(['ActorConfirmed']);
  });
});

describe('an account whose change waits', () => {
  const waiting = { ...checker, unconfirmed: true } as const;

  it('takes no step of any office', () => {
    for (const [role, area] of [
      ['village', VILLAGE],
      ['township', TOWNSHIP],
      ['health', COUNTY],
      ['finance-checker', COUNTY],
    ] as const)
      expect(permit({ ...waiting, role, area }, role, area)).toEqual({ refused: 'account_unconfirmed' });
    expect(permit(checker, 'finance-checker', COUNTY)).toBeUndefined();
    expect(confirmedOnly(waiting)).toEqual({ refused: 'account_unconfirmed' });
  });
});

describe('another office or area for the same account', () => {
  const office = { title: '财政局审批岗', role: 'finance-approver', area: COUNTY } as const;
  const moving = { do: 'reassign', office, known, change: 'moved', moneyBegun: true } as const;

  it('is in force at once and waits for a second person', () => {
    const moved = equipped.after(moving, system);
    expect(moved.state).toMatchObject({ appointment: office, awaited: 'moved' });
    expect(moved.when(moving, system)).toEqual([]);
    expect(authorityNow(moved.state, checker)).toEqual({ refused: 'authority_ended' });
  });

  it('does not leave an office empty that a batch waits for, nor does a dismissal', () => {
    const vacates = 'RURAL_REWARD-2023-991001-1';
    expect(equipped.when({ ...moving, vacates }, system)).toEqual({ refused: 'office_vacated', detail: vacates });
    expect(equipped.when({ ...dismissing, vacates }, system)).toEqual({ refused: 'office_vacated', detail: vacates });
    const renamed = { ...moving, office: { ...office, role: 'finance-checker' }, vacates } as const;
    expect(outcome(equipped.when(renamed, system))).toEqual(['ActorReassigned']);
  });

  it('is nothing for an account that was dismissed, whose requests decide nothing any more', () => {
    const gone = equipped.after(dismissing, system);
    for (const command of [moving, giving('late'), { do: 'revoke', reason: '调离' } as const])
      expect(outcome(gone.when(command, system))).toBe('actor_dismissed');
    expect(authorityNow(gone.state, checker)).toEqual({ refused: 'authority_ended' });
  });
});
