import { join } from 'node:path';
import { makeFolder, mendRights } from '@fenming/folders';
import { noteNew } from './log-seen';

/** What every county's folder has besides its stores, for its owner alone. */
export const prepareFolder = (dir: string): void => {
  noteNew(dir);
  for (const sub of ['inbox', 'outbox']) makeFolder(join(dir, sub));
  mendRights(dir);
};
