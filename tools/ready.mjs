// Makes a checkout ready to run: installs what is missing, and compiles when dist is missing or older than its sources. Writes to standard
// error only, and nothing when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import './installed.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = [
  'apps',
  'libs',
  '.swcrc',
  'package.json',
  ...['build.mjs', 'bundle.mjs', 'run.cjs'].map((tool) => `tools/${tool}`),
];

const inRoot = (...names) => path.join(root, ...names);

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

if (!isBuilt()) {
  process.stderr.write('正在编译…\n');
  if (spawnSync(process.execPath, [inRoot('tools/build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] }).status !== 0) {
    process.stderr.write('编译没有成功，原因见上面的输出。\n');
    process.exit(1);
  }
}
