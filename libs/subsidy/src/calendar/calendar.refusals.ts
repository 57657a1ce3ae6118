import type { PermissionCode } from '../refusals';

/** What the decider of the holiday calendar may refuse with. */
export type CalendarCode = PermissionCode | 'proposal_own';
