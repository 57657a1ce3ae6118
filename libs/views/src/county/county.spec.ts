import { streams, type ActorId, type PersonId } from '@fenming/subsidy';
import type { AreaCode } from '@fenming/citizen';
import { given } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';

const code = '991001' as AreaCode;

describe('the county', () => {
  it('is unknown before it is opened', () => {
    expect(given(new Recorder()).county()).toBeUndefined();
  });

  it('shows its name, its regions and the simulated clock', () => {
    const to = new Recorder();
    to.record(streams.county, {
      type: 'CountyOpened',
      data: { code, name: '示例县', demo: true, regions: ['national', 'demo'] },
    });
    expect(given(to).county()).toEqual({ code, name: '示例县', demo: true, regions: ['national', 'demo'], clock: null });
    to.record(streams.county, { type: 'ClockAdvanced', data: { to: '2023-05-04T01:00:00.000Z' } });
    expect(given(to).county()?.clock).toBe('2023-05-04T01:00:00.000Z');
  });

  it('lists its townships and villages, each with its level', () => {
    const to = new Recorder();
    const areas = [
      { code: '991001101' as AreaCode, name: '东镇' },
      { code: '991001101201' as AreaCode, name: '东村' },
      { code: '991001102' as AreaCode, name: '西镇' },
    ];
    to.record(streams.county, { type: 'AreasRegistered', data: { areas } });
    const views = given(to);
    expect(views.areas().map(({ name, level }) => `${name} ${level}`)).toEqual([
      '东镇 township',
      '东村 village',
      '西镇 township',
    ]);
    expect(views.areas('991001101').map(({ name }) => name)).toEqual(['东镇', '东村']);
  });

  it('tells of an account what was done to it, and what a second person has to confirm', () => {
    const to = new Recorder();
    const actorId = 'zhang' as ActorId;
    const [stream, change] = [streams.actor(actorId), 'c1'];
    const office = { title: '审批岗', role: 'finance-approver' as const, area: code };
    to.record(stream, { type: 'ActorAppointed', data: { actorId, ...office, role: 'finance-checker', kind: 'person' } });
    to.record(stream, { type: 'CredentialSet', data: { actorId, change: 'c0', kind: 'password', awaitsConfirmation: false } });
    to.record(stream, { type: 'ActorReassigned', data: { actorId, ...office, change, awaitsConfirmation: true } });
    expect(given(to).actors()).toMatchObject([{ role: 'finance-approver', credential: 'password', awaited: change }]);
    to.record(stream, { type: 'ActorConfirmed', data: { actorId, change } });
    to.record(stream, { type: 'CredentialRevoked', data: { actorId, reason: '手机丢失' } });
    const views = given(to);
    expect(views.actors()).toMatchObject([{ credential: null, awaited: null }]);
    expect(views.accountChanges(actorId).map(({ what, detail, unconfirmed }) => [what, detail, unconfirmed])).toEqual([
      ['appointed', 'finance-checker', false],
      ['equipped', 'password', false],
      ['reassigned', 'finance-approver', true],
      ['confirmed', null, false],
      ['revoked', '手机丢失', false],
    ]);
  });

  it('keeps a dismissed actor on its list', () => {
    const to = new Recorder();
    const actorId = 'zhang' as ActorId;
    const actor = { actorId, title: '审核岗', role: 'finance-checker' as const, area: code, kind: 'person' as const };
    to.record(streams.actor(actorId), { type: 'ActorAppointed', data: { ...actor, personId: 'p1' as PersonId } });
    to.record(streams.actor(actorId), { type: 'ActorDismissed', data: { actorId, reason: '调离' } });
    const account = { id: 'zhang', title: '审核岗', role: 'finance-checker', area: code, kind: 'person', person_id: 'p1' };
    expect(given(to).actors()).toEqual([{ ...account, dismissed: true, credential: null, awaited: null }]);
  });
});
