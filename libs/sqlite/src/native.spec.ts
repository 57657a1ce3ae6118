import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NativeBuildMissing, openDatabase } from './native';

describe('a missing native build of better-sqlite3', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fenming-native-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function open(nativeBinding: string): () => unknown {
    return () => openDatabase(join(folder, 'events.sqlite'), { nativeBinding });
  }

  it('is told in one sentence in two languages with the command to run, and no stack', () => {
    const fault = caught(open(join(folder, 'not-there.node')));
    expect(fault).toBeInstanceOf(NativeBuildMissing);
    expect(fault.message.match(/npm ci/g)).toHaveLength(2);
    expect(fault.message).toContain('请用这个 Node 运行');
    expect(fault.stack).not.toContain('\n');
  });

  it('is told in the same way when the build belongs to another system', () => {
    writeFileSync(join(folder, 'foreign.node'), 'not a program of this machine');
    expect(open(join(folder, 'foreign.node'))).toThrow(NativeBuildMissing);
  });

  it('is not blamed for a file that cannot be opened', () => {
    expect(() => openDatabase(join(folder, 'no', 'such', 'folder.sqlite'), {})).toThrow('directory does not exist');
  });
});

function caught(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}
