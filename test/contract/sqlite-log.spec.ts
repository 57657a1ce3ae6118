import { setTimeout as sleep } from 'node:timers/promises';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { openSqliteLog } from '@fenming/event-log';
import Database from '@fenming/sqlite';
import { event, item, sqliteHarness } from './event-log.harness';

const harness = sqliteHarness();
beforeEach(() => harness.start());
afterEach(() => harness.end());

/** Another program with the file open for writing. */
function meddle<Answer>(act: (other: Database.Database) => Answer): Answer {
  const other = new Database(harness.file());
  try {
    return act(other);
  } finally {
    other.close();
  }
}

/** The first event, written once more by another program. */
const ONE_BESIDE = `INSERT INTO streams VALUES ('by-the-other', 2);
  INSERT INTO events SELECT 2, 2, 0, 'by-the-other', id, type, schema_version, payload, replace(meta, '2023-', '2024-') FROM events;
  UPDATE head SET position = 2`;

describe('the file of the log', () => {
  it.each([
    ['change an event', "UPDATE events SET payload = '{}' WHERE position = 1"],
    ['move an event', 'UPDATE events SET position = 9 WHERE position = 2'],
    ['delete an event', 'DELETE FROM events WHERE position = 2'],
    ['delete all events', 'DELETE FROM events'],
    [
      'replace an event at its position',
      "REPLACE INTO events SELECT position, first, revision, stream, id, type, schema_version, '{}', meta FROM events",
    ],
    [
      'replace an event at its revision',
      "REPLACE INTO events SELECT 3, first, revision, stream, id, type, schema_version, '{}', meta FROM events LIMIT 1",
    ],
    ['rename a stream', "UPDATE streams SET name = 'other'"],
    ['forget a stream', 'DELETE FROM streams'],
    ['set the head back', 'UPDATE head SET position = 1'],
    ['set the head ahead', 'UPDATE head SET position = 7'],
    ['remove the head', 'DELETE FROM head'],
  ])('does not let another program %s', async (_what, statement) => {
    await harness.log().append(item('enrolment-1', 'none', event(), event()));
    const before = await harness.log().readAll('start', 10);
    expect(() => meddle((other) => other.exec(statement))).toThrow('append-only');
    expect(await harness.log().readAll('start', 10)).toEqual(before);
  });

  it('keeps each event readable by itself, in canonical text', async () => {
    const payload = { 乙: 1, 甲: '9007199254740993' };
    const { meta } = event();
    await harness.log().append(item('enrolment-1', 'none', event({ payload })));
    expect(meddle((other) => other.prepare('SELECT stream, revision, payload, meta FROM events').get())).toEqual({
      stream: 'enrolment-1',
      revision: 0,
      payload: '{"乙":1,"甲":"9007199254740993"}',
      meta: `{"actor":"zhang","area":"991001","at":"${meta.at}","cause":"c-1","correlation":"r-1","role":"finance-maker"}`,
    });
  });

  it('is in WAL mode, so that reading and writing do not wait for each other', () => {
    expect(meddle((other) => other.pragma('journal_mode', { simple: true }))).toBe('wal');
  });

  it('is refused when it belongs to another program or to a later version', async () => {
    const foreign = `${harness.file()}.foreign`;
    new Database(foreign).exec('CREATE TABLE accounts (number TEXT)').close();
    expect(() => openSqliteLog(foreign)).toThrow(expect.objectContaining({ name: 'Definite', code: 'unavailable' }));
    writeFileSync(foreign, 'not a database at all, but long enough to be looked at as one');
    expect(() => openSqliteLog(foreign)).toThrow('not a database');
    meddle((other) => other.pragma('user_version = 99'));
    expect(() => openSqliteLog(harness.file())).toThrow('not an event log of this version');
    meddle((other) => other.pragma('user_version = 1'));
  });

  it('is folded into one when the log is closed', async () => {
    await harness.log().append(item('enrolment-1', 'none'));
    await harness.log().close();
    expect(() => statSync(`${harness.file()}-wal`)).toThrow('ENOENT');
  });
});

