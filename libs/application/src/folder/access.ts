import type Database from '@fenming/sqlite';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@fenming/sqlite';
import type { ActorId } from '@fenming/subsidy';
import { Hashing } from './hashing';
import { readToken, TOKEN_FILE } from './sound-folder';

/** 等保 2.0 and ASVS 7.3: a session ends after so long without a request, and after a working day in any case. */
const IDLE_MS = 15 * 60_000;
const SESSION_MS = 8 * 3_600_000;
/** How far what is kept of the last use may be behind: not every reading of a page is written down. */
const USE_KEPT_MS = 60_000;
/** A machine's token is renewed once a year, by a person who looks whether it is still needed. */
export const TOKEN_DAYS = 365;
const DAY_MS = 86_400_000;

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
/** Tokens are found by their hash: how long that takes says nothing about a token. */
const hashOf = (secret: string): string => digestOf(secret).toString('hex');

/** A password as it is kept: derived, with its salt. */
export type DerivedPassword = { readonly salt: Buffer; readonly hash: Buffer };
/** `credential`: the change in the log that this belongs to; empty for what is older than such changes. */
export type Holder = { readonly actor: ActorId; readonly credential: string };
/** When a machine's token ends and when it was last used; instants in milliseconds. */
export type KeptToken = Holder & { readonly expires: number; readonly used: number };
type TokenRow = Holder & { readonly kind: 'person' | 'service'; readonly expires: number; used: number };

/** Tables of folders that were made before credentials stood in the log. */
const ADDED = [
  "ALTER TABLE password ADD COLUMN credential TEXT NOT NULL DEFAULT ''",
  "ALTER TABLE token ADD COLUMN credential TEXT NOT NULL DEFAULT ''",
  "ALTER TABLE token ADD COLUMN kind TEXT NOT NULL DEFAULT 'person'",
  'ALTER TABLE token ADD COLUMN used INTEGER NOT NULL DEFAULT 0',
];
/** A token without an end gets one, counted from when this is first seen. */
const MEND = 'UPDATE token SET kind = @kind, expires = @expires WHERE expires = @endless';

/**
 * Credentials, apart from the log: who may act and what was given to whom is evidence, the secrets themselves are not. They are stored as
 * hashes only, each under the name that its event in the log has.
 */
export class Access {
  private readonly database: Database.Database;
  private readonly hashing = new Hashing();
  private operator: string | undefined;
  private readonly cache = new Map<string, TokenRow>();

  constructor(private readonly folder: string) {
    const file = join(folder, 'access.sqlite');
    this.database = openDatabase(file, {});
    chmodSync(file, 0o600);
    this.database.exec(`
      PRAGMA journal_mode = WAL;
      CREATE TABLE IF NOT EXISTS token (hash TEXT PRIMARY KEY, actor TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS password (actor TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
    `);
    this.addColumns();
  }

  private addColumns(): void {
    const columns = this.database.prepare("SELECT name FROM pragma_table_info('token')").pluck().all();
    if (columns.includes('credential')) return;
    const ending = { kind: 'service', expires: Date.now() + TOKEN_DAYS * DAY_MS, endless: Number.MAX_SAFE_INTEGER };
    this.database.transaction(() => {
      for (const statement of ADDED) this.database.exec(statement);
      this.database.prepare(MEND).run(ending);
    })();
  }

  /** The bearer token of the `system` actor, readable by the owner of the folder only. @throws FolderUnsound `token_empty` */
  operatorToken(): string {
    return (this.operator ??= this.readOperatorToken());
  }

  /** Takes equally long for every token; an empty one is nobody's. */
  isOperatorToken(token: string): boolean {
    const own = this.operatorToken();
    return timingSafeEqual(digestOf(token), digestOf(own)) && own !== '';
  }

