import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@fenming/sqlite';
import { openSqliteLog, type Position, type RecordedEvent, type SqliteLog } from '@fenming/event-log';
import { digest, openReadOnlyViews, openViewWriter, runProjectorThread } from '../county-views';
import { history } from '../histories/history.fixture';
import { appendAll, seeded } from '../histories/recorder.fixture';
import { PoisonEvent } from './view-writer';

const events = history(seeded(5), { people: 5 });
const strange: RecordedEvent = {
  ...(events[0] as RecordedEvent),
  type: 'CountyPainted',
  stream: 'county-other',
  id: '00000000-0000-4000-8000-000000000001',
};
const never = (error: Error): void => {
  throw error;
};

describe('the projector in a thread of its own', () => {
  let folder: string;
  let log: SqliteLog;
  let viewsFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'projector-thread-'));
    log = openSqliteLog(join(folder, 'log.sqlite'));
    viewsFile = join(folder, 'views.sqlite');
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  const run = (onStopped: (error: Error) => void = never, batchSize = 50) => {
    const projector = runProjectorThread({ logFile: log.file, viewsFile }, { onStopped, batchSize });
    log.onCommit(projector.wake);
    return projector;
  };
  const head = async (): Promise<Position> => (await log.head()) ?? ('' as Position);
  const straight = () => {
    const views = openViewWriter(':memory:', { scratch: true });
    views.apply(events);
    return digest(views);
  };
  const shown = () => {
    const views = openReadOnlyViews(viewsFile);
    const content = { ...views.progress(), digest: digest(views) };
    views.close();
    return content;
  };

  it('comes to the rows that this thread would have written, from commits before and after it began', async () => {
    await appendAll(log, events.slice(0, 100));
    const projector = run();
    const views = openReadOnlyViews(viewsFile);
    await appendAll(log, events.slice(100));
    await projector.caughtUp(await head());
    expect(views.progress()).toEqual({ position: await log.head(), origin: events[0]?.id, events: events.length });
    expect(digest(views)).toEqual(straight());
    await projector.stop();
    views.close();
  });

  it('comes also to what another program has written into the file, of which nobody told it', async () => {
    await appendAll(log, events.slice(0, 20));
    const projector = runProjectorThread({ logFile: log.file, viewsFile }, { onStopped: never });
    await projector.caughtUp(await head());
    const other = openSqliteLog(log.file);
    await appendAll(other, events.slice(20, 30));
    await projector.caughtUp(await head());
    await Promise.all([projector.stop(), other.close()]);
    expect(shown().events).toBe(30);
  });

  it('stops after the batch in hand, and goes on from its checkpoint', async () => {
    await appendAll(log, events);
    const first = run(never, 7);
    await first.caughtUp(events[6]?.position as Position);
    const waiting = first.caughtUp('9' as Position);
    await Promise.all([expect(waiting).rejects.toThrow('the projector has stopped'), first.stop()]);
    expect(shown().events).toBe(Math.min(events.length, Math.ceil(shown().events / 7) * 7));
    const second = run();
    await second.caughtUp(await head());
    await second.stop();
    expect(shown()).toMatchObject({ events: events.length, digest: straight() });
  });

  it('stops at a poisonous event, tells so once, and stands at the last good batch', async () => {
    await appendAll(log, events.slice(0, 20));
    const reasons: Error[] = [];
    const projector = run((error) => reasons.push(error), 10);
    await projector.caughtUp(await head());
    await appendAll(log, [strange]);
    await expect(projector.caughtUp(await head())).rejects.toThrow(PoisonEvent);
    await projector.stop();
    expect(reasons.map(({ message }) => message)).toEqual([
      'event 0000000000000021 (CountyPainted) stops the views: no projection knows this type in schema version 1',
    ]);
    expect(shown().events).toBe(20);
  });

  it('stops when SQLite cannot read the log any more, and tells by which code', async () => {
    await appendAll(log, events.slice(0, 20));
    const reasons: Error[] = [];
    const projector = run((error) => reasons.push(error));
    await projector.caughtUp(await head());
    const other = openDatabase(log.file, {});
    other.exec('DROP TABLE events');
    other.close();
    await expect(projector.caughtUp('0000000000000021' as Position)).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
    await projector.stop();
    expect(reasons.map(({ message }) => message)).toEqual([expect.stringContaining('SQLITE_ERROR')]);
  });

  it.each([
    ['another log', events.slice(0, 30).map((event) => ({ ...event, id: event.id.replace(/^......../, '00000000') }))],
    ['a log restored from an older backup', events.slice(0, 30)],
    ['an empty log', []],
  ])('empties views that know more than %s before anybody can read them', async (_name, recorded) => {
    const earlier = openViewWriter(viewsFile);
    earlier.apply(events);
    earlier.close();
    await appendAll(log, recorded);
    const projector = run(never, 1);
    expect(shown().events).toBeLessThanOrEqual(recorded.length);
    if (recorded.length > 0) await projector.caughtUp(await head());
    await projector.stop();
    expect(shown().events).toBe(recorded.length);
  });
});
