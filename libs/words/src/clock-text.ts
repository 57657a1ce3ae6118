import { dateOf, type Instant } from '@fenming/calendar';

const SHANGHAI_HOURS = 8;

/** `2023-03-15 09:00`: a moment as people in the county read it on their clocks. */
export const clockText = (moment: Instant): string => {
  const hour = (Number(moment.slice(11, 13)) + SHANGHAI_HOURS) % 24;
  return `${dateOf(moment)} ${String(hour).padStart(2, '0')}:${moment.slice(14, 16)}`;
};
