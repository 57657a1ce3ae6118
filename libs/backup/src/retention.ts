import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BackupFault } from './backup-fault';
import { readManifest, type Manifest } from './manifest';

/** A destroyed key lives on in older vault backups; after this many days nobody can have it any more. */
export const LONGEST_VAULT_DAYS = 35;

const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-\d{16}$/;
const DAY = 86_400_000;

/**
 * Deletes the parts of one county's backups that are older than so many days, and what an interrupted backup of that age has left. Other
 * counties' backups and everything else in the folder are left alone. Answers what was deleted.
 */
export const removeExpired = (
  { root, part, days }: { readonly root: string; readonly part: Manifest['part']; readonly days: number },
  now: string,
  origin: string,
): readonly string[] => {
  const names = readdirSync(root).filter((name) => Date.parse(now) - takenAt(name) > days * DAY);
  return names.flatMap((name) => {
    const folder = join(root, name, part);
    if (!existsSync(folder) || !isOurs(folder, part, origin)) return [];
    rmSync(folder, { recursive: true });
    if (readdirSync(join(root, name)).length === 0) rmdirSync(join(root, name));
    return [folder];
  });
};

/** NaN for a name that no backup has; nothing is older than NaN. */
const takenAt = (name: string): number =>
  NAME.test(name) ? Date.parse(name.replace(NAME, '$1-$2-$3T$4:$5:$6.$7Z')) : Number.NaN;

/** A part whose manifest cannot be read is of no use to anybody, and may still hold keys. */
const isOurs = (folder: string, part: Manifest['part'], origin: string): boolean => {
  try {
    return readManifest(folder, part).origin === origin;
  } catch (error) {
    if (error instanceof BackupFault) return true;
    throw error;
  }
};
