import { readBirthDate } from './birth-date';
import { checkCharacter } from './check-character';
import { halfWidth } from './cleaning';

export type PersonalNumberKind = 'citizen_id' | 'account' | 'phone';
/** Where a number that may not be published stands in the text, in UTF-16 units. */
export type PersonalNumber = { readonly kind: PersonalNumberKind; readonly at: number; readonly length: number };

// Digests and random ids contain long digit runs by chance; they are blanked, keeping positions, before anything is looked for.
const RANDOM_IDS = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=\d*[a-f])[0-9a-f]{32,128}\b/gi;
const DIGIT_RUN = /(?<!\d)\d{17}x|\d{11,}/gi;
/** What people and forms put between the digits of one number: spaces, dots, dashes, and marks that show nothing. Commas part amounts. */
const BETWEEN = String.raw`[\s._·•‧・。\-\u2010-\u2015\u2212~\p{Default_Ignorable_Code_Point}]{1,3}`;
const form = (pattern: string): RegExp => new RegExp(`(?<!\\d)${pattern.replaceAll('~', BETWEEN)}(?!\\d)`, 'giu');
const GROUPED: readonly { readonly kind: PersonalNumberKind; readonly form: RegExp }[] = [
  { kind: 'citizen_id', form: form(String.raw`\d{6}~(?:18|19|20)\d{2}(?:~)?\d{4}~\d{3}[\dx]`) },
  // A card starts with 3 to 9, which keeps lists of years such as "2023 2024 2025 2026" out.
  { kind: 'account', form: form(String.raw`[3-9]\d{3}(?:~\d{4}){3}(?:(?:~)?\d{1,3})?`) },
  { kind: 'phone', form: form(String.raw`1[3-9]\d~\d{4}~\d{4}`) },
  { kind: 'phone', form: form(String.raw`1[3-9]\d{2}~\d{4}~\d{3}`) },
];
const SEGMENT = new RegExp(`[\\dx](?:(?:${BETWEEN})?[\\dx])*`, 'giu');

