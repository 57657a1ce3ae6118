import { constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** A database file to be opened for reading: under `path`, and `release` when it is closed. */
export type ReadApart = { readonly path: string; readonly release: () => void };

const inPlace = (file: string): ReadApart => ({ path: file, release: () => undefined });

/**
 * Where a reader who must leave no trace opens a database in WAL mode. SQLite writes `-wal` and `-shm` beside such a file even for a
 * connection that only reads, and cannot open it at all where nothing may be written. So a file that nobody has open is read as a copy
 * (it takes as much room in the temporary folder as the file); one that a running server has open has both files already, and only in
 * place do SQLite's locks keep the two apart.
 * @throws what node:fs says where the file is not there or there is no room for the copy
 */
export function readApart(file: string): ReadApart {
  if (isOpen(file)) return inPlace(file);
  const folder = mkdtempSync(join(tmpdir(), 'fenming-read-'));
  const release = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const path = join(folder, basename(file));
    const before = versionOf(file);
    for (const ending of ['', '-wal']) if (existsSync(file + ending)) copy(file + ending, path + ending);
    // Whoever has opened the file meanwhile may have written between the first byte copied and the last.
    if (!isOpen(file) && versionOf(file) === before) return { path, release };
  } catch (error) {
    release();
    throw error;
  }
  release();
  return inPlace(file);
}

const isOpen = (file: string): boolean => existsSync(`${file}-shm`);

/** Copies at no cost where the file system can share the bytes. */
const copy = (from: string, to: string): void => copyFileSync(from, to, constants.COPYFILE_FICLONE);

const versionOf = (file: string): string =>
  ['', '-wal']
    .map((ending) => statSync(file + ending, { bigint: true, throwIfNoEntry: false }))
    .map((found) => `${found?.mtimeNs} ${found?.size}`)
    .join(' ');
