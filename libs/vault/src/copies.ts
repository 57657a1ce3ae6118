import Database from '@fenming/sqlite';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { readKeys } from './master-key';

/** Few enough that a copy never holds the store for longer than some milliseconds: its users wait for that lock. */
const PAGES_PER_STEP = 500;

/**
 * Copies the store of a running or stopped county into a new file, readable by its owner only. `vault.key` is never copied: a copy of the
 * store without it opens nothing, so that whoever finds a backup has found no personal data. The key is kept elsewhere, by other hands.
 */
export async function copyStore(folder: string, target: string): Promise<void> {
  const source = new Database(join(folder, 'vault.sqlite'), { readonly: true, fileMustExist: true, timeout: 30_000 });
  try {
    // Between steps the store is free; a key destroyed meanwhile makes SQLite begin the copy anew, so the copy never revives it.
    await source.backup(target, { progress: () => PAGES_PER_STEP });
    chmodSync(target, 0o600);
  } finally {
    source.close();
  }
}

/** The fingerprint of the key file that a store belongs to, hex. */
export function fingerprintOfStore(file: string): string {
  return reading(file, (store) => {
    const kept = store.prepare(`SELECT value FROM settings WHERE name = 'key fingerprint'`).pluck().get() as Buffer;
    return kept.toString('hex');
  });
}

/** The fingerprint of a key file, hex; it tells nothing of the key. Throws VaultError `key_damaged`. */
export function fingerprintOfKey(file: string): string {
  const { fingerprint, ...working } = readKeys(file);
  for (const key of Object.values(working)) key.fill(0);
  return fingerprint.toString('hex');
}

/** How many of these persons the store has never heard of. One whose key was destroyed is known. */
export function unknownPersons(file: string, personIds: Iterable<string>): number {
  return reading(file, (store) => {
    const known = store.prepare('SELECT 1 FROM person_keys WHERE person_id = ?').pluck();
    let unknown = 0;
    for (const personId of personIds) if (known.get(personId) === undefined) unknown += 1;
    return unknown;
  });
}

function reading<T>(file: string, read: (store: Database.Database) => T): T {
  const store = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return read(store);
  } finally {
    store.close();
  }
}
