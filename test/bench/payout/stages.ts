import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { constants, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A prepared folder: who may act in it, and what was approved. `seconds`: how long it took to prepare. */
export type Ready = {
  readonly people: number;
  readonly hash: string;
  readonly seconds: number;
  readonly tokens: Readonly<Record<string, string>>;
};
/** What a run of either pipeline says of itself. `hashes`: SHA-256 of each bank file. */
export type Paid = {
  readonly payments: number;
  readonly hashes: readonly string[];
  readonly seconds: { readonly whole: number; readonly instruct?: number; readonly project?: number; readonly file?: number };
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
};

const PEERS = join(__dirname, '../../../../test/bench/peers');
const EMMETT_APPENDS = 3_000;

/** Prepares a folder of so many payments, unless it is there from an earlier run. */
export async function prepared(store: string, people: number): Promise<Ready> {
  const dir = join(store, String(people));
  if (!existsSync(join(dir, 'ready.json'))) {
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    await ended('prepare.js', ['--dir', dir, '--n', String(people)]);
  }
  return JSON.parse(readFileSync(join(dir, 'ready.json'), 'utf8')) as Ready;
}

/** A fresh copy of a prepared county folder. */
export function copyOf(store: string, people: number): string {
  const work = join(store, 'work');
  rmSync(work, { recursive: true, force: true });
  cpSync(join(store, String(people), 'county'), work, { recursive: true, mode: constants.COPYFILE_FICLONE });
  // What the copy left to be written must not be waited for by the first commit of the run.
  spawnSync('sync');
  return work;
}

export const payByEngine = (dir: string, { hash }: Ready): Promise<Paid> => said('engine.js', ['--dir', dir, '--hash', hash]);

export function payByFiles(store: string, { people }: Ready): Promise<Paid> {
  const [dir, out] = [join(store, String(people)), join(store, 'plain')];
  rmSync(out, { recursive: true, force: true });
  const files = ['--rows', join(dir, 'rows.jsonl'), '--key', join(dir, 'county', 'vault.key'), '--out', out];
  return said('plain.js', [...files, '--n', String(people)]);
}

/** Appends a second by the peer library, which this bench installs for itself; undefined where it cannot. */
export async function emmettPerSecond(store: string): Promise<number | undefined> {
  if (!existsSync(join(PEERS, 'node_modules'))) {
    const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: PEERS, stdio: 'inherit' });
    if (installed.status !== 0) return undefined;
  }
  const file = join(store, 'emmett.sqlite');
  for (const path of [file, `${file}-wal`, `${file}-shm`]) rmSync(path, { force: true });
  const { perSecond } = await said<{ readonly perSecond: number }>(join(PEERS, 'emmett.mjs'), [file, String(EMMETT_APPENDS)]);
  return perSecond;
}

/** What a child process of its own reports: its peak memory is then its own. */
async function said<Report = Paid>(program: string, args: readonly string[]): Promise<Report> {
  const peer = program.endsWith('.mjs');
  // The peer library prints each error that it also throws.
  const child = fork(peer ? program : join(__dirname, program), args, {
    stdio: ['ignore', peer ? 'ignore' : 'inherit', peer ? 'ignore' : 'inherit', 'ipc'],
  });
  const reports: Report[] = [];
  child.on('message', (report) => reports.push(report as Report));
  const [code] = (await once(child, 'exit')) as [number | null];
  const [report] = reports;
  if (code !== 0 || report === undefined) throw new Error(`${program} ended with ${code} and no report`);
  return report;
}

async function ended(program: string, args: readonly string[]): Promise<void> {
  const [code] = (await once(fork(join(__dirname, program), args), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}
