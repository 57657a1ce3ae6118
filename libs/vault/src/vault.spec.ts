import { checkCharacter, readBankAccount, readCitizenId, type BankAccount, type CitizenId } from '@fenming/citizen';
import Database from '@fenming/sqlite';
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyStore } from './copies';
import { openVault, type PersonId, type Vault } from './vault';

let folder: string;
let vault: Vault;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'));
  vault = openVault(folder);
});
afterEach(() => {
  vault.close();
  rmSync(folder, { recursive: true, force: true });
});

const person = (): PersonId => randomUUID() as PersonId;
/** An invented citizen of the unassigned area 991001. */
const citizen = (order: number): CitizenId => {
  const first17 = `99100119600101${String(order).padStart(3, '0')}`;
  return read(first17 + checkCharacter(first17));
};
const read = (text: string): CitizenId => {
  const reading = readCitizenId(text);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.id;
};
const account = (text: string): BankAccount => {
  const reading = readBankAccount(text);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.account;
};
const refusedAs = (code: string): Error => expect.objectContaining({ name: 'VaultError', code }) as Error;
const admitted = (order = 1): PersonId => {
  const personId = person();
  vault.admitPersons([{ citizenId: citizen(order), personId }]);
  return personId;
};
const reopen = (): void => {
  vault.close();
  vault = openVault(folder);
};

describe('admission', () => {
  it('finds an admitted person by citizen id, also after a restart', () => {
    const personId = admitted(7);
    reopen();
    expect(vault.findPersons([citizen(7), citizen(8)])).toEqual(new Map([[citizen(7), personId]]));
  });

  it('knows the 15-digit and the 18-digit id of one person as one', () => {
    const personId = person();
    vault.admitPersons([{ citizenId: read('991001600101001'), personId }]);
    expect(vault.findPersons([citizen(1)]).get(citizen(1))).toBe(personId);
  });

  it('keeps the person id of a known citizen, and tells the caller', () => {
    const [first, second] = [admitted(1), person()];
    const answer = vault.admitPersons([
      { citizenId: citizen(1), personId: second },
      { citizenId: citizen(2), personId: second },
    ]);
    expect(answer).toEqual(
      new Map([
        [citizen(1), first],
        [citizen(2), second],
      ]),
    );
  });

  it('makes one person of a citizen who stands twice in one list', () => {
    const [first, second] = [person(), person()];
    const entries = [first, second].map((personId) => ({ citizenId: citizen(3), personId }));
    expect(vault.admitPersons(entries).get(citizen(3))).toBe(first);
  });

  it('admits nobody when one entry is malformed, and does not repeat the number', () => {
    const entries = [citizen(1), '99100119600101001x' as CitizenId].map((citizenId) => ({ citizenId, personId: person() }));
    expect(() => vault.admitPersons(entries)).toThrow(refusedAs('malformed'));
    expect(() => vault.admitPersons(entries)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('9910') }));
    expect(vault.findPersons([citizen(1)]).size).toBe(0);
  });

  it('admits a whole roster at once', () => {
    const entries = Array.from({ length: 900 }, (_, order) => ({ citizenId: citizen(order), personId: person() }));
    expect(vault.admitPersons(entries).size).toBe(900);
    reopen();
    expect(vault.findPersons(entries.map((entry) => entry.citizenId)).size).toBe(900);
  });
});

