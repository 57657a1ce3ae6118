import { accessSync, constants, existsSync, lstatSync, readdirSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { isFolder } from './make-folder';

/**
 * What bears the name of one of a county's files or folders, and cannot be it: `is_folder`, `is_link` to what is not there, `is_device` (a
 * pipe, on which whoever reads waits for ever, a socket, a device), `is_file` in place of a folder. `log_journal`: a rollback journal beside
 * the log, which our log never leaves, and which SQLite would play back over it.
 */
export type Misshape = 'is_folder' | 'is_link' | 'is_device' | 'is_file' | 'log_journal';
export type Misshapen = { readonly fault: Misshape; readonly file: string };

const FILES =
  /^((log|vault|access|views)\.sqlite(-wal|-shm|-journal)?|vault\.key|log\.(seen(\.part)?|eventstore)|operator\.token(\.(new|part))?|owner\.(lock|url)|demo(-keys)?\.json)$/;
const FOLDERS = /^(inbox|outbox|bank-profiles|comparison-sources)$/;
/** All that an audit reads. */
export const OF_THE_LOG = /^log\./;
const ALL = /^/;

const namesIn = (folder: string, only: RegExp): readonly string[] =>
  isFolder(folder)
    ? readdirSync(folder)
        .filter((name) => only.test(name) && (FILES.test(name) || FOLDERS.test(name)))
        .toSorted()
    : [];

/** What a name leads to; nothing where it is a link that leads nowhere, or back to itself. */
const foundAt = (file: string): Stats | undefined => {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined;
    throw error;
  }
};

const misshapeOf = (folder: string, name: string): Misshape | undefined => {
  const file = join(folder, name);
  const found = foundAt(file);
  // Somebody may have taken it away since the folder was read.
  if (found === undefined) return lstatSync(file, { throwIfNoEntry: false }) === undefined ? undefined : 'is_link';
  if (FOLDERS.test(name)) return found.isDirectory() ? undefined : 'is_file';
  if (found.isDirectory()) return 'is_folder';
  if (!found.isFile()) return 'is_device';
  return name === 'log.sqlite' && found.size > 0 && existsSync(`${file}-journal`) ? 'log_journal' : undefined;
};

/**
 * Looks at everything in a county's folder that bears the name of one of its files or folders, before anybody opens one: `only` at some of
 * them. Answers the first that cannot be what it is called.
 * @throws what node says of a folder that must not be looked into
 */
export const misshapenIn = (folder: string, only: RegExp = ALL): Misshapen | undefined => {
  for (const name of namesIn(folder, only)) {
    const fault = misshapeOf(folder, name);
    if (fault !== undefined) return { fault, file: join(folder, name) };
  }
  return undefined;
};

/** @throws what node says of a county's folder that this user may not use, or of the first such file in it: EACCES or EROFS with its path */
export const refuseUnusable = (folder: string, rights = constants.R_OK | constants.W_OK): void => {
  accessSync(folder, rights | constants.X_OK);
  for (const name of namesIn(folder, ALL)) {
    const file = join(folder, name);
    accessSync(file, FOLDERS.test(name) ? rights | constants.X_OK : rights);
  }
};
