import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isFolder } from '@fenming/folders';

/** What an opening makes before it knows whether it may open anything. */
const MADE_FIRST = ['inbox', 'outbox', 'owner.lock', 'owner.lock-journal', 'log.eventstore', 'log.seen'];
/** Whoever has a key may have sealed something with it. */
const KEY = 'vault.key';

const namesIn = (dir: string): readonly string[] => (isFolder(dir) ? readdirSync(dir) : []);

/** A folder and those above it that are not there yet, the innermost first. */
const missing = (dir: string): readonly string[] => {
  const above = dirname(dir);
  return isFolder(dir) ? [] : [dir, ...(above === dir ? [] : missing(above))];
};

/** Folders that hold anything are left. */
const remove = (path: string): void => {
  if (!isFolder(path)) return rmSync(path, { force: true });
  if (namesIn(path).length === 0) rmdirSync(path);
};

/** Looks at a folder, and answers how to leave it as it was found: for an opening that is refused, which must not look like a county afterwards. */
export const undoOfOpening = (named: string): (() => void) => {
  const dir = resolve(named);
  const [before, made] = [namesIn(dir), missing(dir)];
  return () => {
    const now = namesIn(dir).filter((name) => !before.includes(name));
    if (now.includes(KEY)) return;
    for (const name of MADE_FIRST.filter((each) => now.includes(each))) remove(join(dir, name));
    for (const each of made) remove(each);
  };
};
