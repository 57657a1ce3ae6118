import type { BankAccount, CitizenId } from '@fenming/citizen';
import type Database from '@fenming/sqlite';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '@fenming/folders';
import { hmac, openKeys, restrictToOwner, type VaultKeys } from './master-key';
import { PersonKeys } from './person-keys';
import { boundTo, sealJson, unsealJson, type JsonObject } from './sealing';
import { bindToKey, openStore } from './store';
import { VaultError } from './vault-error';

/** A person's random id: the only name of a person outside the vault. */
export type PersonId = string & { readonly kind: 'PersonId' };

/** What was sealed for a person and a purpose. */
export type Sealed = { readonly personId: PersonId; readonly purpose: string; readonly sealed: string };
export type Admission = { readonly citizenId: CitizenId; readonly personId: PersonId };

/** Thrown as VaultError with a stable code; nothing here ever returns a promise, SQLite answers at once. */
export type Vault = {
  /** The persons known by these ids; an unknown id has no entry. */
  findPersons(ids: readonly CitizenId[]): ReadonlyMap<CitizenId, PersonId>;
  /**
   * Admits all or, when one entry is malformed, none, in one durable transaction. A citizen who is known keeps the person id they have, whatever
   * the entry proposes. The answer has one entry per citizen id given: under which person each is known now. Throws `malformed`, or
   * `key_destroyed` where an unknown citizen is proposed under the id of a shredded person.
   */
  admitPersons(entries: readonly Admission[]): ReadonlyMap<CitizenId, PersonId>;
  /**
   * From now on this id, and no other, leads to the person, in one durable transaction: any former id is nobody's, and is remembered beside
   * these names, which it may stand beside on a list, for `formerIds`. The same once more changes nothing. Throws `citizen_taken` where the id leads to somebody else, `malformed`, `person_unknown` or `key_destroyed`.
   */
  moveToCitizen(personId: PersonId, to: { readonly citizenId: CitizenId; readonly names: readonly string[] }): void;
  /** Those of these ids that stood beside these very names and were corrected since. Names are compared as they are given. */
  formerIds(people: readonly { readonly citizenId: CitizenId; readonly name: string }[]): ReadonlySet<CitizenId>;
  /** Seals under the person's own key, bound to person and purpose; base64. Throws `person_unknown` or `key_destroyed`. */
  seal(personId: PersonId, purpose: string, content: JsonObject): string;
  /** Throws `key_destroyed`, `person_unknown`, or `tampered` (changed, or sealed for another person or purpose). */
  unseal(personId: PersonId, purpose: string, sealed: string): JsonObject;
  /** Many at once, in the order given: the store is locked and asked as one, which a list of payees feels. Throws as `unseal`. */
  unsealAll(boxes: readonly Sealed[]): readonly JsonObject[];
  /** Equal for equal accounts and for nothing else, hex. For memory and the vault's own tables only: never into an event or a view. */
  accountTag(account: BankAccount): string;
  /** What nobody can put under these words who has not the key of this vault: hex. */
  mark(words: readonly string[]): string;
  /** Shreds the person's key and the ways to find the person by citizen id, durably and without return. Throws `person_unknown`. */
  destroyPersonKey(personId: PersonId): void;
  close(): void;
};

/** Opens the vault of a data folder, making folder, key and store where there are none. Throws VaultError `key_missing`, `key_damaged`, `key_wrong`. */
export function openVault(folder: string): Vault {
  makeFolder(folder);
  const file = join(folder, 'vault.sqlite');
  const keys = openKeys(folder, existsSync(file));
  const store = openStore(file);
  try {
    restrictToOwner(file);
    bindToKey(store, keys.fingerprint);
    return new SqliteVault(store, keys);
  } catch (error) {
    store.close();
    throw error;
  }
}

class SqliteVault implements Vault {
  private readonly personKeys: PersonKeys;
  private readonly selectPerson: Database.Statement;
  private readonly insertPerson: Database.Statement;
  private readonly deletePerson: Database.Statement;
  private readonly selectTags: Database.Statement;
  private readonly insertFormer: Database.Statement;
  private readonly selectFormer: Database.Statement;
  private readonly deleteFormer: Database.Statement;
  private readonly deleteFormerOf: Database.Statement;

