import { HistoryIncomplete, WHOLE_LOG, type RecordedEvent } from './port';

/** Whether events of a stream are those from revision `from` on, one after the other. */
export const isWhole = (events: readonly RecordedEvent[], from: number): boolean =>
  events.every(({ revision }, index) => revision === from + index);

/** @throws HistoryIncomplete unless the events of a stream are those from revision `from` on, one after the other */
export function wholeStream(stream: string, events: readonly RecordedEvent[], from: number): readonly RecordedEvent[] {
  if (!isWhole(events, from)) throw new HistoryIncomplete(stream, 'gap');
  return events;
}

/**
 * Events of a log that numbers them without gaps, which must be those after `after`, one after the other. What is missing may have stood
 * in any stream. @throws HistoryIncomplete
 */
export function wholeLog(events: readonly RecordedEvent[], after: number): readonly RecordedEvent[] {
  if (events.some(({ position }, index) => Number(position) !== after + index + 1)) throw new HistoryIncomplete(WHOLE_LOG, 'gap');
  return events;
}
