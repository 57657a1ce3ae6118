import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { holdsCounty } from './owner';
import { ApiProblem } from '@fenming/api-client';

const namesIn = (dir: string): readonly string[] => (existsSync(dir) ? readdirSync(dir) : []);
const firstMissing = (dir: string): string => (existsSync(path.dirname(dir)) ? dir : firstMissing(path.dirname(dir)));

/** The refusals that leave nothing to keep; a fault or a silence may have left a county, whose keys no second look brings back. */
const isRefusal = (error: unknown): boolean => error instanceof ApiProblem && error.problem.status < 500;
/** A log that is kept elsewhere still holds what was recorded before the refusal: its folder stays with it. */
const keptElsewhere = (dir: string): boolean => existsSync(path.join(dir, 'log.eventstore'));

/**
 * Begins a county in a folder, whole or not at all: what was made there for one that was refused is taken away again, and nothing else is.
 * A folder that holds a county already is never touched. `begin` is handed what to call once something is recorded.
 */
export const beginWhole = async <Result>(
  dir: string,
  begin: (recorded: () => void) => Promise<Result>,
  leavesNothing: (error: unknown) => boolean = isRefusal,
): Promise<Result> => {
  let hasRecorded = false;
  const recorded = (): void => {
    hasRecorded = true;
  };
  if (holdsCounty(dir)) return begin(recorded);
  const before = new Set(namesIn(dir));
  const made = existsSync(dir) ? undefined : firstMissing(dir);
  try {
    return await begin(recorded);
  } catch (error) {
    if (!leavesNothing(error) || (hasRecorded && keptElsewhere(dir))) throw error;
    const within = namesIn(dir).filter((name) => !before.has(name));
    const rubbish = made === undefined ? within.map((name) => path.join(dir, name)) : [made];
    for (const each of rubbish) rmSync(each, { recursive: true, force: true });
    throw error;
  }
};