/** 〇 to 九, and as they stand on money. */
const NUMERALS = ['〇零○', '一壹弌幺', '二贰貳', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'];
const VALUE: ReadonlyMap<string, string> = new Map(
  NUMERALS.flatMap((signs, value) => Array.from(signs, (sign) => [sign, String(value)] as const)),
);
const NUMERAL = new RegExp(`[${NUMERALS.join('')}]`, 'g');

/** Digits of any script and form as ASCII (１, ①, ١), position for position. */
const plainDigits = (text: string): string =>
  halfWidth(text).replaceAll(/(?![0-9])[\p{Nd}\p{No}]/gu, (sign) => {
    const plain = sign.normalize('NFKC');
    return sign.length === 1 && /^[0-9]$/.test(plain) ? plain : sign;
  });

/**
 * Finds citizen ids (15, 17 or 18 characters), accounts (15 digits and more) and mobile numbers in a text about to be published, in order of
 * position: also full-width, in groups of any kind, and in Chinese numerals. Meant to stop a publication: it would rather report an innocent long number than
 * miss a real one. Runs of 12 to 14 digits are left alone because village codes and batch numbers have them, and hotlines with an area prefix are meant
 * to be printed.
 */
export function findPersonalNumbers(text: string): readonly PersonalNumber[] {
  const plain = plainDigits(text).replaceAll(RANDOM_IDS, (id) => '#'.repeat(id.length));
  // A numeral may also be the word that follows a number, so both readings are looked through.
  const read = plain.replaceAll(NUMERAL, (sign) => VALUE.get(sign) ?? sign);
  const found = longest(numbersIn(plain));
  if (read === plain) return found;
  return [...found, ...apartFrom(found, longest(numbersIn(read)))].toSorted((one, other) => one.at - other.at);
}

/** The text with a star for each character of every personal number in it. */
export function withoutPersonalNumbers(text: string): string {
  const found = findPersonalNumbers(text);
  if (found.length === 0) return text;
  const parts: string[] = [];
  let end = 0;
  for (const { at, length } of found) {
    // Two forms may find the same digits.
    const from = Math.max(at, end);
    parts.push(text.slice(end, from), '*'.repeat(Math.max(0, at + length - from)));
    end = Math.max(end, at + length);
  }
  // What stood against a number that is gone now may be one itself.
  return withoutPersonalNumbers(parts.join('') + text.slice(end));
}

/** Those that touch none of the known ones; both stand in the order of the text, with ends in that order too. */
function apartFrom(known: readonly PersonalNumber[], found: readonly PersonalNumber[]): readonly PersonalNumber[] {
  let next = 0;
  return found.filter(({ at, length }) => {
    for (let one = known[next]; one !== undefined && one.at + one.length <= at; one = known[next]) next += 1;
    return (known[next]?.at ?? Infinity) >= at + length;
  });
}

/** In the order of the text, without those that lie inside another. */
function longest(found: readonly PersonalNumber[]): readonly PersonalNumber[] {
  let end = 0;
  return found
    .toSorted((one, other) => one.at - other.at || other.length - one.length)
    .filter(({ at, length }) => {
      if (at + length <= end) return false;
      end = at + length;
      return true;
    });
}

function numbersIn(searched: string): readonly PersonalNumber[] {
  const runs = [...searched.matchAll(DIGIT_RUN)].flatMap((run) => {
    const kind = kindOfRun(run[0]);
    return kind ? [{ kind, at: run.index, length: run[0].length }] : [];
  });
  const grouped = GROUPED.flatMap(({ kind, form: written }) =>
    [...searched.matchAll(written)]
      .filter(([match]) => kind !== 'citizen_id' || readBirthDate(match.replaceAll(/[^\dx]/gi, '').slice(6, 14)) !== undefined)
      .map((match) => ({ kind, at: match.index, length: match[0].length })),
  );
  return [...runs, ...grouped, ...[...searched.matchAll(SEGMENT)].flatMap(idsInGroups)];
}

const ID_LENGTH = 18;
const [ZERO, NINE, SMALL_X, LARGE_X] = ['0', '9', 'x', 'X'].map((sign) => sign.charCodeAt(0)) as [number, number, number, number];
const isIdSign = (sign: number): boolean => (sign >= ZERO && sign <= NINE) || sign === SMALL_X || sign === LARGE_X;

/** Ids in groups that nobody has thought of: 18 characters from the beginning of a group to the end of one, with a birth date and the right end. */
function idsInGroups({ 0: segment, index }: RegExpExecArray): readonly PersonalNumber[] {
  if (segment.length < ID_LENGTH) return [];
  const places: number[] = [];
  for (let at = 0; at < segment.length; at += 1) if (isIdSign(segment.charCodeAt(at))) places.push(at);
  const signs = segment.replaceAll(/[^\dx]/gi, '').toUpperCase();
  const isNext = (i: number): boolean => places[i] === (places[i - 1] ?? -2) + 1;
  const found: PersonalNumber[] = [];
  for (const [i, first] of places.entries()) {
    const last = places[i + ID_LENGTH - 1];
    if (last === undefined) break;
    if (isNext(i) || isNext(i + ID_LENGTH) || !isWholeId(signs.slice(i, i + ID_LENGTH))) continue;
    found.push({ kind: 'citizen_id', at: index + first, length: last - first + 1 });
  }
  return found;
}

const isWholeId = (id: string): boolean =>
  /^\d{17}[\dX]$/.test(id) && readBirthDate(id.slice(6, 14)) !== undefined && checkCharacter(id.slice(0, 17)) === id[17];

function kindOfRun(run: string): PersonalNumberKind | undefined {
  if (/^(?:0|0{0,2}86)?1[3-9]\d{9}$/.test(run)) return 'phone';
  if (run.length < 15) return undefined;
  return isIdForm(run) ? 'citizen_id' : 'account';
}

function isIdForm(run: string): boolean {
  if (/x$/i.test(run)) return true;
  if (run.length === 15) return readBirthDate(`19${run.slice(6, 12)}`) !== undefined;
  return (run.length === 17 || run.length === 18) && readBirthDate(run.slice(6, 14)) !== undefined;
}
