#!/usr/bin/env node
// The `fenming` command. A source checkout that has never been built is built first, so that one command is enough.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const main = path.join(root, 'dist/apps/cli/src/main.js');

if (!existsSync(main)) {
  process.stderr.write('首次运行，正在编译…\n');
  const built = spawnSync(process.execPath, [path.join(root, 'tools/build.mjs')], { stdio: ['ignore', 2, 2] });
  if (built.status !== 0) {
    process.stderr.write('编译没有成功。请在项目目录运行: npm ci && npm run build\n');
    process.exit(1);
  }
}
require(main);
