import { copyFileSync, existsSync, lstatSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isFile, isFolder, makeFolder } from '@fenming/folders';
import { inspectLog, LogDamaged } from '@fenming/event-log';
import { fingerprintOfKey, unknownPersons, VaultError } from '@fenming/vault';
import { markAsRestored, RunningCounty, seenOf, writeSeen } from '@fenming/county';
import { damaged, refused } from './backup-fault';
import { checkFiles, readManifest, type Manifest } from './manifest';
import { personsOf } from './take-backup';

/** `vault` undefined: the folder is restored without personal data, for looking only. `key`: the county's vault.key, kept elsewhere. */
export type RestoreOrder = {
  readonly log: string;
  readonly vault?: { readonly folder: string; readonly key: string };
  readonly dir: string;
};
export type Restored = {
  readonly county: string;
  readonly position: string;
  readonly events: number;
  readonly takenAt: string;
  readonly personalData: boolean;
};

/**
 * Restores a backup into an empty folder, whole or not at all: everything is put together and checked beside it, and takes its name last.
 * By then the log says that it was restored, so nobody can ever work in the folder without the restore having to be reconciled.
 * Throws BackupFault.
 */
export const restoreBackup = async (order: RestoreOrder): Promise<Restored> => {
  const { dir, vault } = order;
  if (lstatSync(dir, { throwIfNoEntry: false }) !== undefined && !isFolder(dir))
    throw refused(`${dir} 不是目录，没有恢复。请指定一个空目录。`);
  if (existsSync(dir) && readdirSync(dir).length > 0) throw refused(`目录 ${dir} 不是空的，没有恢复。请指定一个空目录。`);
  const draft = `${dir}.part`;
  rmSync(draft, { recursive: true, force: true });
  makeFolder(draft);
  try {
    const manifest = await restoreLog(order.log, draft);
    if (vault !== undefined) await restoreVault(vault, draft, manifest);
    await markRestored(draft, manifest, vault !== undefined);
    if (existsSync(dir)) rmdirSync(dir);
    renameSync(draft, dir);
    const { county, position, events, takenAt } = manifest;
    return { county, position, events, takenAt, personalData: vault !== undefined };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
};

/** What each part holds. A manifest is no proof of who wrote it, so it may not choose what is copied, nor where to. */
const FILES = { log: ['log.sqlite'], vault: ['vault.sqlite', 'access.sqlite'] } as const;

/** The copies are checked, not the originals: what was read wrongly on the way is found as well. */
const copyPart = async (folder: string, manifest: Manifest, draft: string): Promise<void> => {
  if (manifest.files.map(({ name }) => name).join() !== FILES[manifest.part].join())
    throw damaged(`备份清单 ${join(folder, 'manifest.json')} 列出的文件不是一份备份应有的文件。`);
  for (const { name } of manifest.files) {
    if (!isFile(join(folder, name))) throw damaged(`备份缺少文件 ${join(folder, name)}。`);
    copyFileSync(join(folder, name), join(draft, name));
  }
  await checkFiles(folder, manifest, draft);
};

const restoreLog = async (folder: string, draft: string): Promise<Manifest> => {
  const manifest = readManifest(folder, 'log');
  await copyPart(folder, manifest, draft);
  try {
    const { events, first, head } = inspectLog(join(draft, 'log.sqlite'));
    const { position, id } = head;
    if (events !== manifest.events || first.id !== manifest.origin || position !== manifest.position || id !== manifest.head)
      throw damaged(`备份文件 ${join(folder, 'log.sqlite')} 的首尾事件与清单不符。`);
    writeSeen(draft, seenOf(head, first.id, events));
  } catch (error) {
    throw error instanceof LogDamaged ? damaged(`备份文件 ${join(folder, 'log.sqlite')} 已损坏：${error.reason}`) : error;
  }
  return manifest;
};

const restoreVault = async ({ folder, key }: NonNullable<RestoreOrder['vault']>, draft: string, log: Manifest): Promise<void> => {
  const manifest = readManifest(folder, 'vault');
  if (manifest.origin !== log.origin) throw refused(`${folder} 是另一个县的个人信息库备份，没有恢复。`);
  if (manifest.position < log.position)
    throw refused(
      `${folder} 早于日志备份（${manifest.takenAt} 早于 ${log.takenAt}），缺少其后登记的人。请用同时或更晚的个人信息库备份；` +
        '只为查阅账目，可用 --without-personal-data。',
    );
  if (!isFile(key)) throw refused(`找不到密钥文件 ${key}。密钥不在备份里，请向保管人取得。`);
  if (fingerprintOf(key) !== manifest.key?.fingerprint) throw refused(`密钥文件 ${key} 不属于这份备份。`);
  await copyPart(folder, manifest, draft);
  copyFileSync(key, join(draft, 'vault.key'));
  const unknown = unknownPersons(join(draft, 'vault.sqlite'), personsOf(draft));
  if (unknown > 0) throw refused(`${folder} 缺少日志中 ${unknown} 人的密钥，没有恢复。`);
};

const fingerprintOf = (key: string): string | undefined => {
  try {
    return fingerprintOfKey(key);
  } catch (error) {
    if (error instanceof VaultError) return undefined;
    throw error;
  }
};

const markRestored = async (draft: string, { head, takenAt }: Manifest, personalData: boolean): Promise<void> => {
  const folder = await RunningCounty.open({ dir: draft, withoutPersonalData: !personalData });
  try {
    await markAsRestored(folder, { backupHead: head, backupTakenAt: takenAt, personalData });
  } finally {
    await folder.close();
  }
};
