import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '@fenming/folders';

/** A file that was named on the command line. Of a folder that was named instead, Node does not say which. */
export const readBytes = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw Object.assign(error as Error, { path: file });
  }
};

/** Writes a file where a person wants it, with the folders above it. */
export const writeBytes = (file: string, bytes: Buffer): void => {
  makeFolder(path.dirname(file));
  writeFileSync(file, bytes);
};
