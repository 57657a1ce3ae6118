import { say } from '@fenming/language';
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
    throw refused(
      say(`${dir} 不是目录，没有恢复。请指定一个空目录。`, `${dir} is no folder; nothing was restored. Name an empty folder.`),
    );
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw refused(
      say(
        `目录 ${dir} 不是空的，没有恢复。请指定一个空目录。`,
        `The folder ${dir} is not empty; nothing was restored. Name an empty folder.`,
      ),
    );
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
    throw damaged(
      say(
        `备份清单 ${join(folder, 'manifest.json')} 列出的文件不是一份备份应有的文件。`,
        `The files that the manifest ${join(folder, 'manifest.json')} lists are not those of a backup.`,
      ),
    );
  for (const { name } of manifest.files) {
    if (!isFile(join(folder, name)))
      throw damaged(say(`备份缺少文件 ${join(folder, name)}。`, `The backup lacks the file ${join(folder, name)}.`));
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
      throw damaged(
        say(
          `备份文件 ${join(folder, 'log.sqlite')} 的首尾事件与清单不符。`,
          `The first and last events of the backup ${join(folder, 'log.sqlite')} do not agree with the manifest.`,
        ),
      );
    writeSeen(draft, seenOf(head, first.id, events));
  } catch (error) {
    throw error instanceof LogDamaged
      ? damaged(
          say(
            `备份文件 ${join(folder, 'log.sqlite')} 已损坏：${error.reason}`,
            `The backup ${join(folder, 'log.sqlite')} is damaged: ${error.reason}`,
          ),
        )
      : error;
  }
  return manifest;
};

const restoreVault = async ({ folder, key }: NonNullable<RestoreOrder['vault']>, draft: string, log: Manifest): Promise<void> => {
  const manifest = readManifest(folder, 'vault');
  if (manifest.origin !== log.origin)
    throw refused(
      say(
        `${folder} 是另一个县的个人信息库备份，没有恢复。`,
        `${folder} is a backup of another county's personal data; nothing was restored.`,
      ),
    );
  if (manifest.position < log.position)
    throw refused(
      say(
        `${folder} 早于日志备份（${manifest.takenAt} 早于 ${log.takenAt}），缺少其后登记的人。请用同时或更晚的个人信息库备份；`,
        `${folder} is older than the backup of the log (${manifest.takenAt} before ${log.takenAt}) and lacks the persons registered since. Use a backup of the personal data of the same time or later; `,
      ) + say('只为查阅账目，可用 --without-personal-data。', 'to look at the books alone, use --without-personal-data.'),
    );
  if (!isFile(key))
    throw refused(
      say(
        `找不到密钥文件 ${key}。密钥不在备份里，请向保管人取得。`,
        `There is no key file ${key}. The key is not in the backup; have its keeper bring it.`,
      ),
    );
  if (fingerprintOf(key) !== manifest.key?.fingerprint)
    throw refused(say(`密钥文件 ${key} 不属于这份备份。`, `The key file ${key} does not belong to this backup.`));
  await copyPart(folder, manifest, draft);
  copyFileSync(key, join(draft, 'vault.key'));
  const unknown = unknownPersons(join(draft, 'vault.sqlite'), personsOf(draft));
  if (unknown > 0)
    throw refused(
      say(
        `${folder} 缺少日志中 ${unknown} 人的密钥，没有恢复。`,
        `${folder} lacks the keys of ${unknown} persons of the log; nothing was restored.`,
      ),
    );
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
  const county = await RunningCounty.open({ dir: draft, withoutPersonalData: !personalData });
  try {
    await markAsRestored(county, { backupHead: head, backupTakenAt: takenAt, personalData });
  } finally {
    await county.close();
  }
};
