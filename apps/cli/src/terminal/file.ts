import { readFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder, writePrivate } from '@fenming/folders';

/** A file that was named on the command line. Of a folder that was named instead, Node does not say which. */
export const readBytes = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw Object.assign(error as Error, { path: file });
  }
};

/** Writes a file where a person wants it, with the folders above it, for that person alone. */
export const writeBytes = (file: string, bytes: Buffer): void => {
  makeFolder(path.dirname(file));
  writePrivate(file, bytes);
};
