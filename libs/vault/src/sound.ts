import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from '@fenming/sqlite';
import { readKeys } from './master-key';
import { VaultError } from './vault-error';

/**
 * Looks through the store of a folder and its key file before anybody opens them, and changes neither. Answers how many persons it knows.
 * A commit that a crash cut off is undone on the way, as at every opening.
 * @throws VaultError `store_missing`, `store_damaged`, `key_missing`, `key_damaged`, `key_wrong`
 */
export function checkStore(folder: string): number {
  const [file, keyFile] = [join(folder, 'vault.sqlite'), join(folder, 'vault.key')];
  if (!existsSync(file)) throw new VaultError('store_missing', 'there is no vault.sqlite');
  if (!existsSync(keyFile)) throw new VaultError('key_missing', 'vault.sqlite has lost its vault.key');
  const { persons, fingerprint } = reading(file);
  const { fingerprint: own, ...working } = readKeys(keyFile);
  for (const key of Object.values(working)) key.fill(0);
  if (!own.equals(fingerprint)) throw new VaultError('key_wrong', 'vault.key does not belong to this vault.sqlite');
  return persons;
}

type Content = { readonly persons: number; readonly fingerprint: Buffer };

function reading(file: string): Content {
  // A journal that was left behind is to be rolled back, which a connection that only reads cannot.
  const options = { readonly: !existsSync(`${file}-journal`), fileMustExist: true, timeout: 30_000 };
  let store: Database.Database | undefined;
  try {
    store = new Database(file, options);
    const sound: unknown = store.pragma('integrity_check(1)', { simple: true });
    if (sound !== 'ok') throw new VaultError('store_damaged', String(sound));
    return contentOf(store);
  } catch (error) {
    if (isDamage(error)) throw new VaultError('store_damaged', error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    store?.close();
  }
}

function contentOf(store: Database.Database): Content {
  if (store.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0) throw holdsNothing();
  const persons = store.prepare('SELECT count(*) FROM person_keys').pluck().get() as number;
  store.prepare('SELECT count(*) FROM persons').get();
  const fingerprint: unknown = store.prepare(`SELECT value FROM settings WHERE name = 'key fingerprint'`).pluck().get();
  if (fingerprint === undefined && persons === 0) throw holdsNothing();
  if (!Buffer.isBuffer(fingerprint)) throw new VaultError('store_damaged', 'vault.sqlite does not say which key it belongs to');
  return { persons, fingerprint };
}

/** As a crash leaves it that came while the store was made. */
const holdsNothing = (): VaultError => new VaultError('store_missing', 'vault.sqlite holds nothing');

/** What SQLite says of a file that is no database, or not this one. Its errors may be of another context: their class tells nothing. */
const isDamage = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  /^SQLITE_(CORRUPT|NOTADB|ERROR|IOERR_SHORT_READ|FORMAT)/.test(String(error.code));
