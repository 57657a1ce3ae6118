import { readBirthDate } from './birth-date';

export type PersonalNumberKind = 'citizen_id' | 'account' | 'phone';
/** Where a number that may not be published stands in the text, in UTF-16 units. */
export type PersonalNumber = { readonly kind: PersonalNumberKind; readonly at: number; readonly length: number };

/** What people and forms put between the digits of one number: spaces, dots, dashes, stars, brackets, and marks that show nothing. Commas part amounts. */
const MARKS = String.raw`\s._·•‧・。*\-\u2010-\u2015\u2212~\p{Ps}\p{Pe}\p{Default_Ignorable_Code_Point}`;
/** What parts the items of a list as well, so that it takes more to believe that they are one number. */
const LISTING = String.raw`/、,;`;
const between = (marks: string): string => `[${marks}]{1,3}`;
const form = (pattern: string, marks: string): RegExp =>
  new RegExp(`(?<!\\d)(?:${pattern.replaceAll('~', between(marks))})(?!\\d)`, 'giu');

type Form = { readonly kind: PersonalNumberKind; readonly form: RegExp; readonly holds?: (signs: string) => boolean };
const isId = (signs: string): boolean => readBirthDate(signs.slice(6, 14)) !== undefined;
const FORMS: readonly Form[] = [
  { kind: 'citizen_id', form: form(String.raw`\d{6}~(?:18|19|20)\d{2}(?:~)?\d{4}~\d{3}[\dx]`, MARKS + LISTING), holds: isId },
  // A card starts with 3 to 9, which keeps lists of years such as "2023 2024 2025 2026" out.
  { kind: 'account', form: form(String.raw`[3-9]\d{3}(?:~\d{4}){3}(?:(?:~)?\d{1,3})?`, MARKS) },
  { kind: 'account', form: form(String.raw`[3-9]\d{5}~(?:\d{10}|\d{13})|[3-9]\d{7}~\d{11}|62\d{6}~\d{8}`, MARKS + LISTING) },
  { kind: 'phone', form: form(String.raw`1[3-9]\d~\d{4}~\d{4}`, `${MARKS}/`) },
  { kind: 'phone', form: form(String.raw`1[3-9]\d{2}~\d{4}~\d{3}`, `${MARKS}/`) },
  // Not an amount and a day, nor an amount and a year.
  { kind: 'phone', form: form(String.raw`1[3-9]\d~\d{8}`, MARKS), holds: (signs) => readBirthDate(signs.slice(3)) === undefined },
  { kind: 'phone', form: form(String.raw`1[3-9]\d{5}~\d{4}`, MARKS), holds: (signs) => !/(?:19|20)\d{2}$/.test(signs) },
];

/** Where the digits of one number stand in groups; `listed`: something between two of them parts the items of a list as well. */
type Groups = { readonly signs: string; readonly sizes: readonly number[]; readonly listed: boolean };
/** Begins where a run of digits begins: a long run that no mark follows is looked at once, and not from each of its digits. */
const SEGMENT = new RegExp(`(?<![\\dx])[\\dx]+(?:${between(MARKS + LISTING)}[\\dx]+)+`, 'giu');
export const SEPARATED = between(MARKS + LISTING);

/** The provinces of GB/T 2260, and the invented one of samples. */
const REGION = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|99)/;
/** As an id is built, though its month, day or check character may be mistyped. */
const isIdShaped = (signs: string): boolean =>
  REGION.test(signs) && /^\d{6}(?:19\d\d|20[0-3]\d)[01]\d[0-3]\d{4}[\dx]$/i.test(signs);

const isLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit] ?? 0);
  }
  return sum % 10 === 0;
};
/** Equal groups of a card rather than amounts: no amount begins with a zero. */
const isCardShaped = ({ signs, sizes: [size = 1] }: Groups): boolean =>
  /^(?:62|9900)\d{14,17}$/.test(signs) &&
  (new RegExp(`^(?:\\d{${size}})+?0`).test(signs) || (signs.length === 19 && isLuhn(signs)));

const kindOf = (groups: Groups): PersonalNumberKind | undefined => {
  const { signs, sizes, listed } = groups;
  if (signs.length === 18 && isIdShaped(signs)) return 'citizen_id';
  if (signs.length >= 16 && isCardShaped(groups)) return 'account';
  return signs.length === 11 && (sizes[0] ?? 0) < 3 && !listed && /^1[3-9]\d{9}$/.test(signs) ? 'phone' : undefined;
};

/** No number of a person has more digits. */
const LONGEST = 19;

/** Numbers in equal groups of one to four, the last of which may be shorter. */
function inEqualGroups({ 0: segment, index }: RegExpExecArray): readonly PersonalNumber[] {
  const groups = [...segment.matchAll(/[\dx]+/gi)].map(({ 0: signs, index: at }) => ({ signs, at, end: at + signs.length }));
  const found: PersonalNumber[] = [];
  for (const [
    first,
    {
      signs: { length: size },
      at,
    },
  ] of groups.entries()) {
    if (size > 4) continue;
    let signs = '';
    const sizes: number[] = [];
    for (let next = first; next < groups.length && signs.length < LONGEST; next += 1) {
      const group = groups[next];
      if (group === undefined || group.signs.length > size) break;
      signs += group.signs;
      sizes.push(group.signs.length);
      const listed = /[/、,;]/.test(segment.slice(at, group.end));
      const kind = sizes.length > 1 ? kindOf({ signs, sizes, listed }) : undefined;
      if (kind !== undefined) found.push({ kind, at: index + at, length: group.end - at });
      if (group.signs.length < size) break;
    }
  }
  return found;
}

/** Ids, cards and phones whose digits stand in groups. */
export function groupedNumbers(searched: string): readonly PersonalNumber[] {
  const formed = FORMS.flatMap(({ kind, form: written, holds }) =>
    [...searched.matchAll(written)]
      .filter(([match]) => holds?.(match.replaceAll(/[^\dx]/gi, '')) !== false)
      .map((match) => ({ kind, at: match.index, length: match[0].length })),
  );
  return [...formed, ...[...searched.matchAll(SEGMENT)].flatMap(inEqualGroups)];
}
