import type Database from '@fenming/sqlite';
import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@fenming/event-log';
import type { ActorId } from '@fenming/subsidy';

const SESSION_HOURS = 8;
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const derive = (password: string, salt: Buffer): Buffer => scryptSync(password, salt, 32);

/** Credentials, apart from the log: who may act is evidence, how they prove it is not. Secrets are stored as hashes only. */
export class Access {
  private readonly database: Database.Database;
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

  /** The bearer token of the `system` actor, readable by the owner of the folder only. */
  operatorToken(): string {
    return (this.operator ??= this.readOperatorToken());
  }

  private readOperatorToken(): string {
    const file = join(this.folder, 'operator.token');
    if (!existsSync(file)) {
      writeFileSync(`${file}.new`, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
      renameSync(`${file}.new`, file);
    }
    return readFileSync(file, 'utf8').trim();
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

  setPassword(actor: ActorId, password: string): void {
    const salt = randomBytes(16);
    this.database
      .prepare('INSERT OR REPLACE INTO password (actor, salt, hash) VALUES (?, ?, ?)')
      .run(actor, salt, derive(password, salt));
  }

  /** Takes as long for an unknown actor as for a wrong password. */
  passwordMatches(actor: ActorId, password: string): boolean {
    const stored = this.database.prepare('SELECT salt, hash FROM password WHERE actor = ?').get(actor) as
      { salt: Buffer; hash: Buffer } | undefined;
    const derived = derive(password, stored?.salt ?? Buffer.alloc(16));
    return stored !== undefined && timingSafeEqual(derived, stored.hash);
  }

  close(): void {
    this.database.close();
  }
}
