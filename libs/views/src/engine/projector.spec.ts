import { openMemoryLog, type EventLog, type Position } from '@fenming/event-log';
import { digest, openViewWriter } from '../county-views';
import { history } from '../histories/history.fixture';
import { appendAll, Recorder, seeded } from '../histories/recorder.fixture';
import { runProjector } from './projector';
import { PoisonEvent, type ViewWriter } from './view-writer';

const events = history(seeded(5), { people: 5 });
const never = (error: Error): void => {
  throw error;
};
const inMemory = (): ViewWriter => openViewWriter(':memory:', { scratch: true });
const headOf = async (log: EventLog): Promise<Position> => (await log.head()) ?? ('' as Position);

describe('the projector', () => {
  it('shows every event up to a position once it says that it has caught up', async () => {
    const [log, views] = [openMemoryLog(), inMemory()];
    const projector = runProjector(log, views, { onStopped: never, batchSize: 50 });
    await appendAll(log, events);
    await projector.caughtUp(await headOf(log));
    expect(views.progress()).toMatchObject({ position: await log.head(), events: events.length });
    await projector.stop();
    await log.close();
  });

  it('goes on from its checkpoint after a stop', async () => {
    const [log, views] = [openMemoryLog(), inMemory()];
    await appendAll(log, events.slice(0, 100));
    const first = runProjector(log, views, { onStopped: never });
    await first.caughtUp(await headOf(log));
    await first.stop();
    await appendAll(log, events.slice(100));
    const second = runProjector(log, views, { onStopped: never });
    await second.caughtUp(await headOf(log));
    await second.stop();
    const straight = inMemory();
    straight.apply(events);
    expect(digest(views)).toEqual(digest(straight));
    await log.close();
  });

  it('stops at a poisonous event, tells so once, and stands at the last good batch', async () => {
    const [log, views] = [openMemoryLog(), inMemory()];
    const reasons: Error[] = [];
    const projector = runProjector(log, views, { onStopped: (error) => reasons.push(error), batchSize: 10 });
    await appendAll(log, events.slice(0, 20));
    await projector.caughtUp(await headOf(log));
    const [event] = events;
    if (event === undefined) throw new Error('no history');
    const strange = { ...event, type: 'CountyPainted', stream: 'county-other', id: '00000000-0000-4000-8000-000000000001' };
    await appendAll(log, [strange]);
    await expect(projector.caughtUp(await headOf(log))).rejects.toThrow(PoisonEvent);
    expect(reasons).toHaveLength(1);
    expect(views.progress().events).toBe(20);
    await projector.stop();
    await log.close();
  });

  it.each([
    ['another log', events.slice(0, 30).map((event) => ({ ...event, id: event.id.replace(/^......../, '00000000') }))],
    ['a log restored from an older backup', events.slice(0, 30)],
    ['an empty log', []],
  ])('empties views that know more than %s', async (_name, recorded) => {
    const [log, views] = [openMemoryLog(), inMemory()];
    views.apply(events);
    await appendAll(log, recorded);
    const projector = runProjector(log, views, { onStopped: never });
    const head = await log.head();
    if (head !== undefined) await projector.caughtUp(head);
    await projector.stop();
    expect(views.progress().events).toBe(recorded.length);
    await log.close();
  });

  it('tells through onStopped that the log cannot be read at all', async () => {
    const [log, views] = [openMemoryLog(), inMemory()];
    views.apply(new Recorder().events);
    await log.close();
    const reasons: Error[] = [];
    const projector = runProjector(log, views, { onStopped: (error) => reasons.push(error) });
    await expect(projector.caughtUp('0' as Position)).rejects.toThrow('closed');
    expect(reasons).toHaveLength(1);
    await projector.stop();
  });
});
