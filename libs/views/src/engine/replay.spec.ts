import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite, { type Database } from '@fenming/sqlite';
import type { RecordedEvent } from '@fenming/event-log';
import { compareViews, digest, openViews, replay, TABLES } from '../county-views';
import { history } from '../histories/history.fixture';
import { seeded, type Choose } from '../histories/recorder.fixture';
import counts from '../../../../test/counts.json';
import { openComparison } from './compare';
import type { Cell, Column, Table } from './table';

const mutations = (process.env['FENMING_TEST_COUNTS'] === 'long' ? counts.long : counts.ci).viewMutations;
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

const inBatches = async function* (all: readonly RecordedEvent[]): AsyncGenerator<readonly RecordedEvent[]> {
  for (let start = 0; start < all.length; start += 100) yield all.slice(start, start + 100);
};
const positionAt = (index: number) => String(index + 1).padStart(16, '0') as RecordedEvent['position'];
const renumbered = (event: RecordedEvent, index: number): RecordedEvent => ({ ...event, position: positionAt(index) });

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
    const [db, choose, comparison] = [new Sqlite(file), seeded(4), openComparison(file, other, TABLES)];
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
    const report = await replay(inBatches(events), file);
    expect(report).toMatchObject({ ...digest(live), events: events.length, live: 'compared', differences: [], poison: [] });
    expect(report.answer).toEqual(live.balances());
    expect(readdirSync(folder).filter((name) => !name.startsWith('views.sqlite'))).toEqual([]);
  });

  it('names a changed, a missing and a surplus row', async () => {
    const db = new Sqlite(file);
    db.exec(`UPDATE balance SET settled_fen = settled_fen + 1 WHERE length(area) = 6 AND programme = 'FIRST_AID'`);
    db.exec(`DELETE FROM area WHERE code = '991001101'`);
    db.exec(`INSERT INTO area (code, name, level) VALUES ('991009', '多出的镇', 'township')`);
    db.close();
    const { differences } = await replay(inBatches(events), file);
    expect(differences).toEqual([
      { table: 'area', key: '991009', column: '(row)', live: 'present', rebuilt: 'missing' },
      { table: 'area', key: '991001101', column: '(row)', live: 'missing', rebuilt: 'present' },
      expect.objectContaining({ table: 'balance', key: 'FIRST_AID / 2023 / 991001', column: 'settled_fen' }),
    ]);
  });

  it('compares as far as the live views have come, and rebuilds to the end all the same', async () => {
    const behind = openViews(join(folder, 'behind.sqlite'));
    behind.apply(events.slice(0, 123));
    const report = await replay(inBatches(events), behind.file);
    expect(report).toMatchObject({ ...digest(live), events: events.length, live: 'compared', differences: [] });
    const db = new Sqlite(behind.file);
    db.exec(`UPDATE area SET name = '改' WHERE code = '991001101'`);
    db.close();
    expect((await replay(inBatches(events), behind.file)).differences).toMatchObject([{ table: 'area', live: '改' }]);
    behind.close();
  });

  it('needs no live views, and says of those it cannot read that they cannot be read', async () => {
    const garbage = join(folder, 'garbage.sqlite');
    writeFileSync(garbage, readFileSync(__filename));
    const other = join(folder, 'other-database.sqlite');
    new Sqlite(other).exec('CREATE TABLE ours (one)').close();
    const torn = join(folder, 'torn.sqlite');
    new Sqlite(file).exec(`VACUUM INTO '${torn}'`).close();
    const bytes = readFileSync(torn);
    writeFileSync(torn, bytes.fill(0x5a, 8192, bytes.length - 4096));
    const older = join(folder, 'older.sqlite');
    openViews(older).close();
    new Sqlite(older).exec(`UPDATE checkpoint SET schema = 'older'`).close();
    const whole = { ...digest(live), events: events.length, differences: [], poison: [] };
    for (const [lens, found] of [
      [join(folder, 'nowhere.sqlite'), 'missing'],
      [garbage, 'unreadable'],
      [other, 'unreadable'],
      [torn, 'unreadable'],
      [older, 'older'],
    ] as const)
      expect(await replay(inBatches(events), lens)).toMatchObject({ ...whole, live: found });
    expect(readFileSync(garbage)).toEqual(readFileSync(__filename));
  });

  it('leaves out what no view can take, says which events these are, and goes on', async () => {
    const paid = events.findIndex(({ type }) => type === 'PaymentInstructed');
    const strange = { ...(events[paid] as RecordedEvent), type: 'CountyPainted' };
    const wrong = events.toSpliced(paid, 0, strange, events[paid] as RecordedEvent).map(renumbered);
    const { poison, events: rebuilt, live: found } = await replay(inBatches(wrong), join(folder, 'nowhere.sqlite'));
    expect(poison.map(({ position, type }) => [position, type])).toEqual([
      [positionAt(paid), 'CountyPainted'],
      [positionAt(paid + 2), 'PaymentInstructed'],
    ]);
    expect([rebuilt, found]).toEqual([events.length, 'missing']);
  });

  it('says when the live views have seen more than the log holds', async () => {
    const { differences } = await replay(inBatches(events.slice(0, 100)), file);
    expect(differences[0]).toEqual({
      table: 'checkpoint',
      key: '1',
      column: 'position',
      live: events.at(-1)?.position,
      rebuilt: events[99]?.position,
    });
  });

  it('goes on beside live views that are moving', async () => {
    const moving = openViews(join(folder, 'moving.sqlite'));
    moving.apply(events.slice(0, 200));
    const running = replay(inBatches(events), moving.file);
    moving.apply(events.slice(200));
    expect((await running).differences).toEqual([]);
    expect(moving.progress().events).toBe(events.length);
    moving.close();
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
