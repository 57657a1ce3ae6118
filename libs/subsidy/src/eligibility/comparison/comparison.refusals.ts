import type { PermissionCode } from '../../refusals';

/** What the decider of a comparison of lists may refuse with. */
export type ComparisonCode = PermissionCode | 'file_compared';
