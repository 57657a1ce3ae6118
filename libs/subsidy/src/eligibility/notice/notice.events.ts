import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { Level } from '../enrolment/enrolment.events';

/** A posted public notice: how many stand on it, and the SHA-256 over their sorted case numbers, so that the list can be proved later. */
export type NoticePosted = {
  readonly type: 'NoticePosted';
  readonly data: {
    readonly noticeId: string;
    readonly level: Level;
    readonly area: AreaCode;
    readonly programme: ProgrammeId;
    readonly year: number;
    readonly count: number;
    readonly listHash: string;
    readonly postedOn: string;
    readonly closesOn: string;
  };
};
export type NoticeEvent = NoticePosted;