describe('a citizen id that was wrong', () => {
  it('leads to nobody once it is corrected, and the right one to the same person and the same key, also after a restart', () => {
    const personId = admitted(1);
    const sealed = vault.seal(personId, 'identity', { name: '王示例' });
    vault.moveToCitizen(personId, { citizenId: citizen(2), names: ['王示例'] });
    reopen();
    expect(vault.findPersons([citizen(1), citizen(2)])).toEqual(new Map([[citizen(2), personId]]));
    expect(vault.unseal(personId, 'identity', sealed)).toEqual({ name: '王示例' });
    const stranger = person();
    expect(vault.admitPersons([{ citizenId: citizen(1), personId: stranger }]).get(citizen(1))).toBe(stranger);
  });

  it('is corrected once, however often it is said', () => {
    const personId = admitted(1);
    for (const _time of [1, 2]) vault.moveToCitizen(personId, { citizenId: citizen(2), names: ['王示例'] });
    expect(vault.findPersons([citizen(1), citizen(2)])).toEqual(new Map([[citizen(2), personId]]));
    vault.moveToCitizen(personId, { citizenId: citizen(1), names: ['王示例'] });
    expect(vault.findPersons([citizen(1), citizen(2)])).toEqual(new Map([[citizen(1), personId]]));
  });

  it('leads to nobody else: an id that is taken, malformed or of somebody shredded changes nothing', () => {
    const [one, other] = [admitted(1), admitted(2)];
    expect(() => vault.moveToCitizen(one, { citizenId: citizen(2), names: ['王示例'] })).toThrow(refusedAs('citizen_taken'));
    expect(() => vault.moveToCitizen(one, { citizenId: citizen(2), names: ['王示例'] })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('9910') }),
    );
    expect(() => vault.moveToCitizen(one, { citizenId: '99100119600101001x' as CitizenId, names: ['王示例'] })).toThrow(
      refusedAs('malformed'),
    );
    expect(() => vault.moveToCitizen(person(), { citizenId: citizen(3), names: ['王示例'] })).toThrow(
      refusedAs('person_unknown'),
    );
    vault.destroyPersonKey(other);
    expect(() => vault.moveToCitizen(other, { citizenId: citizen(3), names: ['王示例'] })).toThrow(refusedAs('key_destroyed'));
    expect(vault.findPersons([citizen(1), citizen(2), citizen(3)])).toEqual(new Map([[citizen(1), one]]));
  });

  it('is known beside the name it stood beside, until it is that person’s again or they are forgotten', () => {
    const personId = admitted(1);
    const asked = [{ citizenId: citizen(1), name: '王示例' }];
    expect(vault.formerIds(asked)).toEqual(new Set());
    vault.moveToCitizen(personId, { citizenId: citizen(2), names: ['王示例'] });
    reopen();
    expect(vault.formerIds(asked)).toEqual(new Set([citizen(1)]));
    expect(vault.formerIds([{ citizenId: citizen(1), name: '李示例' }])).toEqual(new Set());
    vault.moveToCitizen(personId, { citizenId: citizen(1), names: ['王示例'] });
    expect(vault.formerIds(asked)).toEqual(new Set());
    vault.moveToCitizen(personId, { citizenId: citizen(2), names: ['王示例'] });
    vault.destroyPersonKey(personId);
    expect(vault.formerIds(asked)).toEqual(new Set());
  });

  it('stands corrected in a copy of the store', async () => {
    const personId = admitted(1);
    vault.moveToCitizen(personId, { citizenId: citizen(2), names: ['王示例'] });
    const copied = mkdtempSync(join(tmpdir(), 'vault-'));
    await copyStore(folder, join(copied, 'vault.sqlite'));
    copyFileSync(join(folder, 'vault.key'), join(copied, 'vault.key'));
    const copy = openVault(copied);
    expect(copy.findPersons([citizen(1), citizen(2)])).toEqual(new Map([[citizen(2), personId]]));
    copy.close();
    rmSync(copied, { recursive: true });
  });
});

describe('sealing', () => {
  it('opens after a restart what was sealed before', () => {
    const personId = admitted();
    const sealed = vault.seal(personId, 'bank', { account: '9900000000000000001', name: '欧阳·示例𠮷' });
    reopen();
    expect(vault.unseal(personId, 'bank', sealed)).toEqual({ account: '9900000000000000001', name: '欧阳·示例𠮷' });
  });

  it('refuses to open for another purpose or as another person', () => {
    const [one, other] = [admitted(1), admitted(2)];
    const sealed = vault.seal(one, 'bank', { account: '9900000000000000001' });
    expect(() => vault.unseal(one, 'identity', sealed)).toThrow(refusedAs('tampered'));
    expect(() => vault.unseal(other, 'bank', sealed)).toThrow(refusedAs('tampered'));
  });

  it('opens a whole list in the order given, and nothing of it when one entry was changed', () => {
    const people = [admitted(1), admitted(2)];
    const boxes = people.flatMap((personId, order) =>
      ['identity', 'bank'].map((purpose) => ({ personId, purpose, sealed: vault.seal(personId, purpose, { order, purpose }) })),
    );
    expect(vault.unsealAll(boxes)).toEqual(
      [0, 1].flatMap((order) => ['identity', 'bank'].map((purpose) => ({ order, purpose }))),
    );
    expect(() => vault.unsealAll(boxes.map((box) => ({ ...box, purpose: 'bank' })))).toThrow(refusedAs('tampered'));
  });

  it('does not seal for a person who was never admitted', () => {
    expect(() => vault.seal(person(), 'bank', {})).toThrow(refusedAs('person_unknown'));
  });
});

