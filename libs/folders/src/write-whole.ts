import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OWNER_ONLY } from './private';

/** A file appears whole under its name, or the former one stays, whatever is cut off; and it is on the disk when this answers. */
export const writeWhole = (file: string, content: string | Uint8Array): void => {
  const draft = `${file}.part`;
  writeFileSync(draft, content, { mode: OWNER_ONLY.file, flush: true });
  renameSync(draft, file);
  syncFolder(dirname(file));
};

/** Makes a new name itself survive a power cut; Windows cannot open folders and does not need it. */
export const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
