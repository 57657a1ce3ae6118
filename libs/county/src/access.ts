import type Database from '@fenming/sqlite';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ActorId } from '@fenming/subsidy';
import {
  openTables,
  TOKEN_DAYS,
  wordsOfPassword,
  wordsOfToken,
  type DerivedPassword,
  type Holder,
  type MarkedToken,
  type Marker,
  type PasswordRow,
  type TokenRow,
} from './access-tables';
import { writeWhole } from '@fenming/folders';
import { Hashing } from './hashing';
import { readToken, TOKEN_FILE } from './sound-folder';

/** 等保 2.0 and ASVS 7.3: a session ends after so long without a request, and after a working day in any case. */
const IDLE_MS = 15 * 60_000;
const SESSION_MS = 8 * 3_600_000;
/** How far what is kept of the last use may be behind: not every reading of a page is written down. */
const USE_KEPT_MS = 60_000;
const DAY_MS = 86_400_000;

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
/** Tokens are found by their hash: how long that takes says nothing about a token. */
const hashOf = (secret: string): string => digestOf(secret).toString('hex');

/** When a machine's token ends and when it was last used; instants in milliseconds. */
export type KeptToken = Holder & { readonly expires: number; readonly used: number };

/**
 * Credentials, apart from the log: who may act and what was given to whom is evidence, the secrets themselves are not. They are stored as
 * hashes only, each under the name that its event in the log has, and with a mark by the vault's key on what the row says and of whom.
 */
export class Access {
  private readonly database: Database.Database;
  private readonly hashing = new Hashing();
  private operator: string | undefined;
  private readonly cache = new Map<string, TokenRow>();

  constructor(
    private readonly folder: string,
    private readonly marker: Marker,
  ) {
    this.database = openTables(join(folder, 'access.sqlite'), marker);
  }

  private isSound(words: readonly string[], mark: string): boolean {
    return timingSafeEqual(digestOf(mark), digestOf(this.marker.mark(words)));
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
    if (!existsSync(file)) writeWhole(file, randomBytes(32).toString('base64url'));
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
    const statement = `INSERT INTO token (hash, actor, expires, credential, kind, used, mark)
      VALUES (@hash, @actor, @expires, @credential, @kind, @used, @mark)`;
    const kept = { ...row, hash: hashOf(token) };
    this.database.prepare(statement).run({ ...kept, mark: this.marker.mark(wordsOfToken(kept)) });
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
    const row = this.database.prepare('SELECT * FROM token WHERE hash = ?').get(hash) as MarkedToken | undefined;
    if (row === undefined || !this.isSound(wordsOfToken(row), row.mark)) return undefined;
    this.cache.set(hash, row);
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
    const statement = `SELECT * FROM token WHERE kind = 'service' AND expires > ? ORDER BY actor`;
    return (this.database.prepare(statement).all(now) as MarkedToken[])
      .filter((row) => this.isSound(wordsOfToken(row), row.mark))
      .map(({ actor, credential, expires, used }) => ({ actor, credential, expires, used }));
  }

  private passwordOf(actor: ActorId): PasswordRow | undefined {
    const row = this.database.prepare('SELECT * FROM password WHERE actor = ?').get(actor) as PasswordRow | undefined;
    return row !== undefined && this.isSound(wordsOfPassword(row), row.mark) ? row : undefined;
  }

  /** Whether what the log calls by this name is here: a crash may have come between the two. */
  holds({ actor, credential }: Holder): boolean {
    const statement = `SELECT * FROM token WHERE actor = ? AND credential = ? AND kind = 'service'`;
    const tokens = this.database.prepare(statement).all(actor, credential) as MarkedToken[];
    return this.passwordOf(actor)?.credential === credential || tokens.some((row) => this.isSound(wordsOfToken(row), row.mark));
  }

  /** @throws Later */
  async derive(password: string, salt: Buffer = randomBytes(16)): Promise<DerivedPassword> {
    return { salt, hash: await this.hashing.derive(password, salt) };
  }

  /** One's own password keeps the salt of the one that was handed over, so that one derivation tells whether either is meant. @throws Later */
  deriveOwn(actor: ActorId, password: string): Promise<DerivedPassword> {
    return this.derive(password, this.passwordOf(actor)?.salt);
  }

  /** Puts a password that somebody hands over in place of the one before and ends all sessions. */
  setPassword(holder: Holder, derived: DerivedPassword): void {
    this.keepPassword({ ...holder, ...derived, given: derived.hash });
  }

  /** Puts one's own in place of it, likewise; what was handed over is still known as that, and opens nothing. */
  setOwnPassword(holder: Holder, derived: DerivedPassword): void {
    const before = this.passwordOf(holder.actor);
    const given = before?.salt.equals(derived.salt) === true ? before.given : null;
    this.keepPassword({ ...holder, ...derived, given });
  }

  private keepPassword(row: Omit<PasswordRow, 'mark'>): void {
    this.database.transaction(() => {
      this.endAll(row.actor);
      this.database
        .prepare(
          `INSERT OR REPLACE INTO password (actor, salt, hash, credential, given, mark)
            VALUES (@actor, @salt, @hash, @credential, @given, @mark)`,
        )
        .run({ ...row, mark: this.marker.mark(wordsOfPassword(row)) });
    })();
  }

  /**
   * What a password opens: the credential of this name, or nothing. `wasGiven`: it is the one that was handed over and has been changed since.
   * Takes as long for an unknown actor as for a wrong password. @throws Later
   */
  async judge(actor: ActorId, password: string): Promise<{ readonly credential?: string; readonly wasGiven: boolean }> {
    const stored = this.passwordOf(actor);
    const derived = await this.hashing.derive(password, stored?.salt ?? Buffer.alloc(16));
    if (stored === undefined) return { wasGiven: false };
    if (timingSafeEqual(derived, stored.hash)) return { credential: stored.credential, wasGiven: false };
    return { wasGiven: stored.given !== null && timingSafeEqual(derived, stored.given) };
  }

  async credentialOf(actor: ActorId, password: string): Promise<string | undefined> {
    return (await this.judge(actor, password)).credential;
  }

  close(): void {
    this.database.close();
  }
}
