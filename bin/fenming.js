#!/usr/bin/env node
// The `fenming` command. A source checkout that has never been installed or built is made ready first, so that one command is enough.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const main = path.join(root, 'dist/apps/cli/src/main.js');

if (!existsSync(main)) {
  const ready = spawnSync(process.execPath, [path.join(root, 'tools/ready.mjs')], { stdio: ['ignore', 2, 2] });
  if (ready.status !== 0) process.exit(1);
}
require(main);
