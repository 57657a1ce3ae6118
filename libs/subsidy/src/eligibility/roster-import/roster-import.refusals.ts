import type { PermissionCode } from '../../refusals';

/** What the decider of an import of a list may refuse with. */
export type RosterImportCode = PermissionCode | 'duplicate_file' | 'year_out_of_reach';
