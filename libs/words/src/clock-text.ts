import { say } from '@fenming/language';
import { dateOf, type Instant } from '@fenming/calendar';

const SHANGHAI_HOURS = 8;

/** `2023-03-15 09:00`: a moment as people in the county read it on their clocks. */
export const clockText = (moment: Instant): string => {
  const hour = (Number(moment.slice(11, 13)) + SHANGHAI_HOURS) % 24;
  return `${dateOf(moment)} ${String(hour).padStart(2, '0')}:${moment.slice(14, 16)}`;
};

/** Of what is shown while the log is silent, or while the tables have not come so far. By the machine's clock, which the county's may not follow. */
export const asOfSentence = (asOf: Instant): string =>
  say(
    `数据截至 ${clockText(asOf)}:${asOf.slice(17, 19)}（服务器时间）：事件日志没有应答，或账表还没有跟上，其后的变化没有显示。`,
    `As of ${clockText(asOf)}:${asOf.slice(17, 19)} (clock of the server): the event log does not answer, or the tables have not caught up; what changed since is not shown.`,
  );

/** Whether the money of a batch reaches is asked of the log. */
export const shortageUnknown = (): string =>
  say(
    '指标够不够付没有核对：事件日志没有应答，或账表还没有跟上。',
    'Whether the appropriation suffices was not checked: the event log does not answer, or the tables have not caught up.',
  );
