import type { PermissionCode } from '../../refusals';

/** What the decider of a notice may refuse with. */
export type NoticeCode = PermissionCode | 'already_noticed' | 'notice_empty';
