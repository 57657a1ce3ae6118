import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWNER_ONLY, syncFolder } from '@fenming/folders';
import { VaultError } from './vault-error';

const KEY_BYTES = 32;

/** The working keys, each derived from the master for one purpose only (HKDF-SHA-256, RFC 5869). */
export type VaultKeys = {
  /** Wraps the persons' data keys. */
  readonly wrapping: Buffer;
  /** Keys the index by citizen id. */
  readonly citizenIndex: Buffer;
  /** Keys the tags by which two accounts are compared without being read. */
  readonly accountTag: Buffer;
  /** Keys the marks on the secrets by which people come in. */
  readonly accessMark: Buffer;
  /** Kept in the store to notice a key file that belongs to another one. */
  readonly fingerprint: Buffer;
};

export function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

/** Reads `vault.key`, or makes it when the folder has neither key nor store. Throws VaultError `key_missing` or `key_damaged`. */
export function openKeys(folder: string, storeExists: boolean): VaultKeys {
  const file = join(folder, 'vault.key');
  if (!existsSync(file)) {
    if (storeExists)
      throw new VaultError('key_missing', 'vault.sqlite has lost its vault.key: restore the key file from its backup');
    createKeyFile(folder, file);
  }
  const keys = readKeys(file);
  restrictToOwner(file);
  return keys;
}

/** The working keys of a key file, wherever it is kept. Throws VaultError `key_damaged`. */
export function readKeys(file: string): VaultKeys {
  const master = readFileSync(file);
  if (master.length !== KEY_BYTES)
    throw new VaultError('key_damaged', `vault.key must hold ${KEY_BYTES} bytes, found ${master.length}`);
  return deriveKeys(master);
}

/** A restored backup often comes back readable by everybody. Windows has no such mode and is left alone. */
export function restrictToOwner(file: string): void {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) chmodSync(file, OWNER_ONLY.file);
}

/** A crash leaves either no key or a whole one, and of two threads that start together the second takes the first one's. */
function createKeyFile(folder: string, file: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}.draft`;
  writeFileSync(draft, randomBytes(KEY_BYTES), { mode: OWNER_ONLY.file, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    // Some file systems know no hard links; there, renaming is the only atomic way to make the file appear.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') renameSync(draft, file);
  }
  rmSync(draft, { force: true });
  syncFolder(folder);
}

function deriveKeys(master: Buffer): VaultKeys {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', master, '', `fenming/vault/1/${purpose}`, KEY_BYTES));
  const keys = {
    wrapping: derive('wrapping'),
    citizenIndex: derive('citizen-index'),
    accountTag: derive('account-tag'),
    accessMark: derive('access-mark'),
    fingerprint: derive('fingerprint'),
  };
  master.fill(0);
  return keys;
}
