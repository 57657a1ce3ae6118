import { execFile, type ExecFileOptions } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Ended = { readonly code: number; readonly out: string; readonly err: string };

const PROGRAM = join(__dirname, '../../bin/fenming.js');

/** Runs the built `fenming` command as an operator would, and answers how it ended. */
export const fenming = (...words: readonly string[]): Promise<Ended> => fenmingIn({}, ...words);

/** The same with more in its environment. */
export const fenmingIn = (more: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Ended> =>
  run({ env: { ...process.env, ...more } }, words);

/** The same without the superuser's privilege to read and write any file at all. */
export const fenmingByRightsOnly = (...words: readonly string[]): Promise<Ended> =>
  process.getuid?.() === 0
    ? run({}, words, ['setpriv', `--bounding-set=${OVERRIDES}`, `--inh-caps=${OVERRIDES}`])
    : run({}, words);

const OVERRIDES = '-dac_override,-dac_read_search';

const run = (options: ExecFileOptions, words: readonly string[], before: readonly string[] = []): Promise<Ended> =>
  new Promise((resolve) => {
    const [command = process.execPath, ...rest] = [...before, process.execPath, PROGRAM, ...words];
    const child = execFile(command, rest, { cwd: tmpdir(), ...options, encoding: 'utf8' }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

/** The one JSON object that a command with `--json` prints. Throws with its own words when it fails. */
export const fenmingJson = async <Answer>(...words: readonly string[]): Promise<Answer> => {
  const { code, out, err } = await fenming(...words, '--json');
  if (code !== 0) throw new Error(`fenming ${words.join(' ')} ended with ${code}: ${err}`);
  return JSON.parse(out) as Answer;
};
