// `npm start`: builds when dist is missing or older than its sources, then runs `fenming start` over data/ until Ctrl-C.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = path.join(root, 'bin/fenming.js');
const SOURCES = ['apps', 'libs', '.swcrc', 'nest-cli.json', 'package.json'];

/** The newest change below a path, in ms; 0 where there is nothing. Specs are not built. */
const newest = (place) => {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return place.endsWith('.spec.ts') ? 0 : stat.mtimeMs;
  return Math.max(0, ...readdirSync(place).map((name) => newest(path.join(place, name))));
};

const builtAt = statSync(path.join(root, 'dist/apps/cli/src/main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (builtAt < Math.max(...SOURCES.map((source) => newest(path.join(root, source))))) {
  process.stderr.write('正在编译…\n');
  const built = spawnSync(process.execPath, [path.join(root, 'tools/build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] });
  if (built.status !== 0) process.exit(1);
}

// In this same process: one Node fewer to start, and Ctrl-C means one thing.
process.argv = [process.argv[0], bin, 'start', '--data', path.join(root, 'data'), ...process.argv.slice(2)];
await import(pathToFileURL(bin).href);