  constructor(
    private readonly store: Database.Database,
    private readonly keys: VaultKeys,
  ) {
    this.personKeys = new PersonKeys(store, keys.wrapping);
    this.selectPerson = store.prepare('SELECT person_id FROM persons WHERE citizen_tag = ?').pluck();
    this.insertPerson = store.prepare('INSERT INTO persons VALUES (?, ?)');
    this.deletePerson = store.prepare('DELETE FROM persons WHERE person_id = ?');
    this.selectTags = store.prepare('SELECT citizen_tag FROM persons WHERE person_id = ?').pluck();
    this.insertFormer = store.prepare('INSERT OR REPLACE INTO former_ids VALUES (?, ?, ?)');
    this.selectFormer = store.prepare('SELECT name_mark FROM former_ids WHERE citizen_tag = ?').pluck();
    this.deleteFormer = store.prepare('DELETE FROM former_ids WHERE citizen_tag = ? AND person_id = ?');
    this.deleteFormerOf = store.prepare('DELETE FROM former_ids WHERE person_id = ?');
  }

  findPersons(ids: readonly CitizenId[]): ReadonlyMap<CitizenId, PersonId> {
    return this.store.transaction(() => {
      const found = ids.map((id) => [id, this.personWith(this.tagOf(id))] as const);
      return new Map(found.filter((pair): pair is readonly [CitizenId, PersonId] => pair[1] !== undefined));
    })();
  }

  admitPersons(entries: readonly Admission[]): ReadonlyMap<CitizenId, PersonId> {
    const tagged = entries.map((entry) => ({ entry, tag: this.tagOf(entry.citizenId) }));
    return this.store
      .transaction(
        () => new Map(tagged.map(({ entry, tag }) => [entry.citizenId, this.personWith(tag) ?? this.admit(entry, tag)] as const)),
      )
      .immediate();
  }

  moveToCitizen(personId: PersonId, { citizenId, names }: Parameters<Vault['moveToCitizen']>[1]): void {
    const tag = this.tagOf(citizenId);
    this.store
      .transaction(() => {
        // Nobody is found by a number under a key that is not there.
        this.personKeys.keyOf(personId);
        if ((this.personWith(tag) ?? personId) !== personId)
          throw new VaultError('citizen_taken', 'this citizen id is that of another person');
        for (const former of this.selectTags.all(personId) as readonly Buffer[])
          if (!former.equals(tag)) for (const name of names) this.insertFormer.run(former, this.nameMark(name), personId);
        this.deleteFormer.run(tag, personId);
        this.deletePerson.run(personId);
        this.insertPerson.run(tag, personId);
      })
      .immediate();
  }

  formerIds(people: Parameters<Vault['formerIds']>[0]): ReadonlySet<CitizenId> {
    return this.store.transaction(() => {
      const former = people.filter(
        // Hardly any id was ever corrected: a name is marked only beside one that was.
        ({ citizenId, name }) => {
          const marks = this.selectFormer.all(this.tagOf(citizenId));
          return marks.length > 0 && marks.includes(this.nameMark(name));
        },
      );
      return new Set(former.map(({ citizenId }) => citizenId));
    })();
  }

  seal(personId: PersonId, purpose: string, content: JsonObject): string {
    return sealJson(this.personKeys.keyOf(personId), boundTo(personId, purpose), content);
  }

  unseal(personId: PersonId, purpose: string, sealed: string): JsonObject {
    return unsealJson(this.personKeys.keyOf(personId), boundTo(personId, purpose), sealed);
  }

  unsealAll(boxes: readonly Sealed[]): readonly JsonObject[] {
    return this.store.transaction(() => boxes.map(({ personId, purpose, sealed }) => this.unseal(personId, purpose, sealed)))();
  }

  accountTag(account: BankAccount): string {
    return hmac(this.keys.accountTag, account).toString('hex');
  }

  mark(words: readonly string[]): string {
    return hmac(this.keys.accessMark, JSON.stringify(words)).toString('hex');
  }

  destroyPersonKey(personId: PersonId): void {
    this.store
      .transaction(() => {
        if (!this.personKeys.destroy(personId))
          throw new VaultError('person_unknown', `person ${personId} was never admitted to this vault`);
        this.deletePerson.run(personId);
        this.deleteFormerOf.run(personId);
      })
      .immediate();
  }

  close(): void {
    this.personKeys.forgetAll();
    for (const key of Object.values(this.keys)) key.fill(0);
    this.store.close();
  }

  private admit({ personId }: Admission, tag: Buffer): PersonId {
    this.personKeys.create(personId);
    this.insertPerson.run(tag, personId);
    return personId;
  }

  private nameMark(name: string): string {
    return this.mark(['name of a former id', name]);
  }

  private personWith(tag: Buffer): PersonId | undefined {
    return this.selectPerson.get(tag) as PersonId | undefined;
  }

  /** The type already says that the id is normalised; a caller that bypassed it would make one person into two. */
  private tagOf(id: CitizenId): Buffer {
    if (!/^\d{17}[\dX]$/.test(id))
      throw new VaultError('malformed', 'a citizen id must be normalised to 18 characters before it reaches the vault');
    return hmac(this.keys.citizenIndex, id);
  }
}
