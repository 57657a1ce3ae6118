import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLogFile, damageIn, LogDamaged } from '@fenming/event-log';
import { openDatabase } from '@fenming/sqlite';
import { misshapenIn } from '@fenming/folders';
import { checkStore, VaultError, type VaultFault } from '@fenming/vault';
import { sentenceOfFolderFault, type FolderFault } from '@fenming/words';

/** A file of the county's folder is missing or damaged: opening the folder anyway would show or make something else than the county. */
export class FolderUnsound extends Error {
  constructor(
    readonly fault: FolderFault,
    readonly file: string,
  ) {
    super(sentenceOfFolderFault(fault, file));
    this.name = 'FolderUnsound';
  }
}

/** `logElsewhere`: the facts are kept by a server. `withoutPersonalData`: the log came without its vault, and gets one that knows nobody. */
export type Soundness = { readonly logElsewhere?: boolean; readonly withoutPersonalData?: boolean };

/**
 * Looks through a folder before any of its files is opened to be written. The log is made first, the vault second, the accounts last, and
 * no event is recorded before all three are there: whatever is missing beside an event was taken away. A folder without an event is new.
 * @throws FolderUnsound
 */
export function checkFolder(dir: string, { logElsewhere = false, withoutPersonalData = false }: Soundness = {}): void {
  refuseMisshapen(dir);
  const begun = logElsewhere ? existsSync(join(dir, 'log.eventstore')) && !isNew(dir) : eventsIn(dir) > 0;
  const persons = personsIn(dir, begun && !withoutPersonalData);
  if (!begun && !logElsewhere && persons > 0) throw new FolderUnsound('log_empty', join(dir, 'log.sqlite'));
  checkAccess(dir, begun && !withoutPersonalData);
  if (existsSync(join(dir, TOKEN_FILE))) readToken(dir);
}

export const TOKEN_FILE = 'operator.token';
/** What makes a bearer token (RFC 6750), and as much of it as cannot be guessed. */
const OPERATOR_TOKEN = /^[\w.~+/-]{32,}=*$/;

/**
 * The operator's token: a program that sends nothing must not be taken for the operator, nor one that guesses a few signs.
 * @throws FolderUnsound `token_empty`
 */
export function readToken(dir: string): string {
  const file = join(dir, TOKEN_FILE);
  const token = readFileSync(file, 'utf8').trim();
  if (!OPERATOR_TOKEN.test(token)) throw new FolderUnsound('token_empty', file);
  return token;
}

/** Killed while it was opened for the first time: nothing but the mark is there. */
export const isNew = (dir: string): boolean =>
  ['vault.sqlite', 'vault.key', 'access.sqlite'].every((name) => !existsSync(join(dir, name)));

/** What cannot be one of the county's files is told before anybody opens it. @throws FolderUnsound */
export function refuseMisshapen(dir: string, only?: RegExp): void {
  const found = misshapenIn(dir, only);
  if (found !== undefined) throw new FolderUnsound(found.fault, found.file);
}

function eventsIn(dir: string): number {
  const file = join(dir, 'log.sqlite');
  if (!existsSync(file)) {
    if (!isNew(dir)) throw new FolderUnsound('log_missing', file);
    return 0;
  }
  try {
    return checkLogFile(file);
  } catch (error) {
    throw error instanceof LogDamaged ? new FolderUnsound('log_damaged', file) : error;
  }
}

const STORE_FAULTS: Partial<Record<VaultFault, readonly [FolderFault, file: string]>> = {
  store_missing: ['vault_missing', 'vault.sqlite'],
  store_damaged: ['vault_damaged', 'vault.sqlite'],
  key_missing: ['key_missing', 'vault.key'],
  key_damaged: ['key_damaged', 'vault.key'],
  key_wrong: ['key_wrong', 'vault.key'],
};

function personsIn(dir: string, begun: boolean): number {
  try {
    return checkStore(dir);
  } catch (error) {
    const [fault, name] = (error instanceof VaultError ? STORE_FAULTS[error.code] : undefined) ?? [];
    if (fault === undefined || name === undefined) throw error;
    // A vault whose making was cut off is made once more, as long as nobody can be in it.
    if (!begun && fault === 'vault_missing') return 0;
    throw new FolderUnsound(fault, join(dir, name));
  }
}

/** The accounts may be made anew where the operator's token was taken away with them: a gesture that nobody makes by mistake. */
function checkAccess(dir: string, begun: boolean): void {
  const [file, token] = [join(dir, 'access.sqlite'), join(dir, TOKEN_FILE)];
  if (!existsSync(file)) {
    if (begun && existsSync(token)) throw new FolderUnsound('access_missing', file);
    return;
  }
  try {
    checkAccounts(file, begun);
  } catch (error) {
    throw damageIn(error) === undefined ? error : new FolderUnsound('access_damaged', file);
  }
}

function checkAccounts(file: string, begun: boolean): void {
  const database = openDatabase(file, { readonly: true, fileMustExist: true });
  try {
    const sound: unknown = database.pragma('integrity_check(1)', { simple: true });
    if (sound !== 'ok') throw new FolderUnsound('access_damaged', file);
    if (begun) for (const table of ['token', 'password']) database.prepare(`SELECT count(*) FROM ${table}`).get();
  } finally {
    database.close();
  }
}
