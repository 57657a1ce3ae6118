import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../../..');

/**
 * The program of a worker thread: beside its compiled caller, or in `dist` when the caller is a source file run by jest, because a
 * worker thread has no TypeScript of its own.
 * @throws Error telling what to run when `dist` has none.
 */
export function workerFile(caller: string, name: string): string {
  const folder = dirname(caller);
  if (!caller.endsWith('.ts')) return join(folder, name);
  const compiled = join(ROOT, 'dist', relative(ROOT, folder), name);
  if (existsSync(compiled)) return compiled;
  throw new Error(`A thread's program is not compiled (${compiled}): run \`npm run build\` first.`);
}

/**
 * Lets the thread that answers people go first when there are more threads than cores. On Linux a priority belongs to the thread that asks
 * for it; elsewhere it would slow the whole program, and is left alone.
 */
export function workInTheBackground(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