describe('a second writer with events of its own', () => {
  const writtenBeside = () => meddle((other) => other.exec(ONE_BESIDE));
  const ofWhole = async () => (await harness.log().doubts()).incomplete;
  const WRITTEN = [{ stream: '$all', reason: 'written' }];

  it('is noticed where the log writes nothing itself, which then takes nothing more', async () => {
    await harness.log().append(item('enrolment-1', 'none'));
    expect(await ofWhole()).toEqual([]);
    writtenBeside();
    expect(await ofWhole()).toEqual(WRITTEN);
    await expect(harness.log().append(item('enrolment-2', 'none'))).rejects.toMatchObject({ name: 'HistoryIncomplete' });
  });

  it('is noticed also where the log has written since', async () => {
    await harness.log().append(item('enrolment-1', 'none'));
    writtenBeside();
    await harness.log().append(item('enrolment-2', 'none'));
    expect(await ofWhole()).toEqual(WRITTEN);
  });

  it('commits late without taking a place from anybody or being missed by a subscriber', async () => {
    await harness.log().append(item('enrolment-1', 'none'));
    const seen: string[] = [];
    const subscription = harness
      .log()
      .subscribe({ after: 'start' }, (events) => void seen.push(...events.map(({ stream }) => stream)));
    const other = new Database(harness.file());
    other.exec(`BEGIN IMMEDIATE; ${ONE_BESIDE}`);
    const mine = harness.log().append(item('enrolment-2', 'none'));
    expect(await harness.log().readAll('start', 10)).toHaveLength(1);
    // By then the log's own writer waits for the lock.
    await sleep(200);
    other.exec('COMMIT');
    other.close();
    const { position } = await mine;
    await subscription.caughtUp(position);
    expect([seen, Number(position)]).toEqual([['enrolment-1', 'by-the-other', 'enrolment-2'], 3]);
    expect((await harness.log().readAll('start', 10)).map(({ meta }) => meta.at.slice(0, 4))).toEqual(['2023', '2024', '2024']);
    await subscription.stop();
  });
});

describe('a disk that is full', () => {
  it('refuses what finds no room, whole and at once, loses nothing, and is written again when there is room', async () => {
    const file = `${harness.file()}.small`;
    const log = openSqliteLog(file, { maxFileBytes: 200_000 });
    const payload = { text: 'x'.repeat(50_000) };
    await log.append(item('enrolment-0', 'none', event({ payload })));
    const appends = Array.from({ length: 8 }, (_, index) => item(`enrolment-${index + 1}`, 'none', event({ payload })));
    const outcomes = await Promise.allSettled(appends.map((append) => log.append(append)));
    const refused = appends.filter((_, index) => outcomes[index]?.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'Definite', code: 'full' });
    const long = Array.from({ length: 600 }, (_, index) =>
      item(`person-${index}`, 'none', event({ payload: { text: 'y'.repeat(900) } })),
    );
    await expect(log.appendMany(long)).rejects.toMatchObject({ name: 'Definite', code: 'full' });
    expect((await log.readStreams([...refused, ...long].map(({ stream }) => stream))).size).toBe(0);
    expect((await log.readStream('enrolment-0'))[0]?.payload).toEqual(payload);
    expect(await log.append(item('notice-1', 'none'))).toMatchObject({ outcome: 'appended' });
    await log.close();
    const roomy = openSqliteLog(file);
    for (const { outcome } of await roomy.appendMany([...refused, ...long])) expect(outcome).toBe('appended');
    await roomy.close();
  });
});

