import type Database from '@fenming/sqlite';
import { randomBytes } from 'node:crypto';
import { boundTo, decrypt, encrypt } from './sealing';
import { VaultError } from './vault-error';

const KEY_BYTES = 32;
/** Unwrapped keys kept in memory: a county's payees and their families, about 5 MB. */
const KEPT_KEYS = 50_000;

/** The persons' data keys: wrapped in the store, unwrapped in memory, the least recently used forgotten first. */
export class PersonKeys {
  private readonly kept = new Map<string, Buffer>();
  private readonly select: Database.Statement;
  private readonly insert: Database.Statement;
  private readonly erase: Database.Statement;
  private readonly version: Database.Statement;
  private seenVersion: unknown;
  private askedThisTurn = false;

  constructor(
    store: Database.Database,
    private readonly wrapping: Buffer,
  ) {
    this.select = store.prepare('SELECT wrapped_key FROM person_keys WHERE person_id = ?').pluck();
    this.insert = store.prepare('INSERT OR IGNORE INTO person_keys VALUES (?, ?)');
    this.erase = store.prepare('UPDATE person_keys SET wrapped_key = NULL WHERE person_id = ?');
    this.version = store.prepare('PRAGMA data_version').pluck();
    this.seenVersion = this.version.get();
  }

  /** Gives a person a key unless there is one. Throws VaultError `key_destroyed`: a shredded person never comes back under the old id. */
  create(personId: string): void {
    const made = this.insert.run(personId, encrypt(this.wrapping, boundTo('person key', personId), randomBytes(KEY_BYTES)));
    if (made.changes === 0 && this.select.get(personId) === null) throw destroyed(personId);
  }

  /** Throws VaultError `person_unknown` or `key_destroyed`. */
  keyOf(personId: string): Buffer {
    this.forgetWhenChangedElsewhere();
    const known = this.kept.get(personId);
    if (known !== undefined) this.kept.delete(personId);
    const key = known ?? this.load(personId);
    this.kept.set(personId, key);
    if (this.kept.size > KEPT_KEYS) this.forget(this.kept.keys().next().value);
    return key;
  }

  /** True when there was a key to destroy. */
  destroy(personId: string): boolean {
    this.forget(personId);
    return this.erase.run(personId).changes > 0;
  }

  forgetAll(): void {
    for (const key of this.kept.values()) key.fill(0);
    this.kept.clear();
  }

  /**
   * Another thread may have destroyed a key that this one still holds; SQLite tells when the file was changed by somebody else. Asked once
   * per turn of the event loop: asking takes a file lock, and a list of hundreds of people is unsealed in one turn.
   */
  private forgetWhenChangedElsewhere(): void {
    if (this.askedThisTurn) return;
    this.askedThisTurn = true;
    setImmediate(() => (this.askedThisTurn = false)).unref();
    const version = this.version.get();
    if (version !== this.seenVersion) this.forgetAll();
    this.seenVersion = version;
  }

  private load(personId: string): Buffer {
    const wrapped = this.select.get(personId) as Buffer | null | undefined;
    if (wrapped === undefined) throw new VaultError('person_unknown', `person ${personId} was never admitted to this vault`);
    if (wrapped === null) throw destroyed(personId);
    return decrypt(this.wrapping, boundTo('person key', personId), wrapped);
  }

  private forget(personId: string | undefined): void {
    if (personId === undefined) return;
    this.kept.get(personId)?.fill(0);
    this.kept.delete(personId);
  }
}

function destroyed(personId: string): VaultError {
  return new VaultError('key_destroyed', `the key of person ${personId} was destroyed`);
}
