import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editionFor, editionOf } from './edition';
import Database from './index';

describe('the edition of SQLite', () => {
  it('is the compiled one on Node 20 and the prebuilt one from Node-API 10 on', () => {
    expect(['9', '10', '11', undefined].map(editionFor)).toEqual([
      'better-sqlite3',
      'better-sqlite3-prebuilt',
      'better-sqlite3-prebuilt',
      'better-sqlite3',
    ]);
  });

  it('that is not installed is missed by whoever opens a file, and by nobody before', () => {
    const Absent = editionOf('better-sqlite3-of-nobody');
    expect(() => new Absent('some.sqlite')).toThrow("Cannot find module 'better-sqlite3-of-nobody'");
  });

  it('outlives its statements when nobody holds them any more', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fenming-sqlite-'));
    const database = new Database(join(folder, 'some.sqlite'));
    for (let i = 0; i < 20_000; i += 1) database.prepare('SELECT ? AS n').get(i);
    // Collections outside of any call are what ended Node 24: they need a turn of the event loop.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(database.prepare('SELECT 1 AS n').get()).toEqual({ n: 1 });
    database.close();
    rmSync(folder, { recursive: true });
  });
});
