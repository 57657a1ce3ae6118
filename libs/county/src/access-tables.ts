import { chmodSync } from 'node:fs';
import type Database from '@fenming/sqlite';
import { openDatabase } from '@fenming/sqlite';
import type { ActorId } from '@fenming/subsidy';
import type { Vault } from '@fenming/vault';

/** A machine's token is renewed once a year, by a person who looks whether it is still needed. */
export const TOKEN_DAYS = 365;
const DAY_MS = 86_400_000;

/** A password as it is kept: derived, with its salt. */
export type DerivedPassword = { readonly salt: Buffer; readonly hash: Buffer };
/** `credential`: the change in the log that this belongs to; empty for what is older than such changes. */
export type Holder = { readonly actor: ActorId; readonly credential: string };
export type TokenRow = Holder & { readonly kind: 'person' | 'service'; readonly expires: number; used: number };
export type MarkedToken = TokenRow & { readonly hash: string; readonly mark: string };
/** `given`: what was handed over, derived with the same salt. */
export type PasswordRow = Holder & DerivedPassword & { readonly given: Buffer | null; readonly mark: string };
/** Whoever has the key that these tables are not kept with: no backup holds both. */
export type Marker = Pick<Vault, 'mark'>;

/** What a row says and of whom, for its mark: copied to another account, or put under another name, it counts for nothing. */
export const wordsOfToken = ({
  hash,
  actor,
  credential,
  kind,
  expires,
}: Omit<MarkedToken, 'mark' | 'used'>): readonly string[] => ['token', hash, actor, credential, kind, String(expires)];
export const wordsOfPassword = ({ actor, credential, salt, hash, given }: Omit<PasswordRow, 'mark'>): readonly string[] => [
  'password',
  actor,
  credential,
  ...[salt, hash, given ?? Buffer.alloc(0)].map((bytes) => bytes.toString('hex')),
];

const TABLES = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS token (hash TEXT PRIMARY KEY, actor TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS password (actor TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
`;
/** Tables of folders that were made before credentials stood in the log. */
const NAMED = [
  "ALTER TABLE password ADD COLUMN credential TEXT NOT NULL DEFAULT ''",
  "ALTER TABLE token ADD COLUMN credential TEXT NOT NULL DEFAULT ''",
  "ALTER TABLE token ADD COLUMN kind TEXT NOT NULL DEFAULT 'person'",
  'ALTER TABLE token ADD COLUMN used INTEGER NOT NULL DEFAULT 0',
];
/** A token without an end gets one, counted from when this is first seen. */
const END = 'UPDATE token SET kind = @kind, expires = @expires WHERE expires = @endless';
/** Tables of folders that were made before rows were marked. */
const MARKED = [
  "ALTER TABLE password ADD COLUMN mark TEXT NOT NULL DEFAULT ''",
  'ALTER TABLE password ADD COLUMN given BLOB',
  "ALTER TABLE token ADD COLUMN mark TEXT NOT NULL DEFAULT ''",
];

const columnsOf = (database: Database.Database): readonly unknown[] =>
  database.prepare("SELECT name FROM pragma_table_info('password')").pluck().all();

const nameCredentials = (database: Database.Database): void => {
  for (const statement of NAMED) database.exec(statement);
  const endless = Number.MAX_SAFE_INTEGER;
  database.prepare(END).run({ kind: 'service', expires: Date.now() + TOKEN_DAYS * DAY_MS, endless });
};

/** What stands there when a folder is first opened by a release that marks is taken as it is, once: nothing protected it before. */
const markAll = (database: Database.Database, marker: Marker): void => {
  for (const statement of MARKED) database.exec(statement);
  const ofPassword = database.prepare('UPDATE password SET mark = ? WHERE actor = ?');
  for (const row of database.prepare('SELECT * FROM password').all() as PasswordRow[])
    ofPassword.run(marker.mark(wordsOfPassword(row)), row.actor);
  const ofToken = database.prepare('UPDATE token SET mark = ? WHERE hash = ?');
  for (const row of database.prepare('SELECT * FROM token').all() as MarkedToken[])
    ofToken.run(marker.mark(wordsOfToken(row)), row.hash);
};

/** Opens the tables of access.sqlite, in today's form, for their owner alone. */
export const openTables = (file: string, marker: Marker): Database.Database => {
  const database = openDatabase(file, {});
  chmodSync(file, 0o600);
  database.exec(TABLES);
  database.transaction(() => {
    const columns = columnsOf(database);
    if (!columns.includes('credential')) nameCredentials(database);
    if (!columns.includes('mark')) markAll(database, marker);
  })();
  return database;
};
