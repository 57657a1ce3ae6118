import { existsSync, mkdirSync, statSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { OWNER_ONLY } from './private';

const found = (path: string): Stats | undefined => (existsSync(path) ? statSync(path) : undefined);
export const isFolder = (path: string): boolean => found(path)?.isDirectory() === true;
/** A file that can be read to its end: on a pipe one would wait for ever. */
export const isFile = (path: string): boolean => found(path)?.isFile() === true;

/**
 * Makes a folder and those above it that are missing, each for its owner alone. Node's own recursive mkdir never ends where the system says
 * ENOENT of a folder whose parent is there, as Linux does of `/proc/x`: a typed path must not hang a command, nor the server.
 * @throws the error of mkdir: EEXIST where a file bears the name, ENOENT where no folder can be made
 */
export const makeFolder = (dir: string): void => {
  const wanted = resolve(dir);
  if (isFolder(wanted)) return;
  if (dirname(wanted) !== wanted) makeFolder(dirname(wanted));
  try {
    mkdirSync(wanted, { mode: OWNER_ONLY.folder });
  } catch (error) {
    // Somebody else may have made it in between.
    if (!isFolder(wanted)) throw error;
  }
};
