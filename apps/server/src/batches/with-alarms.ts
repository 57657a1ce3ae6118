import type { Alarm } from '@fenming/county';

/** An answer about a batch, and why it may stand still; without such a reason it is as it always was. */
export const withAlarms = <Answer extends object>(
  answer: Answer,
  alarms: readonly Alarm[],
): Answer & { alarms?: readonly Alarm[] } => (alarms.length === 0 ? answer : { ...answer, alarms });
