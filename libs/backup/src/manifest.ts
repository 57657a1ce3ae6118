import { say } from '@fenming/language';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isFile, writeWhole } from '@fenming/folders';
import { canonicalJson, type JsonObject } from '@fenming/event-log';
import { damaged } from './backup-fault';

export type CopiedFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/**
 * What a part of a backup holds. It is written last, so a folder without one is no backup. `origin` is the id of the log's first event: it
 * tells one county's folder from another. `position` and `events` of a vault say which log it is enough for.
 */
export type Manifest = {
  readonly schema: 1;
  readonly part: 'log' | 'vault';
  readonly county: string;
  readonly origin: string;
  readonly position: string;
  readonly events: number;
  readonly head: string;
  readonly takenAt: string;
  readonly software: string;
  readonly files: readonly CopiedFile[];
  /** Of a vault: the key file that opens it, which no backup holds. */
  readonly key?: { readonly file: 'vault.key'; readonly fingerprint: string; readonly kept: string };
};

const MANIFEST = 'manifest.json';

const digestOf = (manifest: Manifest): string =>
  createHash('sha256')
    .update(canonicalJson(manifest as unknown as JsonObject))
    .digest('hex');
const render = (manifest: Manifest): string => `${JSON.stringify({ ...manifest, digest: digestOf(manifest) }, null, 2)}\n`;

export const writeManifest = (folder: string, manifest: Manifest): void => writeWhole(join(folder, MANIFEST), render(manifest));

/** Reads a part's manifest. Throws BackupFault `damaged` where there is none or one byte of it has changed. */
export const readManifest = (folder: string, part: Manifest['part']): Manifest => {
  const file = join(folder, MANIFEST);
  if (!isFile(file))
    throw damaged(
      say(
        `${folder} 里没有 manifest.json，不是一份完整的备份。`,
        `There is no manifest.json in ${folder}; this is no complete backup.`,
      ),
    );
  const text = readFileSync(file, 'utf8');
  const manifest = parsed(text);
  if (manifest === undefined || render(manifest) !== text)
    throw damaged(say(`备份清单 ${file} 已被改动。`, `The manifest ${file} of the backup has been changed.`));
  if (manifest.schema !== 1 || manifest.part !== part)
    throw damaged(
      say(
        `${file} 不是${part === 'log' ? '事件日志' : '个人信息库'}的备份清单。`,
        `${file} is no manifest of a backup of the ${part === 'log' ? 'event log' : 'personal data'}.`,
      ),
    );
  return manifest;
};

const parsed = (text: string): Manifest | undefined => {
  try {
    const { digest: _digest, ...manifest } = JSON.parse(text) as Manifest & { readonly digest: string };
    return manifest;
  } catch {
    return undefined;
  }
};

/** SHA-256 of a file, read in pieces: a log may be larger than the memory. */
const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
};

/** Size and hash of a file that was just written and is now on the disk for good. */
export const settledFile = async (folder: string, name: string): Promise<CopiedFile> => {
  const handle = openSync(join(folder, name), 'r+');
  fsyncSync(handle);
  closeSync(handle);
  return { name, bytes: statSync(join(folder, name)).size, sha256: await sha256Of(join(folder, name)) };
};

/** Throws BackupFault `damaged` naming the first file of a part that is not what was backed up. `copies`: where the files were copied to. */
export const checkFiles = async (folder: string, { files }: Manifest, copies: string): Promise<void> => {
  for (const { name, bytes, sha256 } of files) {
    const copy = join(copies, name);
    if (statSync(copy).size !== bytes || (await sha256Of(copy)) !== sha256)
      throw damaged(
        say(
          `备份文件 ${join(folder, name)} 与清单不符：内容已被改动。`,
          `The file ${join(folder, name)} of the backup does not agree with the manifest: its content has been changed.`,
        ),
      );
  }
};
