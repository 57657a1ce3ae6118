import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import { LEVELS, type Level } from '@fenming/subsidy';
import { day, Has, MayHave, oneOf, text, whole } from '../answers/fields';

export class NoticeAnswer {
  @Has(text) notice_id!: string;
  @Has(oneOf(LEVELS)) level!: Level;
  @Has(text) area!: AreaCode;
  @Has(text) programme!: ProgrammeId;
  @Has(whole) year!: number;
  @Has(whole) count!: number;
  @Has(text) list_hash!: string;
  @Has(day) posted_on!: string;
  @Has(day) closes_on!: string;
}
/** `log_position`: what is read with `min_position` of it shows what was done. */
export class RecordedAnswer {
  @MayHave(text) log_position?: string | undefined;
}
export class PostedNoticeAnswer extends NoticeAnswer {
  @MayHave(text) log_position?: string | undefined;
}
export class RaisedObjectionAnswer extends RecordedAnswer {
  @Has(text) objection_id!: string;
}
