import type Database from '@fenming/sqlite';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@fenming/event-log';
import type { ActorId } from '@fenming/subsidy';
import { Hashing } from './hashing';
import { readToken, TOKEN_FILE } from './sound-folder';

const SESSION_HOURS = 8;
const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
/** Tokens are found by their hash: how long that takes says nothing about a token. */
const hashOf = (secret: string): string => digestOf(secret).toString('hex');

/** Credentials, apart from the log: who may act is evidence, how they prove it is not. Secrets are stored as hashes only. */
export class Access {
  private readonly database: Database.Database;
  private readonly hashing = new Hashing();
  private operator: string | undefined;
  private readonly cache = new Map<string, { readonly actor: ActorId; readonly expires: number }>();

  constructor(private readonly folder: string) {
    const file = join(folder, 'access.sqlite');
    this.database = openDatabase(file, {});
    chmodSync(file, 0o600);
    this.database.exec(`
      PRAGMA journal_mode = WAL;
      CREATE TABLE IF NOT EXISTS token (hash TEXT PRIMARY KEY, actor TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS password (actor TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
    `);
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

  /** A new token; service actors' tokens do not end, a person's session does after eight hours. */
  issueToken(actor: ActorId, kind: 'person' | 'service', now = Date.now()): string {
    return this.issueTokens([actor], kind, now)[0] ?? '';
  }

  issueTokens(actors: readonly ActorId[], kind: 'person' | 'service', now = Date.now()): readonly string[] {
    const expires = kind === 'person' ? now + SESSION_HOURS * 3_600_000 : Number.MAX_SAFE_INTEGER;
    const insert = this.database.prepare('INSERT INTO token (hash, actor, expires) VALUES (?, ?, ?)');
    return this.database.transaction(() =>
      actors.map((actor) => {
        const token = randomBytes(32).toString('base64url');
        insert.run(hashOf(token), actor, expires);
        return token;
      }),
    )();
  }

  actorOfToken(token: string, now = Date.now()): ActorId | undefined {
    const hash = hashOf(token);
    let known = this.cache.get(hash);
    if (known === undefined) {
      known = this.database.prepare('SELECT actor, expires FROM token WHERE hash = ?').get(hash) as typeof known;
      if (known !== undefined) this.cache.set(hash, known);
    }
    return known !== undefined && known.expires > now ? known.actor : undefined;
  }

  revokeToken(token: string): void {
    this.cache.delete(hashOf(token));
    this.database.prepare('DELETE FROM token WHERE hash = ?').run(hashOf(token));
  }

  /** @throws Later */
  async setPassword(actor: ActorId, password: string): Promise<void> {
    const salt = randomBytes(16);
    const hash = await this.hashing.derive(password, salt);
    this.database.prepare('INSERT OR REPLACE INTO password (actor, salt, hash) VALUES (?, ?, ?)').run(actor, salt, hash);
  }

  /** Takes as long for an unknown actor as for a wrong password. @throws Later */
  async passwordMatches(actor: ActorId, password: string): Promise<boolean> {
    const stored = this.database.prepare('SELECT salt, hash FROM password WHERE actor = ?').get(actor) as
      { salt: Buffer; hash: Buffer } | undefined;
    const derived = await this.hashing.derive(password, stored?.salt ?? Buffer.alloc(16));
    return stored !== undefined && timingSafeEqual(derived, stored.hash);
  }

  close(): void {
    this.database.close();
  }
}
