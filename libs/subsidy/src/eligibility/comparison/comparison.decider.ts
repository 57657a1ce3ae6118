import { refuse, type Decider, type Role } from '../../decider';
import { confirmedOnly, forbiddenRole } from '../../permission';
import type { ComparisonCode } from './comparison.refusals';
import type { ComparisonEvent, FileCompared } from './comparison.events';

/** The lists of one source that were compared, by the hash of the file. */
export type ComparisonState = { readonly files: Readonly<Record<string, FileCompared['data']>> };
export type CompareList = { readonly do: 'compare'; readonly file: Omit<FileCompared['data'], 'number'> };

const COUNTY_HEALTH: readonly Role[] = ['health'];

/** A list of another body is compared once: what it says is recorded with the persons and cases that it differs from, and moves nothing. */
export const comparisonDecider: Decider<ComparisonState, CompareList, ComparisonEvent, ComparisonCode> = {
  initial: { files: {} },
  evolve: ({ files }, { data }) => ({ files: { ...files, [data.fileHash]: data } }),
  decide: ({ files }, { file }, asked) => {
    const barred = COUNTY_HEALTH.includes(asked.role) ? confirmedOnly(asked) : forbiddenRole(COUNTY_HEALTH);
    if (barred !== undefined) return barred;
    const before = files[file.fileHash];
    if (before !== undefined) return refuse('file_compared', String(before.number));
    return [{ type: 'FileCompared', data: { ...file, number: Object.keys(files).length + 1 } }];
  },
};
