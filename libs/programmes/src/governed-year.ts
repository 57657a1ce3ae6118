import { type Entitlement, INELIGIBLE, summed, UNKNOWN } from './entitlement';
import { joined } from './outcomes';
import type { Assessment, Programme, Question } from './programme';
import { type MonthSpan, WHOLE_YEAR } from './proration';

/** A text of a programme, ready to answer, and months of the year asked about that it governs; one that governs them in pieces stands several times. */
export type GoverningText = { readonly programme: Programme; readonly months: MonthSpan };
/** The texts of one programme that govern a year, in the order of their months; months that none governs are nobody's. */
export type GoverningTexts = readonly [GoverningText, ...GoverningText[]];

/** The text of the last month governed: what is asked on the last day of the year is asked by it. */
export const latestOf = (texts: GoverningTexts): Programme => (texts.at(-1) ?? texts[0]).programme;

const governsAlone = (texts: GoverningTexts): boolean => texts.length === 1 && texts[0].months === WHOLE_YEAR;

/**
 * What a year comes to when each month is paid by the text that governs it. Whether the conditions hold is asked of each text for its own
 * months; a fact that is unknown to any of them leaves the year unknown. The cap of a year is the one of its last text.
 */
export function entitleYear(texts: GoverningTexts, question: Question): Entitlement {
  if (governsAlone(texts)) return texts[0].programme.entitle(question);
  const parts = texts.map(({ programme, months }) => programme.entitle({ ...question, months }));
  if (parts.some(({ verdict }) => verdict === 'unknown')) return UNKNOWN;
  const lines = parts.flatMap((part) => part.lines);
  return lines.length === 0 ? INELIGIBLE : summed(lines, latestOf(texts).cap);
}

/** The same with its explanation, which is that of the text of the last month, and with the outcomes by the text of each month. */
export function assessYear(texts: GoverningTexts, question: Question): Assessment {
  if (governsAlone(texts)) return texts[0].programme.assess(question);
  const outcomes = joined(texts.flatMap(({ programme, months }) => programme.outcomes({ ...question, months })));
  return { ...entitleYear(texts, question), ladder: latestOf(texts).assess(question).ladder, outcomes };
}
