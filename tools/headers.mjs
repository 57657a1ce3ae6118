import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the headers lie that came with a Node: the folder that npm calls `nodedir`; undefined where there are none, or those of another version. */
export const headersBeside = (execPath, version) => {
  const prefix = path.dirname(path.dirname(execPath));
  try {
    const header = readFileSync(path.join(prefix, 'include/node/node_version.h'), 'utf8');
    const [major, minor, patch] = ['MAJOR', 'MINOR', 'PATCH'].map(
      (part) => new RegExp(`^#define NODE_${part}_VERSION (\\d+)$`, 'mu').exec(header)?.[1],
    );
    return version === `v${major}.${minor}.${patch}` ? prefix : undefined;
  } catch {
    return undefined;
  }
};
