import type { AreaCode } from '@fenming/citizen';
import type { ActorId, OpenedCounty } from '@fenming/subsidy';
import { AlarmAnswer } from '../answers/alarm.answers';
import { an, flag, Has, listOf, manyOf, MayHave, moment, oneOf, text, whole } from '../answers/fields';

type Correction = NonNullable<OpenedCounty['correction']>;

/** What waits for a second person. */
class CorrectionAnswer implements Correction {
  @Has(text) correction!: string;
  @Has(text) name!: string;
  @Has(manyOf(text)) regions!: readonly string[];
  @Has(manyOf(text)) region_names!: readonly string[];
  @Has(text) by!: ActorId;
}
/** The county, before it is open only its clock. `restored`: from a backup, and whether the bank has been asked since. */
export class CountyAnswer {
  @MayHave(text) code?: AreaCode;
  @MayHave(text) name?: string;
  @MayHave(flag) demo?: boolean;
  @MayHave(manyOf(text)) regions?: readonly string[];
  @MayHave(manyOf(text)) region_names?: readonly string[];
  @MayHave(an(CorrectionAnswer)) correction?: CorrectionAnswer;
  @Has(flag) open!: boolean;
  @Has(moment) now!: string;
  @Has(flag) simulated!: boolean;
  @MayHave(oneOf(['reconciled', 'unreconciled'])) restored?: 'reconciled' | 'unreconciled';
  @Has(listOf(AlarmAnswer)) alarms!: readonly AlarmAnswer[];
}
export class AreaAnswer {
  @Has(text) code!: string;
  @Has(text) name!: string;
}
/** How many areas there are now. */
export class AreasAnswer {
  @Has(whole) count!: number;
}
