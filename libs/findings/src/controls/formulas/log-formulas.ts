import { say } from '@fenming/language';
import type { LogEvent } from '../../log-event';
import { isKnownEvent, titleOfEvent, unreadable } from '../../shapes/unreadable';
import { Tally, type Formula, type Here } from '../finding';
import { momentText } from '../words';

/** Something wrong with the log that no single event shows (a whole sentence), and where. */
export type LogFault = Here & { readonly sentence: string };

/** `reads`: whether the event now seen can be read; where it cannot, it is found here and nothing else looks at it. */
export type WholeLog = Formula & { readonly reads: (event: LogEvent) => boolean };

/** I-38: the events stand one after the other without gap or double, and each is of a kind, a version and a content that is known. */
export function wholeLog(faults: readonly LogFault[]): WholeLog {
  const tally = new Tally('I-38');
  return {
    code: 'I-38',
    tally,
    on: {},
    reads: (event) => {
      const wrong = event.wrong ?? unreadable(event);
      const said = wrong ?? event.doubt;
      // Of a kind that nobody knows, its name is all that can be said, once.
      const title = isKnownEvent(event.type) || event.wrong !== undefined ? `“${titleOfEvent(event.type)}”` : '';
      tally.check(said === undefined ? undefined : `${title}${said}。`);
      return wrong === undefined;
    },
    verdict: () => {
      const asked = tally.copy();
      for (const { sentence, position } of faults) {
        asked.here = { position };
        asked.find(sentence);
      }
      return asked.verdict(say('日志里没有事件', 'there are no events in the log'));
    },
  };
}

/** I-39: the recorded time never falls along the log. */
export function risingTimes(): Formula & { readonly sees: (event: LogEvent) => void } {
  const tally = new Tally('I-39');
  let latest = '';
  return {
    code: 'I-39',
    tally,
    on: {},
    sees: ({ meta: { at } }) => {
      if (at === undefined) return;
      tally.check(
        at < latest
          ? say(
              `记录时间 ${momentText(at)}早于前面已有的 ${momentText(latest)}。`,
              `The time of record ${momentText(at)} is before ${momentText(latest)}, which came earlier.`,
            )
          : undefined,
      );
      if (at > latest) latest = at;
    },
    verdict: () => tally.verdict(say('日志里没有记录时间', 'there are no times of record in the log')),
  };
}
