// Builds every app and lib into dist with nest-cli (SWC), and lays the programme catalogue beside the code that reads it.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
rmSync('dist', { recursive: true, force: true });
const built = spawnSync(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'server'], { encoding: 'utf8' });
if (built.status !== 0) {
  process.stderr.write(built.stdout + built.stderr);
  process.exit(1);
}
cpSync('libs/programmes/catalogue', 'dist/libs/programmes/catalogue', { recursive: true });
