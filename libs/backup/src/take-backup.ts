import { say } from '@fenming/language';
import { chmodSync, constants, existsSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { makeFolder, refuseUnusable } from '@fenming/folders';
import { copyDatabase } from '@fenming/sqlite';
import { holdLog, inspectLog, LogDamaged, openLogAudit, streamsOf, type HeldLog, type InspectedLog } from '@fenming/event-log';
import { readAs } from '@fenming/subsidy';
import { copyStore, fingerprintOfStore, unknownPersons } from '@fenming/vault';
import { faultsBeside, lackingInFile, seenIn } from '@fenming/audit';
import { checkFolder, FolderUnsound, refuseMisshapen } from '@fenming/county';
import { damaged, refused } from './backup-fault';
import { settledFile, writeManifest, type Manifest } from './manifest';
import { removeExpired } from './retention';
import { softwareVersion } from './software';

/** `logTo` and `vaultTo` may be the same folder or lie on different disks. */
export type BackupOrder = {
  readonly dir: string;
  readonly logTo: string;
  readonly vaultTo: string;
  readonly keepVaultDays: number;
  readonly keepLogDays?: number;
};
export type TakenBackup = {
  readonly name: string;
  readonly log: string;
  readonly vault: string;
  readonly position: string;
  readonly events: number;
  readonly bytes: number;
  readonly takenAt: string;
  readonly keyFingerprint: string;
  /** Folders of backups that were kept long enough and are deleted now. */
  readonly removed: readonly string[];
  /** What the log lacks of what this folder has seen of it: such a copy is no newer state than the one before it. */
  readonly warnings: readonly string[];
};

type PartFolders = { readonly log: string; readonly vault: string };
type Manifests = { readonly log: Manifest; readonly vault: Manifest };

const theKept = (): string =>
  say(
    '密钥文件 vault.key 不在备份里，须由另一人另行保管；恢复时用 --key 指明。',
    'The key file vault.key is not in the backup and has to be kept by somebody else; name it with --key when restoring.',
  );

const keptByAServer = (): string =>
  say(
    '这个县的事件日志在 EventStoreDB 中，这里只能备份日志在数据目录里的县。请先用 EventStoreDB 自己的备份保存日志，再停止服务，',
    "The event log of this county is kept in EventStoreDB, and only counties whose log is in the data folder can be backed up here. First save the log with EventStoreDB's own backup, then stop the server ",
  ) +
  say(
    '复制数据目录里的 vault.sqlite、access.sqlite 和 log.seen；vault.key 须由另一人另行保管。',
    'and copy vault.sqlite, access.sqlite and log.seen of the data folder; vault.key has to be kept by somebody else.',
  );

/**
 * Copies a county's folder while it is worked in: first the log at one whole commit, then the vault, so that every key which an event of
 * the copied log needs is in the copied vault. The copies are checked before the manifests make them a backup. Bank files are not copied:
 * they hold personal data in clear, and are written again from log and vault, byte for byte.
 */
export const takeBackup = async (order: BackupOrder): Promise<TakenBackup> => {
  const takenAt = new Date().toISOString();
  for (const to of [order.logTo, order.vaultTo])
    if (!relative(order.dir, to).startsWith('..'))
      throw refused(
        say(
          '备份不能放在数据目录里面：目录丢失时备份也会一起丢失。',
          'A backup cannot lie within the data folder: whatever loses the folder would lose the backup too.',
        ),
      );
  if (existsSync(join(order.dir, 'log.eventstore'))) throw refused(keptByAServer());
  if (!existsSync(join(order.dir, 'log.sqlite')))
    throw refused(
      say(
        `${order.dir} 里没有县的数据，没有可以备份的内容。`,
        `${order.dir} holds no data of a county; there is nothing to back up.`,
      ),
    );
  refuseUnsound(order.dir);
  for (const to of [order.logTo, order.vaultTo]) makeFolder(to);
  const held = holdLog(join(order.dir, 'log.sqlite'));
  try {
    if (held.position === undefined)
      throw refused(
        say(
          '这个数据目录还没有开设县，没有可以备份的内容。',
          'No county has been opened in this data folder yet; there is nothing to back up.',
        ),
      );
    const name = `${takenAt.replaceAll(/[-:.]/g, '')}-${held.position}`;
    const parts = { log: join(order.logTo, name, 'log'), vault: join(order.vaultTo, name, 'vault') };
    const manifests = await copyParts(held, order.dir, parts, takenAt);
    const { position, events, origin } = manifests.log;
    const bytes = [...manifests.log.files, ...manifests.vault.files].reduce((sum, file) => sum + file.bytes, 0);
    const keyFingerprint = manifests.vault.key?.fingerprint ?? '';
    const removed = expired(order, takenAt, origin);
    const warnings = await lackingNow(order.dir);
    return { name, ...parts, position, events, bytes, takenAt, keyFingerprint, removed, warnings };
  } finally {
    held.release();
  }
};

/** What is damaged already is never kept as the newest backup. Whoever may not read a file is told which. */
const refuseUnsound = (dir: string): void => {
  try {
    refuseMisshapen(dir);
    refuseUnusable(dir, constants.R_OK);
    checkFolder(dir);
  } catch (error) {
    throw error instanceof FolderUnsound
      ? damaged(say(`备份没有完成：${error.message}`, `The backup was not completed: ${error.message}`))
      : error;
  }
};

const lackingNow = async (dir: string): Promise<readonly string[]> => {
  const seen = seenIn(dir);
  const audit = openLogAudit(join(dir, 'log.sqlite'));
  try {
    return (await faultsBeside(seen, async (known) => lackingInFile(audit, known))).map(({ sentence }) => sentence);
  } finally {
    audit.close();
  }
};

const expired = ({ logTo, vaultTo, keepLogDays, keepVaultDays }: BackupOrder, now: string, origin: string): readonly string[] => [
  ...removeExpired({ root: vaultTo, part: 'vault', days: keepVaultDays }, now, origin),
  ...(keepLogDays === undefined ? [] : removeExpired({ root: logTo, part: 'log', days: keepLogDays }, now, origin)),
];

/** Nothing is left of a copy that failed. */
const copyParts = async (held: HeldLog, dir: string, { log, vault }: PartFolders, takenAt: string): Promise<Manifests> => {
  try {
    for (const folder of [log, vault]) makeFolder(folder);
    await held.copyTo(join(log, 'log.sqlite'));
    held.release();
    await copyVault(dir, vault);
    const inspected = inspectLog(join(log, 'log.sqlite'));
    const unknown = unknownPersons(join(vault, 'vault.sqlite'), personsOf(log));
    if (unknown > 0)
      throw damaged(
        say(
          `个人信息库缺少日志中 ${unknown} 人的密钥，备份没有完成。`,
          `The personal data lacks the keys of ${unknown} persons of the log; the backup was not completed.`,
        ),
      );
    return await writeManifests(takenAt, { log, vault }, inspected);
  } catch (error) {
    for (const folder of [log, vault]) rmSync(dirname(folder), { recursive: true, force: true });
    throw error instanceof LogDamaged
      ? damaged(
          say(
            `事件日志已损坏，备份没有完成：${error.reason}`,
            `The event log is damaged; the backup was not completed: ${error.reason}`,
          ),
        )
      : error;
  }
};

const copyVault = async (dir: string, vault: string): Promise<void> => {
  await copyStore(dir, join(vault, 'vault.sqlite'));
  await copyDatabase(join(dir, 'access.sqlite'), join(vault, 'access.sqlite'));
  chmodSync(join(vault, 'access.sqlite'), 0o600);
};

/** The persons whom the events of a copied log speak of. */
export const personsOf = (log: string): readonly string[] =>
  streamsOf(join(log, 'log.sqlite'), 'person').map((stream) => stream.slice('person-'.length));

const writeManifests = async (
  takenAt: string,
  { log, vault }: PartFolders,
  { first, head, events }: InspectedLog,
): Promise<Manifests> => {
  const both = {
    schema: 1 as const,
    // An official may have been appointed before the county was opened; `origin` identifies the folder all the same.
    county: readAs(first, 'CountyOpened')?.code ?? '',
    origin: first.id,
    position: head.position,
    events,
    head: head.id,
    takenAt,
    software: softwareVersion(),
  };
  const key = { file: 'vault.key' as const, fingerprint: fingerprintOfStore(join(vault, 'vault.sqlite')), kept: theKept() };
  const vaultFiles = [await settledFile(vault, 'vault.sqlite'), await settledFile(vault, 'access.sqlite')];
  const manifests = {
    vault: { ...both, part: 'vault' as const, files: vaultFiles, key },
    log: { ...both, part: 'log' as const, files: [await settledFile(log, 'log.sqlite')] },
  };
  writeManifest(vault, manifests.vault);
  writeManifest(log, manifests.log);
  return manifests;
};
