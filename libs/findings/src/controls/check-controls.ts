import { watch, type LogEvent, type LogEvents, type Watch } from '../log-event';
import { batchTotals } from './batch-totals';
import type { Finding } from './finding';
import { fourPeople } from './four-people';
import { oneAttempt } from './one-attempt';

/** Runs all control formulas over a log in one pass. No findings: every formula holds. */
export function checkControls(events: Iterable<LogEvent>): readonly Finding[];
export function checkControls(events: AsyncIterable<readonly LogEvent[]>): Promise<readonly Finding[]>;
export function checkControls(events: LogEvents): readonly Finding[] | Promise<readonly Finding[]> {
  return Symbol.asyncIterator in events ? watch(events, allFormulas()) : watch(events, allFormulas());
}

function allFormulas(): Watch<readonly Finding[]> {
  const formulas = [oneAttempt(), batchTotals(), fourPeople()];
  return {
    see: (event) => {
      for (const formula of formulas) formula.see(event);
    },
    answer: () => formulas.flatMap((formula) => formula.answer()),
  };
}
