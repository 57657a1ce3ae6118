import Database from '@fenming/sqlite';
import { VaultError } from './vault-error';

/**
 * The tables of vault.sqlite:
 * - `persons`: HMAC of a citizen id → person id. Once an id was corrected, the person is found by the new one alone;
 * - `former_ids`: HMAC of an id that was corrected, and of the name it stood beside → whose it was taken for;
 * - `person_keys`: the person's wrapped data key; NULL once destroyed, so that nobody can quietly get a new one under the old id;
 * - `settings`: the fingerprint of the key file that this store belongs to.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS persons (citizen_tag BLOB PRIMARY KEY, person_id TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS former_ids (citizen_tag BLOB, name_mark TEXT, person_id TEXT NOT NULL, PRIMARY KEY (citizen_tag, name_mark)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS person_keys (person_id TEXT PRIMARY KEY, wrapped_key BLOB) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS persons_by_id ON persons (person_id);
`;

/**
 * Opens the store for one thread; several threads may each open it.
 * A write-ahead log would keep old pages, hence also keys that were destroyed, until some later checkpoint. The rollback journal is
 * removed at each commit, deleted cells are overwritten, and EXTRA makes that removal itself durable.
 */
export function openStore(file: string): Database.Database {
  const store = new Database(file, { timeout: 30_000 });
  store.pragma('journal_mode = DELETE');
  store.pragma('secure_delete = ON');
  store.pragma('synchronous = EXTRA');
  store.transaction(() => store.exec(SCHEMA)).immediate();
  return store;
}

/** Binds a new store to its key file, and refuses a store that belongs to another one with VaultError `key_wrong`. */
export function bindToKey(store: Database.Database, fingerprint: Buffer): void {
  store.prepare(`INSERT OR IGNORE INTO settings VALUES ('key fingerprint', ?)`).run(fingerprint);
  const kept = store.prepare(`SELECT value FROM settings WHERE name = 'key fingerprint'`).pluck().get() as Buffer;
  if (!kept.equals(fingerprint))
    throw new VaultError('key_wrong', 'vault.key does not belong to this vault.sqlite: restore the two together');
}