describe('the account tag', () => {
  it('is equal for equal accounts only, also after a restart, and differs from vault to vault', () => {
    const before = vault.accountTag(account('9900000000000000001'));
    expect(vault.accountTag(account('9900000000000000002'))).not.toBe(before);
    reopen();
    expect(vault.accountTag(account('9900 0000 0000 0000 001'))).toBe(before);
    const elsewhere = mkdtempSync(join(tmpdir(), 'vault-'));
    const other = openVault(elsewhere);
    expect(other.accountTag(account('9900000000000000001'))).not.toBe(before);
    other.close();
    rmSync(elsewhere, { recursive: true });
  });
});

describe('shredding', () => {
  it('makes everything sealed for the person unreadable and leaves the others alone', () => {
    const [shredded, other] = [admitted(1), admitted(2)];
    const [lost, kept] = [shredded, other].map((personId) => vault.seal(personId, 'identity', { name: '王示例' }));
    vault.destroyPersonKey(shredded);
    expect(() => vault.unseal(shredded, 'identity', lost ?? '')).toThrow(refusedAs('key_destroyed'));
    reopen();
    expect(() => vault.unseal(shredded, 'identity', lost ?? '')).toThrow(refusedAs('key_destroyed'));
    expect(() => vault.seal(shredded, 'identity', {})).toThrow(refusedAs('key_destroyed'));
    expect(vault.unseal(other, 'identity', kept ?? '')).toEqual({ name: '王示例' });
  });

  it('is seen by another thread that still holds the key in memory, at its next turn', async () => {
    const personId = admitted();
    const second = openVault(folder);
    const sealed = second.seal(personId, 'identity', { name: '王示例' });
    vault.destroyPersonKey(personId);
    await new Promise((resolve) => setImmediate(resolve));
    expect(() => second.unseal(personId, 'identity', sealed)).toThrow(refusedAs('key_destroyed'));
    second.close();
  });

  it('forgets the citizen, who would come back as a new person and never under the old id', () => {
    const personId = admitted(1);
    vault.destroyPersonKey(personId);
    expect(vault.findPersons([citizen(1)]).size).toBe(0);
    expect(() => vault.admitPersons([{ citizenId: citizen(1), personId }])).toThrow(refusedAs('key_destroyed'));
    expect(vault.findPersons([citizen(1)]).size).toBe(0);
    expect(vault.seal(admitted(1), 'identity', {})).toBeDefined();
  });

  it('leaves no byte of the wrapped key in the store', () => {
    const personId = admitted();
    const wrapped = wrappedKeys();
    expect(storeBytes().includes(wrapped[0] ?? '')).toBe(true);
    vault.destroyPersonKey(personId);
    expect(storeBytes().includes(wrapped[0] ?? '')).toBe(false);
  });

  it('refuses a person who was never admitted', () => {
    expect(() => vault.destroyPersonKey(person())).toThrow(refusedAs('person_unknown'));
  });
});

describe('the files', () => {
  it('hold neither citizen id nor name nor account, in no spelling', () => {
    const personId = admitted(1);
    vault.seal(personId, 'identity', { name: '王示例', citizenId: citizen(1) });
    vault.accountTag(account('9900000000000000001'));
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    for (const planted of [citizen(1), '王示例', '9900000000000000001']) {
      for (const encoding of ['utf8', 'utf16le', 'base64', 'hex'] as const) {
        const wanted =
          encoding === 'utf16le' ? Buffer.from(planted, 'utf16le') : Buffer.from(Buffer.from(planted).toString(encoding));
        expect(bytes.some((file) => file.includes(wanted))).toBe(false);
      }
    }
  });

  it('are two, with no journal left behind', () => {
    admitted();
    expect(readdirSync(folder).toSorted()).toEqual(['vault.key', 'vault.sqlite']);
  });
});

/** The store is small enough in these specs to be read whole; the wrapped key of the only person is its only 60-byte blob. */
function storeBytes(): Buffer {
  return readFileSync(join(folder, 'vault.sqlite'));
}

function wrappedKeys(): Buffer[] {
  const store = new Database(join(folder, 'vault.sqlite'), { readonly: true });
  const keys = store.prepare('SELECT wrapped_key FROM person_keys').pluck().all() as Buffer[];
  store.close();
  return keys;
}
