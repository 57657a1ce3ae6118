import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in which somebody sets up a county by commands, on a machine whose clock the test sets. Nothing in the county is simulated. */
export type OwnPlace = {
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly setClock: (instant: string) => void;
  readonly advanceDays: (days: number) => void;
  /** Runs a script as a person would in a shell; `waits`: what happens where a comment says that somebody waits. */
  readonly runScript: (script: string, waits?: readonly Wait[]) => Promise<string>;
  readonly run: (command: string, allowed?: readonly number[]) => string;
  readonly remove: () => void;
};
export type Wait = { readonly comment: RegExp; readonly meanwhile: () => void };

const PROGRAM = join(__dirname, '../../bin/fenming.js');
const DAY_MS = 86_400_000;
const LOOK_MS = 50;

/** `fenming` on the path, and the clock in whatever Node runs. Passwords and everything else are the script's own. */
const environmentOf = (dir: string, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const bin = join(dir, '.bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'fenming'), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  chmodSync(join(bin, 'fenming'), 0o755);
  const node = join(process.execPath, '..');
  return {
    ...process.env,
    ...more,
    PATH: `${bin}:${node}:${process.env['PATH'] ?? ''}`,
    NODE_OPTIONS: `--require ${join(__dirname, 'machine-clock.cjs')}`,
    FENMING_TEST_JOURNEY_CLOCK: join(dir, '.clock'),
  };
};

/** Where the script waits, it says so in a file and goes on when that is gone. */
const withWaits = (script: string, waits: readonly Wait[], asked: string): string =>
  script
    .split('\n')
    .map((line) => {
      const at = waits.findIndex(({ comment }) => comment.test(line));
      return at < 0 ? line : `echo ${at} > "${asked}"; while [ -e "${asked}" ]; do sleep 0.1; done`;
    })
    .join('\n');

const answering = (asked: string, waits: readonly Wait[]): NodeJS.Timeout =>
  setInterval(() => {
    const at = existsSync(asked) ? readFileSync(asked, 'utf8').trim() : '';
    if (at === '') return;
    waits[Number(at)]?.meanwhile();
    rmSync(asked);
  }, LOOK_MS);

const bash = (script: string, dir: string, env: NodeJS.ProcessEnv): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', script], { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.once('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`the script ended with ${code}:\n${said}`))));
  });

/** `more`: what the environment says besides. */
export const ownPlace = (more: NodeJS.ProcessEnv = {}): OwnPlace => {
  const dir = mkdtempSync(join(tmpdir(), 'fenming-own-'));
  const env = environmentOf(dir, more);
  let ahead = 0;
  const moveTo = (milliseconds: number): void => {
    ahead = milliseconds;
    writeFileSync(join(dir, '.clock.new'), String(ahead));
    renameSync(join(dir, '.clock.new'), join(dir, '.clock'));
  };
  moveTo(0);
  return {
    dir,
    env,
    setClock: (instant) => moveTo(Date.parse(instant) - Date.now()),
    advanceDays: (days) => moveTo(ahead + days * DAY_MS),
    runScript: async (script, waits = []) => {
      const asked = join(dir, '.asked');
      const looking = answering(asked, waits);
      const ending = "trap 'kill $(jobs -p) 2>/dev/null' EXIT";
      return bash(`set -euo pipefail\n${ending}\n${withWaits(script, waits, asked)}`, dir, env).finally(() =>
        clearInterval(looking),
      );
    },
    run: (command, allowed = [0]) => {
      const script = `set +e; exec 2> >(tee -a .told >&2); ${command}; code=$?; case " ${allowed.join(' ')} " in *" $code "*) exit 0;; esac; echo "exit $code" >&2; exit 1`;
      return execFileSync('bash', ['-c', script], {
        cwd: dir,
        env: { ...env, FENMING_DATA: join(dir, 'county') },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
};

/** The shell blocks of the README that set up a county, in the order of its languages. */
export const readmeWalks = (): readonly string[] => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
  return blocks.filter((block) => block.includes('fenming init'));
};
