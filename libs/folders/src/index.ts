/** Folders that are made where people name them. */
export { isFile, isFolder, makeFolder } from './make-folder';
export { keepPrivate, mendRights, writePrivate } from './private';
export { misshapenIn, OF_THE_LOG, refuseUnusable, type Misshape } from './shapes';
