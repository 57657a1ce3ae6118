import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fenmingJson } from './command-line';

const PROGRAM = join(__dirname, '../../bin/fenming.js');
/** Of the demo county: four programmes paid and reissued in 2023; in 2024 the fee, the townships that went first, and the county's batch that waits. */
const BATCHES = 11;

type Piped = { readonly code: string; readonly heard: string };

/** Runs `fenming … | reader` in a shell; `code` is that of fenming itself, `heard` what reached neither pipe nor reader. */
const piped = (words: string, reader: string): Promise<Piped> =>
  new Promise((resolve) => {
    const line = `"${process.execPath}" "${PROGRAM}" ${words} | ${reader} >/dev/null; printf %s "\${PIPESTATUS[0]}"`;
    execFile('bash', ['-c', line], (_error, code, heard) => resolve({ code, heard }));
  });

describe('a command whose reader has seen enough', () => {
  const folder = mkdtempSync(join(tmpdir(), 'closed-pipe-'));
  const data = join(folder, 'data');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('does what it was told to do to the end, although nobody reads a word of it', async () => {
    expect(await piped(`demo --scale 0.01 --data "${data}" 2>&1`, 'true')).toEqual({ code: '0', heard: '' });
    const { batches } = await fenmingJson<{ batches: readonly object[] }>('batch', 'list', '--data', data);
    expect(batches).toHaveLength(BATCHES);
  });

  it.each(['batch list', 'audit controls', 'audit replay', 'appropriation ledger'])(
    'ends with its own exit code and no stack trace: %s',
    async (words) => {
      const { code, heard } = await piped(`${words} --data "${data}"`, 'head -n 1');
      expect([code, heard.includes('EPIPE'), heard.includes(' at ')]).toEqual(['0', false, false]);
    },
  );

  it.each(['--help', 'batch --help', 'batch lost --data "$PWD"', '--nonsense 2>&1'])(
    'does not mind a reader that never reads: %s',
    async (words) => expect((await piped(words, 'true')).heard).not.toContain('EPIPE'),
  );

  it('says that its output is not whole where the disk is full, and fails', async () => {
    const ended = await new Promise<{ code: number; err: string }>((resolve) => {
      const line = `"${process.execPath}" "${PROGRAM}" batch list --data "${data}" >/dev/full`;
      const child = execFile('bash', ['-c', line], (_error, _out, err) => resolve({ code: child.exitCode ?? -1, err }));
    });
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('输出没有写全：磁盘已满');
  });
});
