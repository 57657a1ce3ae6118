// Makes a checkout ready to run: installs the packages that the lock file names where one is missing or another, and compiles when dist is
// missing or older than its sources. Writes to standard error only, and nothing when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = [
  'apps',
  'libs',
  '.swcrc',
  'package.json',
  ...['build.mjs', 'bundle.mjs', 'run.cjs'].map((tool) => `tools/${tool}`),
];

/** The edition of SQLite for this Node (libs/sqlite): the other one is there when the packages were installed with another Node. */
const SQLITE = Number(process.versions.napi) >= 10 ? 'better-sqlite3-prebuilt' : 'better-sqlite3';

const inRoot = (...names) => path.join(root, ...names);

const packagesOf = (lock) => {
  try {
    return JSON.parse(readFileSync(inRoot(lock), 'utf8')).packages;
  } catch {
    return {};
  }
};

/** npm notes in node_modules what it has installed; a checkout that was updated wants other versions than are there. */
const isInstalled = () => {
  const there = packagesOf('node_modules/.package-lock.json');
  if (!existsSync(inRoot('node_modules', SQLITE))) return false;
  return Object.entries(packagesOf('package-lock.json'))
    .filter(([place, { optional, devOptional }]) => place !== '' && !optional && !devOptional)
    .every(([place, { version }]) => there[place]?.version === version);
};

/** The newest change below a path, in ms; 0 where there is nothing. Specs are not built. */
const newest = (place) => {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return place.endsWith('.spec.ts') ? 0 : stat.mtimeMs;
  return Math.max(0, ...readdirSync(place).map((name) => newest(path.join(place, name))));
};

const isBuilt = () => {
  const builtAt = statSync(inRoot('dist/apps/cli/src/main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return builtAt >= Math.max(...SOURCES.map((source) => newest(inRoot(source))));
};

const run = ({ saying, program, args, failing, shell = false }) => {
  process.stderr.write(`${saying}\n`);
  if (spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2], shell }).status === 0) return;
  process.stderr.write(`${failing}\n`);
  process.exit(1);
};

/** The npm that runs this script, where one does: another one on the path may be of another Node. */
const npm = process.env.npm_execpath;
const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];

if (!isInstalled()) {
  const failing = '依赖没有装好。安装需要联网和 C++ 编译环境（python3 make g++）；原因见上面的输出，改好后再运行一次。';
  run({
    saying: '正在安装依赖（只在第一次或更新后，约需一两分钟）…',
    program,
    args: [...first, 'ci', '--no-audit', '--no-fund'],
    failing,
    shell: program === 'npm',
  });
}
if (!isBuilt())
  run({
    saying: '正在编译…',
    program: process.execPath,
    args: [inRoot('tools/build.mjs')],
    failing: '编译没有成功，原因见上面的输出。',
  });
