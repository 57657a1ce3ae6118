import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const isFolder = (dir: string): boolean => existsSync(dir) && statSync(dir).isDirectory();

/**
 * Makes a folder and those above it that are missing. Node's own recursive mkdir never ends where the system says ENOENT of a folder whose
 * parent is there, as Linux does of `/proc/x`: a typed path must not hang a command, nor the server.
 * @param mode of every folder that is made
 * @throws the error of mkdir: EEXIST where a file bears the name, ENOENT where no folder can be made
 */
export const makeFolder = (dir: string, mode = 0o777): void => {
  const wanted = resolve(dir);
  if (isFolder(wanted)) return;
  if (dirname(wanted) !== wanted) makeFolder(dirname(wanted), mode);
  try {
    mkdirSync(wanted, { mode });
  } catch (error) {
    // Somebody else may have made it in between.
    if (!isFolder(wanted)) throw error;
  }
};
