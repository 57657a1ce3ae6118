/** SQLite, for whoever keeps a file: one library in the edition that this Node can run. */
export { default } from './edition';
export type { Database, Statement } from 'better-sqlite3';
export { readApart, type ReadApart } from './apart';
export { copyDatabase, copyTo } from './copy';
export { NativeBuildMissing, openDatabase } from './native';
