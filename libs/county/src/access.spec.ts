import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from '@fenming/sqlite';
import type { ActorId } from '@fenming/subsidy';
import { createHmac } from 'node:crypto';
import { Access } from './access';
import { TOKEN_DAYS } from './access-tables';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONDAY = Date.parse('2026-03-02T01:00:00.000Z');
const CLERK = { actor: 'clerk' as ActorId, credential: 'c1' };
const BANK = { actor: 'bank' as ActorId, credential: 'c2' };

/** As the vault marks, by a key that lies elsewhere. */
const MARKER = {
  mark: (words: readonly string[]) => createHmac('sha256', 'elsewhere').update(JSON.stringify(words)).digest('hex'),
};

let folder: string;
let access: Access;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fenming-access-'));
  access = new Access(folder, MARKER);
});
afterEach(() => {
  access.close();
  rmSync(folder, { recursive: true });
});

describe('a session', () => {
  it('lasts as long as it is used, and no longer than eight hours', () => {
    const token = access.openSession(CLERK.actor, CLERK.credential, MONDAY);
    let now = MONDAY;
    for (; now < MONDAY + 8 * HOUR; now += 14 * MINUTE) expect(access.holderOf(token, now)).toEqual(CLERK);
    expect(access.holderOf(token, MONDAY + 8 * HOUR)).toBeUndefined();
  });

  it('ends after a quarter of an hour in which nobody used it, and does not come back', () => {
    const token = access.openSession(CLERK.actor, CLERK.credential, MONDAY);
    expect(access.holderOf(token, MONDAY + 15 * MINUTE)).toBeUndefined();
    expect(access.holderOf(token, MONDAY + MINUTE)).toBeUndefined();
  });

  it('remembers its last use in the folder: another process goes by it', () => {
    const token = access.openSession(CLERK.actor, CLERK.credential, MONDAY);
    access.holderOf(token, MONDAY + 10 * MINUTE);
    const elsewhere = new Access(folder, MARKER);
    expect(elsewhere.holderOf(token, MONDAY + 20 * MINUTE)).toEqual(CLERK);
    elsewhere.close();
  });

  it('ends with a new password, as all others of the account', async () => {
    const tokens = [1, 2].map(() => access.openSession(CLERK.actor, CLERK.credential));
    const other = access.openSession('other' as ActorId, 'c9');
    access.setPassword({ ...CLERK, credential: 'c3' }, await access.derive('right-horse'));
    expect(tokens.map((token) => access.holderOf(token))).toEqual([undefined, undefined]);
    expect(access.holderOf(other)).toBeDefined();
    expect(await access.credentialOf(CLERK.actor, 'right-horse')).toBe('c3');
    expect(await access.credentialOf(CLERK.actor, 'wrong-horse')).toBeUndefined();
  });
});

describe('a machine’s token', () => {
  it('needs no use to last, is listed with its end, and ends after a year', () => {
    const [token = ''] = access.giveTokens([BANK], MONDAY);
    const end = MONDAY + TOKEN_DAYS * DAY;
    expect(access.tokens(MONDAY)).toEqual([{ ...BANK, expires: end, used: MONDAY }]);
    expect(access.holderOf(token, end - DAY)).toEqual(BANK);
    expect(access.holderOf(token, end)).toBeUndefined();
    expect(access.tokens(end)).toEqual([]);
  });

  it('takes the place of the one before', () => {
    const [first = ''] = access.giveTokens([BANK]);
    const [second = ''] = access.giveTokens([{ ...BANK, credential: 'c4' }]);
    expect([access.holderOf(first), access.holderOf(second)?.credential]).toEqual([undefined, 'c4']);
    expect([access.holds(BANK), access.holds({ ...BANK, credential: 'c4' })]).toEqual([false, true]);
  });
});

