import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Why `log.sqlite` in a folder cannot be opened, whatever stands in it: it is no file; or a rollback journal lies beside it, which our log
 * never leaves, and which SQLite would play back over the log.
 * @throws what node says of a folder that must not be looked into
 */
export const faultOfLogFile = (folder: string): 'log_no_file' | 'log_journal' | undefined => {
  const file = join(folder, 'log.sqlite');
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) return 'log_no_file';
  return existsSync(`${file}-journal`) && found.size > 0 ? 'log_journal' : undefined;
};
