import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEvent } from '../port';
import { LogDamaged } from './inspect';
import { openLogAudit } from './log-audit';
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
const at = (number: number): string => String(number).padStart(16, '0');

const folder = mkdtempSync(join(tmpdir(), 'fenming-audit-'));
const file = join(folder, 'log.sqlite');
const log = openSqliteLog(file);
beforeAll(async () => {
  await log.append({ stream: 'person-1', expected: 'none', events: [event(1), event(2), event(3)] });
  await log.append({ stream: 'enrolment-1', expected: 'none', events: [event(4), event(5)] });
});
afterAll(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

/** A copy of the log on which somebody has worked behind the log's back, and what an auditor sees of it. */
const seen = async (change: string) => {
  const copy = join(folder, `${Math.abs(change.length)}-${change.replaceAll(/\W/g, '').slice(0, 60)}.sqlite`);
  await copyDatabase(file, copy);
  const database = openDatabase(copy, {});
  for (const trigger of database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[])
    database.exec(`DROP TRIGGER ${trigger}`);
  database.exec(change);
  database.close();
  const audit = openLogAudit(copy);
  const rows = [...audit.rows()].flat();
  const faults = audit.faults().filter(({ kind }) => kind !== 'unguarded');
  audit.close();
  return { rows, faults };
};

const REST_OF_STREAM = { kind: 'stream_gap', position: '2', stream: 'person-1', missing: '1' };

describe('an audited log file', () => {
  it('is read to its end without a fault where nobody has touched it, also while it is written', async () => {
    const audit = openLogAudit(file);
    await log.append({ stream: 'person-2', expected: 'none', events: [event(6)] });
    const rows = [...audit.rows()].flat();
    expect(rows.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5].map(at));
    expect(rows.map(({ event: read }) => read?.payload)).toEqual([1, 2, 3, 4, 5].map((number) => ({ number })));
    expect([rows.some(({ fault }) => fault !== undefined), audit.faults()]).toEqual([false, []]);
    audit.close();
  });

  it('says that the triggers which refuse changes are gone', async () => {
    const copy = join(folder, 'unguarded.sqlite');
    await copyDatabase(file, copy);
    const database = openDatabase(copy, {});
    database.exec('DROP TRIGGER events_are_never_changed');
    database.close();
    const audit = openLogAudit(copy);
    expect(audit.faults()).toEqual([{ kind: 'unguarded', triggers: 'events_are_never_changed' }]);
    audit.close();
  });

  it.each([
    ['a missing event', 'DELETE FROM events WHERE position = 2', { kind: 'missing_before', position: '3', missing: '1' }],
    [
      'a missing event of a stream',
      'DELETE FROM events WHERE position = 2',
      { kind: 'stream_gap', position: '3', stream: 'person-1', missing: '1' },
    ],
    ['a missing beginning', 'DELETE FROM events WHERE position <= 3', { kind: 'missing_before', position: '4', missing: '3' }],
    ['a missing stream', 'DELETE FROM events WHERE position <= 3', { kind: 'lost_stream', stream: 'person-1' }],
    ['a missing end', 'DELETE FROM events WHERE position > 4', { kind: 'head', head: '6', last: '4' }],
    ['a lost count of the events', 'DELETE FROM head', { kind: 'no_head', last: '6' }],
    [
      'events that have changed places',
      'UPDATE events SET position = -2 WHERE position = 2; UPDATE events SET position = 2 WHERE position = 3; UPDATE events SET position = 3 WHERE position = -2',
      { kind: 'stream_order', position: '2', stream: 'person-1' },
    ],
    [
      'an event that stands twice',
      `INSERT INTO events SELECT 7, first, 3, stream, id, type, schema_version, payload, meta FROM events WHERE position = 3`,
      { kind: 'id_twice', position: '7', first: '3' },
    ],
    [
      'an event in another stream',
      `UPDATE events SET stream = 'enrolment-1' WHERE position = 3`,
      { kind: 'wrong_stream', position: '3', stream: 'enrolment-1' },
    ],
  ])('tells %s', async (_what, change, fault) => {
    expect((await seen(change)).faults).toContainEqual(expect.objectContaining(fault));
  });

  it('counts no gap before a revision that cannot be', async () => {
    const { rows, faults } = await seen('UPDATE events SET revision = -3 WHERE position = 1');
    expect([rows[0]?.fault, faults.filter(({ kind }) => kind === 'stream_gap')]).toEqual(['identity', [REST_OF_STREAM]]);
  });

  it.each([
    ['a text that is no JSON', `UPDATE events SET payload = '{' WHERE position = 2`, at(2), 'payload'],
    ['a payload that is no object', `UPDATE events SET payload = '[]' WHERE position = 2`, at(2), 'payload'],
    ['a payload in other spelling', `UPDATE events SET payload = '{ "number": 2 }' WHERE position = 2`, at(2), 'not_canonical'],
    ['no record of who and when', `UPDATE events SET meta = '{}' WHERE position = 2`, at(2), 'meta'],
    ['an id that cannot be', `UPDATE events SET id = 'x' WHERE position = 2`, at(2), 'identity'],
    ['a version that cannot be', `UPDATE events SET schema_version = -1 WHERE position = 2`, at(2), 'identity'],
    ['a position before the first', `UPDATE events SET position = -5 WHERE position = 2`, '-5', 'position'],
    [
      'the last position there is',
      `UPDATE events SET position = 9223372036854775807 WHERE position = 2`,
      '9223372036854775807',
      'position',
    ],
    [
      'a position that no number can hold',
      `UPDATE events SET position = 9007199254740993 WHERE position = 2`,
      '9007199254740993',
      'position',
    ],
  ])('reads on past a row with %s', async (_what, change, position, fault) => {
    const { rows } = await seen(change);
    expect(rows).toHaveLength(6);
    expect(rows.filter((row) => row.fault !== undefined)).toMatchObject([{ position, fault }]);
  });

  it('calls a file damaged that SQLite cannot read or that is none of ours, and answers nothing of it', async () => {
    const copy = join(folder, 'garbage.sqlite');
    await copyDatabase(file, copy);
    const bytes = readFileSync(copy);
    writeFileSync(copy, Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(8192, 0x5a), bytes.subarray(16_384)]));
    copyFileSync(__filename, join(folder, 'text.sqlite'));
    writeFileSync(join(folder, 'empty.sqlite'), '');
    for (const damaged of ['garbage.sqlite', 'text.sqlite', 'empty.sqlite'])
      expect(() => openLogAudit(join(folder, damaged))).toThrow(LogDamaged);
  });
});