describe('a folder of an earlier release', () => {
  it('keeps its passwords, and gives its endless tokens an end', () => {
    access.close();
    const file = join(folder, 'access.sqlite');
    rmSync(file);
    const old = new Database(file);
    old.exec(`
      CREATE TABLE token (hash TEXT PRIMARY KEY, actor TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;
      CREATE TABLE password (actor TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
    `);
    old.prepare('INSERT INTO token VALUES (?, ?, ?)').run('abc', 'bank', Number.MAX_SAFE_INTEGER);
    old.prepare('INSERT INTO password VALUES (?, ?, ?)').run('clerk', Buffer.alloc(16), Buffer.alloc(32));
    old.close();
    access = new Access(folder, MARKER);
    const [kept] = access.tokens();
    expect(kept).toMatchObject({ actor: 'bank', credential: '' });
    expect(kept?.expires).toBeLessThan(Date.now() + (TOKEN_DAYS + 1) * DAY);
    expect(access.holds({ actor: CLERK.actor, credential: '' })).toBe(true);
  });
});

describe('a row of access.sqlite that somebody has changed', () => {
  const change = (statement: string): void => {
    access.close();
    const file = new Database(join(folder, 'access.sqlite'));
    file.exec(statement);
    file.close();
    access = new Access(folder, MARKER);
  };

  it('lets nobody in: a password copied to another account opens none of it', async () => {
    access.setPassword(CLERK, await access.derive('right-horse'));
    access.setPassword({ ...BANK, credential: 'c5' }, await access.derive('other-horse'));
    change("UPDATE password SET (salt, hash) = (SELECT salt, hash FROM password WHERE actor = 'clerk') WHERE actor = 'bank'");
    expect(await access.credentialOf(BANK.actor, 'right-horse')).toBeUndefined();
    expect(access.holds({ ...BANK, credential: 'c5' })).toBe(false);
    expect(await access.credentialOf(CLERK.actor, 'right-horse')).toBe('c1');
  });

  it('nor one that was put under a newer name, or derived by somebody who has not the key', async () => {
    const { salt, hash } = await access.derive('own-horse');
    access.setPassword(CLERK, { salt, hash });
    change("UPDATE password SET credential = 'c2'");
    expect(await access.credentialOf(CLERK.actor, 'own-horse')).toBeUndefined();
    const hex = [salt, hash].map((bytes) => `x'${bytes.toString('hex')}'`).join(', ');
    change(`INSERT INTO password (actor, salt, hash, credential) VALUES ('chief', ${hex}, 'c9')`);
    expect(await access.credentialOf('chief' as ActorId, 'own-horse')).toBeUndefined();
  });

  it('nor a session or a token that was given to somebody else, or to another end', () => {
    const session = access.openSession(CLERK.actor, CLERK.credential);
    const [token = ''] = access.giveTokens([BANK]);
    change("UPDATE token SET actor = 'chief' WHERE actor = 'clerk'; UPDATE token SET expires = expires + 1 WHERE actor = 'bank'");
    expect([access.holderOf(session), access.holderOf(token)]).toEqual([undefined, undefined]);
    expect([access.holds(BANK), access.tokens()]).toEqual([false, []]);
  });
});

describe('a password that was handed over', () => {
  it('is still known as that after its owner has changed it, and opens nothing', async () => {
    access.setPassword(CLERK, await access.derive('handed-over'));
    expect(await access.judge(CLERK.actor, 'handed-over')).toEqual({ credential: 'c1', wasGiven: false });
    for (const [name, own] of Object.entries({ c2: 'own-horse', c3: 'next-horse' }))
      access.setOwnPassword({ ...CLERK, credential: name }, await access.deriveOwn(CLERK.actor, own));
    expect(await access.judge(CLERK.actor, 'next-horse')).toEqual({ credential: 'c3', wasGiven: false });
    expect(await access.judge(CLERK.actor, 'handed-over')).toEqual({ wasGiven: true });
    expect(await access.judge(CLERK.actor, 'own-horse')).toEqual({ wasGiven: false });
    access.setPassword({ ...CLERK, credential: 'c4' }, await access.derive('handed-again'));
    expect(await access.judge(CLERK.actor, 'handed-over')).toEqual({ wasGiven: false });
  });
});
