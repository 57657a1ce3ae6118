import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readApart } from './apart';
import Database from './index';

const folder = mkdtempSync(join(tmpdir(), 'fenming-apart-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A database in WAL mode with one row. */
const kept = (name: string): string => {
  mkdirSync(join(folder, name));
  const file = join(folder, name, 'some.sqlite');
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE some (n INTEGER) STRICT');
  database.exec('INSERT INTO some VALUES (7)');
  database.close();
  return file;
};

const read = (path: string): unknown => {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  const found = database.prepare('SELECT n FROM some').pluck().all();
  database.close();
  return found;
};

describe('a database that is read without a trace', () => {
  it('leaves the folder as it was where nobody has the file open, and takes its copy away', () => {
    const file = kept('closed');
    const { path, release } = readApart(file);
    expect([read(path), path === file]).toEqual([[7], false]);
    release();
    expect(readdirSync(join(folder, 'closed'))).toEqual(['some.sqlite']);
    expect(() => read(path)).toThrow('directory does not exist');
  });

  it('is read in place where a writer has it open, for only there its locks are seen', () => {
    const file = kept('open');
    const writer = new Database(file);
    writer.exec('INSERT INTO some VALUES (8)');
    const { path, release } = readApart(file);
    expect([path, read(path)]).toEqual([file, [7, 8]]);
    release();
    writer.close();
  });

  it('holds what a cut-off writer left in its journal, without changing that', () => {
    const file = kept('live');
    const writer = new Database(file);
    writer.exec('INSERT INTO some VALUES (9)');
    mkdirSync(join(folder, 'cut'));
    const cut = join(folder, 'cut', 'some.sqlite');
    for (const ending of ['', '-wal']) copyFileSync(file + ending, cut + ending);
    writer.close();
    const { path, release } = readApart(cut);
    expect(read(path)).toEqual([7, 9]);
    release();
    expect(readdirSync(join(folder, 'cut'))).toEqual(['some.sqlite', 'some.sqlite-wal']);
  });
});