  private readOperatorToken(): string {
    const file = join(this.folder, TOKEN_FILE);
    if (!existsSync(file)) {
      writeFileSync(`${file}.new`, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
      renameSync(`${file}.new`, file);
    }
    return readToken(this.folder);
  }

  /** A person's session: it ends after a quarter of an hour without a request, and after eight hours. */
  openSession(actor: ActorId, credential: string, now = Date.now()): string {
    return this.insert({ actor, credential, kind: 'person', expires: now + SESSION_MS, used: now });
  }

  /** Machines' tokens in place of the ones they had; each ends after a year. In the order of the holders. */
  giveTokens(holders: readonly Holder[], now = Date.now()): readonly string[] {
    return this.database.transaction(() =>
      holders.map(({ actor, credential }) => {
        this.endAll(actor);
        return this.insert({ actor, credential, kind: 'service', expires: now + TOKEN_DAYS * DAY_MS, used: now });
      }),
    )();
  }

  private insert(row: TokenRow): string {
    const token = randomBytes(32).toString('base64url');
    const statement = `INSERT INTO token (hash, actor, expires, credential, kind, used)
      VALUES (@hash, @actor, @expires, @credential, @kind, @used)`;
    this.database.prepare(statement).run({ ...row, hash: hashOf(token) });
    return token;
  }

  /** Whose token this is, as long as it has not ended; asking counts as a use. */
  holderOf(token: string, now = Date.now()): Holder | undefined {
    const hash = hashOf(token);
    const row = this.cache.get(hash) ?? this.stored(hash);
    if (row === undefined) return undefined;
    if (row.expires <= now || (row.kind === 'person' && row.used + IDLE_MS <= now)) {
      this.forget(hash);
      return undefined;
    }
    this.use(hash, row, now);
    return { actor: row.actor, credential: row.credential };
  }

  private stored(hash: string): TokenRow | undefined {
    const row = this.database.prepare('SELECT actor, credential, kind, expires, used FROM token WHERE hash = ?').get(hash) as
      TokenRow | undefined;
    if (row !== undefined) this.cache.set(hash, row);
    return row;
  }

  private use(hash: string, row: TokenRow, now: number): void {
    if (now - row.used < USE_KEPT_MS) return;
    row.used = now;
    this.database.prepare('UPDATE token SET used = ? WHERE hash = ?').run(now, hash);
  }

  /** Ends one token or session: whoever holds it says so. */
  revokeToken(token: string): void {
    this.forget(hashOf(token));
  }

  private forget(hash: string): void {
    this.cache.delete(hash);
    this.database.prepare('DELETE FROM token WHERE hash = ?').run(hash);
  }

  /** Ends all sessions and tokens of an account. */
  endAll(actor: ActorId): void {
    this.database.prepare('DELETE FROM token WHERE actor = ?').run(actor);
    for (const [hash, row] of this.cache) if (row.actor === actor) this.cache.delete(hash);
  }

  /** Nobody comes in by this account any more. */
  endCredential(actor: ActorId): void {
    this.endAll(actor);
    this.database.prepare('DELETE FROM password WHERE actor = ?').run(actor);
  }

  /** Machines' tokens that have not ended, by account. */
  tokens(now = Date.now()): readonly KeptToken[] {
    const statement = `SELECT actor, credential, expires, used FROM token WHERE kind = 'service' AND expires > ? ORDER BY actor`;
    return this.database.prepare(statement).all(now) as KeptToken[];
  }

  /** Whether what the log calls by this name is here: a crash may have come between the two. */
  holds({ actor, credential }: Holder): boolean {
    const statement = `SELECT 1 FROM password WHERE actor = @actor AND credential = @credential
      UNION ALL SELECT 1 FROM token WHERE actor = @actor AND credential = @credential AND kind = 'service'`;
    return this.database.prepare(statement).get({ actor, credential }) !== undefined;
  }

  /** @throws Later */
  async derive(password: string): Promise<DerivedPassword> {
    const salt = randomBytes(16);
    return { salt, hash: await this.hashing.derive(password, salt) };
  }

  /** Puts a password in place of the one before and ends all sessions. */
  setPassword({ actor, credential }: Holder, { salt, hash }: DerivedPassword): void {
    this.database.transaction(() => {
      this.endAll(actor);
      this.database
        .prepare('INSERT OR REPLACE INTO password (actor, salt, hash, credential) VALUES (?, ?, ?, ?)')
        .run(actor, salt, hash, credential);
    })();
  }

  /** The name of the credential whose password this is; takes as long for an unknown actor as for a wrong password. @throws Later */
  async credentialOf(actor: ActorId, password: string): Promise<string | undefined> {
    const stored = this.database.prepare('SELECT salt, hash, credential FROM password WHERE actor = ?').get(actor) as
      (DerivedPassword & Pick<Holder, 'credential'>) | undefined;
    const derived = await this.hashing.derive(password, stored?.salt ?? Buffer.alloc(16));
    return stored !== undefined && timingSafeEqual(derived, stored.hash) ? stored.credential : undefined;
  }

  close(): void {
    this.database.close();
  }
}
