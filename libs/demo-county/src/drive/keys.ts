import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from '@fenming/folders';

export type Kept = {
  /** By account: the token that a stand-in was told once. */
  readonly tokens: Readonly<Record<string, string>>;
  /** By account: what the operator gave somebody who may log in, to come in with once. */
  readonly given: Readonly<Record<string, string>>;
  /** By account: the password of their own. */
  readonly passwords: Readonly<Record<string, string>>;
};

/** What the demo's own accounts come in with, as long as its year is not finished: a run that was cut off goes on with the same. */
export type Keys = {
  readonly kept: () => Kept;
  readonly keep: (more: Partial<Kept>) => void;
  /** The year is over: nothing of it is left in clear. */
  readonly forget: () => void;
};

const NONE: Kept = { tokens: {}, given: {}, passwords: {} };
const joined = (kept: Kept, { tokens, given, passwords }: Partial<Kept>): Kept => ({
  tokens: { ...kept.tokens, ...tokens },
  given: { ...kept.given, ...given },
  passwords: { ...kept.passwords, ...passwords },
});

/** In a file of the data folder that only its owner may read. */
export const keysIn = (dir: string): Keys => {
  const file = path.join(dir, 'demo-keys.json');
  const kept = (): Kept => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : NONE);
  return {
    kept,
    keep: (more) => writeWhole(file, JSON.stringify(joined(kept(), more))),
    forget: () => rmSync(file, { force: true }),
  };
};
