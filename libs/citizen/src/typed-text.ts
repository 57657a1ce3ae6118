import { say } from '@fenming/language';
import { halfWidth } from './cleaning';
import { unifiedIdeographs } from './unified-ideographs';

// Marks that nobody sees: joiners, direction marks, variation selectors, fillers, tags, and the control characters that are no line end.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\s)\p{Cc}/gu;
const SPACES = /[\s\u0085]+/gu;
const OPENING = /[\p{Ps}<]/gu;
const CLOSING = /[\p{Pe}>]/gu;
const DASHES = /[\p{Pd}\u2212]/gu;

// Invented characters, halves of characters, what Unicode has assigned to nothing, and the sign that stands where a file lost one.
const UNWRITABLE = /[\p{Co}\p{Cs}\p{Cn}\uFFFD]/u;

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

/** A character as a refusal names it: by its place and code point, never by what stands around it. */
export function characterNamed(text: string, character: string): string {
  const codePoint = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return say(
    `第 ${Array.from(text).indexOf(character) + 1} 个字（U+${codePoint}）`,
    `character ${Array.from(text).indexOf(character) + 1} (U+${codePoint})`,
  );
}

const NUMBER_AT_LEAST = 10;

/** The first sign that should not stand in a number, named. Undefined where so few digits stand that the text may be a name. */
export function strangeInNumber(number: string, strange: RegExp): string | undefined {
  const found = strange.exec(number)?.[0];
  if (found === undefined || number.replaceAll(/\D/g, '').length < NUMBER_AT_LEAST) return undefined;
  return say(`${characterNamed(number, found)}不应出现`, `${characterNamed(number, found)} should not be there`);
}

/** Why a text cannot be kept: the first character that another machine shows otherwise or not at all, in the language spoken. Undefined where it can. */
export function unwritableIn(text: string): string | undefined {
  const found = UNWRITABLE.exec(text)?.[0];
  if (found === undefined) return undefined;
  if (/\p{Co}/u.test(found))
    return say(
      `${characterNamed(text, found)}是自造字，各单位显示不一`,
      `${characterNamed(text, found)} is of somebody's own making and looks different everywhere`,
    );
  if (/\p{Cs}/u.test(found))
    return say(
      `${characterNamed(text, found)}只剩半个字符，转存文件时丢失了另一半`,
      `${characterNamed(text, found)} is half a character; the other half was lost when the file was saved`,
    );
  return say(
    `${characterNamed(text, found)}不是任何文字，转存文件时原字已经丢失`,
    `${characterNamed(text, found)} is no text; what stood there was lost when the file was saved`,
  );
}