describe('a writer that dies', () => {
  it('leaves the outcome of what it was given unknown, refuses what comes later, and says that it has stopped', async () => {
    const file = `${harness.file()}.gone`;
    const said: string[] = [];
    const log = openSqliteLog(file, { onStopped: (fault) => said.push(fault) });
    rmSync(file);
    await expect(log.append(item('enrolment-1', 'none'))).rejects.toMatchObject({ name: 'OutcomeUnknown' });
    await expect(log.append(item('enrolment-1', 'none'))).rejects.toMatchObject({ name: 'Definite', code: 'unavailable' });
    await log.close();
    expect(said).toEqual([expect.stringContaining('writer')]);
  });

  it('is not one that is closed', async () => {
    await harness.log().close();
    const said: string[] = [];
    const log = openSqliteLog(harness.file(), { onStopped: (fault) => said.push(fault) });
    await log.append(item('enrolment-1', 'none'));
    await log.close();
    expect(said).toEqual([]);
  });
});

describe('the floor of the clock', () => {
  it('lifts what would be recorded before it', async () => {
    await harness.log().close();
    const log = openSqliteLog(harness.file(), { clockFloor: '2025-01-01T00:00:00.000Z' });
    await log.append(item('enrolment-1', 'none'));
    expect((await log.readAll('start', 1))[0]?.meta.at).toBe('2025-01-01T00:00:00.000Z');
    await log.close();
    expect(() => openSqliteLog(harness.file(), { clockFloor: 'yesterday' })).toThrow('clockFloor');
  });
});

describe('a text that the disk has damaged inside a page', () => {
  it.each([
    ['the last event', 2],
    ['one before it', 1],
  ])('is a doubt from the moment that a read has met it: %s', async (_which, position) => {
    await harness.log().append(item('enrolment-1', 'none', event()));
    await harness.log().append(item('enrolment-2', 'none', event()));
    meddle((other) =>
      other.exec(`DROP TRIGGER events_are_never_changed; UPDATE events SET payload = '{"x' WHERE position = ${position}`),
    );
    const stream = `enrolment-${position}`;
    await expect(harness.log().readStream(stream)).rejects.toThrow('not whole (unreadable)');
    expect((await harness.log().doubts()).incomplete).toEqual([{ stream, reason: 'unreadable' }]);
  });

  it('is found by a look, where it is the last event', async () => {
    await harness.log().append(item('enrolment-1', 'none', event()));
    meddle((other) => other.exec(`DROP TRIGGER events_are_never_changed; UPDATE events SET payload = '{"x'`));
    expect((await harness.log().doubts()).incomplete).toEqual([{ stream: 'enrolment-1', reason: 'unreadable' }]);
  });
});

describe('a file out of which rows were taken', () => {
  const taken = (statement: string): void =>
    meddle((other) => {
      for (const table of ['events', 'streams']) other.exec(`DROP TRIGGER ${table}_are_never_deleted`);
      other.exec(statement);
    });
  beforeEach(async () => {
    for (const stream of ['enrolment-1', 'enrolment-2', 'enrolment-3'])
      await harness.log().append(item(stream, 'none', event(), event()));
  });

  it.each([
    ['of one stream, and its name', 'DELETE FROM events WHERE first = 3; DELETE FROM streams WHERE first = 3'],
    ['of the end', 'DELETE FROM events WHERE position > 4'],
    ['of the beginning', 'DELETE FROM events WHERE position < 2'],
    ['of all', 'DELETE FROM events'],
  ])('%s, is noticed by whoever reads everything, and is not opened again', async (_which, statement) => {
    taken(statement);
    const GONE = { name: 'HistoryIncomplete', stream: '$all' };
    await expect(harness.log().readAll('start', 10)).rejects.toMatchObject(GONE);
    await expect(harness.log().append(item('enrolment-4', 'none'))).rejects.toMatchObject(GONE);
    expect(() => openSqliteLog(harness.file())).toThrow(expect.objectContaining(GONE));
  });

  it('stops whoever follows it, at the gap', async () => {
    taken('DELETE FROM events WHERE position = 4');
    const stopped = new Promise((resolve) => {
      harness.log().subscribe({ after: 'start', batchSize: 3, onStopped: resolve }, () => {});
    });
    expect(await stopped).toMatchObject({ name: 'HistoryIncomplete' });
  });
});
