import { setImmediate as nextTurn } from 'node:timers/promises';
import { areaCode } from '@fenming/citizen';
import { openMemoryLog, type EventLog } from '@fenming/event-log';
import { streams, type ActorId } from '@fenming/subsidy';
import { County } from './county';

const ACTOR = 'maker-zhao' as ActorId;
const meta = { at: '2023-10-09T01:00:00.000Z', actor: 'system', role: 'system', area: '991001', cause: 'c', correlation: 'c' };
const area = areaCode('991001');

const record = async (log: EventLog, expected: 'none' | number, type: string, payload: Record<string, string>): Promise<void> => {
  const id = `00000000-0000-4000-8000-00000000000${expected === 'none' ? 0 : expected + 1}`;
  await log.append({ stream: streams.actor(ACTOR), expected, events: [{ id, type, schemaVersion: 1, payload, meta }] });
};

describe('an appointment that another node has ended', () => {
  it('is not remembered from an answer that was on its way', async () => {
    const log = openMemoryLog();
    await record(log, 'none', 'ActorAppointed', { actorId: ACTOR, title: '经办', role: 'finance-maker', area, kind: 'person' });
    let answer = () => {};
    const readStream: EventLog['readStream'] = async (...asked) => {
      const events = await log.readStream(...asked);
      await new Promise<void>((resolve) => (answer = resolve));
      return events;
    };
    const county = new County(Object.assign(Object.create(log) as EventLog, { readStream }));
    const asked = county.appointments.of(ACTOR);
    await nextTurn();
    await record(log, 0, 'ActorDismissed', { actorId: ACTOR });
    const changed = county.changedBy(await log.readAll('start', 10));
    answer();
    await Promise.all([asked, changed]);
    const again = county.appointments.of(ACTOR);
    await nextTurn();
    answer();
    expect(await again).toMatchObject({ status: 'dismissed' });
  });
});

describe('a county of whose log a part is gone', () => {
  it('moves no money, and says in which record', async () => {
    let gone = false;
    const log = openMemoryLog({ isLost: ({ revision }) => gone && revision === 0 });
    await record(log, 'none', 'ActorAppointed', { actorId: ACTOR, title: '经办', role: 'finance-maker', area, kind: 'person' });
    const county = new County(log);
    await expect(county.gate.refuseToPay()).resolves.toBeUndefined();
    gone = true;
    await expect(log.readStream(streams.actor(ACTOR))).rejects.toThrow('not whole');
    await expect(county.gate.refuseToPay()).rejects.toMatchObject({
      refusal: { refused: 'history_incomplete', detail: streams.actor(ACTOR) },
    });
    expect(await county.gate.isInDoubt()).toBe(true);
  });
});
