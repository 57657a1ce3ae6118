/** Folders that are made where people name them. */
export { makeFolder } from './make-folder';
export { keepPrivate, mendRights, writePrivate } from './private';
