import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { copyDatabase, holdLog, inspectLog, streamsOf, type InspectedLog } from '@fenming/event-log';
import type { CountyOpened } from '@fenming/subsidy';
import { copyStore, fingerprintOfStore, unknownPersons } from '@fenming/vault';
import { damaged, refused } from './backup-fault';
import { settledFile, writeManifest, type Manifest } from './manifest';
import { removeExpired } from './retention';
import { softwareVersion } from './software';

/** `logTo` and `vaultTo` may be the same folder or lie on different disks. `takenAt`: an instant of the machine's clock. */
export type BackupOrder = {
  readonly dir: string;
  readonly logTo: string;
  readonly vaultTo: string;
  readonly takenAt: string;
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
};

const KEPT = '密钥文件 vault.key 不在备份里，须由另一人另行保管；恢复时用 --key 指明。';

/**
 * Copies a county's folder while it is worked in: first the log at one whole commit, then the vault, so that every key which an event of
 * the copied log needs is in the copied vault. The copies are checked before the manifests make them a backup. Bank files are not copied:
 * they hold personal data in clear, and are written again from log and vault, byte for byte.
 */
export const takeBackup = async (order: BackupOrder): Promise<TakenBackup> => {
  for (const to of [order.logTo, order.vaultTo])
    if (!relative(order.dir, to).startsWith('..')) throw refused('备份不能放在数据目录里面：目录丢失时备份也会一起丢失。');
  const held = holdLog(join(order.dir, 'log.sqlite'));
  try {
    if (held.position === undefined) throw refused('这个数据目录还没有开设县，没有可以备份的内容。');
    const name = `${order.takenAt.replaceAll(/[-:.]/g, '')}-${held.position}`;
    const [log, vault] = [join(order.logTo, name, 'log'), join(order.vaultTo, name, 'vault')];
    for (const folder of [log, vault]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      await held.copyTo(join(log, 'log.sqlite'));
      held.release();
      return { name, ...(await finish(order, log, vault)) };
    } catch (error) {
      for (const folder of [log, vault]) rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  } finally {
    held.release();
  }
};

const finish = async (order: BackupOrder, log: string, vault: string): Promise<Omit<TakenBackup, 'name'>> => {
  await copyVault(order.dir, vault);
  const inspected = inspectLog(join(log, 'log.sqlite'));
  const unknown = unknownPersons(join(vault, 'vault.sqlite'), personsOf(log));
  if (unknown > 0) throw damaged(`个人信息库缺少日志中 ${unknown} 人的密钥，备份没有完成。`);
  const written = await writeManifests(order, log, vault, inspected);
  const removed = [
    ...removeExpired({ root: order.vaultTo, part: 'vault', days: order.keepVaultDays }, order.takenAt, written.log.origin),
    ...(order.keepLogDays === undefined
      ? []
      : removeExpired({ root: order.logTo, part: 'log', days: order.keepLogDays }, order.takenAt, written.log.origin)),
  ];
  const { position, events, files } = written.log;
  const bytes = [...files, ...written.vault.files].reduce((sum, file) => sum + file.bytes, 0);
  const keyFingerprint = written.vault.key?.fingerprint ?? '';
  return { log, vault, position, events, bytes, takenAt: order.takenAt, keyFingerprint, removed };
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
  { takenAt }: BackupOrder,
  log: string,
  vault: string,
  { first, head, events }: InspectedLog,
): Promise<{ readonly log: Manifest; readonly vault: Manifest }> => {
  const both = {
    schema: 1 as const,
    county: (first.payload as CountyOpened['data']).code,
    origin: first.id,
    position: head.position,
    events,
    head: head.id,
    takenAt,
    software: softwareVersion(),
  };
  const key = { file: 'vault.key' as const, fingerprint: fingerprintOfStore(join(vault, 'vault.sqlite')), kept: KEPT };
  const vaultFiles = [await settledFile(vault, 'vault.sqlite'), await settledFile(vault, 'access.sqlite')];
  const manifests = {
    vault: { ...both, part: 'vault' as const, files: vaultFiles, key },
    log: { ...both, part: 'log' as const, files: [await settledFile(log, 'log.sqlite')] },
  };
  writeManifest(vault, manifests.vault);
  writeManifest(log, manifests.log);
  return manifests;
};
