import { AlarmAnswer } from '../answers/alarm.answers';
import { an, flag, Has, listOf, MayHave, moment, oneOf, orNull, text, whole } from '../answers/fields';
import { ForeignEventsAnswer } from '../audit/controls.answers';

export class AliveAnswer {
  @Has(oneOf(['ok'])) status!: 'ok';
}
/** What stands beside the status is told to those who say who they are. `workers`: null where the queue does not say how many there are. */
export class ReadyAnswer {
  @Has(oneOf(['ok', 'alarm', 'unready'])) status!: 'ok' | 'alarm' | 'unready';
  @MayHave(listOf(AlarmAnswer)) alarms?: readonly AlarmAnswer[];
  @MayHave(orNull(moment)) as_of?: string | null | undefined;
  @MayHave(orNull(whole)) workers?: number | null;
  @MayHave(whole) events?: number;
  @MayHave(an(ForeignEventsAnswer)) foreign_events?: ForeignEventsAnswer;
  @MayHave(orNull(text)) log_position?: string | null;
  @MayHave(flag) simulated_clock?: boolean;
}
