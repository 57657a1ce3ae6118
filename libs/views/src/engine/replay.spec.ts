import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite, { type Database } from '@fenming/sqlite';
import { openMemoryLog } from '@fenming/event-log';
import { history } from '../histories/history.fixture';
import { appendAll, seeded, type Choose } from '../histories/recorder.fixture';
import { TABLES } from '../tables';
import counts from '../../../../test/counts.json';
import { compareViews, openComparison } from './compare';
import { digest } from './digest';
import { replay } from './replay';
import type { Cell, Column, Table } from './table';
import { openViews } from './views';

const mutations = (process.env['FENMING_COUNTS'] === 'long' ? counts.long : counts.ci).viewMutations;
const events = history(seeded(2), { people: 8 });

type Mutation = {
  readonly table: Table;
  readonly column: string;
  readonly key: readonly Cell[];
  readonly before: Cell;
  readonly after: Cell;
};

/** A value that a careless or dishonest hand could put there. */
const otherValue = ({ kind }: Column, before: Cell, choose: Choose): Cell => {
  if (kind !== 'text') return typeof before === 'number' ? before + (choose(2) === 0 ? 1 : -1) * (1 + choose(100)) : choose(100);
  const text = typeof before === 'string' ? before : '';
  return [`${text}x`, `${text} `, `改${text}`][choose(3)] ?? 'x';
};

const pickMutation = (db: Database, choose: Choose): Mutation => {
  const filled = TABLES.filter(({ name }) => db.prepare(`SELECT 1 FROM ${name}`).get() !== undefined);
  const table = filled[choose(filled.length)] as Table;
  const rows = db.prepare(`SELECT * FROM ${table.name}`).all() as Record<string, Cell>[];
  const row = rows[choose(rows.length)] as Record<string, Cell>;
  const column = table.columnNames[choose(table.columnNames.length)] as string;
  const before = row[column] ?? null;
  const after = otherValue(table.columns[column] as Column, before, choose);
  return { table, column, key: table.keyNames.map((name) => row[name] ?? null), before, after };
};

/** Writes `value` into the cell; a changed key cell must be looked for under its changed key. */
const write = (db: Database, { table, column, key, after }: Mutation, value: Cell): boolean => {
  const at = table.keyNames.map((name, index) => (name === column && value !== after ? after : (key[index] ?? null)));
  const sql = `UPDATE OR IGNORE ${table.name} SET ${column} = ? WHERE ${table.keyNames.map((name) => `${name} = ?`).join(' AND ')}`;
  return db.prepare(sql).run(value, ...at).changes === 1;
};

describe('a replay', () => {
  let folder: string;
  let file: string;
  let live: ReturnType<typeof openViews>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'replay-spec-'));
    file = join(folder, 'views.sqlite');
    live = openViews(file);
    live.apply(events);
  });
  afterEach(() => {
    live.close();
    rmSync(folder, { recursive: true });
  });

  it(`names each of ${mutations} single cells that somebody changed, key cells too`, () => {
    const other = join(folder, 'rebuilt.sqlite');
    const rebuilt = openViews(other);
    rebuilt.apply(events);
    const [db, choose, comparison] = [new Sqlite(file), seeded(4), openComparison(file, other)];
    let named = 0;
    while (named < mutations) {
      const mutation = pickMutation(db, choose);
      const { table, column, key, before, after } = mutation;
      if (!write(db, mutation, after)) continue;
      expect(comparison.differences()).toEqual([
        { table: table.name, key: key.join(' / '), column, live: after, rebuilt: before },
      ]);
      write(db, mutation, before);
      named += 1;
    }
    expect(comparison.differences()).toEqual([]);
    comparison.close();
    db.close();
    rebuilt.close();
  }, 900_000);

  it('of untouched views finds no difference and repeats their digest', async () => {
    const log = openMemoryLog();
    await appendAll(log, events);
    const report = await replay(log, file);
    expect(report).toEqual({ ...digest(live), events: events.length, differences: [] });
    expect(readdirSync(folder).filter((name) => name.startsWith('replay-'))).toEqual([]);
    await log.close();
  });

  it('names a changed, a missing and a surplus row', async () => {
    const log = openMemoryLog();
    await appendAll(log, events);
    const db = new Sqlite(file);
    db.exec(`UPDATE balance SET settled_fen = settled_fen + 1 WHERE length(area) = 6 AND programme = 'FIRST_AID'`);
    db.exec(`DELETE FROM area WHERE code = '991001101'`);
    db.exec(`INSERT INTO area (code, name, level) VALUES ('991009', '多出的镇', 'township')`);
    db.close();
    const { differences } = await replay(log, file);
    expect(differences).toEqual([
      { table: 'area', key: '991009', column: '(row)', live: 'present', rebuilt: 'missing' },
      { table: 'area', key: '991001101', column: '(row)', live: 'missing', rebuilt: 'present' },
      expect.objectContaining({ table: 'balance', key: 'FIRST_AID / 2023 / 991001', column: 'settled_fen' }),
    ]);
    await log.close();
  });

  it('rebuilds exactly as far as the live views have come', async () => {
    const log = openMemoryLog();
    await appendAll(log, events);
    const behind = openViews(join(folder, 'behind.sqlite'));
    behind.apply(events.slice(0, 123));
    const report = await replay(log, behind.file);
    expect(report).toEqual({ ...digest(behind), events: 123, differences: [] });
    behind.close();
    await log.close();
  });

  it('says when the live views have seen more than the log holds', async () => {
    const log = openMemoryLog();
    await appendAll(log, events.slice(0, 100));
    const { differences } = await replay(log, file);
    expect(differences[0]).toEqual({
      table: 'checkpoint',
      key: '1',
      column: 'position',
      live: events.at(-1)?.position,
      rebuilt: events[99]?.position,
    });
    await log.close();
  });

  it('goes on beside live views that are moving', async () => {
    const log = openMemoryLog();
    await appendAll(log, events);
    const moving = openViews(join(folder, 'moving.sqlite'));
    moving.apply(events.slice(0, 200));
    const running = replay(log, moving.file);
    moving.apply(events.slice(200));
    expect((await running).differences).toEqual([]);
    expect(moving.progress().events).toBe(events.length);
    moving.close();
    await log.close();
  });

  it('lists at most as many differences as it was asked for', () => {
    const empty = openViews(join(folder, 'empty.sqlite'));
    expect(compareViews(file, empty.file, 5)).toHaveLength(5);
    empty.close();
  });

  it('shows bytes that stand where a text belongs', () => {
    const other = openViews(join(folder, 'other.sqlite'));
    other.apply(events);
    const db = new Sqlite(file);
    db.exec(`UPDATE county SET name = x'00ff'`);
    db.close();
    expect(compareViews(file, other.file)).toEqual([
      { table: 'county', key: '991001', column: 'name', live: `x'00ff'`, rebuilt: '示例县' },
    ]);
    other.close();
  });
});
