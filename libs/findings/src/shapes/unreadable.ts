import { said, say, type Word } from '@fenming/language';
import { withoutPersonalNumbers } from '@fenming/citizen';
import type { LogEvent, Payloads } from '../log-event';
import { COMPARISONS } from './comparison-shapes';
import { ELIGIBILITY, type ShapesOf } from './eligibility-shapes';
import { EXITS } from './exit-shapes';
import { PAYOUT } from './payout-shapes';
import { REDETERMINATION } from './redetermination-shapes';
import { fieldTitle } from './field-names';
import { record, type Shape } from './shape';
import { STATEMENTS } from './statement-shapes';

/** Fails to compile, naming the type, when an event has no shape: what nobody can read nobody can audit. */
const SHAPES: ShapesOf<keyof Payloads> = {
  ...ELIGIBILITY,
  ...EXITS,
  ...PAYOUT,
  ...REDETERMINATION,
  ...STATEMENTS,
  ...COMPARISONS,
};

/** One shape a version, the first one first. */
type KnownEvent = { readonly title: Word; readonly shapes: readonly Shape[] };
const EVENTS: ReadonlyMap<string, KnownEvent> = new Map(
  Object.entries(SHAPES).map(([type, { title, fields, earlier = [] }]) => [
    type,
    { title, shapes: [...earlier, record(fields as never)] },
  ]),
);

/** Whether anybody knows events of this kind. */
export const isKnownEvent = (type: string): boolean => EVENTS.has(type);

/** What an event is called; its own name where nobody knows it. */
export const titleOfEvent = (type: string): string => {
  const known = EVENTS.get(type);
  return known === undefined ? type : said(known.title);
};

/** Why nobody can read this event (without a full stop), or undefined: its kind, its version, or what its payload lacks. */
export function unreadable({ type, payload, schemaVersion }: LogEvent): string | undefined {
  const known = EVENTS.get(type);
  if (known === undefined) return say(`不认识的事件种类“${shown(type)}”`, `unknown kind of event “${shown(type)}”`);
  const newest = known.shapes.length;
  const shape = known.shapes[(schemaVersion ?? newest) - 1];
  if (shape === undefined)
    return say(
      `不认识的事件版本 ${schemaVersion}（本程序认识到第 ${newest} 版）`,
      `unknown version ${schemaVersion} of the event (this program knows up to ${newest})`,
    );
  const wrong = shape(payload, '');
  return wrong === undefined
    ? undefined
    : say(`内容不全或不对：${shown(placeOf(wrong))}`, `the content is incomplete or wrong: ${shown(placeOf(wrong))}`);
}

/** Somebody who edits a log may write anything anywhere, also a citizen id where a name belongs. */
const shown = (text: string): string => withoutPersonalNumbers(text.slice(0, 80));

/** `lines.3.amountFen` as people say it. */
const placeOf = (path: string): string =>
  path === ''
    ? say('没有内容', 'no content')
    : path
        .split('.')
        .map((part) => (/^\d+$/.test(part) ? say(`第 ${part} 项`, `item ${part}`) : (fieldTitle(part) ?? part)))
        .join(' ');
