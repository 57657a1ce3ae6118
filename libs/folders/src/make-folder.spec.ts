import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder';

const folder = mkdtempSync(join(tmpdir(), 'fenming-folders-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a folder that a person names', () => {
  it('is made with those above it, and left as it is where it is there', () => {
    for (let time = 0; time < 2; time += 1) makeFolder(join(folder, 'a', 'b'));
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'a', 'b')).isDirectory()).toBe(true);
  });

  it('is refused where a file bears the name of one of them, and the file is named', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const dir of [file, join(file, 'below')])
      expect(() => makeFolder(dir)).toThrow(expect.objectContaining({ code: 'EEXIST', syscall: 'mkdir', path: file }));
  });

  // Only Linux has such a place.
  (process.platform === 'linux' ? it : it.skip)('is refused, and does not hang, where the system lets nobody make one', () => {
    expect(() => makeFolder('/proc/fenming/x')).toThrow(expect.objectContaining({ syscall: 'mkdir', path: '/proc/fenming' }));
  });
});
