// Compiles with SWC. `build.mjs`: apps and libs into dist, with what they read at run time. `build.mjs test`: also the benches, crash rigs
// and stand-ins of test/ into dist-test, which no image and no package holds, beside the description of the doors that the journeys hold every answer against. Either
// way the doors are described, which fails where one of them is not declared whole.
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';
import { bundlePrograms } from './bundle.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/** Programs of test/ that run as processes of their own; jest compiles everything else there by itself. */
const RIGS = ['bench', 'controls', 'crash', 'eventstore-peer', 'history'].map((room) => `test/${room}`);
const NOT_BUILT = /\.(spec|fixture)\.ts$|(?<!\.ts)$/;

async function compile(source, out) {
  const target = path.join(out, source.replace(/\.ts$/, '.js'));
  const { code, map } = await transformFile(source, { sourceFileName: path.relative(path.dirname(target), source) });
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${code}//# sourceMappingURL=${path.basename(target)}.map\n`);
  writeFileSync(`${target}.map`, map);
}

async function build(rooms, out) {
  rmSync(out, { recursive: true, force: true });
  const files = rooms.flatMap((room) => readdirSync(room, { recursive: true }).map((file) => path.join(room, file)));
  await Promise.all(files.filter((file) => !NOT_BUILT.test(file)).map((file) => compile(file, out)));
}

/** What the code reads beside itself: the programme catalogue, and the one weight that forms are printed in with its licence. */
function layAside() {
  cpSync('libs/programmes/catalogue', 'dist/libs/programmes/catalogue', { recursive: true });
  cpSync('libs/programmes/sources.yaml', 'dist/libs/programmes/sources.yaml');
  cpSync('libs/rosters/sources', 'dist/libs/rosters/sources', { recursive: true });
  const typeface = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  cpSync(`${typeface}/400Regular/NotoSansSC_400Regular.ttf`, 'dist/assets/NotoSansSC_400Regular.ttf');
  cpSync(`${typeface}/LICENSE_FONT`, 'dist/assets/LICENSE_FONT');
}

await build(['apps', 'libs'], 'dist');
layAside();
// Throws for an operation without an answer or a row in the access table: such a server would not start either.
const { openApi } = createRequire(import.meta.url)('../dist/apps/server/src/openapi.js');
const described = JSON.stringify(await openApi());
await bundlePrograms('dist');
if (process.argv[2] === 'test') {
  await build(RIGS, 'dist-test');
  // A rig is to meet the very modules that it examines, so it finds them in dist. A junction needs no rights on Windows.
  for (const room of ['apps', 'libs']) symlinkSync(path.resolve('dist', room), `dist-test/${room}`, 'junction');
  writeFileSync('dist-test/openapi.json', described);
}
