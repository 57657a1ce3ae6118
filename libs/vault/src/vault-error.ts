/**
 * Why the vault refused:
 * - `key_missing`: there is a store but no key file; a new key would orphan every person in it;
 * - `key_damaged`: the key file is not 32 bytes;
 * - `store_missing`: there is no store, or none that anything was ever put into;
 * - `store_damaged`: SQLite cannot read the store whole, or not all is in it that belongs there;
 * - `key_wrong`: the key file belongs to another store;
 * - `key_destroyed`: the person's key was shredded; what was sealed under it is gone for ever;
 * - `person_unknown`: nobody with this person id was ever admitted here;
 * - `tampered`: not sealed for this person and purpose, or changed since;
 * - `malformed`: a citizen id that is not normalised;
 * - `citizen_taken`: the citizen id is that of another person.
 */
export type VaultFault =
  | 'store_missing'
  | 'store_damaged'
  | 'key_missing'
  | 'key_damaged'
  | 'key_wrong'
  | 'key_destroyed'
  | 'person_unknown'
  | 'tampered'
  | 'malformed'
  | 'citizen_taken';

/** The message never carries a citizen id, an account, a name, or anything that was sealed. */
export class VaultError extends Error {
  constructor(
    readonly code: VaultFault,
    message: string,
  ) {
    super(message);
    this.name = 'VaultError';
  }
}
