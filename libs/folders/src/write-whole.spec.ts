import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from './write-whole';

describe('a file that is written whole', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'write-whole-'));
    file = join(folder, 'log.seen');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('replaces the former one, leaves nothing beside it, and is for its owner alone', () => {
    writeFileSync(file, 'before', { mode: 0o644 });
    writeFileSync(`${file}.part`, 'what a crash has left, longer than what follows');
    writeWhole(file, 'after');
    expect([readdirSync(folder), readFileSync(file, 'utf8')]).toEqual([['log.seen'], 'after']);
    writeWhole(join(folder, 'another'), 'x');
    expect(statSync(join(folder, 'another')).mode & 0o077).toBe(0);
  });

  it('leaves the former one where it cannot be written', () => {
    writeFileSync(file, 'before');
    mkdirSync(`${file}.part`);
    expect(() => writeWhole(file, 'after')).toThrow('EISDIR');
    expect(readFileSync(file, 'utf8')).toBe('before');
  });
});
