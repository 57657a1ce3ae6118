/**
 * Personal data: one random key per person, sealing under it, and lookup by citizen id. The store is two files beside the log,
 * `vault.sqlite` and `vault.key`; neither holds a citizen id, a name or an account in clear.
 */
export { openVault, type Admission, type PersonId, type Vault } from './vault';
export { checkStore } from './sound';
export { VaultError, type VaultFault } from './vault-error';
export { type Json, type JsonObject } from './sealing';
export { copyStore, fingerprintOfKey, fingerprintOfStore, unknownPersons } from './copies';
