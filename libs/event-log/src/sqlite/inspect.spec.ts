import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEvent } from '../port';
import { holdLog } from './hold';
import { inspectLog, streamsOf } from './inspect';
import { openDatabase, copyDatabase } from '@fenming/sqlite';
import { openSqliteLog } from './sqlite-log';

const META = { at: '2023-01-03T00:00:00.000Z', actor: 'a', role: 'system', area: '991001', cause: 'c', correlation: 'c' };
const event = (number: number): NewEvent => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  type: 'Counted',
  schemaVersion: 1,
  payload: { number },
  meta: META,
});

const folder = mkdtempSync(join(tmpdir(), 'fenming-inspect-'));
const file = join(folder, 'log.sqlite');
const log = openSqliteLog(file);
beforeAll(async () => {
  await log.append({ stream: 'person-1', expected: 'none', events: [event(1), event(2)] });
  await log.append({ stream: 'enrolment-1', expected: 'none', events: [event(3)] });
});
afterAll(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

/** A copy of the log that somebody has changed behind the log's back. */
const changed = async (name: string, change: string): Promise<string> => {
  const copy = join(folder, `${name}.sqlite`);
  await copyDatabase(file, copy);
  const database = openDatabase(copy, {});
  for (const trigger of database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[])
    database.exec(`DROP TRIGGER ${trigger}`);
  database.exec(change);
  database.close();
  return copy;
};

describe('a copy of a log', () => {
  it('holds what stood in the log when it was held, whatever is appended while it is copied', async () => {
    const held = holdLog(file);
    await log.append({ stream: 'enrolment-2', expected: 'none', events: [event(4)] });
    const copy = join(folder, 'held.sqlite');
    await held.copyTo(copy);
    held.release();
    expect(inspectLog(copy)).toMatchObject({ events: 3, first: { payload: { number: 1 } }, head: { payload: { number: 3 } } });
    expect(inspectLog(copy).head.position).toBe(held.position);
    expect(streamsOf(copy, 'person')).toEqual(['person-1']);
    // It is whole by itself: carried elsewhere alone, it says the same.
    copyFileSync(copy, join(folder, 'carried.sqlite'));
    expect(inspectLog(join(folder, 'carried.sqlite')).events).toBe(3);
  });

  it.each([
    ['an event in the middle is gone', 'DELETE FROM events WHERE position = 2', 'positions'],
    ['the last event is gone', 'DELETE FROM events WHERE position = (SELECT position FROM head)', 'positions'],
    ['a revision was skipped', 'UPDATE events SET revision = 5 WHERE position = 2', 'gaps'],
    ['an event stands in another stream', `UPDATE events SET stream = 'person-2' WHERE position = 2`, 'gaps'],
    ['a stream is not listed', `DELETE FROM streams WHERE name = 'enrolment-1'`, 'gaps'],
    ['a payload is spelled otherwise', `UPDATE events SET payload = '{"number": 3}' WHERE position = 3`, 'not canonical'],
  ])('is no log when %s', async (title, change, reason) => {
    const copy = await changed(title.replaceAll(' ', '-'), change);
    expect(() => inspectLog(copy)).toThrow(reason);
  });

  it('is no log when it is another file altogether', () => {
    expect(() => inspectLog(__filename)).toThrow('not a database');
  });
});
