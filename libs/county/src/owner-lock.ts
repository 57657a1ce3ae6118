import { aside, say } from '@fenming/language';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { damageIn } from '@fenming/event-log';
import { openDatabase } from '@fenming/sqlite';
import { refuseUnusable } from '@fenming/folders';
import { checkFolder, FolderUnsound, refuseMisshapen, type Soundness } from './sound-folder';

/** Another process owns the data folder. `url` is where it answers, when it does. */
export class FolderOwned extends Error {
  constructor(
    readonly folder: string,
    readonly url: string | undefined,
  ) {
    super(
      say(
        `数据目录 ${folder} 正由另一个分明进程使用${aside(url)}，不能再启动一个。`,
        `The data folder ${folder} is in use by another Fenming process${aside(url)}; a second one cannot be started.`,
      ),
    );
    this.name = 'FolderOwned';
  }
}

const ownerUrl = (folder: string): string | undefined => {
  const file = join(folder, 'owner.url');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
};

export type OwnerLock = { readonly release: () => void };

/**
 * Takes the folder for this process: an open exclusive SQLite transaction, which the operating system ends with the process.
 * A pid file would survive a crash and lie. Throws FolderOwned, FolderUnsound and NativeBuildMissing, and
 * what node says of a folder that may not be written.
 */
const takeOwnership = (folder: string): OwnerLock => {
  refuseMisshapen(folder);
  refuseUnusable(folder);
  const file = join(folder, 'owner.lock');
  const database = openDatabase(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    // The library's errors may be of another context than ours: their class tells nothing.
    const busy = typeof error === 'object' && error !== null && 'code' in error && error.code === 'SQLITE_BUSY';
    if (busy) throw new FolderOwned(folder, ownerUrl(folder));
    throw damageIn(error) === undefined ? error : new FolderUnsound('lock_damaged', file);
  }
  return { release: () => database.close() };
};

/** Takes the folder, and looks through its files before anybody opens them. @throws as takeOwnership, and FolderUnsound */
export const takeSound = (folder: string, soundness: Soundness): OwnerLock => {
  const lock = takeOwnership(folder);
  try {
    checkFolder(folder, soundness);
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
};
