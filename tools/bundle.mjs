// Makes one file of the programs and another of the threads that load many rooms: finding and reading seven hundred modules takes a command longer
// than what it does. What SWC compiled is taken as it lies in dist, where everything else keeps its place.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** What each file holds; of that a process loads what its own program asks for. */
const BUNDLES = {
  programs: ['apps/cli/src/main.js', 'apps/server/src/main.js', 'apps/worker/src/main.js'],
  threads: [
    'libs/audit/src/audit.worker.js',
    'libs/backup/src/backup.worker.js',
    'libs/county/src/reading/reading.worker.js',
    'libs/payout/src/payees.worker.js',
    'libs/views/src/projector.worker.js',
  ],
};

/** Left in node_modules: native, reading files beside itself, loaded only by a cluster, or a choice of Nest that is not installed. */
const OUTSIDE = [
  'better-sqlite3',
  'better-sqlite3-prebuilt',
  'pdfkit',
  'swagger-ui-dist',
  '@bull-board/*',
  '@eventstore/db-client',
  'bullmq',
  'ioredis',
  '@fastify/view',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
];

/** A module of ours that asks where it lies is told where it lay before. */
const keepPlaces = (dist) => ({
  name: 'places',
  setup({ onLoad }) {
    const modules = readdirSync(dist, { recursive: true }).filter((place) => place.endsWith('.js'));
    for (const place of modules) {
      const file = path.join(dist, place);
      const text = readFileSync(file, 'utf8');
      if (!/\b__(dirname|filename)\b/.test(text)) continue;
      const here = [place, path.dirname(place)].map((each) => `__inDist(${JSON.stringify(each)})`);
      const said = `"use strict"; const __filename = ${here[0]}, __dirname = ${here[1]};`;
      const filter = new RegExp(`^${file.replaceAll(/[^\w/-]/g, '\\$&')}$`);
      onLoad({ filter }, () => ({ contents: text.replace('"use strict";', said) }));
    }
  },
});

const bundle = (dist, name) =>
  build({
    stdin: {
      contents: `module.exports = { ${BUNDLES[name].map((file) => `'${file}': () => require('./${file}')`).join(', ')} };`,
      resolveDir: dist,
    },
    outfile: path.join(dist, 'bundles', `${name}.js`),
    bundle: true,
    platform: 'node',
    target: 'node20',
    // Nest goes by the names of classes.
    keepNames: true,
    external: OUTSIDE,
    plugins: [keepPlaces(dist)],
    // A script that is compiled from a kept copy cannot import by itself.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': '__url' },
    banner: {
      js: "const __inDist = (place) => require('node:path').join(__dirname, '..', place), __url = require('node:url').pathToFileURL(__filename).href;",
    },
    logLevel: 'warning',
  });

/** The file of each program runs the bundle that holds it from then on. */
export const bundlePrograms = async (dist) => {
  for (const name of Object.keys(BUNDLES)) await bundle(path.resolve(dist), name);
  copyFileSync(new URL('run.cjs', import.meta.url), path.join(dist, 'bundles/run.js'));
  for (const [name, files] of Object.entries(BUNDLES))
    for (const file of files) {
      const run = path.posix.relative(path.posix.dirname(file), 'bundles/run.js');
      writeFileSync(path.join(dist, file), `require('${run}')('${name}.js', '${file}');\n`);
    }
};
