import { halfWidth } from './cleaning';
import { unifiedIdeographs } from './unified-ideographs';

// Marks that nobody sees: joiners, direction marks, variation selectors, fillers, tags, and the control characters that are no line end.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\s)\p{Cc}/gu;
const SPACES = /[\s\u0085]+/gu;
const OPENING = /[\p{Ps}<]/gu;
const CLOSING = /[\p{Pe}>]/gu;
const DASHES = /[\p{Pd}\u2212]/gu;

/** Every dot that is typed for the middle dot U+00B7 of names, which is what the police register and the banks use. */
export const DOTS = /[·.˙•․‧∙⋅・･●⦁⸱⸳ꞏᐧ﹒．]/gu;

/** What was typed, in the characters that were meant: no look-alikes of ideographs, no invisible marks, single spaces, none at the ends. */
export function ordinaryText(typed: string): string {
  return unifiedIdeographs(typed.replaceAll(INVISIBLE, '')).replaceAll(SPACES, ' ').trim();
}

/** A text with half-width letters, digits and signs, one kind of bracket and one kind of dash, as what is typed in offices is compared. */
export function plainSigns(typed: string): string {
  return halfWidth(ordinaryText(typed)).replaceAll(OPENING, '(').replaceAll(CLOSING, ')').replaceAll(DASHES, '-');
}

/** Two texts that people would call the same have the same key: spaces, widths, capitals, brackets, dots and dashes do not count. */
export function comparisonKey(typed: string): string {
  // The dots first: compatibility normalisation would make a space and a combining mark of U+02D9.
  return plainSigns(typed).replaceAll(DOTS, '·').normalize('NFKC').replaceAll(SPACES, '').toLowerCase();
}
