import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of the program that took a backup: package.json lies above the sources as above `dist`. */
export const softwareVersion = (folder: string = __dirname): string => {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
  return dirname(folder) === folder ? 'unknown' : softwareVersion(dirname(folder));
};
