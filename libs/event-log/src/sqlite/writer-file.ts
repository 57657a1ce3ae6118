import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The program of the writer's thread: beside its compiled caller, or in `dist` when the caller is a source file run by jest,
 * because a worker thread has no TypeScript of its own.
 * @throws Error telling what to run when `dist` has none.
 */
export function writerFile(folder: string, caller: string): string {
  if (!caller.endsWith('.ts')) return join(folder, 'writer.worker.js');
  const compiled = join(folder, '../../../../dist/libs/event-log/src/sqlite/writer.worker.js');
  if (existsSync(compiled)) return compiled;
  throw new Error(`The event log's writer is not compiled (${compiled}): run \`npm run build\` first.`);
}
