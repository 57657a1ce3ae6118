import { readBirthDate } from './birth-date';
import { checkCharacter } from './check-character';
import { halfWidth } from './cleaning';
import { groupedNumbers, SEPARATED, type PersonalNumber, type PersonalNumberKind } from './grouped-numbers';

// Digests and random ids contain long digit runs by chance; they are blanked, keeping positions, before anything is looked for.
const RANDOM_IDS = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=\d*[a-f])[0-9a-f]{32,128}\b/gi;
const DIGIT_RUN = /(?<!\d)\d{17}x|\d{11,}/gi;
const SEGMENT = new RegExp(`[\\dx](?:(?:${SEPARATED})?[\\dx])*`, 'giu');

/** 〇 to 九, and as they stand on money. */
const NUMERALS = ['〇零○', '一壹弌幺', '二贰貳', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'];
const VALUE: ReadonlyMap<string, string> = new Map(
  NUMERALS.flatMap((signs, value) => Array.from(signs, (sign) => [sign, String(value)] as const)),
);
const NUMERAL = new RegExp(`[${NUMERALS.join('')}]`, 'g');

/** A text with its digits as ASCII; `offsets`: where each unit of it, and its end, stand in the text that was given. */
type Plain = { readonly text: string; readonly offsets?: readonly number[] };

/** The value of a decimal digit of any script. Unicode begins each ten of them at a code point that ends in 0 or in 6. */
const valueOf = (sign: string): string | undefined => {
  const plain = sign.normalize('NFKC');
  if (/^[0-9]$/.test(plain)) return plain;
  if (!/^\p{Nd}$/u.test(sign)) return undefined;
  const code = sign.codePointAt(0) ?? 0;
  const row = code - (code % 16);
  return String(/^\p{Nd}$/u.test(String.fromCodePoint(row)) ? code - row : code - row - 6);
};

/** Digits of any script and form as ASCII: １, ①, ١, 𝟏. */
const plainDigits = (given: string): Plain => {
  const text = halfWidth(given).replaceAll(/(?![0-9])[\p{Nd}\p{No}]/gu, (sign) =>
    sign.length === 1 ? (valueOf(sign) ?? sign) : sign,
  );
  if (!/(?=[\u{10000}-\u{10FFFF}])\p{Nd}/u.test(text)) return { text };
  const offsets: number[] = [];
  let plain = '';
  let at = 0;
  for (const sign of text) {
    const written = sign.length === 1 ? sign : (valueOf(sign) ?? sign);
    for (let i = 0; i < written.length; i += 1) offsets.push(at + i);
    plain += written;
    at += sign.length;
  }
  return { text: plain, offsets: [...offsets, at] };
};

/**
 * Finds citizen ids (15, 17 or 18 characters), accounts (15 digits and more) and mobile numbers in a text about to be published, in order of
 * position: also full-width, in groups of any kind, and in Chinese numerals. Meant to stop a publication: it would rather report an innocent long number than
 * miss a real one. Runs of 12 to 14 digits are left alone because village codes and batch numbers have them, and hotlines with an area prefix are meant
 * to be printed.
 */
export function findPersonalNumbers(text: string): readonly PersonalNumber[] {
  const { text: digits, offsets } = plainDigits(text);
  const found = findIn(digits.replaceAll(RANDOM_IDS, (id) => '#'.repeat(id.length)));
  if (offsets === undefined) return found;
  const placeOf = (at: number): number => offsets[at] ?? text.length;
  return found.map(({ kind, at, length }) => ({ kind, at: placeOf(at), length: placeOf(at + length) - placeOf(at) }));
}

function findIn(plain: string): readonly PersonalNumber[] {
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
  return [...runs, ...groupedNumbers(searched), ...[...searched.matchAll(SEGMENT)].flatMap(idsInGroups)];
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
