import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readText } from './text-file';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fenming-text-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const written = (bytes: string | Buffer): string => {
  writeFileSync(join(folder, 'bank.yaml'), bytes);
  return join(folder, 'bank.yaml');
};

describe('a text that somebody hands in', () => {
  it('is read as it was written, with or without a mark of its encoding', () => {
    expect(readText(written('\uFEFFname: 示例农商行'))).toBe('name: 示例农商行');
  });

  it('in GB18030 is refused, and no name of it turns into other signs', () => {
    expect(() => readText(written(Buffer.from([0xce, 0xc4, 0xbc, 0xfe])))).toThrow('不是 UTF-8 编码');
  });
});
