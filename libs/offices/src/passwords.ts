import type { Appointment, Refusal } from '@fenming/subsidy';
import { GUESSED_FIRST } from './guessed-first';

/** In characters that can be seen: 等保 2.0 asks for eight. */
const SHORTEST = 8;
/** What is left of a password when everything that is guessed at one go counts as one character. */
const FEWEST_PARTS = 5;

/** Controls, spaces and what fills a place without being seen: nobody can type it again, or tell somebody else. */
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Neighbours on the keyboard, in the alphabet and in counting, which fingers and heads run along either way. */
const FORTH = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '!@#$%^&*()',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'q1w2e3r4t5y6u7i8o9p0',
  '1q2w3e4r5t6y7u8i9o0p',
  '零一二三四五六七八九十',
  '甲乙丙丁戊己庚辛壬癸',
  '子丑寅卯辰巳午未申酉戌亥',
];
const ROWS = FORTH.flatMap((row) => [row, Array.from(row).toReversed().join('')]);
const SHORTEST_RUN = 3;

const YEAR_OR_DAY = /(?<!\d)(19|20)\d\d((0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))?(?!\d)/g;
const REPEATED = /([^\0])\1{2,}|([^\0]{2,6}?)\2+/gu;
/** Stands where something was that is guessed at one go; no password that can be seen holds it. */
const ONE = '\u0000';

const runAt = (text: string, at: number): number => {
  let length = 0;
  for (let end = at + SHORTEST_RUN; end <= text.length && ROWS.some((row) => row.includes(text.slice(at, end))); end += 1)
    length = end - at;
  return length;
};

const withoutRuns = (text: string): string => {
  let left = '';
  for (let at = 0; at < text.length;) {
    const run = runAt(text, at);
    left += run > 0 ? ONE : text.charAt(at);
    at += Math.max(run, 1);
  }
  return left;
};

const withoutWords = (text: string, words: readonly string[]): string =>
  words.toSorted((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ONE), text);

/** How much somebody has to guess who knows what everybody takes, and whose account it is. */
const partsOf = (seen: string, own: readonly string[]): number => {
  const others = withoutWords(
    seen,
    own.filter((name) => name.length > 1),
  );
  const left = withoutWords(others.replaceAll(YEAR_OR_DAY, ONE).replaceAll(REPEATED, ONE), GUESSED_FIRST);
  return Array.from(withoutRuns(left)).length;
};

const seenOf = (text: string): string => text.normalize('NFKC').replaceAll(UNSEEN, '').toLowerCase();

/**
 * Why this may be nobody's password: too little of it can be seen, or it is one of those that are tried first (NIST SP 800-63B 3.1.1.2: common
 * ones, sequences, repetitions, and what the account itself is called). Every door asks this, before anything is recorded. `also`: what else the
 * account goes by.
 */
export const passwordFault = (password: string, actor: string, ...also: readonly string[]): Refusal | undefined => {
  const seen = seenOf(password);
  if (Array.from(seen).length < SHORTEST) return { refused: 'password_too_short', detail: actor };
  const own = [actor, ...also].map(seenOf);
  return partsOf(seen, own) < FEWEST_PARTS ? { refused: 'password_guessable', detail: actor } : undefined;
};

/** What an account goes by beside its own name. */
export const namesOf = (appointment: Appointment | undefined): readonly string[] =>
  appointment === undefined ? [] : [appointment.role, appointment.title];
