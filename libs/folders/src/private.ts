import {
  chmodSync,
  closeSync,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';

/** Whoever may read a file with personal data has an account of the county's system, and not of the machine. */
export const OWNER_ONLY = { file: 0o600, folder: 0o700 } as const;

/** From here on whatever this process makes is for its owner alone, whatever the shell had said: databases, and the files that SQLite lays beside them. */
export const keepPrivate = (): void => void process.umask(0o077);

/** Another's file is not ours to change, and Windows has rights of another kind. */
const isOurs = ({ uid }: Stats): boolean => process.getuid?.() === uid;

const mend = (path: string, found: Stats, mode: number): void => {
  if ((found.mode & 0o077) !== 0 && isOurs(found)) chmodSync(path, mode);
};

/** Takes from a folder and all that lies in it the rights that others had, as an earlier release or a copy has left them. Links are not followed. */
export const mendRights = (dir: string): void => {
  const found = lstatSync(dir, { throwIfNoEntry: false });
  if (found?.isFile() === true) mend(dir, found, OWNER_ONLY.file);
  if (found?.isDirectory() !== true) return;
  mend(dir, found, OWNER_ONLY.folder);
  for (const name of readdirSync(dir)) mendRights(join(dir, name));
};

/** Writes a file for its owner alone, also where one lay that others could read. What is no file, such as a terminal, is written to as it is. */
export const writePrivate = (file: string, bytes: Buffer | string): void => {
  const handle = openSync(file, 'w', OWNER_ONLY.file);
  try {
    const found = fstatSync(handle);
    if (found.isFile() && isOurs(found)) fchmodSync(handle, OWNER_ONLY.file);
    writeFileSync(handle, bytes);
  } finally {
    closeSync(handle);
  }
};
