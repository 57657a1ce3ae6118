// Installs the packages that the lock file names where one is missing or another. Writes to standard error only, and nothing when there is
// nothing to do.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { headersBeside } from './headers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The edition of SQLite for this Node (libs/sqlite): the other one is there when the packages were installed with another Node. */
const SQLITE = Number(process.versions.napi) >= 10 ? 'better-sqlite3-prebuilt' : 'better-sqlite3';

const packagesOf = (lock) => {
  try {
    return JSON.parse(readFileSync(path.join(root, lock), 'utf8')).packages;
  } catch {
    return {};
  }
};

/** npm notes in node_modules what it has installed; a checkout that was updated wants other versions than are there. */
const isInstalled = () => {
  const there = packagesOf('node_modules/.package-lock.json');
  if (!existsSync(path.join(root, 'node_modules', SQLITE))) return false;
  return Object.entries(packagesOf('package-lock.json'))
    .filter(([place, { optional, devOptional }]) => place !== '' && !optional && !devOptional)
    .every(([place, { version }]) => there[place]?.version === version);
};

/** The npm that runs this script, where one does: another one on the path may be of another Node. */
const npm = process.env.npm_execpath;
const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];

/** SQLite is compiled against the headers that came with this Node, and npm fetches others only where there are none or the user names them. */
const environment = () => {
  const nodedir = process.env.npm_config_nodedir ?? headersBeside(process.execPath, process.version);
  return nodedir === undefined ? process.env : { ...process.env, npm_config_nodedir: nodedir };
};

if (!isInstalled()) {
  process.stderr.write('正在安装依赖（只在第一次或更新后，约需一两分钟）…\n');
  const { status } = spawnSync(program, [...first, 'ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: program === 'npm',
    env: environment(),
  });
  // npm takes a part that does not compile for one that can be missed.
  if (status !== 0 || !isInstalled()) {
    process.stderr.write(
      '依赖没有装好。安装需要联网；Node 20 还需要 C++ 编译环境（python3 make g++）和这个 Node 的头文件（不能联网下载时，用 npm_config_nodedir 指明 Node 的安装目录，如 /usr）。原因见上面的输出，改好后再运行一次。\n',
    );
    process.exit(1);
  }
}
