/** Folders and files as people name them: what they are, who may read them, and how they are written so that nothing is ever half there. */
export { isFile, isFolder, makeFolder } from './make-folder';
export { keepPrivate, mendRights, OWNER_ONLY, writePrivate } from './private';
export { misshapenIn, OF_THE_LOG, refuseUnusable, type Misshape } from './shapes';
export { syncFolder, writeWhole } from './write-whole';
