/** Folders that are made where people name them. */
export { faultOfLogFile } from './log-file';
export { makeFolder } from './make-folder';
export { keepPrivate, mendRights, writePrivate } from './private';
