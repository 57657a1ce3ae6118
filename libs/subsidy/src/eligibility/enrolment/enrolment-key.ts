import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { EnrolmentId } from '../../decider';

/** What every event of an enrolment repeats, so that a reader of one event needs no other: no personal data. */
export type EnrolmentKey = {
  readonly enrolmentId: EnrolmentId;
  /** 档案号, e.g. `RURAL_REWARD-2023-1-00042`: programme, first year, roster file, row. */
  readonly caseNumber: string;
  readonly programme: ProgrammeId;
  readonly village: AreaCode;
};

/** An event of an enrolment. */
export type Of<Type extends string, Data> = { readonly type: Type; readonly data: EnrolmentKey & Data };
